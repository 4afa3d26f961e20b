using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <summary>Dates and times as they are said to people.</summary>
public static class Words
{
    private static readonly LocalDatePattern Short = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM yyyy");
    private static readonly LocalDatePattern Long = LocalDatePattern.CreateWithInvariantCulture("dddd, d MMMM yyyy");
    private static readonly LocalTimePattern HourMinute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>"Thu 14 Dec 2023".</summary>
    public static string Day(LocalDate date) => Short.Format(date);

    /// <summary>"Thursday, 14 December 2023".</summary>
    public static string LongDay(LocalDate date) => Long.Format(date);

    /// <summary>"2023-12-14".</summary>
    public static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>"12:00".</summary>
    public static string Time(LocalTime time) => HourMinute.Format(time);

    /// <summary>"Ana", "Ana and Ben", "Ana, Ben and Chris".</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= 1 ? string.Concat(all) : string.Join(", ", all[..^1]) + " and " + all[^1];
    }

    /// <summary>"1 entry", "2 entries".</summary>
    public static string Count(int number, string one, string? many = null) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many ?? one + "s");

    /// <summary>A text cut to a length, with an ellipsis.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";

    /// <summary>A sentence without its full stop, so that words may follow it.</summary>
    public static string WithoutStop(string sentence) => sentence.EndsWith('.') && !sentence.EndsWith("..", StringComparison.Ordinal) ? sentence[..^1] : sentence;
}
