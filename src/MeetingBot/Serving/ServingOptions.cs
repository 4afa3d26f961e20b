using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Slack;

namespace MeetingBot;

/// <summary>What the server is told by its configuration, checked before it starts.</summary>
/// <param name="Storage">Where records are kept.</param>
/// <param name="Clerk">Who administers the bot, and who may found groups.</param>
/// <param name="SignIn">How people sign in; null on loopback, where a name is all there is, and without the web room.</param>
/// <param name="Web">Whether the web room is served; without it only chat platforms, health and calendars are.</param>
internal sealed record ServingOptions(StorageSettings Storage, ClerkOptions Clerk, SignInOptions? SignIn, bool Web)
{
    /// <summary>Where published minutes are filed, in this order; empty for nowhere.</summary>
    public ImmutableArray<IMinutesArchive> Archives { get; init; } = [];

    /// <summary>How the bot is connected to Slack; null when it is not.</summary>
    public SlackOptions? Slack { get; init; }

    /// <summary>Reads the configuration; null with one line that names the wrong or missing setting.</summary>
    public static ServingOptions? Read(IConfiguration configuration, string urls, out string? wrong)
    {
        if (StorageSettings.Read(configuration, out wrong) is not { } storage)
        {
            return null;
        }

        string web = configuration["Web"] ?? "on";
        if (web is not ("on" or "off"))
        {
            wrong = $"Web is \"{web}\"; it takes on or off.";
            return null;
        }

        string? open = Addresses.Of(configuration, urls).FirstOrDefault(url => !Addresses.IsLoopback(url));
        SignInOptions? signIn = null;
        if (web == "on" && (open is not null || SignInOptions.IsAsked(configuration)))
        {
            signIn = SignInOptions.Read(configuration, out wrong);
            if (signIn is null)
            {
                wrong = open is null ? wrong : $"{open} can be reached from other machines, and without sign-in whoever opens it could take any name: {wrong} Set it, or listen on http://localhost:5080, or set Web=off for a bot that is reached by chat alone.";
                return null;
            }
        }

        string setup = configuration["Setup"] ?? "anyone";
        if (setup is not ("anyone" or "admins"))
        {
            wrong = $"Setup is \"{setup}\"; it takes anyone or admins.";
            return null;
        }

        SlackOptions? slack = SlackOptions.Read(configuration, out wrong);
        if (wrong is not null || ArchiveSettings.Read(configuration, storage, out wrong) is not { } archive)
        {
            return null;
        }

        var clerk = new ClerkOptions
        {
            Admins = (configuration["Admins"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
            OnlyAdminsSetUp = setup == "admins",
            Shared = storage.Shared,
            Repositories = archive.Repositories,
        };
        return new ServingOptions(storage, clerk, signIn, web == "on") { Slack = slack, Archives = archive.Archives };
    }
}
