using CsCheck;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>When a group meets, in words, said on Wednesday 12 June 2024.</summary>
public class ScheduleWordsTests
{
    static readonly LocalDate Today = new(2024, 6, 12);

    static Series? Every(string text) => (ScheduleWords.Read(text, Today) as ScheduleReading.Every)?.Series;

    static Series Series(string rule, int month, int day, int hour, int minute, int? minutes = null) =>
        new(rule, new LocalDate(2024, month, day), new LocalTime(hour, minute), minutes);

    [Theory]
    [InlineData("every 2 weeks on Thursday at 15:30 for 1h from 2024-07-04", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", 7, 4)]
    [InlineData("every 2 weeks on Thursday from July 1 for 1h at 15:30", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", 7, 4)]
    [InlineData("Every other Thursday at 3:30 pm for 60 min", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", 6, 13)]
    [InlineData("fortnightly on Thursdays at 15:30 for an hour", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", 6, 13)]
    [InlineData("every Wednesday at 15.30 for 1h", "FREQ=WEEKLY;BYDAY=WE", 6, 12)]
    [InlineData("weekly on Monday at 15:30 for 1h", "FREQ=WEEKLY;BYDAY=MO", 6, 17)]
    [InlineData("every week on Monday and Thursday at 15:30 for 1h", "FREQ=WEEKLY;BYDAY=MO,TH", 6, 13)]
    [InlineData("every 3 weeks at 15:30 for 1h from 2024-06-14", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", 6, 14)]
    [InlineData("every weekday at 15:30 for 1h starting Saturday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 6, 17)]
    [InlineData("daily at 15:30 for 1h", "FREQ=DAILY", 6, 12)]
    [InlineData("monthly on the second Tuesday at 15:30 for 1h", "FREQ=MONTHLY;BYDAY=2TU", 7, 9)]
    [InlineData("every month on the last Friday at 15:30 for 1h", "FREQ=MONTHLY;BYDAY=-1FR", 6, 28)]
    [InlineData("every 2 months on the 1st Monday at 15:30 for 1h", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", 7, 1)]
    [InlineData("every last Friday of the month at 15:30 for 1h", "FREQ=MONTHLY;BYDAY=-1FR", 6, 28)]
    [InlineData("monthly on the 15th at 15:30 for 1h", "FREQ=MONTHLY;BYMONTHDAY=15", 6, 15)]
    public void A_series(string text, string rule, int month, int day) => Assert.Equal(Series(rule, month, day, 15, 30, 60), Every(text));

    [Fact]
    public void Without_a_duration_none_is_made_up() => Assert.Null(Every("weekly on Monday at 9am")!.DurationMinutes);

    [Fact]
    public void One_meeting() => Assert.All(["20 June 15:00", "2024-06-20 at 3pm", "Thursday, June 20 at 15:00", "20 June\u00A015:00"], text => Assert.Equal(
        new ScheduleReading.Once(new LocalDate(2024, 6, 20), new LocalTime(15, 0), null), ScheduleWords.Read(text, Today)));

    [Theory]
    [InlineData("face-to-face 8 July to 10 July 09:00", MeetingKind.FaceToFace, 10)]
    [InlineData("F2F 2024-07-08 to 2024-07-10 at 9:00", MeetingKind.FaceToFace, 10)]
    [InlineData("face to face July 8 to July 10 at 9am", MeetingKind.FaceToFace, 10)]
    [InlineData("8 July to 10 July at 09:00", MeetingKind.Call, 10)]
    [InlineData("f2f 8 July 09:00", MeetingKind.FaceToFace, null)]
    public void A_meeting_of_several_days(string text, MeetingKind kind, int? last) => Assert.Equal(
        new ScheduleReading.Once(new LocalDate(2024, 7, 8), new LocalTime(9, 0), null, kind, last is { } day ? new LocalDate(2024, 7, day) : null), ScheduleWords.Read(text, Today));

    [Theory]
    [InlineData("face-to-face", "a date", 12)]
    [InlineData("f2f 8 July to 09:00", "a date", 19)]
    [InlineData("f2f 8 July to 30 August 09:00", "a last day", 11)]
    [InlineData("f2f 8 July to 10 July", "a time", 21)]
    public void A_meeting_of_several_days_that_does_not_read(string text, string expected, int at)
    {
        var problem = Assert.IsType<ScheduleReading.Expected>(ScheduleWords.Read(text, Today));
        Assert.StartsWith(expected, problem.What, StringComparison.Ordinal);
        Assert.Equal(at, problem.At);
    }

    [Fact]
    public void One_meeting_with_its_length() => Assert.Equal(
        new ScheduleReading.Once(new LocalDate(2024, 6, 13), new LocalTime(9, 0), 45), ScheduleWords.Read("tomorrow 9am for 45m", Today));

    [Theory]
    [InlineData("", "how often", 0)]
    [InlineData("sometimes at 9", "how often", 0)]
    [InlineData("every 2 weeks on Thursday", "a time", 25)]
    [InlineData("every 2 weeks at 12:00", "a weekday", 22)]
    [InlineData("every Thorsday at 12:00", "weeks, months or a weekday", 6)]
    [InlineData("every 2 weeks on Thorsday at 12:00", "a weekday", 17)]
    [InlineData("every Thursday at lunch", "a time", 18)]
    [InlineData("every Thursday at", "a time", 17)]
    [InlineData("every Thursday at 12:00 for ages", "a duration", 28)]
    [InlineData("every Thursday at 12:00 from 12/11", "a date", 29)]
    [InlineData("every Thursday at 12:00 at 13:00", "a time", 27)]
    [InlineData("every second Thursday at 12:00", "'every other Thursday'", 6)]
    [InlineData("monthly on Thursday at 12:00", "a day of the month", 11)]
    [InlineData("31 February 12:00", "a day that exists", 0)]
    [InlineData("12/11 12:00", "a date with its month in words", 0)]
    [InlineData("20 June", "a time", 7)]
    public void What_was_expected_and_where(string text, string what, int at)
    {
        ScheduleReading.Expected expected = Assert.IsType<ScheduleReading.Expected>(ScheduleWords.Read(text, Today));
        Assert.StartsWith(what, expected.What, StringComparison.Ordinal);
        Assert.Equal(at, expected.At);
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "every 2 weeks on Thursday at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TH", "every week on Monday and Thursday at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TH", "every month on the second Thursday at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TH", "every 3 months on the last Thursday at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=13", "every month on the 13th at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=DAILY", "every day at 12:00 for 1h from 2024-06-13")]
    [InlineData("FREQ=YEARLY", "by the rule FREQ=YEARLY at 12:00 for 1h from 2024-06-13")]
    public void A_series_is_echoed_in_full(string rule, string text) => Assert.Equal(text, ScheduleWords.Write(Series(rule, 6, 13, 12, 0, 60)));

    [Fact]
    public void A_series_reads_back() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 6], Gen.Int[0, 1439], Gen.Int[1, 600], Gen.Int[0, 3000], Gen.Int[-1, 5]).Sample((every, weekday, minute, length, days, place) =>
        {
            string code = "MOTUWETHFRSASU".Substring(2 * weekday, 2);
            string rule = place == 0 ? $"FREQ=WEEKLY;INTERVAL={every};BYDAY={code}" : $"FREQ=MONTHLY;INTERVAL={every};BYDAY={place}{code}";
            rule = rule.Replace(";INTERVAL=1;", ";", StringComparison.Ordinal);
            LocalDate from = new Series(rule, new LocalDate(2020, 1, 1).PlusDays(days), LocalTime.Noon).DatesFrom(new LocalDate(2020, 1, 1)).First();
            var series = new Series(rule, from, LocalTime.Midnight.PlusMinutes(minute), length);
            Assert.Equal(series, Every(ScheduleWords.Write(series)));
        }, iter: 500);

    [Fact]
    public void No_text_makes_it_fail() => Texts.Any.Sample(text => ScheduleWords.Read(text, Today) is not null, iter: 20_000);
}
