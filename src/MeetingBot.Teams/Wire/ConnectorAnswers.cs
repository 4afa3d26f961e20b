using System.Collections.Immutable;

namespace MeetingBot.Teams;

/// <summary>What the connector answers to a message: its id; null when it says none.</summary>
public sealed record SentActivity(string? Id = null);

/// <summary>A conversation that is to be created (docs/CreateConversation-API-Behavior.md of microsoft/teams.net).</summary>
public sealed record NewConversation
{
    /// <summary>True for a thread of a channel, false for a chat with one person.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The bot.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>The one person of a personal chat; null for a thread.</summary>
    public ImmutableArray<ChannelAccount>? Members { get; init; }

    /// <summary>The tenant, always needed.</summary>
    public required string TenantId { get; init; }

    /// <summary>The first message, which a thread needs; null for a chat, which would not tell its id.</summary>
    public Activity? Activity { get; init; }

    /// <summary>The channel of a thread.</summary>
    public TeamsChannelData? ChannelData { get; init; }
}

/// <summary>A conversation that was created.</summary>
/// <param name="Id">Its id, for a thread with <c>;messageid=</c>.</param>
/// <param name="ActivityId">The id of its first message; null for a chat.</param>
public sealed record CreatedConversation(string? Id = null, string? ActivityId = null);

/// <summary>The channels of a team.</summary>
internal sealed record ChannelList(ImmutableArray<NamedId>? Conversations);

/// <summary>What the connector tells about a meeting; null parts were not told.</summary>
public sealed record MeetingDetails(MeetingFacts? Details = null, ConversationAccount? Conversation = null, ChannelAccount? Organizer = null);

/// <summary>A meeting's own facts.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title; null for a call.</param>
/// <param name="Type"><c>Scheduled</c>, <c>Recurring</c>, <c>ChannelScheduled</c>, <c>GroupCall</c> and so on.</param>
/// <param name="ScheduledStartTime">When it is to begin, in UTC; null for a call.</param>
public sealed record MeetingFacts(string? Id = null, string? Title = null, string? Type = null, DateTimeOffset? ScheduledStartTime = null);

/// <summary>The body of a failure.</summary>
internal sealed record ConnectorFailure(ConnectorError? Error);

/// <summary>A failure's own words.</summary>
internal sealed record ConnectorError(string? Code, string? Message);
