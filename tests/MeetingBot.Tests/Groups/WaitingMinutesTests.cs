using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.GroupScenario;

namespace MeetingBot.Tests;

/// <summary>Minutes that wait for approval, and what a meeting leaves to the next: two meetings of one day, numbers of actions.</summary>
public class WaitingMinutesTests
{
    private static readonly MeetingId Morning = ThisMeeting;
    private static readonly MeetingId Evening = ThisMeeting with { Nth = 2 };
    private static readonly EarlierMinutes Approval = new(Day, EarlierOutcome.Approved, null, null, null);

    private static GroupScenario TwoOnOneDay => GivenApollo(new MeetingConcluded(Held(Morning)), new MeetingConcluded(Held(Evening)));

    [Fact]
    public void Two_meetings_of_one_day_both_wait_for_approval()
    {
        Convocation next = TwoOnOneDay.When(StartOn(Fortnight)).ThenTells<CallMeeting>().Convocation;
        Assert.Equal([Day, Day], next.PendingMinutes);
    }

    [Fact]
    public void The_minutes_of_a_day_are_approved_for_each_of_its_meetings()
    {
        GroupScenario approved = TwoOnOneDay.When(new SettleEarlierMinutes(Approval));
        Assert.Equal([Morning, Evening], Assert.IsType<Accepted>(approved.Last).FollowUps.Select(told => told.Meeting!));
        Assert.Null(approved.Group.LastUnapproved);
    }

    [Fact]
    public void A_meeting_approves_the_minutes_of_the_one_before_it_on_its_day_and_not_its_own()
    {
        GroupScenario approved = TwoOnOneDay.When(new TakeFollowUp(new RegisterEarlierMinutes(Approval, Evening)));
        Assert.Equal([Morning], Assert.IsType<Accepted>(approved.Last).FollowUps.Select(told => told.Meeting!));
        Assert.Equal(Evening, approved.Group.LastUnapproved);
    }

    [Fact]
    public void Throwing_the_second_meeting_of_a_day_away_leaves_the_first_waiting() =>
        Assert.Equal(Morning, TwoOnOneDay.When(new TakeFollowUp(new ThrowMeetingAway(Evening, "a test"))).Group.LastUnapproved);

    [Fact]
    public void Taking_the_adjournment_of_the_second_meeting_back_leaves_the_first_waiting() =>
        Assert.Equal(Morning, TwoOnOneDay.When(new TakeFollowUp(new WithdrawConclusion(Evening))).Group.LastUnapproved);

    [Fact]
    public void The_number_of_a_struck_action_is_not_used_again()
    {
        Meeting meeting = MeetingScenario.Given().When(Action("Book the room.", Ben), Action("Write to the host.", Chris), new Strike(2, null), new Adjourn(false)).Meeting;
        GroupScenario over = GivenApollo(new MeetingStarted(ThisMeeting)).When(new TakeFollowUp(new ConcludeMeeting(Summaries.Of(meeting))));
        Assert.Equal([1], over.Group.Actions.Keys);
        Assert.Equal(3, over.When(StartOn(Fortnight)).ThenTells<CallMeeting>().Convocation.NextAction);
    }

    private static MeetingSummary Held(MeetingId meeting) => new() { Meeting = meeting, Started = Noon, Ended = Noon, Entries = 1 };

    private static StartMeeting StartOn(LocalDate date) => new(date, Noon, null, "web:apollo", Dana, MeetingKind.Call);
}
