using System.Collections.Immutable;

namespace MeetingBot.Teams;

/// <summary>Speaks to the connector, the service behind a conversation's address. An SDK's client could stand behind this.</summary>
/// <remarks>Failures are thrown as <see cref="ConnectorException"/>. What is sent into one conversation keeps its order.</remarks>
public interface IConnectorClient
{
    /// <summary>Sends into a conversation, or into a thread where the id names one; returns the message's id, null where Teams tells none.</summary>
    ValueTask<string?> SendAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation);

    /// <summary>Sends what only one person of the conversation sees: the activity's recipient.</summary>
    ValueTask<string?> SendTargetedAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation);

    /// <summary>Replaces a message of the bot.</summary>
    ValueTask UpdateAsync(ConversationReference where, string? thread, string activityId, Activity activity, CancellationToken cancellation);

    /// <summary>Deletes a message of the bot; one that is gone already is no failure.</summary>
    ValueTask DeleteAsync(ConversationReference where, string? thread, string activityId, CancellationToken cancellation);

    /// <summary>Starts a thread in a channel with a first message.</summary>
    ValueTask<CreatedConversation> CreateThreadAsync(ConversationReference channel, Activity activity, CancellationToken cancellation);

    /// <summary>The id of the chat with one person, made where there is none. The person must have the app, else 403.</summary>
    ValueTask<string?> CreatePersonalAsync(ConversationReference where, string userId, CancellationToken cancellation);

    /// <summary>The channels of a team; the first one has the team's id and no name.</summary>
    ValueTask<ImmutableArray<NamedId>> ChannelsAsync(ConversationReference where, string teamId, CancellationToken cancellation);

    /// <summary>A team; null when Teams tells nothing of it.</summary>
    ValueTask<NamedId?> TeamAsync(ConversationReference where, string teamId, CancellationToken cancellation);

    /// <summary>A meeting's facts; null when Teams does not know it or the bot may not ask.</summary>
    ValueTask<MeetingDetails?> MeetingAsync(ConversationReference where, string meetingId, CancellationToken cancellation);

    /// <summary>Puts a file's bytes where its owner allowed it: no token goes there.</summary>
    ValueTask UploadAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellation);
}
