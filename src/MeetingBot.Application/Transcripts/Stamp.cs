using NodaTime;

namespace MeetingBot.Application;

/// <summary>The date and time at the beginning of a line, as much of it as is there and sound.</summary>
/// <param name="Date">The date; null where the line gives only a time.</param>
/// <param name="Time">The time; null where it is damaged.</param>
/// <param name="Offset">How far the clock is from UTC; null where the line does not say.</param>
readonly record struct Stamp(LocalDate? Date, LocalTime? Time, Offset? Offset)
{
    /// <summary>The longest text in brackets that is still looked at as a stamp.</summary>
    const int LongestInBrackets = 40;

    /// <summary>Reads <c>12:00</c>, <c>12:00:30</c> or <c>2023-12-14T12:00:30.123Z</c> at the beginning of a line, whole and sound.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out Stamp stamp, out int length)
    {
        stamp = default;
        length = 0;
        LocalDate? date = ReadDate(line);
        if (date is not null && (line.Length < 11 || line[10] is not ('T' or ' ')))
        {
            return false;
        }

        int at = date is null ? 0 : 11;
        if (ReadTime(line[at..], out int timeLength) is not { } time)
        {
            return false;
        }

        at += timeLength;
        Offset? offset = date is null ? null : ReadOffset(line[at..], out timeLength);
        length = at + (offset is null ? 0 : timeLength);
        stamp = new Stamp(date, time, offset);
        return length == line.Length || char.IsWhiteSpace(line[length]) || line[length] == '<';
    }

    /// <summary>
    /// Reads a stamp in brackets (<c>[2021-06-08T15:59:36.310Z]</c>, <c>[12:00]</c>, <c>[Tue 11:05:05]</c>), taking from a
    /// damaged one what is left of it. Text in brackets that was never a stamp is refused.
    /// </summary>
    public static bool TryReadBrackets(ReadOnlySpan<char> line, out Stamp stamp, out int length)
    {
        stamp = default;
        length = line[..Math.Min(line.Length, LongestInBrackets)].IndexOf(']') + 1;
        if (length == 0)
        {
            int missing = line[..Math.Min(line.Length, LongestInBrackets)].IndexOfAny('\t', '<');
            length = Math.Max(missing, 0);
        }

        ReadOnlySpan<char> inside = line[..length].TrimEnd(']');
        inside = inside is ['[', .. var rest] ? rest : inside;
        if (inside.Length == 0 || !(line[0] == '[' || char.IsAsciiDigit(line[0])) || !LooksLikeAStamp(inside))
        {
            return false;
        }

        LocalDate? date = ReadDate(inside);
        int clock = inside.IndexOf(':') - 2;
        int timeLength = 0;
        LocalTime? time = clock < 0 ? null : ReadTime(inside[clock..], out timeLength);
        Offset? offset = time is null ? null : ReadOffset(inside[(clock + timeLength)..], out _);
        stamp = new Stamp(date, time, offset);
        return true;
    }

    /// <summary>Whether there is such a day.</summary>
    public static bool Exists(int year, int month, int day) =>
        year is > 0 and < 10_000 && month is > 0 and <= 12 && day > 0 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month);

    static bool LooksLikeAStamp(ReadOnlySpan<char> inside)
    {
        int figures = 0;
        int letters = 0;
        foreach (char c in inside)
        {
            figures += char.IsAsciiDigit(c) ? 1 : 0;
            letters += char.IsAsciiLetter(c) ? 1 : 0;
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or ':' or '.' or '+' or ' ' or '/'))
            {
                return false;
            }
        }

        return figures >= 4 && letters <= 5 && inside.Contains(':');
    }

    static LocalDate? ReadDate(ReadOnlySpan<char> text)
    {
        if (text.Length < 10 || text[4] != '-' || text[7] != '-'
            || TwoFigures(text) is not (>= 0 and var century) || TwoFigures(text[2..]) is not (>= 0 and var rest))
        {
            return null;
        }

        int year = (100 * century) + rest;
        int month = TwoFigures(text[5..]);
        int day = TwoFigures(text[8..]);
        return Exists(year, month, day) ? new LocalDate(year, month, day) : null;
    }

    static LocalTime? ReadTime(ReadOnlySpan<char> text, out int length)
    {
        length = 5;
        if (text.Length < 5 || text[2] != ':'
            || TwoFigures(text) is not (>= 0 and < 24 and var hour) || TwoFigures(text[3..]) is not (>= 0 and < 60 and var minute))
        {
            return null;
        }

        int milliseconds = 60_000 * ((60 * hour) + minute);
        if (text.Length >= 8 && text[5] == ':' && TwoFigures(text[6..]) is >= 0 and < 60 and var second)
        {
            length = 8;
            milliseconds += (1000 * second) + (text.Length > 8 && text[8] == '.' ? ReadFraction(text[9..], ref length) : 0);
        }

        return LocalTime.FromMillisecondsSinceMidnight(milliseconds);
    }

    static int ReadFraction(ReadOnlySpan<char> text, ref int length)
    {
        int milliseconds = 0;
        int digits = 0;
        for (; digits < text.Length && char.IsAsciiDigit(text[digits]); digits++)
        {
            milliseconds = digits < 3 ? (milliseconds * 10) + text[digits] - '0' : milliseconds;
        }

        length += 1 + digits;
        return digits switch { 1 => milliseconds * 100, 2 => milliseconds * 10, _ => milliseconds };
    }

    static Offset? ReadOffset(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        if (text is ['Z', ..])
        {
            return NodaTime.Offset.Zero;
        }

        int colon = text.Length > 3 && text[3] == ':' ? 1 : 0;
        length = 5 + colon;
        return text.Length >= length && text[0] is '+' or '-'
            && TwoFigures(text[1..]) is >= 0 and < 18 and var hours && TwoFigures(text[(3 + colon)..]) is >= 0 and < 60 and var minutes
            ? NodaTime.Offset.FromSeconds((text[0] == '-' ? -60 : 60) * ((60 * hours) + minutes)) : null;
    }

    static int TwoFigures(ReadOnlySpan<char> text) =>
        char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) ? (10 * (text[0] - '0')) + text[1] - '0' : -1;
}
