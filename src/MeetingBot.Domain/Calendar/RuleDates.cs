using System.Runtime.CompilerServices;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// The days of any recurrence rule, by the recurrence library. Apart from everything else, so that the library is loaded only
/// when a series needs it. Days are reckoned without a time and without a zone: summer time cannot move them.
/// </summary>
static class RuleDates
{
    static readonly EvaluationOptions Options = new() { MaxUnmatchedIncrementsLimit = 10_000 };

    /// <summary>The days from <paramref name="first"/> on; it ends where the rule ends, can match no more, or the calendar ends.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IEnumerable<LocalDate> From(string rule, LocalDate start, LocalDate first)
    {
        var evaluator = new RecurrencePatternEvaluator(new RecurrenceRule(rule));
        return Read(evaluator.Evaluate(Day(start), Day(first), Options), first);
    }

    static IEnumerable<LocalDate> Read(IEnumerable<Ical.Net.DataTypes.Period> periods, LocalDate first)
    {
        using IEnumerator<Ical.Net.DataTypes.Period> dates = periods.GetEnumerator();
        while (MoveNext(dates))
        {
            CalDateTime day = dates.Current.StartTime;
            var date = new LocalDate(day.Year, day.Month, day.Day);
            if (date >= first)
            {
                yield return date;
            }
        }
    }

    static bool MoveNext(IEnumerator<Ical.Net.DataTypes.Period> dates)
    {
        try
        {
            return dates.MoveNext();
        }
        catch (Exception e) when (e is EvaluationException or ArgumentOutOfRangeException)
        {
            return false; // The library's way of saying that no day is left before the year 10000.
        }
    }

    static CalDateTime Day(LocalDate date) => new(date.Year, date.Month, date.Day);
}
