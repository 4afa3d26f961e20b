using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeetingBot.Teams;

/// <summary>What only Teams says about an activity (<c>channelData</c>).</summary>
public sealed record TeamsChannelData
{
    /// <summary>The tenant.</summary>
    public NamedId? Tenant { get; init; }

    /// <summary>The team of a channel.</summary>
    public NamedId? Team { get; init; }

    /// <summary>The channel.</summary>
    public NamedId? Channel { get; init; }

    /// <summary>The meeting whose chat it is. Meeting ids come from here alone: <c>value.Id</c> of an event may be a chat's.</summary>
    public NamedId? Meeting { get; init; }

    /// <summary>The channel's id, as newer payloads repeat it.</summary>
    public string? TeamsChannelId { get; init; }

    /// <summary>The team's id, as newer payloads repeat it.</summary>
    public string? TeamsTeamId { get; init; }

    /// <summary>What happened: <c>channelRenamed</c>, <c>editMessage</c>, <c>softDeleteMessage</c> and so on.</summary>
    public string? EventType { get; init; }

    /// <summary>Whatever else came.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; set; }
}

/// <summary>Something with an id and perhaps a name.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name; null where the sender left it out.</param>
public sealed record NamedId(string? Id = null, string? Name = null);
