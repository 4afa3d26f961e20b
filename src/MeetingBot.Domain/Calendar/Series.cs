using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// A rule by which a group meets: every second Thursday at noon, from a day on. It is stored inside events, so it is plain data;
/// two series are equal when their rules have the same characters and all else is the same.
/// </summary>
/// <param name="Rule">An RFC 5545 recurrence rule of days, for example <c>FREQ=WEEKLY;INTERVAL=2;BYDAY=TH</c>; weeks begin on Monday.</param>
/// <param name="From">The first day it may fall on; the phase of "every second" is counted from its week or month.</param>
/// <param name="Time">The local time in the group's zone: it stays the same when summer time begins or ends.</param>
/// <param name="DurationMinutes">How long a meeting is planned to take, in minutes; null where nobody said.</param>
/// <param name="Kind">How its meetings are held.</param>
/// <param name="Until">The last day it may fall on; null while no later series has ended it.</param>
public sealed record Series(string Rule, LocalDate From, LocalTime Time, int? DurationMinutes = null,
    MeetingKind Kind = MeetingKind.Call, LocalDate? Until = null)
{
    /// <summary>Whether the rule falls on a day, whatever was cancelled or moved.</summary>
    public bool FallsOn(LocalDate date)
    {
        foreach (LocalDate next in DatesFrom(date))
        {
            return next == date;
        }

        return false;
    }

    /// <summary>The days it falls on, in order, from a day on (included); reckoned one by one as they are asked for, perhaps without end.</summary>
    public IEnumerable<LocalDate> DatesFrom(LocalDate date)
    {
        var first = LocalDate.Max(date, From);
        if (Until < first)
        {
            return [];
        }

        IEnumerable<LocalDate> dates = WeeklyGrid.TryRead(Rule, From, out var grid) ? grid.DatesFrom(first) : RuleDates.From(Rule, From, first);
        return Until is { } last ? dates.TakeWhile(day => day <= last) : dates;
    }
}
