using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What a ballot makes of a command: events, or the rule that forbids it. Pure. It reads the group for who may vote, for the rules in
/// force, for the quorum and for the other ballots; what it decided by stands in the events.
/// </summary>
public static partial class BallotDecider
{
    /// <summary>Decides a command on the ballot as it stands; the ballot is null only for <see cref="ProposeBallot"/>.</summary>
    public static Outcome Decide(Ballot? ballot, BallotCommand command, Group group, Origin origin)
    {
        Outcome outcome = command is ProposeBallot propose ? Propose(ballot, propose, group, origin)
            : ballot is null ? Outcome.No(new NoSuchBallot("", [.. group.Ballots.Values.Select(known => known.Identifier)]))
            : DecideKnown(ballot, command, group, origin);
        return outcome is Accepted accepted && accepted.Events.Any(happened => happened is not (BallotVoteCast or BallotVoteWithdrawn))
            ? accepted.Telling(new RegisterBallot(BallotSummary.Of(After(ballot, accepted.Events, origin))))
            : outcome;
    }

    private static Ballot After(Ballot? ballot, ImmutableArray<StreamEvent> events, Origin origin)
    {
        foreach (StreamEvent happened in events)
        {
            ballot = BallotFold.Evolve(ballot, (BallotEvent)happened, origin);
        }

        return ballot!;
    }

    private static Outcome DecideKnown(Ballot ballot, BallotCommand command, Group group, Origin origin) => command switch
    {
        LinkBallotText link => Early(ballot, group, origin) ?? (ballot.Text == link.Url ? new Unchanged() : Outcome.Happened(new BallotTextLinked(link.Url))),
        StatePurpose state => Early(ballot, group, origin) ?? (ballot.Purpose == state.Text ? new Unchanged() : Outcome.Happened(new BallotPurposeStated(state.Text))),
        DeclareGuideline declare => Declare(ballot, declare, group, origin),
        EndorseBallot endorse => Endorse(ballot, endorse, group, origin),
        WithdrawEndorsement withdraw => Unendorse(ballot, withdraw, group, origin),
        PostBallotVersion post => Early(ballot, group, origin) ?? Outcome.Happened(new BallotVersionPosted(ballot.Version + 1, post.Url, group.Settings.Ballots)),
        OpenBallotDiscussion => Discuss(ballot, group, origin),
        StateDependency state => Depend(ballot, state, group, origin),
        CallVoting call => Call(ballot, call, group, origin),
        CastBallotVote cast => Cast(ballot, cast, group, origin),
        CloseBallot => Close(ballot, group, origin),
        WithdrawBallot withdraw => Withdraw(ballot, withdraw, origin),
        StateTotals state => State(ballot, state),
        StartReview review => Review(ballot, review, group, origin),
        FileExclusion file => ballot.Stage == BallotStage.Review ? Outcome.Happened(new ExclusionFiled(file.Text)) : Wrong(ballot, ballot.Policy.Review.Rule, BallotStage.Review),
        SetEffectiveDate set => Effect(ballot, set, group, origin),
        StrikeBallotClock => BallotClock.Strike(ballot, group, origin),
        _ => throw new InvalidOperationException($"A ballot does not know the command {command.GetType().Name}."),
    };

    private static Outcome Propose(Ballot? ballot, ProposeBallot propose, Group group, Origin origin)
    {
        if (ballot is not null)
        {
            return Outcome.No(new BallotIsThere(ballot.Identifier, ballot.Title));
        }

        if (propose.Proposer != origin.By && !group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        BallotPolicy policy = group.Settings.Ballots;
        return VoterOf(group, policy, propose.Proposer, null, origin, out Refusal? refusal) is { } voter
            ? Outcome.Happened(new BallotProposed(propose.Ballot, propose.Identifier, propose.Title, new Sponsor(propose.Proposer, voter.Key, voter.Organization), policy, group.Settings.Timezone))
            : Outcome.No(refusal!);
    }

    /// <summary>The refusal of what only proposer and officers may do before voting begins; null where it is allowed.</summary>
    private static Outcome? Early(Ballot ballot, Group group, Origin origin) =>
        !Keeps(ballot, group, origin) ? Outcome.No(new NotProposerOrOfficer(ballot.Identifier))
        : ballot.Stage is BallotStage.Draft or BallotStage.Discussion ? null
        : Wrong(ballot, ballot.Policy.Discussion.Rule, BallotStage.Draft, BallotStage.Discussion);

    private static bool Keeps(Ballot ballot, Group group, Origin origin) => ballot.Proposer.Person == origin.By || group.Allows(origin.By, Permission.Officer);

    private static Outcome Wrong(Ballot ballot, Citation rule, params ReadOnlySpan<BallotStage> needed) =>
        Outcome.No(new WrongStage(ballot.Identifier, ballot.Stage, [.. needed], rule));

    /// <summary>Whether it changes a guideline may still be said when its review is to begin.</summary>
    private static Outcome Declare(Ballot ballot, DeclareGuideline declare, Group group, Origin origin) =>
        !Keeps(ballot, group, origin) ? Outcome.No(new NotProposerOrOfficer(ballot.Identifier))
        : ballot.Stage.IsDecided() && ballot.Stage != BallotStage.Passed ? Wrong(ballot, ballot.Policy.Review.Rule, BallotStage.Draft, BallotStage.Discussion, BallotStage.Voting, BallotStage.Passed)
        : ballot.Guideline == declare.Kind ? new Unchanged()
        : Outcome.Happened(new GuidelineDeclared(declare.Kind));

    private static Outcome Endorse(Ballot ballot, EndorseBallot endorse, Group group, Origin origin)
    {
        if (endorse.Person != origin.By && !group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        if (ballot.Stage is not (BallotStage.Draft or BallotStage.Discussion))
        {
            return Wrong(ballot, ballot.Policy.Endorsers.Rule, BallotStage.Draft, BallotStage.Discussion);
        }

        if (VoterOf(group, ballot.Policy, endorse.Person, endorse.Organization, origin, out Refusal? refusal) is not { } voter)
        {
            return Outcome.No(refusal!);
        }

        return voter.Key == ballot.Proposer.Key ? Outcome.No(new OwnBallot(ballot.Identifier, ballot.Policy.Endorsers.Rule))
            : ballot.Endorsers.Any(one => one.Key == voter.Key) ? new Unchanged()
            : Outcome.Happened(new BallotEndorsed(new Sponsor(endorse.Person, voter.Key, voter.Organization)));
    }

    private static Outcome Unendorse(Ballot ballot, WithdrawEndorsement withdraw, Group group, Origin origin)
    {
        if (ballot.Stage is not (BallotStage.Draft or BallotStage.Discussion))
        {
            return Wrong(ballot, ballot.Policy.Endorsers.Rule, BallotStage.Draft, BallotStage.Discussion);
        }

        if (withdraw.Person != origin.By && !group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        Electorate electorate = group.ElectorateOn(Today(group, origin), ballot.Policy);
        ImmutableArray<Voter> voters = electorate.Of(withdraw.Person);
        Sponsor[] own =
        [
            .. ballot.Endorsers.Where(one => one.Person == withdraw.Person || voters.Any(voter => voter.Key == one.Key))
                .Where(one => withdraw.Organization is not { } named || one.Key == electorate.KeyOf(named)).OrderByDescending(one => one.Person == withdraw.Person),
        ];
        return own is not [var given, ..] ? Outcome.No(new NotEndorsed(ballot.Identifier))
            : ballot.VotingStart is { } start ? Outcome.No(new VotingIsCalled(ballot.Identifier, start, ballot.Policy.Endorsers.Rule))
            : Outcome.Happened(new EndorsementWithdrawn(given.Key));
    }

    private static Outcome Discuss(Ballot ballot, Group group, Origin origin)
    {
        if (!Keeps(ballot, group, origin))
        {
            return Outcome.No(new NotProposerOrOfficer(ballot.Identifier));
        }

        return ballot.Stage == BallotStage.Discussion ? new Unchanged()
            : ballot.Stage != BallotStage.Draft ? Wrong(ballot, ballot.Policy.Discussion.Rule, BallotStage.Draft)
            : Unendorsed(ballot, ballot.Policy) is { } missing ? Outcome.No(missing)
            : Outcome.Happened(new BallotDiscussionOpened());
    }

    private static NeedsEndorsers? Unendorsed(Ballot ballot, BallotPolicy policy) => ballot.Endorsers.Length < policy.Endorsers.Count
        ? new NeedsEndorsers(ballot.Identifier, ballot.Endorsers.Length, policy.Endorsers.Count, policy.Endorsers.Rule)
        : null;

    private static Outcome Depend(Ballot ballot, StateDependency state, Group group, Origin origin)
    {
        if (Early(ballot, group, origin) is { } refused)
        {
            return refused;
        }

        if (state.Other == ballot.Id)
        {
            return Outcome.No(new DependsOnItself(ballot.Identifier));
        }

        if (!group.Ballots.TryGetValue(state.Other.Key, out BallotSummary? other))
        {
            return Outcome.No(new NoSuchBallot(state.Other.Key, [.. group.Ballots.Values.Select(known => known.Identifier)]));
        }

        var dependency = new Dependency(state.Other, other.Identifier, state.Kind);
        var stated = new DependencyStated(dependency);
        return ballot.Dependencies.Contains(dependency) ? new Unchanged()
            : state.Kind == DependencyKind.Before && other.Voting is { } there && !(ballot.VotingEnd <= there.Start) ? Outcome.No(new MustFollow(other.Identifier, ballot.Identifier, ballot.Stage, ballot.Policy.Order))
            : ballot is { VotingStart: { } start, VotingEnd: { } end } && RefuseOrder(BallotFold.Evolve(ballot, stated, origin), start, end, group) is { } refusal ? Outcome.No(refusal)
            : Outcome.Happened(stated);
    }

    private static Outcome Withdraw(Ballot ballot, WithdrawBallot withdraw, Origin origin) =>
        ballot.Proposer.Person != origin.By ? Outcome.No(new NotTheProposer(ballot.Identifier, ballot.Policy.Withdrawal))
        : ballot.Stage.IsDecided() ? Wrong(ballot, ballot.Policy.Withdrawal, BallotStage.Draft, BallotStage.Discussion, BallotStage.Voting)
        : Outcome.Happened(new BallotWithdrawn(withdraw.Reason));

    /// <summary>The voter for whom a person acts; null with the refusal where there is none, or where it is not clear which.</summary>
    private static Voter? VoterOf(Group group, BallotPolicy policy, PersonId person, string? organization, Origin origin, out Refusal? refusal)
    {
        refusal = null;
        Electorate electorate = group.ElectorateOn(Today(group, origin), policy);
        ImmutableArray<Voter> voters = electorate.Of(person);
        if (organization is not null)
        {
            voters = [.. voters.Where(voter => voter.Key == electorate.KeyOf(organization))];
        }

        if (voters is [var only])
        {
            return only;
        }

        Unentitled? why = electorate.WhyNot(person);
        refusal = voters.Length > 1
            ? new WhichOrganization(person, [.. voters.Select(voter => voter.Organization).OfType<string>()])
            : new NotAVoter(person, organization ?? why?.Organization, why?.Standing ?? Standing.NoClass, why?.OtherRepresents ?? false, policy.Voters);
        return null;
    }

    private static LocalDate Today(Group group, Origin origin) => origin.At.InZone(group.Settings.Zone).Date;
}
