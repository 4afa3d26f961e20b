namespace MeetingBot.Domain;

/// <summary>The rules that a group and a meeting in session share about the dates of coming meetings.</summary>
internal static class CalendarRules
{
    /// <summary>Why a day cannot be cancelled or moved; null when it can.</summary>
    public static Refusal? RefuseCancel(Calendar calendar, NodaTime.LocalDate date) => calendar.On(date) switch
    {
        { Cancelled: true } => new AlreadyCancelled(date),
        not null => null,
        null when calendar.Nearest(date) is { Length: > 0 } nearest => new NotAnOccurrence(date, nearest),
        null => new NothingScheduled(),
    };
}
