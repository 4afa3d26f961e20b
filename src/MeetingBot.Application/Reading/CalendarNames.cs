using NodaTime;

namespace MeetingBot.Application;

/// <summary>The words for months, weekdays and small numbers, whole or shortened to three letters or more; lower case is expected.</summary>
static class CalendarNames
{
    static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    static readonly string[] Numbers =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>The month, 1 to 12; 0 when the word names none.</summary>
    public static int Month(ReadOnlySpan<char> word) => Find(Months, word);

    /// <summary>The weekday; none when the word names none.</summary>
    public static IsoDayOfWeek Weekday(ReadOnlySpan<char> word) => word is "weds" ? IsoDayOfWeek.Wednesday : (IsoDayOfWeek)Find(Weekdays, word);

    /// <summary>The number in figures (at most three) or words, "a" being one; 0 when it is none.</summary>
    public static int Number(ReadOnlySpan<char> word) => word switch
    {
        "a" or "an" => 1,
        { Length: > 0 and <= 3 } when Figures(word) is var number and > 0 => number,
        _ => Whole(Numbers, word),
    };

    /// <summary>The day of the month in figures, with or without its ending ("14", "14th"), 1 to 99; 0 when it is none.</summary>
    public static int DayNumber(ReadOnlySpan<char> word) => Figures(HasOrdinalEnding(word) ? word[..^2] : word) is var day and > 0 and < 100 ? day : 0;

    /// <summary>The place in "the second Tuesday": 1 to 5, -1 for the last; 0 when the word is none.</summary>
    public static int Ordinal(ReadOnlySpan<char> word) =>
        word is "last" ? -1 : HasOrdinalEnding(word) && Figures(word[..^2]) is var place and > 0 and <= 5 ? place : Whole(Ordinals, word);

    /// <summary>Whether a number carries its ending, as in "1st" or "14th".</summary>
    public static bool HasOrdinalEnding(ReadOnlySpan<char> word) =>
        word.Length > 2 && char.IsAsciiDigit(word[^3]) && word[^2..] is "st" or "nd" or "rd" or "th";

    /// <summary>The value of up to eight figures; -1 when the text is anything else.</summary>
    public static int Figures(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 8 || text.ContainsAnyExceptInRange('0', '9'))
        {
            return -1;
        }

        int value = 0;
        foreach (char c in text)
        {
            value = (value * 10) + c - '0';
        }

        return value;
    }

    static int Find(string[] names, ReadOnlySpan<char> word)
    {
        for (int i = 0; word.Length >= 3 && i < names.Length; i++)
        {
            if (names[i].AsSpan().StartsWith(word))
            {
                return i + 1;
            }
        }

        return 0;
    }

    static int Whole(string[] names, ReadOnlySpan<char> word)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (word.SequenceEqual(names[i]))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
