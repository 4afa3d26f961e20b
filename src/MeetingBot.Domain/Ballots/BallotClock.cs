using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What time alone brings about in a ballot: voting begins and ends, those who have not voted are reminded, a version lapses, a
/// review ends. Each is an event, so that it happens once, and as of its own moment, however late the clock is looked at.
/// </summary>
public static class BallotClock
{
    /// <summary>How long before the end those are reminded who have not voted.</summary>
    public static readonly Duration Reminder = Duration.FromHours(24);

    /// <summary>When the next of these is due; null when nothing is to come.</summary>
    public static Instant? Next(Ballot ballot) => ballot.Stage switch
    {
        BallotStage.Draft or BallotStage.Discussion => ballot.VotingStart ?? ballot.LapsesAt,
        BallotStage.Voting when RemindAt(ballot) is { } remind => remind,
        BallotStage.Voting => ballot.VotingEnd,
        BallotStage.Review => ballot.Review!.End,
        _ => null,
    };

    /// <summary>Everything that is due by now, one after another, each on the ballot as the one before left it.</summary>
    public static Outcome Strike(Ballot ballot, Group group, Origin origin)
    {
        ImmutableArray<StreamEvent> events = [];
        while (Next(ballot) is { } due && due <= origin.At)
        {
            BallotEvent happened = Happens(ballot, group, due);
            events = events.Add(happened);
            ballot = BallotFold.Evolve(ballot, happened, origin);
        }

        return events.IsEmpty ? new Unchanged() : new Accepted(events, []);
    }

    /// <summary>How voting begins at a moment.</summary>
    internal static VotingBegan Begin(BallotPolicy policy, Group group, Instant start) =>
        new(group.ElectorateOn(start.InZone(group.Settings.Zone).Date, policy).Voters, policy.Quorum.Moment == QuorumMoment.Start ? QuorumReckoning.Of(group, policy, start) : null);

    private static Instant? RemindAt(Ballot ballot) => !ballot.Reminded && ballot.VotingEnd!.Value - Reminder is var remind && remind > ballot.VotingStart ? remind : null;

    private static BallotEvent Happens(Ballot ballot, Group group, Instant due) => ballot.Stage switch
    {
        BallotStage.Draft or BallotStage.Discussion => ballot.VotingStart is not null ? Begin(ballot.Policy, group, due) : new BallotLapsed(),
        BallotStage.Voting => RemindAt(ballot) == due ? Remind(ballot, group, due) : Close(ballot, group),
        _ => new ReviewEnded(ballot.Exclusions.IsEmpty ? due.InZone(ballot.Zone).Date : null),
    };

    private static NonVotersReminded Remind(Ballot ballot, Group group, Instant due)
    {
        ImmutableArray<Voter> roll = group.ElectorateOn(due.InZone(group.Settings.Zone).Date, ballot.Policy).Voters;
        Voter[] silent = [.. roll.Where(voter => !ballot.Votes.ContainsKey(voter.Key))];
        return new NonVotersReminded(
            [.. silent.Select(voter => voter.Key)],
            [.. ballot.Policy.Classes.Select(rule => rule.Class).Where(named => InClass(roll, named).Any() && InClass(roll, named).All(silent.Contains))]);

        static IEnumerable<Voter> InClass(IEnumerable<Voter> voters, string named) => voters.Where(voter => voter.Class is { } held && VotingClass.Same(held, named));
    }

    /// <summary>One vote for each who is entitled on the last day, the last before the end.</summary>
    private static VotingClosed Close(Ballot ballot, Group group)
    {
        Instant end = ballot.VotingEnd!.Value;
        Electorate electorate = group.ElectorateOn(end.InZone(group.Settings.Zone).Date, ballot.Policy);
        ImmutableArray<Voter> roll =
        [
            .. electorate.Voters,
            .. ballot.Votes.Keys.Where(key => electorate.Has(key) && !electorate.Voters.Any(voter => voter.Key == key)).Select(key => new Voter(key, null, null)),
        ];
        RequiredQuorum? quorum = ballot.Policy.Quorum.Moment == QuorumMoment.Start ? ballot.Quorum : QuorumReckoning.Of(group, ballot.Policy, end);
        return new VotingClosed(BallotTally.Of(ballot.Policy, roll, ballot.Votes.Values, quorum));
    }
}
