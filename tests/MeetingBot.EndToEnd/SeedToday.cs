using System.Globalization;
using System.Text.RegularExpressions;

namespace MeetingBot.EndToEnd;

/// <summary>The call of 14 December 2023 as of today: its dates moved, in a zone where it is noon now, so that no day ends while the meeting is held.</summary>
static partial class SeedToday
{
    static readonly DateOnly Then = new(2023, 12, 14);
    static readonly int Offset = 12 - DateTime.UtcNow.Hour;
    static readonly string Zone = Offset == 0 ? "Etc/UTC" : $"Etc/GMT{(Offset > 0 ? "-" : "+")}{Math.Abs(Offset)}";

    public static DateOnly Date { get; } = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(Offset));

    /// <summary>What was said or written on that day, as of today.</summary>
    public static string Moved(string text) => Spoken().Replace(Numbers().Replace(text, date => Day(new DateOnly(Number(date, 1), Number(date, 3), Number(date, 4)))
                .ToString($"yyyy'{date.Groups[2].Value}'MM'{date.Groups[2].Value}'dd", CultureInfo.InvariantCulture)),
            date => Words(Day(DateOnly.ParseExact($"{date.Groups[1].Value} {date.Groups[2].Value} {(date.Groups[1].Value == "January" ? 2024 : 2023)}", "MMMM d yyyy", CultureInfo.InvariantCulture))))
        .Replace("Thursday", Date.DayOfWeek.ToString(), StringComparison.Ordinal)
        .Replace("America/New_York", Zone, StringComparison.Ordinal);

    static DateOnly Day(DateOnly then) => Date.AddDays(then.DayNumber - Then.DayNumber);

    static int Number(Match date, int group) => int.Parse(date.Groups[group].Value, CultureInfo.InvariantCulture);

    static string Words(DateOnly day) => day.ToString("MMMM d", CultureInfo.InvariantCulture) + (day.Day switch { 1 or 21 or 31 => "st", 2 or 22 => "nd", 3 or 23 => "rd", _ => "th" });

    [GeneratedRegex(@"(\d{4})([-/])(\d{2})\2(\d{2})")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b(November|December|January) (\d{1,2})(?:st|nd|rd|th)\b")]
    private static partial Regex Spoken();
}
