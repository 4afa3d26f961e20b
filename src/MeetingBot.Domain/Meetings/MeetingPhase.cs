namespace MeetingBot.Domain;

/// <summary>Where a meeting stands.</summary>
public enum MeetingPhase
{
    /// <summary>None was called.</summary>
    None,

    /// <summary>Called to order and running.</summary>
    InSession,

    /// <summary>Interrupted; it will be resumed.</summary>
    Recessed,

    /// <summary>Over: adjourned by the presider, or closed by the bot when it had been forgotten.</summary>
    Adjourned,

    /// <summary>Thrown away with a reason; it leaves no minutes.</summary>
    Discarded,
}
