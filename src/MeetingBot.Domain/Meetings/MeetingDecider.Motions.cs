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
            voters = [.. voters.Where(voter => voter.Key == meeting.Electorate.KeyOf(organization))];
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
        if (yes == no && yes > 0 && meeting.Settings.Tie == TieRule.Chair)
        {
            return Outcome.No(new TieWaitsForChair(yes, meeting.Presider));
        }

        MotionOutcome outcome = yes > no ? MotionOutcome.Carried : no > yes || (yes > 0 && meeting.Settings.Tie == TieRule.Lost) ? MotionOutcome.Lost : MotionOutcome.Inconclusive;
        return Outcome.Happened(new MotionClosed(number, outcome));
    }

    private static Outcome Amend(Meeting meeting, AmendMotion amend, Origin origin)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        return string.IsNullOrWhiteSpace(amend.Text) ? Outcome.No(new NothingSaid())
            : amend.Text.Length > LongestText ? Outcome.No(new TooLong(amend.Text.Length, LongestText))
            : motion.Mover?.Id != origin.By && !meeting.Allows(origin.By, Permission.Scribe) ? Outcome.No(new NotYourEntry(number))
            : meeting.Entries[number - 1].Text == amend.Text ? new Unchanged()
            : Outcome.Happened(new MotionAmended(number, amend.Text));
    }

    /// <summary>Only a tie is decided by whoever presides, and only where the group has said so.</summary>
    private static Outcome CastingVote(Meeting meeting, GiveCastingVote casting, Origin origin)
    {
        if (OnTheFloor(meeting) is not (var number, { } motion))
        {
            return Outcome.No(new NoMotion());
        }

        return meeting.Settings.Tie != TieRule.Chair || motion.Count(Vote.Yes) != motion.Count(Vote.No) ? Outcome.No(new NoTie(meeting.Settings.Tie == TieRule.Chair))
            : meeting.Presider != origin.By ? Outcome.No(new TieWaitsForChair(motion.Count(Vote.Yes), meeting.Presider))
            : Outcome.Happened(new CastingVoteGiven(number, origin.By, casting.Vote), new MotionClosed(number, casting.Vote == Vote.Yes ? MotionOutcome.Carried : MotionOutcome.Lost));
    }

    private static Outcome Proxy(Meeting meeting, GiveProxy proxy)
    {
        int most = meeting.Settings.Proxies ?? 0;
        return most == 0 ? Outcome.No(new NoProxies())
            : !meeting.MayVote(proxy.From) ? Outcome.No(new NoVote(proxy.From))
            : !meeting.MayVote(proxy.To) ? Outcome.No(new NoVote(proxy.To))
            : meeting.Proxies.TryGetValue(proxy.From, out PersonId? held) && held == proxy.To ? new Unchanged()
            : meeting.Proxies.Values.Count(to => to == proxy.To) >= most ? Outcome.No(new TooManyProxies(proxy.To, most))
            : Outcome.Happened(new ProxyGiven(proxy.From, proxy.To));
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
