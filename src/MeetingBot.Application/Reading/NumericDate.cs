using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// A day written in figures only. With the year first it is ISO 8601 and clear; otherwise Americans write the month first and
/// Europeans the day, and only a number above twelve, or the same one twice, tells which.
/// </summary>
readonly record struct NumericDate(string Text, int? Year, int First, int Second, bool Iso)
{
    /// <summary>Takes a word apart; null when it is not three numbers (or two, with a slash or a closing full stop).</summary>
    public static NumericDate? Read(string text, string word)
    {
        if (word.Length == 8 && CalendarNames.Figures(word) is var run and > 1900_00_00 and < 2200_00_00)
        {
            return new NumericDate(text, run / 10_000, run / 100 % 100, run % 100, true);
        }

        char separator = word.AsSpan().IndexOfAny('-', '/', '.') is var at and > 0 ? word[at] : '\0';
        string[] parts = word.Split(separator);
        if (parts.Length is < 2 or > 3 || Number(parts[0]) is not { } first || Number(parts[1]) is not { } second)
        {
            return null;
        }

        return parts switch
        {
            [{ Length: 4 }, { Length: <= 2 }, { Length: <= 2 } third] => Number(third) is { } day ? new NumericDate(text, first, second, day, true) : null,
            [{ Length: <= 2 }, { Length: <= 2 }, { Length: 4 } third] => Number(third) is { } year ? new NumericDate(text, year, first, second, false) : null,
            [{ Length: <= 2 }, { Length: <= 2 }, ""] when separator == '.' => new NumericDate(text, null, first, second, false),
            [{ Length: <= 2 }, { Length: <= 2 }] when separator == '/' => new NumericDate(text, null, first, second, false),
            _ => null,
        };
    }

    /// <summary>Finds the day, or the two it could be.</summary>
    public DateReading Resolve(Func<int, int, int, DateReading> withYear, Func<int, int, DateReading> withoutYear)
    {
        int? known = Year;
        DateReading On(int month, int day) => known is { } year ? withYear(year, month, day) : withoutYear(month, day);
        DateReading monthFirst = On(First, Second);
        if (Iso || First == Second)
        {
            return monthFirst;
        }

        return (monthFirst, On(Second, First)) switch
        {
            (DateReading.Date(LocalDate american), DateReading.Date(LocalDate european)) => new DateReading.Ambiguous(Text, american, european),
            (DateReading.Date, _) => monthFirst,
            (_, var dayFirst) => dayFirst,
        };
    }

    static int? Number(string figures) => CalendarNames.Figures(figures) is var value and >= 0 ? value : null;
}
