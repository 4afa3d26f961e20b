using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>What is still said when its moment has passed, or comes in hours in which nothing is said.</summary>
public sealed class BelatedTests
{
    private const string Thursdays = "2024-01-08T09:01 Ana: schedule every 1 weeks on Thursday at 12:00 for 1h from 2024-01-11";

    [Fact]
    public async Task No_meeting_that_has_begun_is_announced_or_reminded_of_after_a_pause()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays, "2024-01-08T09:02 Ana: set reminders 15", "2024-01-08T09:03 Ana: notices pause");
        await board.PassAsync("2024-01-11T13:00");
        await board.SayAsync("2024-01-11T13:01 Ana: notices resume");
        await board.PassAsync("2024-01-11T14:00");
        Assert.Contains(new(2024, 1, 11), (await board.GroupAsync()).Announced);
        Assert.Empty(board.Posts);

        await board.PassAsync("2024-01-17T13:00");
        Assert.Equal("Next meeting of Apollo: Thursday, 18 January 2024 at 12:00 Etc/UTC.", Assert.Single(board.Texts(NoticeKinds.Announced)));
    }

    [Theory]
    [InlineData("2024-01-16T10:00", 1)]
    [InlineData("2024-01-18T10:00", 0)]
    public async Task Whose_action_was_due_while_the_machine_slept_is_not_told_that_it_is_due_today(string awake, int told)
    {
        Noticeboard board = await WithActionAsync();
        await board.SleepAsync(awake);
        await board.PassAsync(awake);
        Assert.Equal(told, board.Texts(NoticeKinds.ActionDue).Count());
        Assert.Empty((await board.GroupAsync()).DueDays);
    }

    [Fact]
    public async Task A_correction_does_not_bring_up_again_what_was_due()
    {
        Noticeboard board = await WithActionAsync();
        await board.PassAsync("2024-01-16T09:00");
        Assert.Single(board.Texts(NoticeKinds.ActionDue));

        await board.SayAsync("2024-01-16T10:00 Ana: correct 1 Book the big room.");
        await board.PassAsync("2024-01-16T23:00");

        Assert.Single(board.Texts(NoticeKinds.ActionDue));
    }

    [Fact]
    public async Task Quiet_hours_put_off_drafts_reminders_of_actions_and_cancellations_by_rule()
    {
        Noticeboard board = await Noticeboard.WithAsync("2024-01-08T09:01 Ana: set quiet 18:00-09:30", "2024-01-08T09:02 Ana: schedule every 1 weeks on Thursday at 20:00 for 1h from 2024-01-11",
            "2024-01-08T09:03 Ana: agenda add Rooms");
        await board.SayAsync("2024-01-11T20:00 Ana: start");
        await board.SayAsync("2024-01-11T20:01 Ana: next topic");
        await board.SayAsync("2024-01-11T20:02 Ana: action Ben: book the room due 2024-01-16");
        Reply ended = await board.SayAsync("2024-01-11T20:30 Ana: adjourn");
        Assert.Contains("The draft is posted at 09:30.", ended.Text, StringComparison.Ordinal);
        await board.SayAsync("2024-01-11T20:31 Ana: set empty cancel 24h");
        await board.PassAsync("2024-01-12T09:29");
        Assert.Empty(board.Texts(NoticeKinds.MinutesDrafted));

        await board.PassAsync("2024-01-12T09:30");
        Assert.Single(board.Texts(NoticeKinds.MinutesDrafted));
        await board.PassAsync("2024-01-16T09:29");
        Assert.Empty(board.Texts(NoticeKinds.ActionDue));
        await board.PassAsync("2024-01-18T09:29");
        Assert.Single(board.Texts(NoticeKinds.ActionDue));
        Assert.Empty(board.Texts(NoticeKinds.Cancelled));
        await board.PassAsync("2024-01-18T09:30");
        Assert.Single(board.Texts(NoticeKinds.Cancelled));
    }

    private static async Task<Noticeboard> WithActionAsync()
    {
        Noticeboard board = await Noticeboard.WithAsync("2024-01-11T12:00 Ana: start", "2024-01-11T12:01 Ana: note: The room is small.",
            "2024-01-11T12:02 Ana: action Ben: book the room due 2024-01-16", "2024-01-11T12:30 Ana: adjourn");
        await board.PassAsync("2024-01-12T00:00");
        return board;
    }
}
