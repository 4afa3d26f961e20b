using CsCheck;
using MeetingBot.Domain;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>Motions and votes.</summary>
public class MotionDeciderTests
{
    private static readonly Convocation ByOrganization = Call with
    {
        Roster = [Listed(Ana, Role.Chair, "Example, Inc.", "issuer"), Listed(Ben, Role.Member, "Example, Inc.", "issuer"), Listed(Chris, Role.Member, "Sample GmbH", "consumer"), Listed(Dana, Role.Secretary, null)],
    };

    [Fact]
    public void A_second_motion_waits_until_the_first_is_decided() =>
        Given().When(Move("Ship.", Ben)).When(Move("Wait.", Chris)).ThenRefused(new MotionIsOpen(1))
            .When(Move("Wait.", Chris) with { Supersedes = true }).Then(new EntryRecorded(2, 0, Move("", Chris).Matter, "Wait."))
            .When(new RecordVote(Ben, Vote.Yes)).Then(new VoteRecorded(2, "pben", Ben, Vote.Yes));

    [Fact]
    public void Without_a_motion_there_is_nothing_to_second_vote_on_close_or_withdraw() =>
        Given().When(new SecondMotion(Ben)).ThenRefused(new NoMotion())
            .When(new RecordVote(Ben, Vote.Yes)).ThenRefused(new NoMotion())
            .When(new CloseVote()).ThenRefused(new NoMotion())
            .When(new WithdrawMotion()).ThenRefused(new NoMotion());

    [Fact]
    public void The_mover_does_not_second_and_the_first_seconder_stays() =>
        Given().When(Move("Ship.", Ben)).When(new SecondMotion(Ben)).ThenRefused(new OwnMotion())
            .When(new SecondMotion(Chris)).Then(new MotionSeconded(1, Chris))
            .When(new SecondMotion(Dana)).ThenNothingChanges();

    [Fact]
    public void Who_has_no_vote_by_the_roster_does_not_vote() =>
        Given().When(Move("Ship.", Ben)).When(new RecordVote(Eve, Vote.Yes)).ThenRefused(new NoVote(Eve));

    [Fact]
    public void Whoever_is_not_on_the_roster_of_an_open_group_votes() =>
        Given(Call with { Chaired = false }).When(Move("Ship.", Ben)).When(new RecordVote(Eve, Vote.No)).Then(new VoteRecorded(1, "peve", Eve, Vote.No));

    [Fact]
    public void Once_there_are_classes_who_is_in_none_has_no_vote() =>
        Given(ByOrganization).When(Move("Ship.", Ben)).When(new RecordVote(Dana, Vote.Yes)).ThenRefused(new NoVote(Dana));

    [Fact]
    public void The_same_vote_twice_changes_nothing_and_another_takes_its_place() =>
        Given().When(Move("Ship.", Ben)).When(new RecordVote(Ben, Vote.Yes)).When(new RecordVote(Ben, Vote.Yes)).ThenNothingChanges()
            .When(new RecordVote(Ben, Vote.Abstain)).Then(new VoteRecorded(1, "pben", Ben, Vote.Abstain));

    [Fact]
    public void Colleagues_cast_one_vote_once_there_are_classes()
    {
        MinutesMotion motion = Assert.Single(Given(ByOrganization)
            .When(Move("Ship.", Ben), new RecordVote(Ana, Vote.Yes), new RecordVote(Ben, Vote.No), new RecordVote(Chris, Vote.No), new CloseVote())
            .Then(new MotionClosed(1, MotionOutcome.Lost)).Minutes.Motions);
        Assert.Equal((0, 2, 0), (motion.Yes, motion.No, motion.Abstain));
    }

    [Theory]
    [InlineData(Vote.Yes, Vote.Yes, MotionOutcome.Carried)]
    [InlineData(Vote.Yes, Vote.Abstain, MotionOutcome.Carried)]
    [InlineData(Vote.Yes, Vote.No, MotionOutcome.Inconclusive)]
    [InlineData(Vote.No, Vote.Abstain, MotionOutcome.Lost)]
    [InlineData(Vote.Abstain, Vote.Abstain, MotionOutcome.Inconclusive)]
    public void More_yes_than_no_carries_and_abstentions_do_not_count(Vote one, Vote other, MotionOutcome outcome) =>
        Given().When(Move("Ship.", Ben), new RecordVote(Ben, one), new RecordVote(Chris, other), new CloseVote()).Then(new MotionClosed(1, outcome));

    [Fact]
    public void Only_the_mover_and_the_chair_withdraw_a_motion() =>
        Given().When(Move("Ship.", Ben)).When(Chris, new WithdrawMotion()).ThenRefused(new NotYourEntry(1))
            .When(Ben, new WithdrawMotion()).Then(new MotionClosed(1, MotionOutcome.Withdrawn));

    [Theory]
    [InlineData(ResolutionOutcome.Agreed, MotionOutcome.Carried)]
    [InlineData(ResolutionOutcome.Rejected, MotionOutcome.Lost)]
    [InlineData(ResolutionOutcome.Inconclusive, MotionOutcome.Inconclusive)]
    public void A_resolution_decides_the_motion_and_stands_in_the_register_once(ResolutionOutcome outcome, MotionOutcome closed)
    {
        MeetingScenario after = Given().When(Move("Ship.", Ben), new RecordEntry(new Decision(outcome, []), "Ship on Monday.") { DecidesMotion = true })
            .Then(new EntryRecorded(2, 0, new Decision(outcome, []), "Ship on Monday."), new MotionClosed(1, closed, 2));
        Assert.Equal(["Ship on Monday."], after.Minutes.Resolutions.Select(one => one.Text));
        Assert.Null(after.Meeting.OpenMotion);
    }

    [Fact]
    public void A_motion_is_open_again_while_the_resolution_that_decided_it_is_struck()
    {
        MeetingScenario struck = Given().When(Move("Ship.", Ben), Decide("Ship on Monday.") with { DecidesMotion = true }, new Strike(2, null));
        Assert.Equal(MotionOutcome.Open, Assert.Single(struck.Minutes.Motions).Outcome);
        Assert.Equal(MotionOutcome.Carried, Assert.Single(struck.When(new RestoreEntry(2)).Minutes.Motions).Outcome);
        Assert.Equal(["Ship."], struck.When(new RecordVote(Ben, Vote.Yes), new CloseVote()).Minutes.Resolutions.Select(one => one.Text));
    }

    [Fact]
    public void A_struck_motion_is_no_longer_before_the_meeting_until_it_is_put_back() =>
        Given().When(Move("Ship.", Ben), new Strike(1, null), new CloseVote()).ThenRefused(new NoMotion())
            .When(new RestoreEntry(1), new CloseVote()).Then(new MotionClosed(1, MotionOutcome.Inconclusive));

    [Fact]
    public void Each_voting_unit_has_one_vote_and_the_last_one_counts() =>
        Gen.Select(Gen.Int[0, 2].Select(who => new[] { Ana, Ben, Chris }[who]), Gen.Enum<Vote>()).Array[0, 12].Sample(votes =>
        {
            MeetingScenario after = Given(ByOrganization).When(Move("Ship.", Ben));
            foreach ((PersonId voter, Vote vote) in votes)
            {
                after = after.When(new RecordVote(voter, vote));
            }

            Vote[] counted = [.. votes.GroupBy(cast => cast.Item1 == Chris).Select(unit => unit.Last().Item2)];
            MinutesMotion motion = after.Minutes.Motions[0];
            Assert.Equal(
                (counted.Count(vote => vote == Vote.Yes), counted.Count(vote => vote == Vote.No), counted.Count(vote => vote == Vote.Abstain)),
                (motion.Yes, motion.No, motion.Abstain));
        }, iter: 300);
}
