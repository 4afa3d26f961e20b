using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Everything that can be asked of a ballot, on one page.</summary>
public abstract record BallotCommand
{
    /// <summary>Directory entries that are new or change when the command is accepted.</summary>
    public ImmutableArray<PersonCard> People { get; init; } = [];
}

/// <summary>Propose a ballot.</summary>
public sealed record ProposeBallot(BallotId Ballot, string Identifier, string Title, PersonId Proposer) : BallotCommand;

/// <summary>Link the text of the version.</summary>
public sealed record LinkBallotText(string Url) : BallotCommand;

/// <summary>Say what the ballot is for.</summary>
public sealed record StatePurpose(string Text) : BallotCommand;

/// <summary>Say whether it changes a guideline.</summary>
public sealed record DeclareGuideline(GuidelineKind Kind) : BallotCommand;

/// <summary>Endorse it.</summary>
/// <param name="Person">Who endorses.</param>
/// <param name="Organization">For which organisation, for somebody who speaks for two; null otherwise.</param>
public sealed record EndorseBallot(PersonId Person, string? Organization) : BallotCommand;

/// <summary>Take an endorsement back.</summary>
/// <param name="Person">Who takes it back.</param>
/// <param name="Organization">Of which organisation, for somebody who speaks for two; null otherwise.</param>
public sealed record WithdrawEndorsement(PersonId Person, string? Organization) : BallotCommand;

/// <summary>Post a new version.</summary>
public sealed record PostBallotVersion(string? Url) : BallotCommand;

/// <summary>Open its discussion.</summary>
public sealed record OpenBallotDiscussion : BallotCommand;

/// <summary>Say how it must stand to another ballot.</summary>
public sealed record StateDependency(BallotId Other, DependencyKind Kind) : BallotCommand;

/// <summary>Call the vote.</summary>
/// <param name="Start">When voting begins; null for now.</param>
/// <param name="End">When it is to end, where that was said; it must be what the rule says.</param>
public sealed record CallVoting(Instant? Start, Instant? End) : BallotCommand;

/// <summary>Vote, or take one's vote back.</summary>
/// <param name="Person">Who votes; null where a vote is recorded for an organisation.</param>
/// <param name="Organization">For which organisation; null where that follows from the person.</param>
/// <param name="Vote">How; null to take the vote back.</param>
public sealed record CastBallotVote(PersonId? Person, string? Organization, Vote? Vote) : BallotCommand;

/// <summary>Count the votes, once voting has ended.</summary>
public sealed record CloseBallot : BallotCommand;

/// <summary>Take the ballot back.</summary>
public sealed record WithdrawBallot(string? Reason) : BallotCommand;

/// <summary>Hold totals that were stated elsewhere against the votes.</summary>
public sealed record StateTotals(string? Class, int? Yes, int? No, int? Abstain, int? Total) : BallotCommand;

/// <summary>Begin the review.</summary>
/// <param name="Start">When; null for now.</param>
/// <param name="Until">The last day that was said; it must be what the rule says. Null to go by the rule.</param>
public sealed record StartReview(Instant? Start, LocalDate? Until) : BallotCommand;

/// <summary>Record that a member excludes patents.</summary>
public sealed record FileExclusion(string Text) : BallotCommand;

/// <summary>Say from which day on it is in force.</summary>
public sealed record SetEffectiveDate(LocalDate Date) : BallotCommand;

/// <summary>Let happen what is due by now (<see cref="BallotClock"/>).</summary>
public sealed record StrikeBallotClock : BallotCommand;
