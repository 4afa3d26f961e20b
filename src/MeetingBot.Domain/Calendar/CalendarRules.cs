namespace MeetingBot.Domain;

/// <summary>The rules that a group and a meeting in session share about the dates of coming meetings.</summary>
internal static class CalendarRules
{
    /// <summary>Why a day cannot be cancelled or moved; null when it can.</summary>
    /// <param name="calendar">The calendar as it stands.</param>
    /// <param name="date">The day.</param>
    /// <param name="inSession">The day of the meeting in session; null for none.</param>
    public static Refusal? RefuseCancel(Calendar calendar, NodaTime.LocalDate date, NodaTime.LocalDate? inSession) => calendar.On(date) switch
    {
        _ when date == inSession => new MeetingIsInSession(date),
        { Cancelled: true } => new AlreadyCancelled(date),
        not null => null,
        null when calendar.Nearest(date) is { Length: > 0 } nearest => new NotAnOccurrence(date, nearest),
        null => new NothingScheduled(),
    };
}
