using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// The rules by which a group decides by ballot, as data: each with the section it comes from. A ballot keeps the policy that
/// was in force when its version was posted, and its vote the one that was in force when voting was called.
/// </summary>
public sealed record BallotPolicy
{
    /// <summary>The word by which it is set, for example <c>cscwg-1.1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its full name, for example "CSCWG charter 1.1".</summary>
    public required string Title { get; init; }

    /// <summary>What each class of voters must reach; empty where all vote together (<see cref="Together"/>).</summary>
    public ImmutableArray<ClassRule> Classes { get; init; } = [];

    /// <summary>What all voters together must reach where there are no classes.</summary>
    public required PassRule Together { get; init; }

    /// <summary>How many other voting members must endorse a proposal.</summary>
    public required Endorsement Endorsers { get; init; }

    /// <summary>How long a version is discussed at least before voting may begin.</summary>
    public required Term Discussion { get; init; }

    /// <summary>How long voting takes, exactly.</summary>
    public required Term Voting { get; init; }

    /// <summary>After how long a version lapses on which voting has not begun; no days for never.</summary>
    public required Term Lapse { get; init; }

    /// <summary>The review that follows a ballot on a guideline; no days for none.</summary>
    public required ReviewRule Review { get; init; }

    /// <summary>How many must have voted.</summary>
    public required BallotQuorum Quorum { get; init; }

    /// <summary>Who may propose, endorse and vote.</summary>
    public required Citation Voters { get; init; }

    /// <summary>That the proposer may withdraw.</summary>
    public required Citation Withdrawal { get; init; }

    /// <summary>That the result is announced, with its totals.</summary>
    public required Citation Results { get; init; }

    /// <summary>How ballots that depend on each other are held.</summary>
    public required Citation Order { get; init; }

    /// <summary>That a ballot on a guideline carries its text or a redline; null where nothing is asked.</summary>
    public Citation? GuidelineText { get; init; }

    /// <summary>The attendance that full membership takes; null where nothing is asked.</summary>
    public AttendanceTest? Attendance { get; init; }

    /// <summary>The rule for a class; null for a class that does not vote.</summary>
    public ClassRule? RuleFor(string? @class) => @class is null ? null : Classes.FirstOrDefault(rule => VotingClass.Same(rule.Class, @class));

    /// <summary>Whether organisations of a class vote: one that has a rule, or without rules for classes any but those that never vote.</summary>
    public bool Votes(string @class) => Classes.IsEmpty ? !VotingClass.NeverVotes(@class) : RuleFor(@class) is not null;
}

/// <summary>What the votes of one class must reach.</summary>
/// <param name="Class">The class, for example <c>issuer</c>.</param>
/// <param name="Rule">What its votes must reach.</param>
public sealed record ClassRule(string Class, PassRule Rule);

/// <summary>What a vote must reach to carry.</summary>
/// <param name="Share">The share of yes.</param>
/// <param name="Of">Of which number.</param>
/// <param name="NeedsYes">Whether there must be a yes at all.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record PassRule(Threshold Share, VoteBase Of, bool NeedsYes, Citation Rule);

/// <summary>Of which number a share is taken. Abstentions are in neither part of the votes.</summary>
public enum VoteBase
{
    /// <summary>The votes for and against.</summary>
    Cast,

    /// <summary>All who were entitled to vote.</summary>
    Entitled,
}

/// <summary>How many voting members other than the proposer's must endorse.</summary>
public sealed record Endorsement(int Count, Citation Rule);

/// <summary>A term in calendar days, which ends at the same local time as it began.</summary>
/// <param name="Days">How many; 0 for none.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record Term(int Days, Citation Rule)
{
    /// <summary>When a term ends that begins at a moment.</summary>
    public Instant From(Instant begin, DateTimeZone zone) => Ends(begin, Days, zone);

    /// <summary>The same local time so many days later.</summary>
    public static Instant Ends(Instant begin, int days, DateTimeZone zone) => zone.AtLeniently(begin.InZone(zone).LocalDateTime.PlusDays(days)).ToInstant();
}

/// <summary>How long members may review a guideline for their patents after its ballot passed.</summary>
/// <param name="Maintenance">Days for a Final Maintenance Guideline; 0 for no review.</param>
/// <param name="Final">Days for a Final Guideline; 0 for no review.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record ReviewRule(int Maintenance, int Final, Citation Rule)
{
    /// <summary>The days for a kind of guideline; 0 for none.</summary>
    public int Days(GuidelineKind kind) => kind switch
    {
        GuidelineKind.Maintenance => Maintenance,
        GuidelineKind.Final => Final,
        _ => 0,
    };
}

/// <summary>What a ballot is about, which decides on its review.</summary>
public enum GuidelineKind
{
    /// <summary>Anything else: a charter, a membership, a statement.</summary>
    None,

    /// <summary>A change to a guideline ("Final Maintenance Guideline").</summary>
    Maintenance,

    /// <summary>A new guideline ("Final Guideline").</summary>
    Final,
}

/// <summary>How many must have voted, abstentions included, for a ballot to be valid.</summary>
/// <param name="Share">The share; null where no quorum is needed, or a fixed number is.</param>
/// <param name="Of">Of which number.</param>
/// <param name="VotersOnly">Whether only organisations that vote are counted in the average.</param>
/// <param name="Meetings">Over how many meetings the average is taken.</param>
/// <param name="StartUp">The quorum while fewer meetings than that have been held; null to take those there are.</param>
/// <param name="WaitsForMeetings">Whether no ballot may be voted on before that many meetings have been held.</param>
/// <param name="Moment">When it is measured.</param>
/// <param name="Fixed">A fixed number; 0 for none.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record BallotQuorum(Threshold? Share, QuorumBase Of, bool VotersOnly, int Meetings, int? StartUp, bool WaitsForMeetings, QuorumMoment Moment, int Fixed, Citation Rule);

/// <summary>Of which number a quorum is a share.</summary>
public enum QuorumBase
{
    /// <summary>The average number of organisations at the meetings before.</summary>
    Attendance,

    /// <summary>All who are entitled to vote.</summary>
    Entitled,
}

/// <summary>When a quorum is measured. By-laws leave it open; published results say "as of the start of voting".</summary>
public enum QuorumMoment
{
    /// <summary>When voting begins.</summary>
    Start,

    /// <summary>When voting ends.</summary>
    End,
}

/// <summary>The attendance by which a member on probation becomes a full one.</summary>
/// <param name="Months">Over how many months it is counted.</param>
/// <param name="Share">The share of the calls.</param>
/// <param name="FaceToFace">How many meetings face to face.</param>
/// <param name="Rule">Where that is written.</param>
public sealed record AttendanceTest(int Months, Threshold Share, int FaceToFace, Citation Rule);
