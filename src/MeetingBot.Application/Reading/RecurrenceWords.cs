using System.Globalization;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>How often a group meets, as a recurrence rule.</summary>
/// <param name="Days">The rule without its interval: on which days of any week or month.</param>
/// <param name="Interval">Every how many weeks or months, from 1.</param>
/// <param name="Problem">What was expected and where (-1: at the end); null when it was read.</param>
readonly record struct Recurrence(string Days, int Interval, ScheduleReading.Expected? Problem)
{
    /// <summary>The whole rule, with the interval where the standard has it.</summary>
    public string Rule => Interval <= 1 ? Days : Days.IndexOf(';', StringComparison.Ordinal) is var at and >= 0
        ? Days.Insert(at, string.Create(CultureInfo.InvariantCulture, $";INTERVAL={Interval}"))
        : string.Create(CultureInfo.InvariantCulture, $"{Days};INTERVAL={Interval}");
}

/// <summary>Reads "every 2 weeks on Thursday", "every Monday and Wednesday", "monthly on the last Friday", "daily".</summary>
static class RecurrenceWords
{
    const string AWeekday = "a weekday, such as 'on Thursday'";
    const string ADayOfMonth = "a day of the month, such as 'on the second Tuesday' or 'on the 15th'";

    /// <summary>Whether a text that begins with this word speaks of a series.</summary>
    public static bool Begins(string word) => word is "every" or "each" or "daily" or "weekly" or "biweekly" or "fortnightly" or "monthly";

    /// <summary>Reads the words; the weekday of the first day stands in where none is named.</summary>
    public static Recurrence Read(ReadOnlySpan<SpacedWord> words, IsoDayOfWeek? weekday) => words[0].Lower switch
    {
        "daily" => End(words[1..], "FREQ=DAILY", 1),
        "weekly" => Weekly(words[1..], 1, weekday),
        "biweekly" or "fortnightly" => Weekly(words[1..], 2, weekday),
        "monthly" => Monthly(words[1..], 1),
        _ => Every(words[1..], weekday),
    };

    static Recurrence Every(ReadOnlySpan<SpacedWord> words, IsoDayOfWeek? weekday)
    {
        if (words.Length == 0)
        {
            return Expected("how often, such as '2 weeks' or 'Thursday'", words);
        }

        int place = CalendarNames.Ordinal(words[0].Lower);
        if (place != 0 && words.Length > 1 && Day(words[1]) != IsoDayOfWeek.None)
        {
            return words.Length > 2
                ? Monthly(words[..2], words[2..])
                : Expected("'every other Thursday', or 'of the month' behind the weekday", words[2..], words[0].At);
        }

        int interval = words[0].Lower is "other" or "second" ? 2 : CalendarNames.Number(words[0].Lower);
        ReadOnlySpan<SpacedWord> unit = interval > 0 ? words[1..] : words;
        interval = Math.Max(interval, 1);
        return unit.Length == 0 ? Expected("weeks, months or a weekday", unit) : unit[0].Lower switch
        {
            "day" or "days" when interval == 1 => End(unit[1..], "FREQ=DAILY", 1),
            "weekday" when interval == 1 => End(unit[1..], "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 1),
            "week" or "weeks" => Weekly(unit[1..], interval, weekday),
            "fortnight" or "fortnights" => Weekly(unit[1..], 2 * interval, weekday),
            "month" or "months" => Monthly(unit[1..], interval),
            _ when Day(unit[0]) != IsoDayOfWeek.None => Weekdays(unit, interval),
            _ => Expected("weeks, months or a weekday", unit),
        };
    }

    static Recurrence Weekly(ReadOnlySpan<SpacedWord> words, int interval, IsoDayOfWeek? weekday) =>
        words.Length == 0 && weekday is { } day ? new Recurrence($"FREQ=WEEKLY;BYDAY={Code(day)}", interval, null)
        : Weekdays(words.Length > 0 && words[0].Lower == "on" ? words[1..] : words, interval);

    static Recurrence Weekdays(ReadOnlySpan<SpacedWord> words, int interval)
    {
        var days = new SortedSet<IsoDayOfWeek>();
        foreach (SpacedWord word in words)
        {
            if (word.Lower is "and" or "&" && days.Count > 0)
            {
                continue;
            }

            if (Day(word) is var day && (day == IsoDayOfWeek.None || !days.Add(day)))
            {
                return Expected(AWeekday, [], word.At);
            }
        }

        return days.Count == 0 ? Expected(AWeekday, words) : new Recurrence($"FREQ=WEEKLY;BYDAY={string.Join(',', days.Select(Code))}", interval, null);
    }

    static Recurrence Monthly(ReadOnlySpan<SpacedWord> words, int interval)
    {
        ReadOnlySpan<SpacedWord> rest = words.Length > 0 && words[0].Lower == "on" ? words[1..] : words;
        rest = rest.Length > 0 && rest[0].Lower == "the" ? rest[1..] : rest;
        if (rest.Length >= 2 && CalendarNames.Ordinal(rest[0].Lower) is var place and not 0 && Day(rest[1]) is var day and not IsoDayOfWeek.None)
        {
            return End(rest[2..], string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;BYDAY={place}{Code(day)}"), interval);
        }

        return rest.Length > 0 && CalendarNames.DayNumber(rest[0].Lower) is var number and > 0 and <= 31
            ? End(rest[1..], string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;BYMONTHDAY={number}"), interval)
            : Expected(ADayOfMonth, rest);
    }

    /// <summary>"every second Tuesday of the month".</summary>
    static Recurrence Monthly(ReadOnlySpan<SpacedWord> day, ReadOnlySpan<SpacedWord> month) =>
        month is [{ Lower: "of" or "in" }, { Lower: "the" or "each" or "every" or "a" }, { Lower: "month" }]
            ? Monthly(day, 1)
            : Expected("'of the month'", month);

    static Recurrence End(ReadOnlySpan<SpacedWord> rest, string days, int interval) =>
        rest.Length == 0 ? new Recurrence(days, interval, null) : Expected("'at' and a time", rest);

    static Recurrence Expected(string what, ReadOnlySpan<SpacedWord> words, int at = -1) =>
        new("", 1, new ScheduleReading.Expected(what, words.Length > 0 ? words[0].At : at));

    static IsoDayOfWeek Day(SpacedWord word)
    {
        IsoDayOfWeek day = CalendarNames.Weekday(word.Lower);
        return day == IsoDayOfWeek.None && word.Lower.EndsWith("days", StringComparison.Ordinal) ? CalendarNames.Weekday(word.Lower.AsSpan(..^1)) : day;
    }

    static string Code(IsoDayOfWeek day) => "MOTUWETHFRSASU".Substring(2 * ((int)day - 1), 2);
}
