using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeetingBot.Application;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Teams;

/// <summary>Keeps where the bot is: it greets once when it comes, notices new names, and forgets where it is taken away from.</summary>
internal sealed partial class Welcome(ConversationBook book, IConnectorClient connector, Poster poster, Answerer answerer, Departures departures, TeamsOptions options, TimeProvider time, ILogger<Welcome> log)
{
    private const string Greeting = "I keep the minutes of your meetings: who was there, what was decided, who does what. I keep only lines that are meant for me.\nTry: `start`, `here`, `decision: …`, `end`. In a channel or chat mention me first.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, byte> _greeting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _asked = new(StringComparer.Ordinal);

    /// <summary>The conversation of an activity, with what is known of it and what the activity says anew.</summary>
    public async ValueTask<ConversationReference> KeptAsync(Activity activity, CancellationToken cancellation)
    {
        ConversationReference said = ActivityReading.Reference(activity);
        ConversationReference? known = await book.FindAsync(said.Conversation, cancellation);
        ConversationReference now = said with
        {
            Kind = known is null || activity.Conversation?.ConversationType is { Length: > 0 } ? said.Kind : known.Kind,
            Name = said.Name.Length > 0 ? said.Name : known?.Name ?? "",
            Team = said.Team.Length > 0 ? said.Team : known?.Team ?? "",
            Greeted = known?.Greeted ?? false,
            // A message extension works where the bot is not, so its invokes prove nothing.
            Installed = known?.Installed == true || !activity.Is("invoke"),
        };
        if (now.Name.Length == 0 && _asked.TryAdd(now.Conversation, 0))
        {
            now = now with { Name = await NameAsync(now, activity.ChannelData?.Meeting?.Id, cancellation) };
        }

        if (known is null or { Gone: true } && !activity.Is("invoke"))
        {
            foreach (ConversationReference there in await book.BesideAsync(now, cancellation))
            {
                await departures.ReturnedAsync(there.Conversation, cancellation);
            }
        }

        await book.KeepAsync(now, cancellation);
        if (now.Kind == ConversationKind.Personal && activity.From?.Id is { Length: > 0 } user)
        {
            await book.KeepPersonalAsync(now.TenantId, user, now.ConversationId, cancellation);
        }

        return now;
    }

    /// <summary>The app was installed, updated or removed.</summary>
    public async ValueTask<ActivityAnswer> InstalledAsync(Activity activity, CancellationToken cancellation)
    {
        if (activity.Action?.Trim().ToUpperInvariant() is "REMOVE")
        {
            await LeaveAsync(activity, cancellation);
            return ActivityAnswer.Ok;
        }

        await book.FindAnewAsync(ActivityReading.Reference(activity).Conversation, cancellation);
        ConversationReference where = await KeptAsync(activity, cancellation);
        if (activity.Action?.Trim().ToUpperInvariant() is "ADD")
        {
            Greet(activity, where);
        }

        return ActivityAnswer.Ok;
    }

    /// <summary>Somebody came or left, or something got another name.</summary>
    public async ValueTask<ActivityAnswer> ChangedAsync(Activity activity, CancellationToken cancellation)
    {
        ConversationReference said = ActivityReading.Reference(activity);
        string? what = activity.ChannelData?.EventType?.Trim().ToUpperInvariant();
        if (what is "CHANNELDELETED")
        {
            await book.ForgetAsync(activity.ChannelData!.Channel?.Id is { Length: > 0 } channel ? said with { ConversationId = channel } : said, cancellation);
            return ActivityAnswer.Ok;
        }

        if (Holds(activity.MembersRemoved, activity) || what is "TEAMDELETED" or "TEAMHARDDELETED")
        {
            await LeaveAsync(activity, cancellation);
            return ActivityAnswer.Ok;
        }

        if (Holds(activity.MembersAdded, activity))
        {
            await book.FindAnewAsync(said.Conversation, cancellation);
        }

        ConversationReference where = await KeptAsync(activity, cancellation);
        if (Holds(activity.MembersAdded, activity))
        {
            Greet(activity, where);
        }

        return ActivityAnswer.Ok;
    }

    /// <summary>The bot was taken away: from a conversation, or from a team with all its channels, which are told of by one of them.</summary>
    private async ValueTask LeaveAsync(Activity activity, CancellationToken cancellation)
    {
        ConversationReference where = ActivityReading.Reference(activity);
        foreach (ConversationReference left in await book.BesideAsync(where, cancellation))
        {
            await departures.LeftAsync(left.Conversation, Instant.FromDateTimeOffset(time.GetUtcNow()), cancellation);
            await book.LeaveAsync(left, cancellation);
        }

        await book.ForgetAsync(where, cancellation);
    }

    private static bool Holds(ImmutableArray<ChannelAccount>? members, Activity activity) =>
        (members ?? []).Any(member => string.Equals(member.Id, activity.Recipient?.Id, StringComparison.OrdinalIgnoreCase));

    /// <summary>An installation is told twice, by two kinds of activity.</summary>
    private void Greet(Activity activity, ConversationReference where)
    {
        if (!where.Greeted && _greeting.TryAdd(where.Conversation, 0))
        {
            answerer.Say(ActivityReading.Place(activity, where), cancellation => GreetAsync(where, cancellation));
        }
    }

    private async Task GreetAsync(ConversationReference where, CancellationToken cancellation)
    {
        try
        {
            Card card = ReplyCard.Of(Greeting, [new Button("Start a meeting", "start"), new Button("What can I do?", "help")], new CardButtons());
            await poster.PostAsync(where, null, Poster.Shown(where, card), cancellation);
            await book.KeepAsync(where with { Greeted = true }, cancellation);
        }
        catch (ConnectorException problem)
        {
            LogUngreeted(log, problem);
        }
        finally
        {
            _greeting.TryRemove(where.Conversation, out _);
        }
    }

    /// <summary>The meeting's title or the channel's name, for a group that is founded there; empty when Teams does not tell it soon.</summary>
    private async ValueTask<string> NameAsync(ConversationReference where, string? meeting, CancellationToken cancellation)
    {
        try
        {
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            Task<string> asked = meeting is { Length: > 0 } && !options.AllowUnauthenticated ? TitleAsync(where, meeting, soon.Token)
                : where is { Kind: ConversationKind.Channel, Team.Length: > 0 } ? ChannelAsync(where, soon.Token)
                : Task.FromResult("");
            if (await Task.WhenAny(asked, Task.Delay(Patience, time, soon.Token)) != asked)
            {
                await soon.CancelAsync();
                return "";
            }

            return await asked;
        }
        catch (ConnectorException)
        {
            // A name is worth no message.
            return "";
        }
    }

    private async Task<string> TitleAsync(ConversationReference where, string meeting, CancellationToken cancellation) =>
        (await connector.MeetingAsync(where, meeting, cancellation))?.Details?.Title ?? "";

    /// <summary>A team's first channel has no name of its own, and is called after the team.</summary>
    private async Task<string> ChannelAsync(ConversationReference where, CancellationToken cancellation) =>
        (await connector.ChannelsAsync(where, where.Team, cancellation)).FirstOrDefault(channel => channel.Id == where.ConversationId)?.Name is { Length: > 0 } name ? name
        : where.ConversationId == where.Team ? (await connector.TeamAsync(where, where.Team, cancellation))?.Name ?? ""
        : "";

    [LoggerMessage(Level = LogLevel.Warning, Message = "A conversation in Teams could not be greeted")]
    private static partial void LogUngreeted(ILogger log, Exception problem);
}
