namespace MeetingBot.Web;

/// <summary>The commands that need words, and one that needs a second thought.</summary>
public enum QuickFormKind
{
    /// <summary>A point that somebody made.</summary>
    Note,

    /// <summary>What the group decided.</summary>
    Decision,

    /// <summary>What somebody will do.</summary>
    Action,

    /// <summary>The end of the meeting.</summary>
    Adjourn,
}
