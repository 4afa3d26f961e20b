using System.Text.Json.Serialization;

namespace MeetingBot.Teams;

/// <summary>Where a conversation is reached: plain ids, which every SDK takes.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="ConversationId">The conversation without its thread.</param>
/// <param name="ServiceUrl">The connector's newest address for it.</param>
public sealed record ConversationReference(string TenantId, string ConversationId, string ServiceUrl)
{
    /// <summary>What kind of conversation it is.</summary>
    public ConversationKind Kind { get; init; }

    /// <summary>The bot's own id there (<c>28:…</c>).</summary>
    public string BotId { get; init; } = "";

    /// <summary>The channel's or meeting's name; empty when unknown.</summary>
    public string Name { get; init; } = "";

    /// <summary>The team of a channel; empty elsewhere, and while it is not known.</summary>
    public string Team { get; init; } = "";

    /// <summary>True once the bot has said what it is.</summary>
    public bool Greeted { get; init; }

    /// <summary>True once something showed that the bot is there: an installation, or a message that reached it.</summary>
    public bool Installed { get; init; }

    /// <summary>True after Teams said that the bot may not or cannot write there; until something comes from there again.</summary>
    public bool Gone { get; init; }

    /// <summary>The core's name for it.</summary>
    [JsonIgnore]
    public string Conversation => $"teams:{TenantId}:{ConversationId}";
}

/// <summary>The kinds of conversation.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConversationKind>))]
public enum ConversationKind
{
    /// <summary>A group chat or a meeting's chat.</summary>
    Group,

    /// <summary>A channel, whose messages stand in threads.</summary>
    Channel,

    /// <summary>With one person.</summary>
    Personal,
}
