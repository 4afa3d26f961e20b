using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A ballot as its events leave it. It lives across meetings, from its proposal to the effective date of what it changed.</summary>
public sealed record Ballot
{
    /// <summary>The ballot.</summary>
    public required BallotId Id { get; init; }

    /// <summary>Its identifier as it was written first, for example <c>CSC-21</c>.</summary>
    public required string Identifier { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The number of its text, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Where the text of this version stands; null where nobody linked it.</summary>
    public string? Text { get; init; }

    /// <summary>What it is for, in a few sentences; null where nobody said it.</summary>
    public string? Purpose { get; init; }

    /// <summary>Whether it changes a guideline, which is then reviewed.</summary>
    public GuidelineKind Guideline { get; init; }

    /// <summary>Who proposed it.</summary>
    public required Sponsor Proposer { get; init; }

    /// <summary>Who endorsed it, in order.</summary>
    public ImmutableArray<Sponsor> Endorsers { get; init; } = [];

    /// <summary>The rules that hold for it.</summary>
    public required BallotPolicy Policy { get; init; }

    /// <summary>The IANA zone in which its terms are counted.</summary>
    public required string Timezone { get; init; }

    /// <summary>How far it has come.</summary>
    public BallotStage Stage { get; init; }

    /// <summary>When it came so far.</summary>
    public Instant Since { get; init; }

    /// <summary>When this version was posted.</summary>
    public Instant VersionAt { get; init; }

    /// <summary>When its discussion was opened; null before.</summary>
    public Instant? DiscussedSince { get; init; }

    /// <summary>When voting begins or began; null before it is called.</summary>
    public Instant? VotingStart { get; init; }

    /// <summary>When voting ends or ended; null before it is called.</summary>
    public Instant? VotingEnd { get; init; }

    /// <summary>True once those who have not voted were reminded.</summary>
    public bool Reminded { get; init; }

    /// <summary>The votes by voter; of each the last one.</summary>
    public ImmutableSortedDictionary<string, BallotVote> Votes { get; init; } = ImmutableSortedDictionary.Create<string, BallotVote>(StringComparer.Ordinal);

    /// <summary>Who could vote when voting began; empty before.</summary>
    public ImmutableArray<Voter> Roll { get; init; } = [];

    /// <summary>How many must have voted; null before it is measured, and where none is needed.</summary>
    public RequiredQuorum? Quorum { get; init; }

    /// <summary>How the vote went; null before it ended.</summary>
    public BallotResult? Result { get; init; }

    /// <summary>Totals as they were stated elsewhere, in the order in which they were given; the last for a class counts.</summary>
    public ImmutableArray<TotalsStated> Stated { get; init; } = [];

    /// <summary>The other ballots that it must stand before, after, or apart from.</summary>
    public ImmutableArray<Dependency> Dependencies { get; init; } = [];

    /// <summary>The review; null before it began.</summary>
    public ReviewPeriod? Review { get; init; }

    /// <summary>Exclusion notices filed during the review.</summary>
    public ImmutableArray<string> Exclusions { get; init; } = [];

    /// <summary>From which day on it is in force; null where that is open.</summary>
    public LocalDate? Effective { get; init; }

    /// <summary>The zone itself.</summary>
    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb.GetZoneOrNull(Timezone) ?? DateTimeZone.Utc;

    /// <summary>From when on this version may be voted on; null before its discussion is opened.</summary>
    public Instant? DiscussedUntil => DiscussedSince is { } since ? Policy.Discussion.From(Instant.Max(since, VersionAt), Zone) : null;

    /// <summary>When it lapses unless voting has begun by then; null where it never does, and once it was voted on.</summary>
    public Instant? LapsesAt => Policy.Lapse.Days > 0 && Stage is BallotStage.Draft or BallotStage.Discussion ? Policy.Lapse.From(VersionAt, Zone) : null;
}

/// <summary>Who proposed or endorsed a ballot.</summary>
/// <param name="Person">The representative.</param>
/// <param name="Key">The voter the person speaks for: an organisation's key, or the person's id.</param>
/// <param name="Organization">The organisation's name; null for a person.</param>
public sealed record Sponsor(PersonId Person, string Key, string? Organization);

/// <summary>The vote of one voter.</summary>
/// <param name="Key">The voter.</param>
/// <param name="Organization">The organisation's name; null for a person.</param>
/// <param name="Voter">Who cast it, or recorded it for the organisation.</param>
/// <param name="Vote">How.</param>
public sealed record BallotVote(string Key, string? Organization, PersonId Voter, Vote Vote);

/// <summary>What a ballot has to do with another one.</summary>
/// <param name="Other">The other ballot.</param>
/// <param name="Identifier">The other's identifier as written.</param>
/// <param name="Kind">What must hold.</param>
public sealed record Dependency(BallotId Other, string Identifier, DependencyKind Kind);

/// <summary>How two ballots must stand to each other (by-laws 2.4(10)).</summary>
public enum DependencyKind
{
    /// <summary>This one is decided before voting on the other begins.</summary>
    Before,

    /// <summary>The other is decided before voting on this one begins.</summary>
    After,

    /// <summary>Their voting periods do not overlap.</summary>
    Apart,
}

/// <summary>The time in which members may exclude patents from a guideline (IPR Policy 4.1).</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Days">How long it takes by rule.</param>
public sealed record ReviewPeriod(Instant Start, Instant End, int Days);
