using CsCheck;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What a group's calendar holds after series, single meetings, cancellations and moves.</summary>
public class CalendarTests
{
    static readonly LocalTime Noon = new(12, 0);

    static readonly Calendar Fortnightly = new Calendar("Europe/Berlin")
        .Schedule(new Series("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", Day(1, 10), Noon, 60));

    static readonly Gen<LocalDate> GridDays = Gen.Int[0, 60].Select(n => Day(1, 10).PlusDays(14 * n));

    static LocalDate Day(int month, int day) => new(2024, month, day);

    static IEnumerable<LocalDate> Dates(Calendar calendar, LocalDate from, int count) =>
        calendar.Coming(from).Where(o => !o.Cancelled).Take(count).Select(o => o.Date);

    [Fact]
    public void The_next_meeting_is_the_next_day_of_the_grid_that_is_not_cancelled()
    {
        Calendar calendar = Fortnightly.Cancel(Day(12, 25), "holidays");
        Assert.Equal(new LocalDate(2025, 1, 8), calendar.NextAfter(Day(12, 11))!.Date);
        Assert.Equal(Day(12, 11), calendar.NextFrom(Day(12, 11))!.Date);
        Assert.Equal(Day(12, 11), calendar.LastBefore(new LocalDate(2025, 1, 8))!.Date);
    }

    [Fact]
    public void A_meeting_called_for_a_day_to_which_one_was_moved_is_that_one_as_said_now()
    {
        Calendar calendar = Fortnightly.Move(Day(1, 24), Day(1, 25)).ScheduleOnce(Day(1, 25), new(15, 0), 30);
        Assert.Equal(new Occurrence(Day(1, 25), new(15, 0), 30, MovedFrom: Day(1, 24)), calendar.On(Day(1, 25)));
        Assert.Null(calendar.On(Day(1, 24)));
    }

    [Fact]
    public void A_cancelled_meeting_is_still_listed_and_says_why() => Assert.Equal(
        new Occurrence(Day(1, 24), Noon, 60, Cancelled: true, Reason: "clash with the workshop"),
        Fortnightly.Cancel(Day(1, 24), "clash with the workshop").Coming(Day(1, 11)).First());

    [Fact]
    public void A_day_without_a_meeting_can_be_cancelled_restored_or_moved_without_effect()
    {
        Assert.Equal(Fortnightly, Fortnightly.Cancel(Day(1, 11)));
        Assert.Equal(Fortnightly, Fortnightly.Restore(Day(1, 10)));
        Assert.Equal(Fortnightly, Fortnightly.Move(Day(1, 11), Day(1, 12)));
    }

    [Fact]
    public void Restoring_undoes_cancelling() => GridDays.Sample(date =>
    {
        Assert.True(Fortnightly.Cancel(date, "why").On(date)!.Cancelled);
        Assert.Equal(Fortnightly, Fortnightly.Cancel(date, "why").Cancel(date, "another").Restore(date));
    });

    [Fact]
    public void Moving_back_undoes_moving() => Gen.Select(GridDays, Gen.Int[1, 13]).Sample((date, days) =>
    {
        LocalDate to = date.PlusDays(days);
        Calendar moved = Fortnightly.Move(date, to, new LocalTime(15, 30));
        Assert.Null(moved.On(date));
        Assert.Equal(new Occurrence(to, new LocalTime(15, 30), 60, MovedFrom: date), moved.On(to));
        Assert.Equal(Fortnightly, moved.Move(to, date, Noon));
    });

    [Fact]
    public void A_meeting_that_is_moved_twice_was_moved_from_its_first_day() =>
        Assert.Equal(
            new Occurrence(Day(1, 26), Noon, 60, MovedFrom: Day(1, 24)),
            Fortnightly.Move(Day(1, 24), Day(1, 25)).Move(Day(1, 25), Day(1, 26)).On(Day(1, 26)));

    [Fact]
    public void Only_the_time_of_a_meeting_can_be_moved() => Assert.Equal(
        new Occurrence(Day(1, 24), new LocalTime(9, 0), 60, MovedFrom: Day(1, 24)),
        Fortnightly.Move(Day(1, 24), Day(1, 24), new LocalTime(9, 0)).On(Day(1, 24)));

    [Fact]
    public void Moving_lifts_the_cancellation_of_both_days()
    {
        Calendar calendar = Fortnightly.Cancel(Day(1, 24)).Cancel(Day(2, 7)).Move(Day(1, 24), Day(2, 7));
        Assert.False(calendar.On(Day(2, 7))!.Cancelled);
        Assert.Equal([Day(1, 10), Day(2, 7), Day(2, 21)], Dates(calendar, Day(1, 1), 3));
    }

    [Fact]
    public void Of_two_meetings_moved_to_one_day_neither_comes_back()
    {
        Calendar calendar = Fortnightly.Move(Day(1, 10), Day(1, 15)).Move(Day(1, 24), Day(1, 15));
        Assert.Equal([Day(1, 15), Day(2, 7)], Dates(calendar, Day(1, 1), 2));
    }

    [Fact]
    public void A_new_series_ends_the_one_before_on_the_day_before()
    {
        Calendar calendar = Fortnightly.Schedule(new Series("FREQ=MONTHLY;BYDAY=1MO", Day(2, 1), new LocalTime(9, 0)));
        Assert.Equal([Day(1, 10), Day(1, 24), Day(2, 5), Day(3, 4)], Dates(calendar, Day(1, 1), 4));
        Assert.Equal(Day(1, 31), calendar.Series[0].Until);
        Assert.False(calendar.IsOnGrid(Day(2, 7)));
    }

    [Fact]
    public void A_new_series_replaces_one_that_would_begin_later()
    {
        var later = new Series("FREQ=WEEKLY;BYDAY=FR", Day(6, 7), Noon);
        var sooner = new Series("FREQ=WEEKLY;BYDAY=MO", Day(5, 6), Noon);
        Assert.Equal([Fortnightly.Series[0] with { Until = Day(5, 5) }, sooner], Fortnightly.Schedule(later).Schedule(sooner).Series);
    }

    [Fact]
    public void Cancellations_and_moves_of_days_that_the_new_series_lacks_are_gone()
    {
        Calendar calendar = Fortnightly.Cancel(Day(1, 24)).Cancel(Day(3, 6)).Move(Day(3, 20), Day(3, 21)).ScheduleOnce(Day(4, 30), Noon)
            .Schedule(new Series("FREQ=WEEKLY;BYDAY=MO", Day(2, 5), Noon));
        Assert.Equal([new CancelledDate(Day(1, 24))], calendar.Cancelled);
        Assert.Empty(calendar.Moved);
        Assert.NotNull(calendar.On(Day(4, 30)));
    }

    [Fact]
    public void A_new_time_on_the_same_days_keeps_their_cancellations() =>
        Assert.True(Fortnightly.Cancel(Day(3, 6)).Schedule(Fortnightly.Series[0] with { From = Day(2, 7), Time = new LocalTime(15, 0) }).On(Day(3, 6))!.Cancelled);

    [Fact]
    public void A_meeting_called_for_a_day_stands_in_place_of_the_series()
    {
        Calendar calendar = Fortnightly.Cancel(Day(1, 24)).ScheduleOnce(Day(1, 24), new LocalTime(16, 0), 30, MeetingKind.FaceToFace).ScheduleOnce(Day(1, 31), Noon);
        Assert.Equal(new Occurrence(Day(1, 24), new LocalTime(16, 0), 30, MeetingKind.FaceToFace), calendar.On(Day(1, 24)));
        Assert.Equal([Day(1, 10), Day(1, 24), Day(1, 31), Day(2, 7)], Dates(calendar, Day(1, 1), 4));
        Assert.False(calendar.IsOnGrid(Day(1, 31)));
    }

    [Fact]
    public void A_day_from_which_a_meeting_was_moved_can_be_taken_again()
    {
        Calendar calendar = Fortnightly.Move(Day(1, 24), Day(1, 25)).ScheduleOnce(Day(1, 24), new LocalTime(8, 0));
        Assert.Equal([Day(1, 24), Day(1, 25)], Dates(calendar, Day(1, 11), 2));
    }

    [Fact]
    public void A_meeting_called_for_a_day_can_be_moved()
    {
        Calendar calendar = Fortnightly.ScheduleOnce(Day(1, 31), Noon).Move(Day(1, 31), Day(2, 1));
        Assert.Null(calendar.On(Day(1, 31)));
        Assert.Equal(Day(1, 31), calendar.On(Day(2, 1))!.MovedFrom);
    }

    [Theory]
    [InlineData(2, 8, 2, 7, 2, 21)]
    [InlineData(2, 14, 2, 7, 2, 21)]
    [InlineData(1, 1, 1, 10, 1, 24)]
    [InlineData(3, 7, 2, 21, 3, 20)] // 6 March is cancelled
    public void A_refusal_names_the_two_nearest_days(int month, int day, int month1, int day1, int month2, int day2) => Assert.Equal(
        [Day(month1, day1), Day(month2, day2)],
        Fortnightly.Cancel(Day(3, 6)).Nearest(Day(month, day)));

    [Fact]
    public void The_two_nearest_may_both_lie_before() => Assert.Equal(
        [Day(2, 7), Day(2, 21)],
        Fortnightly.Schedule(new Series("FREQ=YEARLY", Day(3, 1), Noon, Until: Day(3, 1))).Cancel(Day(3, 1)).Nearest(Day(4, 1)));

    [Fact]
    public void A_calendar_without_meetings_has_no_next_and_no_nearest()
    {
        var empty = new Calendar("Asia/Tokyo");
        Assert.True(empty.IsEmpty);
        Assert.Null(empty.NextAfter(Day(1, 1)));
        Assert.Null(empty.LastBefore(Day(1, 1)));
        Assert.Empty(empty.Nearest(Day(1, 1)));
    }

    [Fact]
    public void A_far_next_meeting_is_on_the_grid() =>
        Assert.Equal(Day(1, 10).PlusDays(14 * 50_000), Fortnightly.NextAfter(Day(1, 10).PlusDays((14 * 50_000) - 1))!.Date);

    [Fact]
    public void The_last_day_of_all_has_no_next() => Assert.Null(Fortnightly.NextAfter(LocalDate.MaxIsoValue));

    [Theory]
    [InlineData("America/New_York", 2024, 1, 11, 17, 0)]
    [InlineData("America/New_York", 2024, 3, 14, 16, 0)]
    [InlineData("Europe/Berlin", 2024, 3, 14, 11, 0)]
    [InlineData("Europe/Berlin", 2024, 4, 11, 10, 0)]
    [InlineData("Australia/Lord_Howe", 2024, 1, 11, 1, 0)]
    [InlineData("Australia/Lord_Howe", 2024, 7, 11, 1, 30)]
    public void Noon_is_local_noon_in_summer_and_winter(string zone, int year, int month, int day, int utcHour, int utcMinute) => Assert.Equal(
        Instant.FromUtc(year, month, day, utcHour, utcMinute),
        new Occurrence(new LocalDate(year, month, day), Noon).StartIn(DateTimeZoneProviders.Tzdb[zone]));

    [Fact]
    public void A_time_that_the_clocks_skip_is_taken_later() => Assert.Equal(
        Instant.FromUtc(2024, 3, 31, 1, 30), // 02:30 does not exist in Berlin on that day; 03:30 CEST
        new Occurrence(Day(3, 31), new LocalTime(2, 30)).StartIn(DateTimeZoneProviders.Tzdb["Europe/Berlin"]));

    [Fact]
    public void Equal_contents_make_equal_calendars()
    {
        Assert.Equal(Fortnightly.Cancel(Day(1, 24)).Cancel(Day(1, 10)), Fortnightly.Cancel(Day(1, 10)).Cancel(Day(1, 24)));
        Assert.NotEqual(Fortnightly, Fortnightly with { Zone = "Europe/Paris" });
    }
}
