using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What the group keeps of a meeting that is over: attendance by organisation, what was decided, who has which action, and what
/// is carried over. Registers, quorum and reports read these and never the meetings' own streams.
/// </summary>
public sealed record MeetingSummary
{
    /// <summary>The meeting.</summary>
    public required MeetingId Meeting { get; init; }

    /// <summary>Its title, if it had one.</summary>
    public string? Title { get; init; }

    /// <summary>How it was held; null for a call, and in a summary that was stored before this was kept.</summary>
    public MeetingKind? Kind { get; init; }

    /// <summary>When it was called to order.</summary>
    public Instant Started { get; init; }

    /// <summary>When it ended.</summary>
    public Instant Ended { get; init; }

    /// <summary>Who presided last.</summary>
    public PersonId? Presider { get; init; }

    /// <summary>Who was there, and for whom.</summary>
    public ImmutableArray<Attended> Attendance { get; init; } = [];

    /// <summary>Who sent regrets.</summary>
    public ImmutableArray<PersonId> Regrets { get; init; } = [];

    /// <summary>What was decided.</summary>
    public ImmutableArray<RegisteredDecision> Decisions { get; init; } = [];

    /// <summary>The actions it gave out.</summary>
    public ImmutableArray<RegisteredAction> Actions { get; init; } = [];

    /// <summary>Items that were not reached or were deferred.</summary>
    public ImmutableArray<AgendaItem> Carried { get; init; } = [];

    /// <summary>How many entries the minutes have; 0 for a meeting in which nothing was recorded.</summary>
    public int Entries { get; init; }

    /// <summary>The number after the last one it gave to an action, struck ones too; null in a summary that was stored before this was kept.</summary>
    public int? NextAction { get; init; }
}

/// <summary>One person's attendance, as the group keeps it.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organization">For whom; null for an individual.</param>
/// <param name="Guest">True for somebody who stood on no roster.</param>
public sealed record Attended(PersonId Person, string? Organization, bool Guest);

/// <summary>One decision in the register.</summary>
/// <param name="Meeting">The meeting that made it.</param>
/// <param name="Entry">The entry in its minutes.</param>
/// <param name="Text">Its words.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="By">Those named as agreeing; empty for the group as a whole.</param>
/// <param name="Context">The paragraph it continues; null for none.</param>
/// <param name="Topic">The heading; null for none.</param>
public sealed record RegisteredDecision(MeetingId Meeting, int Entry, string Text, ResolutionOutcome Outcome, ImmutableArray<Named> By, string? Context, string? Topic);

/// <summary>One action in the register.</summary>
/// <param name="Number">Its number in the group.</param>
/// <param name="Meeting">The meeting that gave it out.</param>
/// <param name="Entry">The entry in its minutes.</param>
/// <param name="Owners">Who has it; empty for nobody yet.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Due">By which day; null for none.</param>
/// <param name="Status">Open, done or dropped.</param>
/// <param name="Topic">The heading; null for none.</param>
/// <param name="Context">The paragraph it continues; null for none.</param>
public sealed record RegisteredAction(int Number, MeetingId Meeting, int Entry, ImmutableArray<Named> Owners, string Text, LocalDate? Due,
    ActionStatus Status, string? Topic, string? Context = null);
