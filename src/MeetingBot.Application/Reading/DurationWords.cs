using System.Buffers;
using System.Globalization;

namespace MeetingBot.Application;

/// <summary>Reads how long something takes: 20m, 20 min, 1h, 1h30, 1.5h, 90 minutes, an hour and a half.</summary>
public static class DurationWords
{
    const int Longest = 7 * 24 * 60;

    static readonly SearchValues<char> Figures = SearchValues.Create("0123456789.");

    /// <summary>The whole minutes, from 1 to a week of them; null when the whole text is no such duration. A bare number is none.</summary>
    public static int? Read(string text)
    {
        if (text.Length > 40)
        {
            return null;
        }

        string words = text.Trim().ToLowerInvariant();
        decimal minutes = words switch
        {
            "half an hour" or "half hour" or "a half hour" => 30,
            "an hour and a half" or "one hour and a half" => 90,
            _ => Sum(words),
        };
        return minutes is >= 1 and <= Longest && minutes == decimal.Truncate(minutes) ? (int)minutes : null;
    }

    /// <summary>Writes minutes as <see cref="Read"/> reads them: 20m, 1h, 1h30.</summary>
    public static string Write(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => string.Create(CultureInfo.InvariantCulture, $"{rest}m"),
        (var hours, 0) => string.Create(CultureInfo.InvariantCulture, $"{hours}h"),
        var (hours, rest) => string.Create(CultureInfo.InvariantCulture, $"{hours}h{rest:00}"),
    };

    /// <summary>Adds up pairs of number and unit, the unit of minutes after hours being optional; 0 when anything else is found.</summary>
    static decimal Sum(ReadOnlySpan<char> text)
    {
        decimal hours = 0;
        decimal minutes = 0;
        while (text.Length > 0)
        {
            if (TakeNumber(ref text) is not { } number)
            {
                return 0;
            }

            ReadOnlySpan<char> unit = TakeWord(ref text);
            if (unit is "h" or "hr" or "hrs" or "hour" or "hours" && hours == 0 && minutes == 0)
            {
                hours = number;
            }
            else if (minutes == 0 && (unit is "m" or "min" or "mins" or "minute" or "minutes" || (unit.Length == 0 && hours > 0 && number < 60)))
            {
                minutes = number;
            }
            else
            {
                return 0;
            }

            text = text.StartsWith("and ") ? text[4..] : text;
        }

        return (hours * 60) + minutes;
    }

    static decimal? TakeNumber(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExcept(Figures);
        ReadOnlySpan<char> figures = length < 0 ? text : text[..length];
        if (figures.Length == 0)
        {
            return CalendarNames.Number(TakeWord(ref text)) is var number and > 0 ? number : null;
        }

        text = text[figures.Length..].TrimStart();
        return figures.Length <= 8 && decimal.TryParse(figures, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : null;
    }

    static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]))
        {
            length++;
        }

        ReadOnlySpan<char> word = text[..length];
        text = text[length..].TrimStart();
        return word;
    }
}
