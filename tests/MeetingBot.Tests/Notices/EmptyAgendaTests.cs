using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Which meetings are cancelled because nothing new is on the agenda.</summary>
public sealed class EmptyAgendaTests
{
    private const string Rule = "nothing new is on the agenda";

    [Fact]
    public async Task While_a_meeting_holds_the_agenda_the_next_days_meeting_is_not_cancelled_for_want_of_one()
    {
        Noticeboard board = await DailyAsync();
        await board.SayAsync("2024-01-16T12:00 Ana: start");
        await board.PassAsync("2024-01-16T12:20");
        await board.SayAsync("2024-01-16T12:30 Ana: adjourn");
        await board.PassAsync("2024-01-17T11:59");
        Assert.Empty(board.Texts(NoticeKinds.Cancelled));
        Assert.Equal("Rooms", Assert.Single((await board.GroupAsync()).Agenda.Items).Title);
    }

    [Fact]
    public async Task A_meeting_that_leaves_nothing_to_the_next_days_meeting_ends_with_its_cancellation()
    {
        Noticeboard board = await DailyAsync();
        await board.SayAsync("2024-01-16T12:00 Ana: start");
        await board.SayAsync("2024-01-16T12:01 Ana: next topic");
        await board.SayAsync("2024-01-16T13:10 Ana: adjourn");
        Assert.Equal($"Cancelled: the Apollo meeting on Wednesday, 17 January 2024, because {Rule}.", Assert.Single(board.Texts(NoticeKinds.Cancelled)));
    }

    [Fact]
    public void A_day_that_goes_on_with_the_day_before_is_not_cancelled_for_want_of_an_agenda() =>
        GroupScenario.Given(new SettingChanged("empty", "cancel 24h"), new SettingChanged("announce", "off"),
                new OccurrenceScheduled(new(2024, 1, 16), new(9, 0), null, MeetingKind.FaceToFace, new(2024, 1, 18)))
            .AtTime(Instant.FromUtc(2024, 1, 16, 9, 0)).When(new StrikeClock(Rule)).ThenNothingChanges()
            .AtTime(Instant.FromUtc(2024, 1, 15, 9, 0)).When(new StrikeClock(Rule)).Then(new OccurrenceCancelled(new(2024, 1, 16), Rule));

    private static Task<Noticeboard> DailyAsync() => Noticeboard.WithAsync("2024-01-08T09:01 Ana: schedule 2024-01-16 12:00", "2024-01-08T09:02 Ana: schedule 2024-01-17 12:00",
        "2024-01-08T09:03 Ana: set empty cancel 24h", "2024-01-08T09:04 Ana: agenda add Rooms");
}
