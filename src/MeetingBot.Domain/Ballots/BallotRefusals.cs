using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>The group has no such ballot.</summary>
public sealed record NoSuchBallot(string Identifier, ImmutableArray<string> Known) : Refusal;

/// <summary>The identifier is taken.</summary>
public sealed record BallotIsThere(string Identifier, string Title) : Refusal;

/// <summary>An identifier has no letters or figures, or too many.</summary>
public sealed record NoIdentifier(string Text) : Refusal;

/// <summary>It is too early or too late for that.</summary>
/// <param name="Identifier">The ballot.</param>
/// <param name="Is">Where it stands.</param>
/// <param name="Needed">Where it would have to stand.</param>
/// <param name="Rule">Where the order of the stages is written.</param>
public sealed record WrongStage(string Identifier, BallotStage Is, ImmutableArray<BallotStage> Needed, Citation Rule) : Refusal;

/// <summary>Only voting representatives propose, endorse and vote.</summary>
/// <param name="Person">Who asked; null where an organisation was named.</param>
/// <param name="Organization">The organisation; null where the person speaks for none.</param>
/// <param name="Standing">Its standing.</param>
/// <param name="OtherRepresents">True where the organisation votes, but by somebody else.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record NotAVoter(PersonId? Person, string? Organization, Standing Standing, bool OtherRepresents, Citation Rule) : Refusal;

/// <summary>The person speaks for several organisations that vote, and must say for which.</summary>
public sealed record WhichOrganization(PersonId Person, ImmutableArray<string> Organizations) : Refusal;

/// <summary>A ballot is endorsed by others than its proposer's organisation.</summary>
public sealed record OwnBallot(string Identifier, Citation Rule) : Refusal;

/// <summary>There was no such endorsement.</summary>
public sealed record NotEndorsed(string Identifier) : Refusal;

/// <summary>Too few have endorsed it.</summary>
public sealed record NeedsEndorsers(string Identifier, int Has, int Needed, Citation Rule) : Refusal;

/// <summary>The version has not been discussed long enough.</summary>
public sealed record DiscussionRuns(string Identifier, Instant Until, int Days, Citation Rule) : Refusal;

/// <summary>The version will have lapsed by then.</summary>
public sealed record LapsesBefore(string Identifier, Instant At, int Days, Citation Rule) : Refusal;

/// <summary>The moment is past: voting begins when it is called, or later.</summary>
public sealed record MomentIsPast(Instant At, Citation Rule) : Refusal;

/// <summary>Voting is called, so its endorsements stand.</summary>
public sealed record VotingIsCalled(string Identifier, Instant Start, Citation Rule) : Refusal;

/// <summary>Neither a review nor what a ballot changed begins before what comes first has ended.</summary>
/// <param name="Identifier">The ballot.</param>
/// <param name="First">What comes first: the vote, or the review.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Rule">Where the order is written.</param>
public sealed record BeginsBefore(string Identifier, BallotStage First, Instant Ended, Citation Rule) : Refusal;

/// <summary>The ballot has no votes of such a class.</summary>
public sealed record NoSuchClass(string Class, ImmutableArray<string> Known) : Refusal;

/// <summary>Voting takes exactly so many days.</summary>
public sealed record VotingTakes(int Days, Instant End, Citation Rule) : Refusal;

/// <summary>No ballot before the group has met often enough.</summary>
public sealed record TooFewMeetings(int Held, int Needed, Citation Rule) : Refusal;

/// <summary>Another ballot must be decided first.</summary>
public sealed record MustFollow(string Identifier, string Other, BallotStage Is, Citation Rule) : Refusal;

/// <summary>The voting periods of two ballots must not overlap.</summary>
public sealed record MustNotOverlap(string Identifier, string Other, Instant From, Instant Until, Citation Rule) : Refusal;

/// <summary>A ballot cannot depend on itself.</summary>
public sealed record DependsOnItself(string Identifier) : Refusal;

/// <summary>Voting has not begun.</summary>
public sealed record VotingNotBegun(string Identifier, Instant Start, Citation Rule) : Refusal;

/// <summary>Voting goes on until its end.</summary>
public sealed record VotingRuns(string Identifier, Instant End, int Days, Citation Rule) : Refusal;

/// <summary>Voting has ended.</summary>
public sealed record VotingIsOver(string Identifier, Instant End, Citation Rule) : Refusal;

/// <summary>The voter has not voted.</summary>
public sealed record NotVoted(string Identifier) : Refusal;

/// <summary>Only its proposer may withdraw it.</summary>
public sealed record NotTheProposer(string Identifier, Citation Rule) : Refusal;

/// <summary>Only its proposer or an officer may do that.</summary>
public sealed record NotProposerOrOfficer(string Identifier) : Refusal;

/// <summary>Nothing of it is reviewed: it changes no guideline, or the policy has no review.</summary>
public sealed record NoReview(string Identifier, bool PolicyHasOne) : Refusal;

/// <summary>A review takes exactly so many days.</summary>
/// <param name="Days">How many it takes.</param>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends by the rule.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record ReviewTakes(int Days, int Asked, Instant Start, Instant End, Citation Rule) : Refusal;

/// <summary>The organisation votes through itself, or is the affiliate's own.</summary>
public sealed record NotAnAffiliate(string Organization) : Refusal;

/// <summary>The organisation is not suspended or on probation on that day.</summary>
public sealed record NotRestricted(string Organization, LocalDate Date) : Refusal;
