using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Reads days as people write them: 2023-12-14, "14 December", "Dec 14th", "next Thursday", "in 2 weeks". Case does not
/// matter. "Thursday" is today when today is one; "next Thursday" never is.
/// </summary>
public static class DateWords
{
    const int Longest = 60;

    static readonly char[] Separators = [' ', ',', '\t', '\u00A0', '\u202F'];

    /// <summary>Reads the whole text as a day.</summary>
    /// <param name="text">The text; anything at all.</param>
    /// <param name="today">Today in the group's zone.</param>
    /// <param name="sense">Whether a day without a year is a coming or a past one.</param>
    public static DateReading Read(string text, LocalDate today, DateSense sense)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return new DateReading.NotADate();
        }

        string[] words = text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        return new Reader(text.Trim(), today, sense).Read(words);
    }

    /// <summary>The day, if the whole text is one and only one; else null.</summary>
    public static LocalDate? ReadDay(string text, LocalDate today, DateSense sense) => Read(text, today, sense).Value;

    readonly record struct Reader(string Text, LocalDate Today, DateSense Sense)
    {
        public DateReading Read(ReadOnlySpan<string> words) => words switch
        {
            ["on" or "by" or "the", .. { Length: > 0 } rest] => Read(rest),
            [var name, .. { Length: > 0 } rest] when Weekday(name) != IsoDayOfWeek.None => Checked(Weekday(name), Read(rest)),
            [var only] => ReadOne(only),
            _ => Relative(words) ?? Dated(words) ?? new DateReading.NotADate(),
        };

        DateReading ReadOne(string word) => word switch
        {
            "today" => Found(Today),
            "tomorrow" => Found(Today.PlusDays(1)),
            "yesterday" => Found(Today.PlusDays(-1)),
            _ when Weekday(word) is var day and not IsoDayOfWeek.None => Found(Sense == DateSense.Coming ? OnOrAfter(day) : OnOrBefore(day)),
            _ when CalendarNames.HasOrdinalEnding(word) => DayOfMonth(CalendarNames.DayNumber(word)),
            _ when char.IsAsciiDigit(word[0]) && word.AsSpan().ContainsAnyInRange('a', 'z') && word.Contains('-', StringComparison.Ordinal) =>
                Dated(word.Split('-')) ?? new DateReading.NotADate(),
            _ => NumericDate.Read(Text, word) is { } numeric ? numeric.Resolve(this.WithYear, this.WithoutYear) : new DateReading.NotADate(),
        };

        DateReading? Relative(ReadOnlySpan<string> words) => words switch
        {
            ["next", "week"] => Found(Today.PlusWeeks(1)),
            ["last", "week"] => Found(Today.PlusWeeks(-1)),
            ["this", var name] when Weekday(name) is var day and not IsoDayOfWeek.None => Found(OnOrAfter(day)),
            ["next", var name] when Weekday(name) is var day and not IsoDayOfWeek.None => Found(Today.Next(day)),
            ["last", var name] when Weekday(name) is var day and not IsoDayOfWeek.None => Found(Today.Previous(day)),
            ["in", var count, var unit] when CalendarNames.Number(count) is var n and > 0 => Later(n, unit),
            [var count, var unit, "ago"] when CalendarNames.Number(count) is var n and > 0 => Later(-n, unit),
            ["end", "of", "month"] or ["end", "of", "the" or "this", "month"] => Found(Today.With(DateAdjusters.EndOfMonth)),
            ["end", "of", "next", "month"] => Found(Today.PlusMonths(1).With(DateAdjusters.EndOfMonth)),
            ["end", "of", "year"] or ["end", "of", "the" or "this", "year"] => Found(new LocalDate(Today.Year, 12, 31)),
            ["end", "of", var name] when CalendarNames.Month(name) is var month and > 0 => EndOf(month),
            _ => null,
        };

        DateReading? Dated(ReadOnlySpan<string> words) => words switch
        {
            [var day, "of", var month, .. var year] => Dated(day, month, year),
            [var day, var month, .. var year] when CalendarNames.Month(Bare(month)) > 0 => Dated(day, month, year),
            [var month, var day, .. var year] => Dated(day, month, year),
            _ => null,
        };

        DateReading? Dated(string dayWord, string monthWord, ReadOnlySpan<string> yearWords)
        {
            int day = CalendarNames.DayNumber(Bare(dayWord));
            int month = CalendarNames.Month(Bare(monthWord));
            if (day == 0 || month == 0 || yearWords.Length > 1)
            {
                return null;
            }

            return yearWords.Length == 0 ? WithoutYear(month, day) : Year(Bare(yearWords[0])) is var year and > 0 ? WithYear(year, month, day) : null;
        }

        DateReading WithYear(int year, int month, int day) =>
            Exists(year, month, day) && year >= 1900 ? Found(new LocalDate(year, month, day)) : new DateReading.Impossible(Text);

        DateReading WithoutYear(int month, int day)
        {
            int step = Sense == DateSense.Coming ? 1 : -1;
            for (int year = Today.Year; Math.Abs(year - Today.Year) <= 8 && year is > 0 and < 10_000; year += step)
            {
                if (Exists(year, month, day) && new LocalDate(year, month, day).CompareTo(Today) * step >= 0)
                {
                    return Found(new LocalDate(year, month, day));
                }
            }

            return new DateReading.Impossible(Text);
        }

        DateReading DayOfMonth(int day)
        {
            int step = Sense == DateSense.Coming ? 1 : -1;
            for (int months = 0; months < 3; months++)
            {
                LocalDate month = Today.PlusMonths(months * step);
                if (Exists(month.Year, month.Month, day) && new LocalDate(month.Year, month.Month, day).CompareTo(Today) * step >= 0)
                {
                    return Found(new LocalDate(month.Year, month.Month, day));
                }
            }

            return new DateReading.Impossible(Text);
        }

        DateReading EndOf(int month) => WithoutYear(month, 1) switch
        {
            DateReading.Date(var first) => Found((Sense == DateSense.Coming && month == Today.Month ? Today : first).With(DateAdjusters.EndOfMonth)),
            var other => other,
        };

        DateReading.Date? Later(int count, string unit) => unit switch
        {
            "day" or "days" => Found(Today.PlusDays(count)),
            "week" or "weeks" => Found(Today.PlusWeeks(count)),
            "fortnight" or "fortnights" => Found(Today.PlusWeeks(2 * count)),
            "month" or "months" => Found(Today.PlusMonths(count)),
            _ => null,
        };

        DateReading Checked(IsoDayOfWeek weekday, DateReading reading) =>
            reading is DateReading.Date(var day) && day.DayOfWeek != weekday ? new DateReading.WrongWeekday(Text, day) : reading;

        LocalDate OnOrAfter(IsoDayOfWeek day) => Today.DayOfWeek == day ? Today : Today.Next(day);

        LocalDate OnOrBefore(IsoDayOfWeek day) => Today.DayOfWeek == day ? Today : Today.Previous(day);

        static DateReading.Date Found(LocalDate day) => new(day);

        static IsoDayOfWeek Weekday(string word) => CalendarNames.Weekday(Bare(word));

        static ReadOnlySpan<char> Bare(string word) => word.EndsWith('.') ? word.AsSpan(0, word.Length - 1) : word;

        static int Year(ReadOnlySpan<char> word) => word.Length switch
        {
            4 => CalendarNames.Figures(word),
            2 when CalendarNames.Figures(word) is var year and >= 0 => 2000 + year,
            _ => 0,
        };

        static bool Exists(int year, int month, int day) =>
            year is > 0 and < 10_000 && month is > 0 and <= 12 && day > 0 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month);
    }
}
