using NodaTime;

namespace MeetingBot.Application;

/// <summary>The date of a log whose lines have none, from the name of its file: <c>2021-06-08-board.log</c>, <c>2023_12_14</c>, <c>20231214</c>.</summary>
public static class FileDate
{
    /// <summary>The first date in the last part of a path; null when there is none.</summary>
    public static LocalDate? In(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.AsSpan().LastIndexOfAny('/', '\\') + 1);
        for (int at = 0; at < name.Length; at++)
        {
            if ((at == 0 || !char.IsAsciiDigit(name[at - 1])) && At(name[at..]) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    static LocalDate? At(ReadOnlySpan<char> text)
    {
        int gap = text.Length > 4 && text[4] is '-' or '_' or '.' ? 1 : 0;
        int length = 8 + (2 * gap);
        if (text.Length < length || (text.Length > length && char.IsAsciiDigit(text[length])) || (gap == 1 && text[7] != text[4]))
        {
            return null;
        }

        int year = CalendarNames.Figures(text[..4]);
        int month = CalendarNames.Figures(text.Slice(4 + gap, 2));
        int day = CalendarNames.Figures(text.Slice(6 + (2 * gap), 2));
        return year is >= 1900 and < 2200 && Stamp.Exists(year, month, day) ? new LocalDate(year, month, day) : null;
    }
}
