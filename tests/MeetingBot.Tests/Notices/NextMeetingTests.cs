using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>Which meeting is meant once today's is over, and what its agenda takes along.</summary>
public sealed class NextMeetingTests
{
    private const string Thursdays = "2024-01-08T09:01 Ana: schedule every 1 weeks on Thursday at 12:00 for 1h from 2024-01-11";

    [Fact]
    public async Task After_todays_meeting_agenda_next_announce_and_regrets_mean_the_following_one()
    {
        Noticeboard board = await HeldAsync();
        Assert.StartsWith("Agenda for Thu 18 Jan 2024:", (await board.SayAsync("2024-01-11T13:00 Ana: agenda")).Text, StringComparison.Ordinal);
        Assert.StartsWith("The next meeting is on Thursday, 18 January 2024", (await board.SayAsync("2024-01-11T13:00 Ana: next")).Text, StringComparison.Ordinal);
        Assert.Contains("18 Jan", (await board.SayAsync("2024-01-11T13:00 Ben: regrets")).Text, StringComparison.Ordinal);
        await board.SayAsync("2024-01-11T13:00 Ana: announce");
        Assert.Equal("Next meeting of Apollo: Thursday, 18 January 2024 at 12:00 Etc/UTC.", board.Texts(NoticeKinds.Announced).Last());
        Assert.Equal(2, board.Texts(NoticeKinds.Announced).Count());
    }

    [Fact]
    public async Task The_agenda_says_where_earlier_minutes_actions_and_items_come_from()
    {
        Noticeboard board = await HeldAsync();
        const string expected = "- Minutes of Thu 11 Jan 2024, to be approved\n- Review of actions: 1 open action (from Thu 11 Jan 2024)\n1. Rooms (from Thu 11 Jan 2024)";
        Assert.Equal("Agenda for Thu 18 Jan 2024:\n" + expected, (await board.SayAsync("2024-01-11T13:00 Ana: agenda")).Text);
        await board.SayAsync("2024-01-11T13:00 Ana: announce");
        Assert.EndsWith("\nAgenda:\n" + expected, board.Posts[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_earlier_minutes_the_last_three_are_named_and_the_others_counted()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        foreach (string day in new[] { "11", "18", "25", "26", "27" })
        {
            await board.SayAsync($"2024-01-{day}T12:00 Ana: start");
            await board.SayAsync($"2024-01-{day}T12:01 Ana: note: We met.");
            await board.SayAsync($"2024-01-{day}T12:02 Ana: adjourn");
        }

        Assert.Equal("Agenda for Thu 1 Feb 2024:\n- Minutes of 2 earlier days, the first Thu 11 Jan 2024, to be approved\n- Minutes of Thu 25 Jan 2024, to be approved\n"
            + "- Minutes of Fri 26 Jan 2024, to be approved\n- Minutes of Sat 27 Jan 2024, to be approved", (await board.SayAsync("2024-01-27T13:00 Ana: agenda")).Text);
    }

    [Fact]
    public async Task Minutes_that_are_posted_after_the_next_meeting_name_the_one_after_it()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays, "2024-01-08T09:02 Ana: set approval 3 weeks", "2024-01-08T09:03 Ana: set post never",
            "2024-01-11T12:00 Ana: start", "2024-01-11T12:01 Ana: note: We met.", "2024-01-11T12:30 Ana: adjourn");
        await board.SayAsync("2024-01-19T09:00 Ana: minutes post");
        Assert.EndsWith("The meeting on Thursday, 25 January 2024 decides on them.", board.Posts[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_file_goes_with_a_reminder_and_with_the_minutes()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays, "2024-01-08T09:02 Ana: set reminders 15");
        await board.PassAsync("2024-01-11T11:50");
        await board.SayAsync("2024-01-11T12:00 Ana: start");
        await board.SayAsync("2024-01-11T12:01 Ana: note: We met.");
        await board.SayAsync("2024-01-11T12:02 Ana: adjourn");
        await board.PassAsync("2024-01-11T13:10");
        Assert.Contains("DTSTART:20240111T120000Z", FileOf(NoticeKinds.Reminder), StringComparison.Ordinal);
        Assert.Contains("DTSTART:20240118T120000Z", FileOf(NoticeKinds.MinutesDrafted), StringComparison.Ordinal);

        string FileOf(string kind) => Encoding.UTF8.GetString(Assert.Single(board.Posts, post => post.Kind == kind).File!.Content.Span);
    }

    private static async Task<Noticeboard> HeldAsync()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays, "2024-01-08T09:02 Ana: agenda add Rooms");
        await board.SayAsync("2024-01-11T12:00 Ana: start");
        await board.SayAsync("2024-01-11T12:01 Ana: action Ben: book the room");
        await board.SayAsync("2024-01-11T12:30 Ana: adjourn");
        return board;
    }
}
