using Microsoft.Extensions.Configuration;

namespace MeetingBot.Slack;

/// <summary>How the bot is connected to Slack, checked before it starts.</summary>
/// <param name="SigningSecrets">What proves that a request is Slack's: one, or an old and a new one while they change. Empty when only Socket Mode is used.</param>
/// <param name="BotToken">The token of the one workspace; null where workspaces install the app themselves.</param>
/// <param name="AppToken">The app-level token of Socket Mode; null for HTTP.</param>
/// <param name="ApiUrl">Where the Web API stands; ends with a slash.</param>
/// <param name="Command">The slash command with its slash.</param>
/// <param name="Listening">Whether lines in a meeting's thread are heard without a mention.</param>
/// <param name="Client">What proves the app when workspaces install it; null when they do not.</param>
public sealed record SlackOptions(IReadOnlyList<string> SigningSecrets, string? BotToken, string? AppToken, Uri ApiUrl, string Command, bool Listening, SlackClient? Client)
{
    private const string Section = "Slack:";
    private static readonly string[] Secrets = ["SigningSecret", "BotToken", "AppToken", "ClientSecret"];

    /// <summary>Reads the settings; null without a complaint where none is set, and null with one line that names the wrong or missing one.</summary>
    public static SlackOptions? Read(IConfiguration configuration, out string? wrong)
    {
        wrong = null;
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in Secrets)
        {
            if (Secret(configuration, name, ref wrong) is { Length: > 0 } secret)
            {
                read[name] = secret;
            }
        }

        string? clientId = configuration[Section + "ClientId"]?.Trim();
        if (wrong is not null || (read.Count == 0 && string.IsNullOrEmpty(clientId)))
        {
            return null;
        }

        string[] signing = [.. (read.GetValueOrDefault("SigningSecret") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        string api = configuration[Section + "ApiUrl"]?.Trim() is { Length: > 0 } set ? set : "https://slack.com/api/";
        string command = configuration[Section + "Command"]?.Trim() is { Length: > 0 } name2 ? name2 : "/meeting";
        string package = configuration[Section + "Package"]?.Trim() is { Length: > 0 } chosen ? chosen : "quiet";
        wrong = signing.Length == 0 && !read.ContainsKey("AppToken") ? "Slack__SigningSecret is missing (or Slack__AppToken, for Socket Mode): without it nothing that comes could be trusted."
            : read.TryGetValue("AppToken", out string? app) && !app.StartsWith("xapp-", StringComparison.Ordinal) ? "Slack__AppToken must be the app-level token, which begins with xapp-."
            : read.TryGetValue("BotToken", out string? bot) && !bot.StartsWith("xoxb-", StringComparison.Ordinal) && !bot.StartsWith("xoxe.xoxb-", StringComparison.Ordinal) ? "Slack__BotToken must be the bot token, which begins with xoxb-."
            : !Uri.TryCreate(api.EndsWith('/') ? api : api + "/", UriKind.Absolute, out Uri? address) || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)) ? "Slack__ApiUrl must be an https address."
            : !IsCommand(command) ? "Slack__Command must be a slash and up to 31 letters, for example /meeting."
            : package is not ("quiet" or "listening") ? $"Slack__Package is \"{package}\"; it takes quiet or listening."
            : null;
        SlackClient? client = wrong is null ? SlackClient.Read(configuration, clientId, read.GetValueOrDefault("ClientSecret"), out wrong) : null;
        wrong ??= client is null && !read.ContainsKey("BotToken") ? "Slack__BotToken is missing (or Slack__ClientId and Slack__ClientSecret, where workspaces install the app themselves)." : null;
        return wrong is null
            ? new SlackOptions(signing, read.GetValueOrDefault("BotToken"), read.GetValueOrDefault("AppToken"), new Uri(api.EndsWith('/') ? api : api + "/"), command, package == "listening", client)
            : null;
    }

    /// <summary>Whether Slack takes it as the name of a slash command.</summary>
    public static bool IsCommand(string command) => command is ['/', _, ..] && command.Length <= 32 && !command.Any(char.IsWhiteSpace);

    /// <summary>A secret stands in the setting itself, or in a file that the setting with <c>_FILE</c> behind its name points to.</summary>
    private static string? Secret(IConfiguration configuration, string name, ref string? wrong)
    {
        if (configuration[$"{Section}{name}_FILE"] is not { Length: > 0 } path)
        {
            return configuration[Section + name]?.Trim();
        }

        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            wrong ??= $"Slack__{name}_FILE names {path}, which cannot be read: {problem.Message}";
            return null;
        }
    }
}
