namespace MeetingBot.Domain;

/// <summary>What becomes of a motion in session with as many votes for it as against it.</summary>
public enum TieRule
{
    /// <summary>It is closed without a result.</summary>
    Open,

    /// <summary>It is lost, as it has no majority.</summary>
    Lost,

    /// <summary>Whoever presides decides it by a casting vote.</summary>
    Chair,
}
