using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;

namespace MeetingBot.Tests;

/// <summary>Motions beyond the plain vote, and deciding without one.</summary>
public class ObjectionDeciderTests
{
    [Fact]
    public void What_nobody_objects_to_is_agreed_when_the_time_is_over() => Asked(2).At(4).When(PersonId.Bot, new StrikeMeetingClock())
        .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void Until_then_nobody_can_say_that_nobody_objected() => Asked(5).When(Agreement()).ThenRefused(new ObjectionsAwaited(Noon + Duration.FromMinutes(7)));

    [Fact]
    public void One_objection_stops_it()
    {
        MeetingScenario objected = Asked(2).When(Ben, new RaiseObjection(Ben, null)).Then(new ObjectionRaised(Ben));
        Assert.Equal([Ben], Assert.IsType<ObjectionStands>(Assert.IsType<Refused>(objected.When(Agreement()).Last).Refusal).Persons);
        objected.At(9).When(PersonId.Bot, new StrikeMeetingClock()).ThenNothingChanges();
    }

    [Fact]
    public void An_objection_that_is_withdrawn_stops_it_no_longer() => Asked(2).When(Ben, new RaiseObjection(Ben, null), new WithdrawObjection(Ben)).At(10).When(Agreement())
        .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void The_reason_of_an_objection_is_recorded_as_a_point() => Asked(2).When(Ben, new RaiseObjection(Ben, "it is too late"))
        .Then(new ObjectionRaised(Ben), new EntryRecorded(2, 0, new Point(), "Objects: it is too late", Named.Known(Ben)));

    [Fact]
    public void The_next_topic_leaves_the_question_behind() => Asked(2).When(Ben, new RaiseObjection(Ben, null)).When(new OpenNextItem(), Note("The room is cold."), Agreement())
        .Then(new EntryRevised(3, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void Who_has_no_vote_does_not_object() => Asked(2).When(Eve, new RaiseObjection(Eve, null)).ThenRefused(new NoVote(Eve));

    [Fact]
    public void Nobody_objects_to_what_was_not_asked() => MeetingScenario.Given().When(Ben, new RaiseObjection(Ben, null)).ThenRefused(new NothingAsked());

    [Fact]
    public void A_motion_to_which_nobody_objects_is_carried() => MeetingScenario.Given().When(Ben, Move("Adopt the plan", Ben)).When(new AskObjection(null, 2)).At(9).When(PersonId.Bot, new StrikeMeetingClock())
        .Then(new MotionClosed(1, MotionOutcome.Carried));

    [Fact]
    public void A_vote_against_the_motion_is_an_objection_whether_it_comes_before_the_question_or_after()
    {
        MeetingScenario before = Moved().When(Chris, new RecordVote(Chris, Vote.No)).When(new AskObjection(null, 2));
        MeetingScenario after = Moved().When(new AskObjection(null, 2)).When(Chris, new RecordVote(Chris, Vote.No));
        foreach (MeetingScenario voted in new[] { before, after })
        {
            voted.At(5).When(PersonId.Bot, new StrikeMeetingClock()).ThenNothingChanges();
            Assert.Equal([Chris], Assert.IsType<ObjectionStands>(Assert.IsType<Refused>(voted.At(5).When(Agreement()).Last).Refusal).Persons);
            voted.When(Chris, new RecordVote(Chris, Vote.Yes)).At(9).When(PersonId.Bot, new StrikeMeetingClock()).Then(new MotionClosed(1, MotionOutcome.Carried));
        }
    }

    [Fact]
    public void A_motion_that_is_amended_is_voted_on_anew()
    {
        MeetingScenario amended = Moved().When(Chris, new RecordVote(Chris, Vote.Yes)).When(Ben, new AmendMotion("Adopt half the plan")).Then(new MotionAmended(1, "Adopt half the plan"));
        Assert.Empty(((Motion)amended.Meeting.Find(1)!.Matter).Votes);
    }

    [Fact]
    public void Only_its_mover_or_the_scribe_amends_a_motion() => Moved().When(Chris, new AmendMotion("Adopt nothing")).ThenRefused(new NotYourEntry(1));

    [Fact]
    public void A_tie_waits_for_whoever_presides_where_the_group_says_so() => Tied(TieRule.Chair).When(new CloseVote()).ThenRefused(new TieWaitsForChair(1, Ana))
        .When(Ben, new GiveCastingVote(Vote.No)).ThenRefused(new TieWaitsForChair(1, Ana))
        .When(Ana, new GiveCastingVote(Vote.No)).Then(new CastingVoteGiven(1, Ana, Vote.No), new MotionClosed(1, MotionOutcome.Lost));

    [Fact]
    public void A_tie_is_lost_where_the_group_says_so() => Tied(TieRule.Lost).When(new CloseVote()).Then(new MotionClosed(1, MotionOutcome.Lost));

    [Fact]
    public void A_tie_is_left_open_where_the_group_says_nothing() => Tied(null).When(new CloseVote()).Then(new MotionClosed(1, MotionOutcome.Inconclusive));

    [Fact]
    public void There_are_no_proxies_where_the_group_has_none() => Moved().When(Ben, new GiveProxy(Ben, Chris)).ThenRefused(new NoProxies());

    [Fact]
    public void A_person_votes_for_as_many_others_as_is_allowed() => MeetingScenario.Given(Call with { Settings = new Settings { Slug = "apollo", Proxies = 1 } })
        .When(Ben, new GiveProxy(Ben, Chris)).Then(new ProxyGiven(Ben, Chris)).When(Dana, new GiveProxy(Dana, Chris)).ThenRefused(new TooManyProxies(Chris, 1));

    [Fact]
    public void A_roll_call_puts_the_names_of_the_voters_into_the_minutes()
    {
        MinutesMotion motion = Assert.Single(Moved().When(new CallRoll()).When(Chris, new RecordVote(Chris, Vote.Yes)).When(Ben, new RecordVote(Ben, Vote.No)).Minutes.Motions);
        Assert.Equal([new MinutesVote("Ben Okafor", Vote.No), new MinutesVote("Chris Weber", Vote.Yes)], motion.Votes);
    }

    private static MeetingScenario Asked(int minutes) => MeetingScenario.Given().When(Note("The fee doubles.")).When(new AskObjection(null, minutes));

    private static MeetingScenario Moved() => MeetingScenario.Given().When(Ben, Move("Adopt the plan", Ben));

    private static MeetingScenario Tied(TieRule? tie) => MeetingScenario.Given(Call with { Settings = new Settings { Slug = "apollo", Tie = tie } }).When(Ben, Move("Adopt the plan", Ben))
        .When(Ben, new RecordVote(Ben, Vote.Yes)).When(Chris, new RecordVote(Chris, Vote.No));
}
