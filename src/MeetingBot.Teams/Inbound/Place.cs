namespace MeetingBot.Teams;

/// <summary>Where a message or a press came from, and so where its answer goes.</summary>
/// <param name="Where">The conversation.</param>
/// <param name="Thread">The thread of a channel; null elsewhere.</param>
/// <param name="From">Who said it.</param>
/// <param name="ActivityId">Its id; empty for what has none.</param>
internal sealed record Place(ConversationReference Where, string? Thread, ChannelAccount From, string ActivityId)
{
    /// <summary>True for a message that only the sender saw.</summary>
    public bool Targeted { get; init; }

    /// <summary>
    /// The conversation about which it is, by the core's name: another one than <see cref="Where"/> for a button that was shown to one
    /// person in their own chat.
    /// </summary>
    public string Conversation { get; init; } = Where.Conversation;

    /// <summary>The sender's id; empty when unknown.</summary>
    public string UserId => From.Id ?? "";

    /// <summary>The name shown for the sender.</summary>
    public string UserName => From.Name is { Length: > 0 } name ? name : "Somebody";
}
