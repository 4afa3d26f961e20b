using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>A ballot as announcements, results and answers show it: names instead of ids, and the checks that its rules ask for.</summary>
public sealed record BallotSheet
{
    /// <summary>The group's name.</summary>
    public required string Group { get; init; }

    /// <summary>The identifier as written, for example <c>CSC-21</c>.</summary>
    public required string Identifier { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The number of the text.</summary>
    public int Version { get; init; }

    /// <summary>How far it has come, in words.</summary>
    public required string Stage { get; init; }

    /// <summary>What it is for; null where nobody said it.</summary>
    public string? Purpose { get; init; }

    /// <summary>Where its text stands; null where nobody linked it.</summary>
    public string? Text { get; init; }

    /// <summary>"Final Guideline", "Final Maintenance Guideline", or null.</summary>
    public string? Guideline { get; init; }

    /// <summary>The proposer with the organisation.</summary>
    public required string Proposer { get; init; }

    /// <summary>The endorsers with their organisations.</summary>
    public ImmutableArray<string> Endorsers { get; init; } = [];

    /// <summary>The rules that hold for it.</summary>
    public required string Policy { get; init; }

    /// <summary>The discussion, from and to, in words; null before it began.</summary>
    public string? Discussion { get; init; }

    /// <summary>The vote, from and to, in words; null before it was called.</summary>
    public string? Voting { get; init; }

    /// <summary>The votes by class; empty before voting ended.</summary>
    public ImmutableArray<ClassSheet> Classes { get; init; } = [];

    /// <summary>True when it carried, false when it failed; null before voting ended.</summary>
    public bool? Passed { get; init; }

    /// <summary>How the quorum came about, one sentence each; empty where none is needed.</summary>
    public ImmutableArray<string> Quorum { get; init; } = [];

    /// <summary>The review, from and to, in words; null without one.</summary>
    public string? Review { get; init; }

    /// <summary>The effective date in words; null where that is open.</summary>
    public string? Effective { get; init; }

    /// <summary>What it has to do with other ballots, one sentence each.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The checks that the rules ask for, as far as it has come.</summary>
    public ImmutableArray<BallotCheck> Checks { get; init; } = [];

    /// <summary>What should be looked at before anything is posted.</summary>
    public ImmutableArray<string> Warnings => [.. Checks.Where(check => !check.Met).Select(check => $"{check.Text} ({check.Rule})")];
}

/// <summary>The votes of a class.</summary>
/// <param name="Name">The class, or "Members" for all together.</param>
/// <param name="Yes">Who voted for it, by name.</param>
/// <param name="No">Who voted against it.</param>
/// <param name="Abstain">Who abstained.</param>
/// <param name="Needed">How many for it were needed.</param>
/// <param name="Met">Whether there were enough.</param>
public sealed record ClassSheet(string Name, ImmutableArray<string> Yes, ImmutableArray<string> No, ImmutableArray<string> Abstain, int Needed, bool Met)
{
    /// <summary>The share of yes among yes and no, in whole per cent, for reading only; null where nobody voted either way.</summary>
    public int? Percent => Yes.Length + No.Length == 0 ? null : ((200 * Yes.Length) + Yes.Length + No.Length) / (2 * (Yes.Length + No.Length));
}

/// <summary>One thing that the rules ask for, and whether it is so.</summary>
/// <param name="Text">What is so, in one sentence without a full stop.</param>
/// <param name="Met">Whether the rule is kept.</param>
/// <param name="Rule">Where the rule is written.</param>
public sealed record BallotCheck(string Text, bool Met, string Rule);
