using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Everything that can happen to a ballot, on one page. The stored form of each is listed in the event registry of the store.</summary>
public abstract record BallotEvent : StreamEvent;

/// <summary>A ballot was proposed, under the rules then in force.</summary>
/// <param name="Ballot">The ballot.</param>
/// <param name="Identifier">Its identifier as written.</param>
/// <param name="Title">Its title.</param>
/// <param name="Proposer">Who proposed it.</param>
/// <param name="Policy">The rules.</param>
/// <param name="Timezone">The IANA zone in which its terms are counted.</param>
public sealed record BallotProposed(BallotId Ballot, string Identifier, string Title, Sponsor Proposer, BallotPolicy Policy, string Timezone) : BallotEvent;

/// <summary>The text of the version was linked.</summary>
public sealed record BallotTextLinked(string Url) : BallotEvent;

/// <summary>What the ballot is for was said.</summary>
public sealed record BallotPurposeStated(string Text) : BallotEvent;

/// <summary>It was said whether the ballot changes a guideline.</summary>
public sealed record GuidelineDeclared(GuidelineKind Kind) : BallotEvent;

/// <summary>Another voting member endorsed the ballot.</summary>
public sealed record BallotEndorsed(Sponsor Endorser) : BallotEvent;

/// <summary>A voter's endorsement was taken back.</summary>
public sealed record EndorsementWithdrawn(string Key) : BallotEvent;

/// <summary>A new version was posted: its discussion begins anew, under the rules now in force, and a vote that was called is called off.</summary>
public sealed record BallotVersionPosted(int Version, string? Url, BallotPolicy Policy) : BallotEvent;

/// <summary>The discussion was opened.</summary>
public sealed record BallotDiscussionOpened : BallotEvent;

/// <summary>It was said how the ballot must stand to another one.</summary>
public sealed record DependencyStated(Dependency Dependency) : BallotEvent;

/// <summary>Voting was called, under the rules now in force.</summary>
public sealed record VotingCalled(Instant Start, Instant End, BallotPolicy Policy) : BallotEvent;

/// <summary>Voting began.</summary>
/// <param name="Roll">Who may vote.</param>
/// <param name="Quorum">How many must; null where none need to, or where it is measured at the end.</param>
public sealed record VotingBegan(ImmutableArray<Voter> Roll, RequiredQuorum? Quorum) : BallotEvent;

/// <summary>A voter voted; a later vote of the same voter takes its place.</summary>
public sealed record BallotVoteCast(BallotVote Vote) : BallotEvent;

/// <summary>A voter took its vote back.</summary>
public sealed record BallotVoteWithdrawn(string Key) : BallotEvent;

/// <summary>Voting ends in a day: those who have not voted are told, and everybody which class has not.</summary>
/// <param name="Silent">The voters who have not voted.</param>
/// <param name="SilentClasses">The classes in which nobody has.</param>
public sealed record NonVotersReminded(ImmutableArray<string> Silent, ImmutableArray<string> SilentClasses) : BallotEvent;

/// <summary>Voting ended.</summary>
/// <param name="Result">How it went.</param>
public sealed record VotingClosed(BallotResult Result) : BallotEvent;

/// <summary>The proposer took the ballot back.</summary>
public sealed record BallotWithdrawn(string? Reason) : BallotEvent;

/// <summary>Voting did not begin in time.</summary>
public sealed record BallotLapsed : BallotEvent;

/// <summary>Totals were stated elsewhere, such as in a published result; they are held against the votes.</summary>
/// <param name="Class">The class; null for all together.</param>
/// <param name="Yes">For; null where it was not said.</param>
/// <param name="No">Against; null where it was not said.</param>
/// <param name="Abstain">Abstentions; null where it was not said.</param>
/// <param name="Total">All of them; null where it was not said.</param>
public sealed record TotalsStated(string? Class, int? Yes, int? No, int? Abstain, int? Total) : BallotEvent;

/// <summary>The review began.</summary>
public sealed record ReviewStarted(Instant Start, Instant End, int Days) : BallotEvent;

/// <summary>A member excluded patents.</summary>
public sealed record ExclusionFiled(string Text) : BallotEvent;

/// <summary>The review ended; <paramref name="Effective"/> is null where patents were excluded.</summary>
public sealed record ReviewEnded(LocalDate? Effective) : BallotEvent;

/// <summary>From which day on it is in force was said.</summary>
public sealed record EffectiveDateSet(LocalDate Date) : BallotEvent;
