namespace MeetingBot.Web;

/// <summary>Where on the page the outcome of a button or form is shown.</summary>
public enum OutcomePlace
{
    /// <summary>Above the composer.</summary>
    Bar,

    /// <summary>At the foot of the minutes.</summary>
    Minutes,
}
