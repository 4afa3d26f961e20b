using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>What came of a command: events, or one named refusal with its facts, or nothing because it is so already.</summary>
public abstract record Outcome
{
    /// <summary>It happened.</summary>
    public static Outcome Happened(params ReadOnlySpan<StreamEvent> events) => new Accepted([.. events], []);

    /// <summary>It is refused.</summary>
    public static Outcome No(Refusal refusal) => new Refused(refusal);
}

/// <summary>It happened: these events, and what other streams must be told.</summary>
/// <param name="Events">In order; at least one.</param>
/// <param name="FollowUps">In order; often none.</param>
public sealed record Accepted(ImmutableArray<StreamEvent> Events, ImmutableArray<Told> FollowUps) : Outcome
{
    /// <summary>The same with another follow-up.</summary>
    public Accepted Telling(FollowUp followUp, MeetingId? meeting = null) => this with { FollowUps = FollowUps.Add(new Told(meeting, followUp)) };
}

/// <summary>A rule forbids it.</summary>
public sealed record Refused(Refusal Refusal) : Outcome;

/// <summary>It is so already: nothing is recorded and nobody is scolded.</summary>
public sealed record Unchanged : Outcome;

/// <summary>What another stream must be told.</summary>
/// <param name="Meeting">The meeting; null for the group.</param>
/// <param name="FollowUp">What.</param>
public sealed record Told(MeetingId? Meeting, FollowUp FollowUp);
