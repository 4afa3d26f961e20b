using CsCheck;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The rules by which groups meet: every so many weeks without drift, and whatever else a recurrence rule can say.</summary>
public class SeriesTests
{
    static readonly string[] Zones = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"];

    static readonly Gen<LocalDate> Days = Gen.Int[0, 40_000].Select(days => new LocalDate(1995, 1, 1).PlusDays(days));

    static Series Every(string rule, LocalDate from) => new(rule, from, new LocalTime(12, 0));

    static LocalDate Day(int year, int month, int day) => new(year, month, day);

    [Fact]
    public void A_fortnightly_series_falls_on_every_second_thursday_across_the_year_end() => Assert.Equal(
        [Day(2023, 12, 7), Day(2023, 12, 21), Day(2024, 1, 4), Day(2024, 1, 18), Day(2024, 2, 1), Day(2024, 2, 15), Day(2024, 2, 29), Day(2024, 3, 14)],
        Every("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", Day(2023, 12, 7)).DatesFrom(Day(2023, 11, 1)).Take(8));

    [Fact]
    public void The_week_of_the_first_day_sets_the_phase() => Assert.Equal(
        [Day(2024, 3, 14), Day(2024, 3, 28)],
        Every("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", Day(2024, 3, 1)).DatesFrom(Day(2024, 3, 1)).Take(2));

    [Fact]
    public void The_fourteen_day_grid_never_drifts_in_thirty_years_of_summer_times() => Assert.All(Zones, zone =>
    {
        DateTimeZone local = DateTimeZoneProviders.Tzdb[zone];
        LocalDate expected = Day(2001, 5, 17);
        foreach (LocalDate date in Every("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", expected).DatesFrom(expected).TakeWhile(date => date.Year < 2032))
        {
            Assert.Equal(expected, date);
            Assert.Equal(date + new LocalTime(12, 0), new Occurrence(date, new LocalTime(12, 0)).StartIn(local).InZone(local).LocalDateTime);
            expected = expected.PlusDays(14);
        }

        Assert.Equal(2032, expected.Year);
    });

    [Fact]
    public void A_far_day_is_on_the_grid_when_a_multiple_of_fourteen_days_lies_between() =>
        Gen.Select(Days, Gen.Int[0, 200_000]).Sample((from, gap) =>
            Assert.Equal(gap % 14 == 0, Every("FREQ=WEEKLY;INTERVAL=2", from).FallsOn(from.PlusDays(gap))));

    [Fact]
    public void Counting_days_says_what_the_recurrence_library_says() =>
        Gen.Select(Days, Gen.Int[0, 3_000], Gen.Int[1, 8], Gen.Int[0, 6].Select(day => "MOTUWETHFRSASU".Substring(2 * day, 2))).Sample((from, gap, weeks, weekday) =>
        {
            string rule = $"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={weekday}";
            Assert.Equal(
                Every(rule + ";WKST=MO", from).DatesFrom(from.PlusDays(gap)).Take(4), // WKST sends it to the library
                Every(rule, from).DatesFrom(from.PlusDays(gap)).Take(4));
        });

    [Theory]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU")]
    [InlineData("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31")]
    [InlineData("FREQ=MONTHLY")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")]
    [InlineData("FREQ=YEARLY")]
    public void Looking_far_ahead_keeps_the_phase(string rule) =>
        Gen.Select(Days, Gen.Int[0, 4_000]).Sample((from, gap) =>
        {
            LocalDate far = from.PlusDays(gap);
            Assert.Equal(
                Every(rule, from).DatesFrom(from).SkipWhile(date => date < far).Take(2),
                Every(rule, from).DatesFrom(far).Take(2));
        }, iter: 60);

    [Fact]
    public void Monthly_by_weekday_needs_no_other_stored_form() => Assert.Equal(
        [Day(2024, 1, 26), Day(2024, 2, 23), Day(2024, 3, 29), Day(2024, 4, 26)],
        Every("FREQ=MONTHLY;BYDAY=-1FR", Day(2024, 1, 1)).DatesFrom(Day(2024, 1, 1)).Take(4));

    [Fact]
    public void A_series_on_the_29th_of_february_waits_for_the_leap_year() => Assert.Equal(
        [Day(2024, 2, 29), Day(2028, 2, 29)],
        Every("FREQ=YEARLY", Day(2024, 2, 29)).DatesFrom(Day(2024, 1, 1)).Take(2));

    [Fact]
    public void It_ends_on_its_last_day() => Assert.Equal(
        [Day(2024, 1, 4), Day(2024, 1, 18)],
        (Every("FREQ=WEEKLY;INTERVAL=2", Day(2024, 1, 4)) with { Until = Day(2024, 1, 31) }).DatesFrom(Day(2023, 1, 1)));

    [Fact]
    public void A_rule_that_can_never_match_has_no_days() =>
        Assert.Empty(Every("FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", Day(2024, 1, 1)).DatesFrom(Day(2024, 1, 1)));

    [Fact]
    public void The_end_of_the_calendar_is_no_error() => Assert.All(["FREQ=WEEKLY", "FREQ=MONTHLY"], rule =>
        Assert.InRange(Every(rule, Day(9999, 10, 1)).DatesFrom(Day(9999, 10, 1)).Count(), 3, 14));
}
