namespace MeetingBot.Domain;

/// <summary>
/// What one stream must still tell another: queued in the same append as the event that asks for it, and retried until the
/// other stream has it. Being stored, it is a public form like the events.
/// </summary>
public abstract record FollowUp;
