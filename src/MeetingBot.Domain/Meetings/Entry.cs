using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// One entry of the minutes as it stands now. Its number never changes; its place does: it stands under
/// <see cref="Topic"/>, in the order of numbers, unless it was put <see cref="Before"/> another.
/// </summary>
public sealed record Entry
{
    /// <summary>Its number in this meeting, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The number of the entry that opened the topic it stands under; 0 before the first topic.</summary>
    public int Topic { get; init; }

    /// <summary>The entry it was inserted before; null for most.</summary>
    public int? Before { get; init; }

    /// <summary>What kind of entry it is, with the facts of that kind.</summary>
    public required Matter Matter { get; init; }

    /// <summary>Its words, without a continuation mark.</summary>
    public required string Text { get; init; }

    /// <summary>Whose point it is; null for nobody's.</summary>
    public Named? Speaker { get; init; }

    /// <summary>Who made a decision of it, and of what; null for what was not decided after it was recorded.</summary>
    public Deciding? Decided { get; init; }

    /// <summary>True when it continues the paragraph before it.</summary>
    public bool Continues { get; init; }

    /// <summary>Who recorded it.</summary>
    public required PersonId By { get; init; }

    /// <summary>When it was recorded.</summary>
    public Instant At { get; init; }

    /// <summary>The message it came from, as the platform names it; null where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>True while it is struck; a struck entry prints nowhere and can be restored.</summary>
    public bool Struck { get; init; }

    /// <summary>
    /// True for a heading that was under discussion, and a motion that was before the meeting, when it was struck: putting it
    /// back makes it so again.
    /// </summary>
    public bool WasOpen { get; init; }

    /// <summary>Whether it prints as a paragraph of its topic, which a continuation can continue. Links and what prints elsewhere do not.</summary>
    public bool IsParagraph => !Struck && Matter is (Point or Decision or Assignment or Mark or Motion or Cancellation);
}

/// <summary>The deciding of an entry that had been recorded before ("agreed" alone, or "agreed #4"), as far as taking it back needs it.</summary>
/// <param name="By">Who said so.</param>
/// <param name="From">What the entry was until then: a point, or a decision that had gone otherwise.</param>
/// <param name="Earlier">The deciding before this one; null for most.</param>
public sealed record Deciding(PersonId By, Matter From, Deciding? Earlier);

/// <summary>What an entry is, with the facts of that kind. One closed family; two are equal when their kind and all facts are.</summary>
public abstract record Matter;

/// <summary>A point somebody made.</summary>
public sealed record Point : Matter
{
    /// <summary>All points are equal, so that one will do for the many points of a meeting.</summary>
    public static readonly Point It = new();
}

/// <summary>What the group decided.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="By">Those named as agreeing; empty for the group as a whole.</param>
public sealed record Decision(ResolutionOutcome Outcome, ImmutableArray<Named> By) : Matter
{
    /// <summary>What becomes of the motion before the meeting when this decides it ("RESOLVED:").</summary>
    public MotionOutcome OfMotion => Outcome switch
    {
        ResolutionOutcome.Rejected or ResolutionOutcome.Lost => MotionOutcome.Lost,
        ResolutionOutcome.Inconclusive => MotionOutcome.Inconclusive,
        _ => MotionOutcome.Carried,
    };

    /// <inheritdoc/>
    public bool Equals(Decision? other) => other is not null && Outcome == other.Outcome && By.AsSpan().SequenceEqual(other.By.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Outcome, By.AsSpan().Length);
}

/// <summary>An action somebody took on.</summary>
/// <param name="Number">Its number in the group.</param>
/// <param name="Owners">Who has it; empty for nobody yet.</param>
/// <param name="Due">By which day; null for none.</param>
/// <param name="Status">Open, done or dropped.</param>
public sealed record Assignment(int Number, ImmutableArray<Named> Owners, LocalDate? Due, ActionStatus Status) : Matter
{
    /// <inheritdoc/>
    public bool Equals(Assignment? other) => other is not null && Number == other.Number && Due == other.Due && Status == other.Status
        && Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, Owners.AsSpan().Length, Due, Status);
}

/// <summary>A motion before the meeting, with its votes: one for each voting unit, of which the last one counts.</summary>
/// <param name="Mover">Who moved it.</param>
/// <param name="Seconder">Who seconded it; null for nobody yet.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Votes">The votes by voting unit.</param>
/// <param name="Resolution">The entry whose "RESOLVED" decided it, so that the register has it once; null otherwise.</param>
/// <param name="ByName">True for a vote by roll call, of which the minutes name who voted how; null otherwise.</param>
/// <param name="Casting">Who decided a tie by a casting vote; null for nobody.</param>
public sealed record Motion(Named? Mover, PersonId? Seconder, MotionOutcome Outcome, ImmutableSortedDictionary<string, CastVote> Votes, int? Resolution = null, bool? ByName = null,
    PersonId? Casting = null) : Matter
{
    /// <summary>How many voting units voted so.</summary>
    public int Count(Vote vote) => Votes.Values.Count(cast => cast.Vote == vote);

    /// <inheritdoc/>
    public bool Equals(Motion? other) => other is not null
        && (Mover, Seconder, Outcome, Resolution, ByName, Casting) == (other.Mover, other.Seconder, other.Outcome, other.Resolution, other.ByName, other.Casting)
        && Votes.SequenceEqual(other.Votes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mover, Seconder, Outcome, Resolution, Votes.Count);
}

/// <summary>A vote that counts.</summary>
public sealed record CastVote(PersonId Voter, Vote Vote);

/// <summary>How somebody voted. An abstention is a vote for neither side.</summary>
public enum Vote
{
    /// <summary>For.</summary>
    Yes,

    /// <summary>Against.</summary>
    No,

    /// <summary>Neither.</summary>
    Abstain,
}

/// <summary>A link to a document.</summary>
public sealed record Link(string Url) : Matter;

/// <summary>An idea, or a call for help (MeetBot's marks).</summary>
public sealed record Mark(EntryKind Kind) : Matter;

/// <summary>A heading; its words are the entry's text.</summary>
/// <param name="Item">The agenda item it takes up; null for a topic that is on no agenda.</param>
/// <param name="Kind">An item, or other business.</param>
/// <param name="Parent">The topic of which it is a subtopic, by its entry; 0 for a topic of its own.</param>
public sealed record Heading(int? Item, TopicKind Kind, int Parent) : Matter;

/// <summary>A statement was read.</summary>
/// <param name="Reader">Who read it; null for nobody named.</param>
public sealed record StatementRead(Named? Reader) : Matter;

/// <summary>Earlier minutes were dealt with.</summary>
public sealed record EarlierMinutes(LocalDate Date, EarlierOutcome Outcome, string? Reason, string? Edits, LocalDate? Sent) : Matter;

/// <summary>A coming meeting was cancelled during this one.</summary>
public sealed record Cancellation(LocalDate Date, string? Reason) : Matter;
