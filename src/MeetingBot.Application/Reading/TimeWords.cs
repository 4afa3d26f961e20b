using NodaTime;

namespace MeetingBot.Application;

/// <summary>Reads a time of day as people write it: 12:00, 9, 9am, 9:30 pm, 12.30, 12h30, 0930, noon, midnight.</summary>
public static class TimeWords
{
    /// <summary>The local time; null when the whole text is not one. A bare number is an hour of the 24-hour clock.</summary>
    public static LocalTime? Read(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.Length is 0 or > 16)
        {
            return null;
        }

        Span<char> compact = stackalloc char[16];
        int length = 0;
        foreach (char c in rest)
        {
            if (!char.IsWhiteSpace(c))
            {
                compact[length++] = char.ToLowerInvariant(c);
            }
        }

        return Read(compact[..length]);
    }

    static LocalTime? Read(ReadOnlySpan<char> text) => text switch
    {
        "noon" or "midday" => LocalTime.Noon,
        "midnight" => LocalTime.Midnight,
        [.. var clock, 'a', 'm'] => HalfDay(clock, 0),
        [.. var clock, 'a', '.', 'm', '.'] => HalfDay(clock, 0),
        [.. var clock, 'p', 'm'] => HalfDay(clock, 12),
        [.. var clock, 'p', '.', 'm', '.'] => HalfDay(clock, 12),
        [_, _, _, _] when CalendarNames.Figures(text) is var figures and >= 0 => At(figures / 100, figures % 100),
        _ => Clock(text),
    };

    static LocalTime? HalfDay(ReadOnlySpan<char> text, int hours) =>
        Clock(text) is { } time && time.Hour is > 0 and <= 12 ? At((time.Hour % 12) + hours, time.Minute) : null;

    static LocalTime? Clock(ReadOnlySpan<char> text)
    {
        int split = text.IndexOfAny(':', '.', 'h');
        ReadOnlySpan<char> hour = split < 0 ? text : text[..split];
        ReadOnlySpan<char> minute = split < 0 ? "00" : text[(split + 1)..];
        return hour.Length is 1 or 2 && minute.Length == 2 ? At(CalendarNames.Figures(hour), CalendarNames.Figures(minute)) : null;
    }

    static LocalTime? At(int hour, int minute) => hour is >= 0 and < 24 && minute is >= 0 and < 60 ? new LocalTime(hour, minute) : null;
}
