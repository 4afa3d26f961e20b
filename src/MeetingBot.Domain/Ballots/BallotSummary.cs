using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>What the group keeps of a ballot: registers, agendas and other ballots read these and never the ballots' own streams.</summary>
public sealed record BallotSummary
{
    /// <summary>The ballot.</summary>
    public required BallotId Ballot { get; init; }

    /// <summary>Its identifier as written.</summary>
    public required string Identifier { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The number of its text.</summary>
    public int Version { get; init; } = 1;

    /// <summary>How far it has come.</summary>
    public BallotStage Stage { get; init; }

    /// <summary>When it came so far.</summary>
    public Instant Since { get; init; }

    /// <summary>Who proposed it.</summary>
    public required Sponsor Proposer { get; init; }

    /// <summary>Who endorsed it.</summary>
    public ImmutableArray<Sponsor> Endorsers { get; init; } = [];

    /// <summary>How many other voting members must endorse it.</summary>
    public int EndorsersNeeded { get; init; }

    /// <summary>Where its text stands; null where nobody linked it.</summary>
    public string? Text { get; init; }

    /// <summary>From when on it may be voted on; null before its discussion is opened.</summary>
    public Instant? DiscussedUntil { get; init; }

    /// <summary>When it lapses unless voting has begun by then; null where it does not.</summary>
    public Instant? LapsesAt { get; init; }

    /// <summary>When voting begins or began; null before it is called.</summary>
    public Instant? VotingStart { get; init; }

    /// <summary>When voting ends or ended; null before it is called.</summary>
    public Instant? VotingEnd { get; init; }

    /// <summary>The other ballots that it must stand before, after, or apart from.</summary>
    public ImmutableArray<Dependency> Dependencies { get; init; } = [];

    /// <summary>How the classes voted; empty before voting ended.</summary>
    public ImmutableArray<ClassCount> Counts { get; init; } = [];

    /// <summary>How many voted; null before voting ended.</summary>
    public int? Voted { get; init; }

    /// <summary>How many had to; null before that was measured, and where none had to.</summary>
    public int? Quorum { get; init; }

    /// <summary>When its review ends or ended; null without one.</summary>
    public Instant? ReviewEnd { get; init; }

    /// <summary>From which day on it is in force; null where that is open.</summary>
    public LocalDate? Effective { get; init; }

    /// <summary>When it is or was voted on: not after it was withdrawn, nor at all where that or a lapse came first. Null for neither.</summary>
    public Interval? Voting => this is not { VotingStart: { } start, VotingEnd: { } end } || Stage == BallotStage.Lapsed ? null
        : Stage != BallotStage.Withdrawn ? new Interval(start, end)
        : Since > start ? new Interval(start, Since)
        : null;

    /// <summary>The summary of a ballot as it stands.</summary>
    public static BallotSummary Of(Ballot ballot) => new()
    {
        Ballot = ballot.Id,
        Identifier = ballot.Identifier,
        Title = ballot.Title,
        Version = ballot.Version,
        Stage = ballot.Stage,
        Since = ballot.Since,
        Proposer = ballot.Proposer,
        Endorsers = ballot.Endorsers,
        EndorsersNeeded = ballot.Policy.Endorsers.Count,
        Text = ballot.Text,
        DiscussedUntil = ballot.DiscussedUntil,
        LapsesAt = ballot.LapsesAt,
        VotingStart = ballot.VotingStart,
        VotingEnd = ballot.VotingEnd,
        Dependencies = ballot.Dependencies,
        Counts = ballot.Result is { } result ? [.. result.Classes.Select(one => new ClassCount(one.Class, one.Yes, one.No, one.Abstain, one.Met))] : [],
        Voted = ballot.Result?.Voted,
        Quorum = ballot.Quorum?.Needed,
        ReviewEnd = ballot.Review?.End,
        Effective = ballot.Effective,
    };
}

/// <summary>The count of one class, as the group keeps it; a null class for all together.</summary>
public sealed record ClassCount(string? Class, int Yes, int No, int Abstain, bool Met);

/// <summary>A ballot changed: its group keeps the new summary.</summary>
public sealed record RegisterBallot(BallotSummary Summary) : FollowUp;
