using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <summary>
/// Reads when a group meets: "every 2 weeks on Thursday at 12:00 for 1h from 2023-11-30", "monthly on the second Tuesday at
/// 10:00", for one meeting "14 December 15:00 for 30m", and for one of several days "face-to-face 28 May to 30 May at 09:00". The
/// parts after the first stand in any order.
/// </summary>
public static class ScheduleWords
{
    static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    const string ATime = "a time, such as 'at 12:00'";
    const string ADate = "a date, such as '2023-11-30'";
    const string ADuration = "a duration, such as '1h' or '20m'";

    /// <summary>Reads the whole text.</summary>
    /// <param name="text">The text; anything at all.</param>
    /// <param name="today">Today in the group's zone: without "from" a series begins at its first day from today on.</param>
    public static ScheduleReading Read(string text, LocalDate today)
    {
        SpacedWord[] words = [.. SpacedWord.In(text)];
        int first = Array.FindIndex(words, word => word.Lower is "at" or "for" or "from" or "starting" or "until");
        SpacedWord[] what = first < 0 ? words : words[..first];
        if (what.Length == 0)
        {
            return new ScheduleReading.Expected("how often, such as 'every 2 weeks on Thursday', or a date", 0);
        }

        var parts = Parts.Read(text, first < 0 ? [] : words[first..], today);
        return parts.Problem
            ?? (RecurrenceWords.Begins(what[0].Lower) ? ReadSeries(what, parts, today, text.Length) : ReadOnce(text, what, parts, today));
    }

    /// <summary>Writes a series as <see cref="Read"/> reads it, to be echoed in full.</summary>
    public static string Write(Series series)
    {
        string length = series.DurationMinutes is { } minutes ? " for " + DurationWords.Write(minutes) : "";
        string until = series.Until is { } last ? " until " + LocalDatePattern.Iso.Format(last) : "";
        return $"{RecurrenceText.Write(series.Rule)} at {Clock.Format(series.Time)}{length} from {LocalDatePattern.Iso.Format(series.From)}{until}";
    }

    static ScheduleReading ReadSeries(SpacedWord[] what, Parts parts, LocalDate today, int end)
    {
        var recurrence = RecurrenceWords.Read(what, parts.From?.DayOfWeek);
        if (recurrence.Problem is { } problem)
        {
            return problem.At < 0 ? problem with { At = end } : problem;
        }

        if (parts.Time is not { } time)
        {
            return new ScheduleReading.Expected(ATime, end);
        }

        // Looked for without the interval: "every 2 weeks from Friday the 1st" begins on the Thursday after it, whichever week that is.
        LocalDate from = new Series(recurrence.Days, parts.From ?? today, time).DatesFrom(parts.From ?? today).FirstOrDefault();
        return from == default
            ? new ScheduleReading.Expected("a day that exists", what[0].At)
            : new ScheduleReading.Every(new Series(recurrence.Rule, from, time, parts.Minutes, MeetingKind.Call, parts.Until));
    }

    static ScheduleReading ReadOnce(string text, SpacedWord[] what, Parts parts, LocalDate today)
    {
        SpacedWord[] days = what[0].Lower is "face-to-face" or "f2f" ? what[1..] : what is [{ Lower: "face" }, { Lower: "to" }, { Lower: "face" }, ..] ? what[3..] : what;
        MeetingKind kind = days.Length < what.Length ? MeetingKind.FaceToFace : MeetingKind.Call;
        if (days.Length == 0)
        {
            return new ScheduleReading.Expected(ADate, what[^1].End);
        }

        SpacedWord last = days[^1];
        LocalTime? time = parts.Time ?? (days.Length > 1 ? TimeWords.Read(last.Lower) : null);
        days = parts.Time is null && time is not null ? days[..^1] : days;
        int to = Array.FindIndex(days, word => word.Lower is "to" or "-" or "–");
        ScheduleReading first = ReadDay(text, to < 0 ? days : days[..to], time, parts, today);
        if (to < 0 || first is not ScheduleReading.Once once)
        {
            return first is ScheduleReading.Once alone ? alone with { Kind = kind } : first;
        }

        return ReadDay(text, days[(to + 1)..], time, parts, once.Date) switch
        {
            ScheduleReading.Once end when end.Date < once.Date || Period.DaysBetween(once.Date, end.Date) >= Calendar.MostDays => new ScheduleReading.Expected($"a last day within {Calendar.MostDays} days of the first", days[to].At),
            ScheduleReading.Once end => once with { Kind = kind, Until = end.Date },
            var wrong => wrong,
        };
    }

    static ScheduleReading ReadDay(string text, SpacedWord[] words, LocalTime? time, Parts parts, LocalDate today)
    {
        if (words.Length == 0)
        {
            return new ScheduleReading.Expected(ADate, text.Length);
        }

        int at = words[0].At;
        return (DateWords.Read(text[at..words[^1].End], today, DateSense.Coming), time) switch
        {
            (DateReading.Ambiguous, _) => new ScheduleReading.Expected("a date with its month in words: this one can be read in two ways", at),
            (DateReading.Impossible, _) => new ScheduleReading.Expected("a day that exists", at),
            (DateReading.WrongWeekday, _) => new ScheduleReading.Expected("a weekday that belongs to the date", at),
            (DateReading.NotADate, _) => new ScheduleReading.Expected("how often, such as 'every 2 weeks on Thursday', or a date", at),
            (DateReading.Date, null) => new ScheduleReading.Expected(ATime, text.Length),
            (DateReading.Date(var date), { } hour) => new ScheduleReading.Once(date, hour, parts.Minutes),
            _ => new ScheduleReading.Expected(ADate, at),
        };
    }

    /// <summary>What stands behind the keywords.</summary>
    sealed record Parts(LocalTime? Time = null, int? Minutes = null, LocalDate? From = null, LocalDate? Until = null, ScheduleReading.Expected? Problem = null)
    {
        public static Parts Read(string text, SpacedWord[] words, LocalDate today)
        {
            var parts = new Parts();
            for (int start = 0, end; start < words.Length && parts.Problem is null; start = end)
            {
                end = start + 1;
                while (end < words.Length && words[end].Lower is not ("at" or "for" or "from" or "starting" or "until"))
                {
                    end++;
                }

                string value = end == start + 1 ? "" : text[words[start + 1].At..words[end - 1].End];
                parts = parts.With(words[start].Lower, value, start + 1 < words.Length ? words[start + 1].At : text.Length, today);
            }

            return parts;
        }

        Parts With(string keyword, string value, int at, LocalDate today) => keyword switch
        {
            "at" => TimeWords.Read(value) is { } time && Time is null ? this with { Time = time } : Fail(ATime, at),
            "for" => DurationWords.Read(value) is { } minutes && Minutes is null ? this with { Minutes = minutes } : Fail(ADuration, at),
            _ when DateWords.ReadDay(value, today, DateSense.Coming) is not { } => Fail(ADate, at),
            "until" when DateWords.ReadDay(value, today, DateSense.Coming) is { } until => this with { Until = until },
            _ => From is null ? this with { From = DateWords.ReadDay(value, today, DateSense.Coming) } : Fail(ADate, at),
        };

        Parts Fail(string what, int at) => this with { Problem = new ScheduleReading.Expected(what, at) };
    }
}
