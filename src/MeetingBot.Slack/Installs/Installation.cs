namespace MeetingBot.Slack;

/// <summary>The app as it is installed in a workspace, or on a whole organisation.</summary>
/// <param name="Tenant">What stands in accounts and conversations: the workspace's id, or the organisation's where the app is installed on all of it (there ids of people and channels are the organisation's).</param>
/// <param name="Team">The workspace; null for an organisation.</param>
/// <param name="Enterprise">The organisation; null where there is none.</param>
/// <param name="IsOrg">Whether it is the organisation that installed it.</param>
/// <param name="Token">The bot's token; never in a log.</param>
internal sealed record Installation(string Tenant, string? Team, string? Enterprise, bool IsOrg, string Token)
{
    /// <summary>The bot's user; null until Slack said it.</summary>
    public string? BotUser { get; init; }

    /// <summary>The bot's other id, under which its posts come back; null until Slack said it.</summary>
    public string? BotId { get; init; }

    /// <summary>The app's id; null when not said.</summary>
    public string? App { get; init; }

    /// <summary>The workspace's or organisation's name; null when not said.</summary>
    public string? Name { get; init; }

    /// <summary>The rights, separated by commas; null when not said.</summary>
    public string? Scopes { get; init; }

    /// <summary>Who installed it; null when it was set by hand.</summary>
    public string? InstalledBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>Gets the next token when tokens rotate; null when they do not.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the token ends; null when it does not.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>A call of the Web API in the bot's name.</summary>
    public ApiCall Call(string method) => new(method, Tenant, Token);

    /// <summary>How a channel is called inside.</summary>
    public string Conversation(string channel) => $"slack:{Tenant}:{channel}";

    /// <summary>How a person is called inside.</summary>
    public Domain.Account Account(string user) => new($"slack:{Tenant}:{user}");

    /// <summary>The channel or person of a conversation or account of ours; null for one that is not of this installation.</summary>
    public string? Own(string key) => key.StartsWith($"slack:{Tenant}:", StringComparison.Ordinal) ? key[$"slack:{Tenant}:".Length..] : null;

    /// <summary>The tenant of a conversation.</summary>
    public static string TenantOf(string conversation) => conversation.Split(':') is ["slack", var tenant, ..] ? tenant : "";
}
