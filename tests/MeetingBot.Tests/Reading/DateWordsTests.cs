using CsCheck;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Days in words, on Wednesday 12 June 2024.</summary>
public class DateWordsTests
{
    static readonly LocalDate Today = new(2024, 6, 12);

    static readonly Gen<LocalDate> Days = Gen.Int[0, 70_000].Select(days => new LocalDate(1950, 1, 1).PlusDays(days));

    static readonly Gen<DateSense> Senses = Gen.Bool.Select(past => past ? DateSense.Past : DateSense.Coming);

    static LocalDate? Coming(string text) => DateWords.ReadDay(text, Today, DateSense.Coming);

    static LocalDate? Past(string text) => DateWords.ReadDay(text, Today, DateSense.Past);

    static LocalDate Iso(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    [Theory]
    [InlineData("2024-07-03", "2024-07-03")]
    [InlineData("2023-12-14", "2023-12-14")]
    [InlineData("2024/7/3", "2024-07-03")]
    [InlineData("20240703", "2024-07-03")]
    [InlineData("14 December", "2024-12-14")]
    [InlineData("December 14", "2024-12-14")]
    [InlineData("Dec 14th", "2024-12-14")]
    [InlineData("Dec. 14th", "2024-12-14")]
    [InlineData("the 14th of December", "2024-12-14")]
    [InlineData("14 Dec 2023", "2023-12-14")]
    [InlineData("December 14, 2023", "2023-12-14")]
    [InlineData("14-Dec-23", "2023-12-14")]
    [InlineData("12 June", "2024-06-12")]
    [InlineData("11 june", "2025-06-11")]
    [InlineData("29 February", "2028-02-29")]
    [InlineData("Wednesday", "2024-06-12")]
    [InlineData("on Thursday", "2024-06-13")]
    [InlineData("by Fri", "2024-06-14")]
    [InlineData("Tue", "2024-06-18")]
    [InlineData("this Wednesday", "2024-06-12")]
    [InlineData("next Wednesday", "2024-06-19")]
    [InlineData("NEXT thursday", "2024-06-13")]
    [InlineData("last Wednesday", "2024-06-05")]
    [InlineData("last Tuesday", "2024-06-11")]
    [InlineData("today", "2024-06-12")]
    [InlineData("Tomorrow", "2024-06-13")]
    [InlineData("yesterday", "2024-06-11")]
    [InlineData("in 3 days", "2024-06-15")]
    [InlineData("in two weeks", "2024-06-26")]
    [InlineData("in a month", "2024-07-12")]
    [InlineData("3 days ago", "2024-06-09")]
    [InlineData("next week", "2024-06-19")]
    [InlineData("last week", "2024-06-05")]
    [InlineData("end of the month", "2024-06-30")]
    [InlineData("the end of next month", "2024-07-31")]
    [InlineData("end of February", "2025-02-28")]
    [InlineData("end of the year", "2024-12-31")]
    [InlineData("the 20th", "2024-06-20")]
    [InlineData("the 3rd", "2024-07-03")]
    [InlineData("the 31st", "2024-07-31")]
    [InlineData("Thursday, June 13", "2024-06-13")]
    [InlineData("Thursday 13 June 2024", "2024-06-13")]
    [InlineData("25/12", "2024-12-25")]
    [InlineData("12/25", "2024-12-25")]
    [InlineData("14.12.2023", "2023-12-14")]
    [InlineData("7/7", "2024-07-07")]
    [InlineData("June\u00A020", "2024-06-20")]
    public void A_coming_day(string text, string expected) => Assert.Equal(Iso(expected), Coming(text));

    [Theory]
    [InlineData("30 November", "2023-11-30")]
    [InlineData("12 June", "2024-06-12")]
    [InlineData("13 June", "2023-06-13")]
    [InlineData("29 February", "2024-02-29")]
    [InlineData("Thursday", "2024-06-06")]
    [InlineData("Wednesday", "2024-06-12")]
    [InlineData("the 20th", "2024-05-20")]
    [InlineData("25/12", "2023-12-25")]
    public void A_past_day(string text, string expected) => Assert.Equal(Iso(expected), Past(text));

    [Fact]
    public void A_day_that_can_be_read_in_two_ways_is_said_to_be() => Assert.Equal(
        new DateReading.Ambiguous("12/11", new LocalDate(2024, 12, 11), new LocalDate(2024, 11, 12)),
        DateWords.Read("12/11", Today, DateSense.Coming));

    [Theory]
    [InlineData("31 February")]
    [InlineData("June 31st")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("February 29, 2023")]
    [InlineData("31/31")]
    [InlineData("the 32nd")]
    public void A_day_that_does_not_exist_is_said_to_be_none(string text) =>
        Assert.Equal(new DateReading.Impossible(text), DateWords.Read(text, Today, DateSense.Coming));

    [Fact]
    public void A_weekday_that_does_not_belong_to_its_date_is_a_slip() => Assert.Equal(
        new DateReading.WrongWeekday("Thursday 15 November 2023", new LocalDate(2023, 11, 15)),
        DateWords.Read("Thursday 15 November 2023", Today, DateSense.Past));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("May")]
    [InlineData("December 2023")]
    [InlineData("14")]
    [InlineData("12:00")]
    [InlineData("12.30")]
    [InlineData("in an hour")]
    [InlineData("the budget")]
    [InlineData("next meeting")]
    [InlineData("Sunny")]
    [InlineData("2023-12")]
    [InlineData("on Thursday at noon")]
    public void What_is_no_day_stays_text(string text) => Assert.IsType<DateReading.NotADate>(DateWords.Read(text, Today, DateSense.Coming));

    [Fact]
    public void No_text_makes_it_fail() =>
        Gen.Select(Texts.Any, Days, Senses).Sample((text, today, sense) => DateWords.Read(text, today, sense) is not null, iter: 20_000);

    [Fact]
    public void A_full_date_reads_back_in_every_form() => Gen.Select(Days, Days, Senses).Sample((date, today, sense) =>
        Assert.All(["uuuu-MM-dd", "d MMMM uuuu", "MMM d, uuuu", "dddd, MMMM d, uuuu", "d'-'MMM'-'uuuu"], form => Assert.Equal(
            date, DateWords.ReadDay(date.ToString(form, System.Globalization.CultureInfo.InvariantCulture), today, sense))));

    [Fact]
    public void A_date_without_year_is_the_nearest_in_its_direction() => Gen.Select(Days, Days).Sample((date, today) =>
    {
        string text = date.ToString("d MMM", System.Globalization.CultureInfo.InvariantCulture);
        LocalDate coming = DateWords.ReadDay(text, today, DateSense.Coming)!.Value;
        LocalDate past = DateWords.ReadDay(text, today, DateSense.Past)!.Value;
        Assert.True(past <= today && today <= coming);
        Assert.True(coming == past || coming.PlusYears(-8) <= past);
        Assert.Equal((date.Month, date.Day), (coming.Month, coming.Day));
    });
}
