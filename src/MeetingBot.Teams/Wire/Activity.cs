using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MeetingBot.Teams;

/// <summary>
/// One activity of the Bot Framework protocol, inbound or outbound (Activity schema of microsoft/botframework-sdk). Every part may be
/// missing; names are read in any casing, because Teams' own are not stable; what is unknown is kept aside and never used.
/// </summary>
public sealed record Activity
{
    /// <summary>What it is: <c>message</c>, <c>invoke</c>, <c>event</c> and so on.</summary>
    public string? Type { get; init; }

    /// <summary>Its id in the conversation: milliseconds for a message, <c>f:&lt;guid&gt;</c> for events. Null in what the bot sends.</summary>
    public string? Id { get; init; }

    /// <summary>When it was sent. Null in what the bot sends.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The sender's IANA zone; null when unknown.</summary>
    public string? LocalTimezone { get; init; }

    /// <summary>The channel: <c>msteams</c>.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The connector's address for this conversation. Null in what the bot sends.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Who sent it.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>To whom: the bot, or one person of a conversation where <see cref="ChannelAccount.IsTargeted"/>.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>Where.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>The event's or invoke's name.</summary>
    public string? Name { get; init; }

    /// <summary>What an installation update does: <c>add</c>, <c>add-upgrade</c>, <c>remove</c>, <c>remove-upgrade</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The text, with mentions as tags.</summary>
    public string? Text { get; init; }

    /// <summary>How the text is to be read: <c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; init; }

    /// <summary>What a notification shows of a card.</summary>
    public string? Summary { get; init; }

    /// <summary>The language, for example <c>en-GB</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>The message it answers; the card whose button was pressed.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What an event, an invoke or a button carries; its form depends on <see cref="Name"/>.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Cards and files.</summary>
    public ImmutableArray<ActivityAttachment>? Attachments { get; init; }

    /// <summary>Mentions, and what the client says about itself.</summary>
    public ImmutableArray<Entity>? Entities { get; init; }

    /// <summary>Who came.</summary>
    public ImmutableArray<ChannelAccount>? MembersAdded { get; init; }

    /// <summary>Who left.</summary>
    public ImmutableArray<ChannelAccount>? MembersRemoved { get; init; }

    /// <summary>What only Teams says.</summary>
    public TeamsChannelData? ChannelData { get; init; }

    /// <summary>Whatever else came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }

    /// <summary>Whether the type is this one, whatever its casing.</summary>
    public bool Is(string type) => string.Equals(Type?.Trim(), type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tenant: the conversation's, the channel data's, or the one in the connector's address; null when none is said.</summary>
    [JsonIgnore]
    public string? Tenant => Conversation?.TenantId is { Length: > 0 } own ? own
        : ChannelData?.Tenant?.Id is { Length: > 0 } named ? named
        : Uri.TryCreate(ServiceUrl, UriKind.Absolute, out Uri? address) ? address.Segments.Select(part => part.Trim('/')).FirstOrDefault(part => Guid.TryParse(part, out _)) : null;
}

/// <summary>A person or a bot.</summary>
/// <param name="Id">The Teams id: <c>29:…</c> for people, <c>28:&lt;app id&gt;</c> for bots.</param>
/// <param name="Name">The display name; null in events.</param>
/// <param name="AadObjectId">The directory's id; null for anonymous people and callers by phone.</param>
public sealed record ChannelAccount(string? Id = null, string? Name = null, string? AadObjectId = null)
{
    /// <summary>True where only this person sees the message.</summary>
    public bool? IsTargeted { get; init; }

    /// <summary>The tenant, in rosters; null elsewhere.</summary>
    public string? TenantId { get; init; }

    /// <summary>In rosters: <c>user</c>, <c>guest</c> or <c>anonymous</c>.</summary>
    public string? UserRole { get; init; }

    /// <summary>Whatever else came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A conversation.</summary>
/// <param name="Id">Its id; in a channel with <c>;messageid=&lt;root&gt;</c> for the thread.</param>
public sealed record ConversationAccount(string? Id = null)
{
    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>, in any casing; null when not said.</summary>
    public string? ConversationType { get; init; }

    /// <summary>The tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>The channel's or chat's name; mostly null.</summary>
    public string? Name { get; init; }

    /// <summary>True for anything but a personal chat.</summary>
    public bool? IsGroup { get; init; }

    /// <summary>Whatever else came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Something said about a message: a mention, or the client that sent it.</summary>
/// <param name="Type"><c>mention</c>, <c>clientInfo</c>, <c>targetedMessageInfo</c> and so on.</param>
public sealed record Entity(string? Type = null)
{
    /// <summary>Who is mentioned.</summary>
    public ChannelAccount? Mentioned { get; init; }

    /// <summary>The exact words of the mention in the text, tags included.</summary>
    public string? Text { get; init; }

    /// <summary>The client's IANA zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>The message that a targeted message answers.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whatever else came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>A card or a file of a message.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">A card's content; for messages of people a string of HTML, which is not used.</param>
public sealed record ActivityAttachment(string? ContentType = null, JsonNode? Content = null)
{
    /// <summary>The media type of an Adaptive Card.</summary>
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    /// <summary>The media type of the question whether a file may be put into somebody's store.</summary>
    public const string FileConsent = "application/vnd.microsoft.teams.card.file.consent";

    /// <summary>The media type of a file that was put there.</summary>
    public const string FileCard = "application/vnd.microsoft.teams.card.file.info";

    /// <summary>The file's name.</summary>
    public string? Name { get; init; }

    /// <summary>Where the file is.</summary>
    public string? ContentUrl { get; init; }
}
