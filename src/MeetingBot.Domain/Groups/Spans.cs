using System.Globalization;

namespace MeetingBot.Domain;

/// <summary>Reads spans of time as settings hold them.</summary>
public static class Spans
{
    /// <summary>Reads <c>45</c>, <c>30m</c>, <c>1h</c>, <c>90 minutes</c> as minutes; null when it is no such span.</summary>
    public static int? Minutes(string text) => Read(text) switch
    {
        (var n, "" or "m" or "min" or "mins" or "minute" or "minutes") => n,
        (var n, "h" or "hour" or "hours") => n * 60,
        _ => null,
    };

    /// <summary>Reads <c>21</c>, <c>3 weeks</c>, <c>10 days</c> as days; null when it is no such span.</summary>
    public static int? Days(string text) => Read(text) switch
    {
        (var n, "" or "d" or "day" or "days") => n,
        (var n, "w" or "week" or "weeks") => n * 7,
        _ => null,
    };

    /// <summary>Minutes as people say them: <c>24h</c>, <c>90 minutes</c>.</summary>
    public static string Show(int minutes) => minutes >= 60 && minutes % 60 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h")
        : string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes");

    private static (int Number, string Unit)? Read(string text)
    {
        string word = text.Trim();
        int digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
        {
            digits++;
        }

        return digits is > 0 and < 5 && int.TryParse(word.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (number, word[digits..].Trim())
            : null;
    }
}
