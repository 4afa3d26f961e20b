using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>The registers of a group as a page shows them.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Zone">Its zone.</param>
/// <param name="Policy">The rules of its ballots.</param>
/// <param name="Decisions">What was decided, newest first.</param>
/// <param name="Actions">All actions, those given out last first.</param>
/// <param name="Ballots">All ballots, those that changed last first; each as one line.</param>
/// <param name="Attendance">Who came how often; null before the first meeting.</param>
/// <param name="Meetings">Each meeting that was held, oldest first.</param>
public sealed record RegisterView(string Group, string Zone, string Policy, ImmutableArray<DecisionLine> Decisions, ImmutableArray<ActionLine> Actions, ImmutableArray<BallotLine> Ballots,
    AttendanceReport? Attendance, ImmutableArray<MeetingPoint> Meetings);

/// <summary>A decision in the register.</summary>
/// <param name="Meeting">The meeting that made it.</param>
/// <param name="Entry">The entry in its minutes.</param>
/// <param name="Topic">The heading; null for none.</param>
/// <param name="Text">Its words.</param>
/// <param name="Outcome">How it went.</param>
public sealed record DecisionLine(MeetingId Meeting, int Entry, string? Topic, string Text, ResolutionOutcome Outcome);

/// <summary>An action in the register.</summary>
/// <param name="Meeting">The meeting that gave it out.</param>
/// <param name="Entry">The entry in its minutes.</param>
/// <param name="Action">The action, with its owners by name.</param>
public sealed record ActionLine(MeetingId Meeting, int Entry, MinutesAction Action);

/// <summary>A ballot in the register.</summary>
/// <param name="Identifier">Its identifier.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stage">How far it has come, in words.</param>
/// <param name="Text">Where its text stands; null for nowhere.</param>
/// <param name="Said">Everything of it in one line.</param>
public sealed record BallotLine(string Identifier, string Title, string Stage, string? Text, string Said);

/// <summary>One meeting in the pictures.</summary>
/// <param name="Date">Its day.</param>
/// <param name="People">How many people came.</param>
/// <param name="Organizations">How many organisations.</param>
/// <param name="OpenActions">How many actions were open when it was over.</param>
/// <param name="ClosedActions">How many had been done or dropped by then.</param>
public sealed record MeetingPoint(LocalDate Date, int People, int Organizations, int OpenActions, int ClosedActions);

/// <summary>Shows the registers of a conversation's group to the people of the group.</summary>
public interface IRegisterDesk
{
    /// <summary>The registers; null where the conversation has no group, and for viewers who may not see them.</summary>
    ValueTask<RegisterView?> RegistersAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation);

    /// <summary>A register as a table for a file; null as above, and for a name that is none.</summary>
    ValueTask<RegisterTable?> RegisterAsync(string conversation, string register, Account viewer, string viewerName, Instant now, CancellationToken cancellation);

    /// <summary>The minutes of a meeting held on a day, the last one where it is not said which; null as above, and where none was.</summary>
    ValueTask<Minutes?> MinutesOfAsync(string conversation, LocalDate date, int? nth, Account viewer, string viewerName, Instant now, CancellationToken cancellation);
}
