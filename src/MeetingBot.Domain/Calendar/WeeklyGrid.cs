using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// The one rule that nearly every group has, one weekday every so many weeks, reckoned by counting days: it costs nothing,
/// however far away the day is, and the recurrence library need not be loaded for it. A test holds it to what that library says.
/// </summary>
/// <param name="First">The first day of the series.</param>
/// <param name="Days">The days between two meetings, a multiple of seven.</param>
readonly record struct WeeklyGrid(LocalDate First, int Days)
{
    const string Weekdays = "MOTUWETHFRSASU";

    /// <summary>Reads <c>FREQ=WEEKLY</c> with at most an interval and one weekday; any other rule is left to the library.</summary>
    public static bool TryRead(string rule, LocalDate from, out WeeklyGrid grid)
    {
        int weeks = 1;
        int weekday = (int)from.DayOfWeek;
        bool weekly = false;
        grid = default;
        foreach (Range part in rule.AsSpan().Split(';'))
        {
            ReadOnlySpan<char> text = rule.AsSpan()[part];
            if (text is "FREQ=WEEKLY")
            {
                weekly = true;
            }
            else if (!ReadInterval(text, ref weeks) && !ReadWeekday(text, ref weekday))
            {
                return false;
            }
        }

        int days = 7 * weeks;
        LocalDate first = from.PlusDays(weekday - (int)from.DayOfWeek);
        grid = new WeeklyGrid(first < from ? first.PlusDays(days) : first, days);
        return weekly;
    }

    /// <summary>The days from <paramref name="date"/> on, up to the last day there is.</summary>
    public IEnumerable<LocalDate> DatesFrom(LocalDate date)
    {
        int gap = Period.DaysBetween(First, date);
        int steps = gap <= 0 ? 0 : (gap + Days - 1) / Days;
        int left = Period.DaysBetween(First, LocalDate.MaxIsoValue);
        for (long day = (long)steps * Days; day <= left; day += Days)
        {
            yield return First.PlusDays((int)day);
        }
    }

    static bool ReadInterval(ReadOnlySpan<char> text, ref int weeks) =>
        text.StartsWith("INTERVAL=") && int.TryParse(text[9..], out weeks) && weeks is > 0 and < 1000;

    static bool ReadWeekday(ReadOnlySpan<char> text, ref int weekday)
    {
        int at = text.StartsWith("BYDAY=") && text.Length == 8 ? Weekdays.AsSpan().IndexOf(text[6..]) : -1;
        weekday = (at / 2) + 1;
        return at >= 0 && at % 2 == 0;
    }
}
