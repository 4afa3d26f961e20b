using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>Voting, its result, and the review after it.</content>
public static partial class BallotDecider
{
    private static Outcome Call(Ballot ballot, CallVoting call, Group group, Origin origin)
    {
        BallotPolicy policy = group.Settings.Ballots;
        Ballot now = ballot with { Policy = policy };
        if (!Keeps(ballot, group, origin))
        {
            return Outcome.No(new NotProposerOrOfficer(ballot.Identifier));
        }

        if (ballot.Stage != BallotStage.Discussion && !(ballot.Stage == BallotStage.Draft && policy.Discussion.Days == 0))
        {
            return Unendorsed(ballot, policy) is { } unendorsed && ballot.Stage == BallotStage.Draft ? Outcome.No(unendorsed) : Wrong(ballot, policy.Discussion.Rule, BallotStage.Discussion);
        }

        Instant start = call.Start ?? origin.At;
        Instant end = policy.Voting.From(start, now.Zone);
        return RefuseCall(now, call, start, end, group, origin) is { } refusal ? Outcome.No(refusal)
            : start > origin.At ? Outcome.Happened(new VotingCalled(start, end, policy))
            : Outcome.Happened(new VotingCalled(start, end, policy), BallotClock.Begin(policy, group, start));
    }

    private static Refusal? RefuseCall(Ballot ballot, CallVoting call, Instant start, Instant end, Group group, Origin origin)
    {
        BallotPolicy policy = ballot.Policy;
        return start < origin.At ? new MomentIsPast(start, policy.Voting.Rule)
            : Unendorsed(ballot, policy) is { } missing ? missing
            : ballot.DiscussedUntil is { } until && start < until ? new DiscussionRuns(ballot.Identifier, until, policy.Discussion.Days, policy.Discussion.Rule)
            : ballot.LapsesAt is { } lapse && start >= lapse ? new LapsesBefore(ballot.Identifier, lapse, policy.Lapse.Days, policy.Lapse.Rule)
            : call.End is { } asked && asked != end ? new VotingTakes(policy.Voting.Days, end, policy.Voting.Rule)
            : policy.Quorum.WaitsForMeetings && group.Held.Count < policy.Quorum.Meetings ? new TooFewMeetings(group.Held.Count, policy.Quorum.Meetings, policy.Quorum.Rule)
            : RefuseOrder(ballot, start, end, group);
    }

    private static Refusal? RefuseOrder(Ballot ballot, Instant start, Instant end, Group group)
    {
        foreach (BallotSummary other in group.Ballots.Values.Where(other => other.Ballot != ballot.Id))
        {
            DependencyKind? kind = ballot.Dependencies.FirstOrDefault(one => one.Other == other.Ballot)?.Kind
                ?? other.Dependencies.FirstOrDefault(one => one.Other == ballot.Id)?.Kind switch
                {
                    DependencyKind.Before => DependencyKind.After,
                    DependencyKind.Apart => DependencyKind.Apart,
                    _ => null,
                };
            if (kind == DependencyKind.After && !other.Stage.IsDecided())
            {
                return new MustFollow(ballot.Identifier, other.Identifier, other.Stage, ballot.Policy.Order);
            }

            if (kind == DependencyKind.Apart && other.Voting is { } there && start < there.End && there.Start < end)
            {
                return new MustNotOverlap(ballot.Identifier, other.Identifier, there.Start, there.End, ballot.Policy.Order);
            }
        }

        return null;
    }

    private static Outcome Cast(Ballot ballot, CastBallotVote cast, Group group, Origin origin)
    {
        if (ballot.VotingEnd is { } ended && origin.At >= ended && ballot.Stage is BallotStage.Voting or BallotStage.Passed or BallotStage.Failed)
        {
            return Outcome.No(new VotingIsOver(ballot.Identifier, ended, ballot.Policy.Voting.Rule));
        }

        if (ballot.Stage != BallotStage.Voting)
        {
            return ballot.VotingStart is { } start && origin.At < start ? Outcome.No(new VotingNotBegun(ballot.Identifier, start, ballot.Policy.Voting.Rule)) : Wrong(ballot, ballot.Policy.Voting.Rule, BallotStage.Voting);
        }

        if (Entitled(ballot, cast, group, origin, out Refusal? refusal) is not { } voter)
        {
            return Outcome.No(refusal!);
        }

        BallotVote? before = ballot.Votes.GetValueOrDefault(voter.Key);
        if (cast.Vote is not { } vote)
        {
            return before is null ? Outcome.No(new NotVoted(ballot.Identifier)) : Outcome.Happened(new BallotVoteWithdrawn(voter.Key));
        }

        var now = new BallotVote(voter.Key, voter.Organization, cast.Person ?? origin.By, vote);
        return before == now ? new Unchanged() : Outcome.Happened(new BallotVoteCast(now));
    }

    /// <summary>Votes that came by mail are recorded for others by officers; everybody else votes for themselves.</summary>
    private static Voter? Entitled(Ballot ballot, CastBallotVote cast, Group group, Origin origin, out Refusal? refusal)
    {
        refusal = null;
        if (cast.Person != origin.By && !group.Allows(origin.By, Permission.Officer))
        {
            refusal = new NotAllowed(Permission.Officer);
            return null;
        }

        if (cast.Person is { } person)
        {
            return VoterOf(group, ballot.Policy, person, cast.Organization, origin, out refusal);
        }

        Electorate electorate = group.ElectorateOn(Today(group, origin), ballot.Policy);
        Voter? named = electorate.Named(cast.Organization!);
        refusal = named is not null ? null : new NotAVoter(null, cast.Organization, group.OrganizationOf(cast.Organization!) is { } known
            ? known.StandingOn(Today(group, origin), ballot.Policy)
            : Standing.NoClass, false, ballot.Policy.Voters);
        return named;
    }

    private static Outcome Close(Ballot ballot, Group group, Origin origin) =>
        ballot.Stage != BallotStage.Voting ? Wrong(ballot, ballot.Policy.Voting.Rule, BallotStage.Voting)
        : origin.At < ballot.VotingEnd ? Outcome.No(new VotingRuns(ballot.Identifier, ballot.VotingEnd.Value, ballot.Policy.Voting.Days, ballot.Policy.Voting.Rule))
        : BallotClock.Strike(ballot, group, origin);

    private static Outcome State(Ballot ballot, StateTotals state)
    {
        if (ballot.Result is null)
        {
            return Wrong(ballot, ballot.Policy.Voting.Rule, BallotStage.Passed, BallotStage.Failed);
        }

        ImmutableArray<string> classes = [.. ballot.Result.Classes.Select(one => one.Class).OfType<string>()];
        string? held = state.Class is { } said ? classes.FirstOrDefault(known => VotingClass.Same(known, said)) : null;
        if (held is null && state.Class is not null)
        {
            return Outcome.No(new NoSuchClass(state.Class, classes));
        }

        var stated = new TotalsStated(held, state.Yes, state.No, state.Abstain, state.Total);
        return ballot.Stated.Contains(stated) ? new Unchanged() : Outcome.Happened(stated);
    }

    private static Outcome Review(Ballot ballot, StartReview review, Group group, Origin origin)
    {
        ReviewRule rule = ballot.Policy.Review;
        if (!group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        if (ballot.Stage != BallotStage.Passed)
        {
            return Wrong(ballot, rule.Rule, BallotStage.Passed);
        }

        int days = rule.Days(ballot.Guideline);
        if (days == 0)
        {
            return Outcome.No(new NoReview(ballot.Identifier, rule is not { Maintenance: 0, Final: 0 }));
        }

        Instant start = review.Start ?? origin.At;
        if (start < ballot.VotingEnd)
        {
            return Outcome.No(new BeginsBefore(ballot.Identifier, BallotStage.Voting, ballot.VotingEnd.Value, rule.Rule));
        }

        Instant end = Term.Ends(start, days, ballot.Zone);
        LocalDate first = start.InZone(ballot.Zone).Date;
        return review.Until is { } until && until != end.InZone(ballot.Zone).Date
            ? Outcome.No(new ReviewTakes(days, Period.DaysBetween(first, until), start, end, rule.Rule))
            : Outcome.Happened(new ReviewStarted(start, end, days));
    }

    private static Outcome Effect(Ballot ballot, SetEffectiveDate set, Group group, Origin origin)
    {
        if (!group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        bool reviewed = ballot.Policy.Review.Days(ballot.Guideline) > 0;
        (BallotStage first, Instant? ended, Citation rule) = ballot.Review is { } review ? (BallotStage.Review, review.End, ballot.Policy.Review.Rule) : (BallotStage.Voting, ballot.VotingEnd, ballot.Policy.Results);
        return ballot.Stage != BallotStage.Effective && (reviewed || ballot.Stage != BallotStage.Passed)
            ? Wrong(ballot, ballot.Policy.Review.Rule, reviewed ? BallotStage.Effective : BallotStage.Passed)
            : ended is { } at && set.Date < at.InZone(ballot.Zone).Date ? Outcome.No(new BeginsBefore(ballot.Identifier, first, at, rule))
            : ballot.Effective == set.Date ? new Unchanged()
            : Outcome.Happened(new EffectiveDateSet(set.Date));
    }
}
