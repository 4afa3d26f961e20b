namespace MeetingBot.Domain;

/// <summary>What each event makes of a ballot. An event that it does not know is a bug, and stops the read with its name.</summary>
public static class BallotFold
{
    /// <summary>The ballot after an event; the first event is <see cref="BallotProposed"/>.</summary>
    public static Ballot Evolve(Ballot? ballot, BallotEvent happened, Origin origin)
    {
        if (happened is BallotProposed proposed)
        {
            return new Ballot
            {
                Id = proposed.Ballot,
                Identifier = proposed.Identifier,
                Title = proposed.Title,
                Proposer = proposed.Proposer,
                Policy = proposed.Policy,
                Timezone = proposed.Timezone,
                Since = origin.At,
                VersionAt = origin.At,
            };
        }

        Ballot known = ballot ?? throw new InvalidOperationException($"A ballot cannot begin with {happened.GetType().Name}.");
        Ballot after = Apply(known, happened, origin);
        return after.Stage == known.Stage ? after : after with { Since = origin.At };
    }

    private static Ballot Apply(Ballot ballot, BallotEvent happened, Origin origin) => happened switch
    {
        BallotTextLinked linked => ballot with { Text = linked.Url },
        BallotPurposeStated stated => ballot with { Purpose = stated.Text },
        GuidelineDeclared declared => ballot with { Guideline = declared.Kind },
        BallotEndorsed endorsed => ballot with { Endorsers = ballot.Endorsers.Add(endorsed.Endorser) },
        EndorsementWithdrawn withdrawn => ballot with { Endorsers = ballot.Endorsers.RemoveAll(one => one.Key == withdrawn.Key) },
        BallotVersionPosted posted => ballot with
        {
            Version = posted.Version,
            Text = posted.Url ?? ballot.Text,
            Policy = posted.Policy,
            VersionAt = origin.At,
            VotingStart = null,
            VotingEnd = null,
        },
        BallotDiscussionOpened => ballot with { Stage = BallotStage.Discussion, DiscussedSince = origin.At },
        DependencyStated stated => ballot with { Dependencies = ballot.Dependencies.RemoveAll(one => one.Other == stated.Dependency.Other).Add(stated.Dependency) },
        VotingCalled called => ballot with { VotingStart = called.Start, VotingEnd = called.End, Policy = called.Policy },
        VotingBegan began => ballot with { Stage = BallotStage.Voting, Roll = began.Roll, Quorum = began.Quorum },
        BallotVoteCast cast => ballot with { Votes = ballot.Votes.SetItem(cast.Vote.Key, cast.Vote) },
        BallotVoteWithdrawn withdrawn => ballot with { Votes = ballot.Votes.Remove(withdrawn.Key) },
        NonVotersReminded => ballot with { Reminded = true },
        VotingClosed closed => ballot with { Stage = closed.Result.Passed ? BallotStage.Passed : BallotStage.Failed, Result = closed.Result, Quorum = closed.Result.Quorum },
        BallotWithdrawn => ballot with { Stage = BallotStage.Withdrawn },
        BallotLapsed => ballot with { Stage = BallotStage.Lapsed },
        TotalsStated stated => ballot with { Stated = ballot.Stated.RemoveAll(one => VotingClass.Same(one.Class ?? "", stated.Class ?? "")).Add(stated) },
        ReviewStarted started => ballot with { Stage = BallotStage.Review, Review = new ReviewPeriod(started.Start, started.End, started.Days) },
        ExclusionFiled filed => ballot with { Exclusions = ballot.Exclusions.Add(filed.Text) },
        ReviewEnded ended => ballot with { Stage = ended.Effective is null ? BallotStage.Void : BallotStage.Effective, Effective = ended.Effective ?? ballot.Effective },
        EffectiveDateSet set => ballot with { Stage = BallotStage.Effective, Effective = set.Date },
        _ => throw new InvalidOperationException($"A ballot does not know the event {happened.GetType().Name}."),
    };
}
