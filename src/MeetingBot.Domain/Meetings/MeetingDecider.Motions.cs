using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <content>Motions: one vote for each voting unit, of which the last one counts.</content>
public static partial class MeetingDecider
{
    private static Outcome Second(Meeting meeting, SecondMotion second)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        return motion.Mover?.Id == second.Person ? Outcome.No(new OwnMotion())
            : motion.Seconder is not null ? new Unchanged()
            : Outcome.Happened(new MotionSeconded(number, second.Person));
    }

    private static Outcome Cast(Meeting meeting, RecordVote vote)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        ImmutableArray<Voter> voters = meeting.Electorate.Of(vote.Voter);
        if (vote.Organization is { } organization)
        {
            voters = [.. voters.Where(voter => voter.Key == Organization.KeyOf(organization))];
        }

        if (voters is not [var entitled])
        {
            return Outcome.No(voters.IsEmpty ? new NoVote(vote.Voter) : new WhichOrganization(vote.Voter, [.. voters.Select(voter => voter.Organization).OfType<string>()]));
        }

        return motion.Votes.TryGetValue(entitled.Key, out CastVote? cast) && cast == new CastVote(vote.Voter, vote.Vote)
            ? new Unchanged()
            : Outcome.Happened(new VoteRecorded(number, entitled.Key, vote.Voter, vote.Vote));
    }

    private static Outcome CloseVoting(Meeting meeting)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        int yes = motion.Count(Vote.Yes);
        int no = motion.Count(Vote.No);
        MotionOutcome outcome = yes > no ? MotionOutcome.Carried : no > yes ? MotionOutcome.Lost : MotionOutcome.Inconclusive;
        return Outcome.Happened(new MotionClosed(number, outcome));
    }

    private static Outcome Withdraw(Meeting meeting, Origin origin)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        return motion.Mover?.Id == origin.By || meeting.Allows(origin.By, Permission.Chair)
            ? Outcome.Happened(new MotionClosed(number, MotionOutcome.Withdrawn))
            : Outcome.No(new NotYourEntry(number));
    }

    private static (int Number, Motion? Motion) OnTheFloor(Meeting meeting) =>
        meeting.OpenMotion is { } number && meeting.Entries[number - 1].Matter is Motion { Outcome: MotionOutcome.Open } motion ? (number, motion) : (0, null);
}
