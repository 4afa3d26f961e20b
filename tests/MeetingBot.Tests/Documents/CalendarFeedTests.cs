using System.Text.Json.Nodes;
using Ical.Net.DataTypes;
using MeetingBot.Documents;
using MeetingBot.Domain;
using NodaTime;
using Calendar = MeetingBot.Domain.Calendar;
using Group = MeetingBot.Domain.Group;

namespace MeetingBot.Tests;

/// <summary>What calendar programs read is what the group's calendar says.</summary>
public class CalendarFeedTests
{
    private static readonly Instant Now = Instant.FromUtc(2024, 1, 2, 9, 0);

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Etc/UTC")]
    public void Through_a_year_with_both_changes_of_summer_time_the_feed_and_the_calendar_agree(string zone)
    {
        Calendar calendar = new Calendar(zone).Schedule(new Series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new(2024, 1, 4), new(12, 0), 60))
            .Cancel(new(2024, 2, 1), "of the holidays").Move(new(2024, 4, 11), new(2024, 4, 12), new(15, 30)).ScheduleOnce(new(2024, 5, 7), new(9, 0), 30);
        Group group = Of(calendar);

        var meetings = calendar.Coming(new(2024, 1, 1)).TakeWhile(meeting => meeting.Date.Year == 2024).Where(meeting => !meeting.Cancelled).ToList();

        Assert.All(meetings.Where(meeting => meeting.MovedFrom is null && meeting.Date != new LocalDate(2024, 5, 7)), meeting => Assert.Equal(new LocalTime(12, 0), meeting.Time));
        Assert.Equal(meetings.Select(meeting => meeting.StartIn(group.Settings.Zone)), Read(CalendarFeed.Write(group, Now), 2024));
    }

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Casablanca")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Etc/UTC")]
    public async Task Another_program_reads_the_same_meetings(string zone)
    {
        Calendar calendar = new Calendar(zone).Schedule(new Series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new(2024, 1, 4), new(12, 0), 60))
            .Cancel(new(2024, 2, 1), "of the holidays").Move(new(2024, 4, 11), new(2024, 4, 12), new(15, 30)).ScheduleOnce(new(2024, 5, 7), new(9, 0), 30);
        Group group = Of(calendar);

        JsonNode read = await Npm.CheckAsync("calendar", new JsonObject { ["feed"] = CalendarFeed.Write(group, Now), ["year"] = 2024 }, "ical.js@2.2.1");

        Assert.Equal(
            calendar.Coming(new(2024, 1, 1)).TakeWhile(meeting => meeting.Date.Year == 2024).Where(meeting => !meeting.Cancelled).Select(meeting => meeting.StartIn(group.Settings.Zone).ToString()),
            read.AsArray().Select(moment => moment!.GetValue<string>()));
    }

    [Fact]
    public void A_meeting_that_takes_the_day_of_another_and_one_called_for_a_day_that_was_left_are_read_once()
    {
        Calendar calendar = new Calendar("Europe/Berlin").Schedule(new Series("FREQ=WEEKLY;BYDAY=MO", new(2024, 1, 1), new(10, 0)))
            .Move(new(2024, 2, 5), new(2024, 2, 12), new(11, 0)).Move(new(2024, 3, 4), new(2024, 3, 5)).ScheduleOnce(new(2024, 3, 4), new(9, 0))
            .Move(new(2024, 4, 1), new(2024, 4, 9)).Move(new(2024, 4, 8), new(2024, 4, 9));
        Group group = Of(calendar);

        Assert.Equal(
            calendar.Coming(new(2024, 1, 1)).TakeWhile(meeting => meeting.Date.Year == 2024).Select(meeting => meeting.StartIn(group.Settings.Zone)),
            Read(CalendarFeed.Write(group, Now), 2024));
    }

    [Fact]
    public void Each_meeting_names_an_organizer_as_a_published_one_must() =>
        Assert.Contains("ORGANIZER;CN=Apollo:mailto:", CalendarFeed.Write(Of(new Calendar("Etc/UTC").ScheduleOnce(new(2024, 5, 7), new(9, 0))), Now), StringComparison.Ordinal);

    [Fact]
    public void A_series_that_another_replaced_ends_before_it()
    {
        Calendar calendar = new Calendar("Europe/Berlin").Schedule(new Series("FREQ=WEEKLY;BYDAY=MO", new(2024, 1, 1), new(10, 0)))
            .Schedule(new Series("FREQ=MONTHLY;BYDAY=1TU", new(2024, 3, 1), new(16, 0)));
        Group group = Of(calendar);

        Assert.Equal(
            calendar.Coming(new(2024, 1, 1)).TakeWhile(meeting => meeting.Date.Year == 2024).Select(meeting => meeting.StartIn(group.Settings.Zone)),
            Read(CalendarFeed.Write(group, Now), 2024));
    }

    [Fact]
    public void A_cancelled_meeting_is_an_exception_that_says_so()
    {
        Calendar calendar = new Calendar("America/New_York").Schedule(new Series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new(2023, 11, 30), new(12, 0), 60))
            .Cancel(new(2023, 12, 28), "of the holidays");
        Group group = Of(calendar) with { CalendarChanges = 2 };

        string feed = CalendarFeed.Write(group, Now);

        Assert.Contains("METHOD:PUBLISH", feed, StringComparison.Ordinal);
        Assert.Contains("BEGIN:VTIMEZONE", feed, StringComparison.Ordinal);
        Assert.Contains("RECURRENCE-ID;TZID=America/New_York:20231228T120000", feed, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED", feed, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:2", feed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_of_people_stay_words()
    {
        Calendar calendar = new Calendar("Etc/UTC").ScheduleOnce(new(2024, 5, 7), new(9, 0)).Cancel(new(2024, 5, 7), "x\r\nEND:VCALENDAR, ;\\");
        Group group = Of(calendar) with { Name = "A\nBEGIN:VEVENT" };

        string feed = CalendarFeed.Write(group, Now);

        Assert.Single(Ical.Net.Calendar.Load(feed)!.Events);
        Assert.DoesNotContain("\nEND:VCALENDAR,", feed, StringComparison.Ordinal);
    }

    private static Group Of(Calendar calendar) => new()
    {
        Id = new GroupId("gapollo"),
        Name = "Apollo",
        Calendar = calendar,
        Settings = new Settings { Timezone = calendar.Zone },
    };

    /// <summary>The starts of a year's meetings as a calendar program reads them, the cancelled ones left out.</summary>
    [Fact]
    public void A_file_of_one_meeting_keeps_its_identity_when_it_is_moved_and_cancels_it_when_it_is_cancelled()
    {
        Calendar calendar = new Calendar("America/New_York").Schedule(new Series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new(2023, 11, 30), new(12, 0), 60));
        Ical.Net.CalendarComponents.CalendarEvent Written(Calendar then, LocalDate date, string method)
        {
            var file = new CalendarPrinter().Print(Of(then), date, Now)!;
            Assert.Equal(("text/calendar", true), (file.ContentType, file.Name.EndsWith($"-{date:uuuu-MM-dd}.ics", StringComparison.Ordinal)));
            var read = Ical.Net.Calendar.Load(System.Text.Encoding.UTF8.GetString(file.Content.Span))!;
            Assert.Equal(method, read.Method);
            return Assert.Single(read.Events);
        }

        var announced = Written(calendar, new(2023, 12, 14), "PUBLISH");
        var moved = Written(calendar.Move(new(2023, 12, 14), new(2023, 12, 15), new(15, 0)), new(2023, 12, 15), "PUBLISH");
        var cancelled = Written(calendar.Cancel(new(2023, 12, 14)), new(2023, 12, 14), "CANCEL");

        Assert.Equal(new DateTime(2023, 12, 14, 17, 0, 0, DateTimeKind.Utc), announced.Start!.AsUtc);
        Assert.Equal(new DateTime(2023, 12, 15, 20, 0, 0, DateTimeKind.Utc), moved.Start!.AsUtc);
        Assert.Equal("CANCELLED", cancelled.Status);
        Assert.Equal([announced.Uid, announced.Uid], new[] { moved.Uid, cancelled.Uid });
        Assert.Null(new CalendarPrinter().Print(Of(calendar), new(2023, 12, 15), Now));
    }

    private static IEnumerable<Instant> Read(string feed, int year) => Ical.Net.Calendar.Load(feed)!
        .GetOccurrences<Ical.Net.CalendarComponents.CalendarEvent>(new CalDateTime(year, 1, 1))
        .Where(found => ((Ical.Net.CalendarComponents.CalendarEvent)found.Source).Status != "CANCELLED")
        .Select(found => Instant.FromDateTimeUtc(found.Period.StartTime.AsUtc))
        .TakeWhile(start => start < Instant.FromUtc(year, 12, 31, 22, 0));
}
