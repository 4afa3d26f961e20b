using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>What a command line comes to once it is read: a command for one home stream, or an answer.</summary>
public abstract record Step
{
    /// <summary>Answers a question to the sender alone; nothing is stored.</summary>
    public static Step Say(string text, params ReadOnlySpan<Button> buttons) => new Answer(new Reply(ReplyKind.Answer, text) { Buttons = [.. buttons] });

    /// <summary>Refuses what the words alone show to be against a rule; the group and the meeting are not asked.</summary>
    public static Step No(Refusal refusal) => new Refuse(refusal);
}

/// <summary>A command whose home is the group: roster, settings, calendar, the agenda of the next meeting, the start of a meeting.</summary>
/// <param name="Command">What the group decides.</param>
public sealed record AskGroup(GroupCommand Command) : Step;

/// <summary>A command whose home is a meeting: the one in session, or the last one not approved.</summary>
/// <param name="Command">What the meeting decides; who may at all was checked before the words were read.</param>
public sealed record AskMeeting(MeetingCommand Command) : Step
{
    /// <summary>The meeting, where a date was given ("note for 14 December: ..."); null for the one the call is about.</summary>
    public MeetingId? Meeting { get; init; }

    /// <summary>Buttons below the receipt: who an unclear name is, or what the entry may also be; empty for none.</summary>
    public System.Collections.Immutable.ImmutableArray<Button> Offers { get; init; } = [];
}

/// <summary>A command whose home is a ballot.</summary>
/// <param name="Ballot">The ballot, which need not be there yet.</param>
/// <param name="Command">What the ballot decides.</param>
public sealed record AskBallot(BallotId Ballot, BallotCommand Command) : Step;

/// <summary>A question about a ballot beyond what the group keeps of it, such as who voted how.</summary>
/// <param name="Ballot">The ballot, which is read from the store.</param>
/// <param name="Then">What the question comes to once it is read.</param>
public sealed record WithBallot(BallotId Ballot, Func<Ballot, Step> Then) : Step;

/// <summary>A question about another meeting than the one at hand, such as the minutes of last month.</summary>
/// <param name="Meeting">The meeting, which is read from the store; the sender is told so when it is not there (<see cref="NoMeetingOn"/>).</param>
/// <param name="Then">What the question comes to once that meeting is read.</param>
public sealed record WithMeeting(MeetingId Meeting, Func<Meeting, Step> Then) : Step;

/// <summary>A question over what stands in many meetings, which are read one by one until there is enough.</summary>
/// <param name="Meetings">The meetings, in the order in which they are read from the store.</param>
/// <param name="Read">Takes in one of them; false when no more need be read.</param>
/// <param name="Then">What the question comes to after that.</param>
public sealed record WithMeetings(System.Collections.Immutable.ImmutableArray<MeetingId> Meetings, Func<Meeting, bool> Read, Func<Step> Then) : Step;

/// <summary>A question about how a meeting's minutes came to read as they do.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Then">What the question comes to once its events are read.</param>
public sealed record WithHistory(MeetingId Meeting, Func<System.Collections.Immutable.ImmutableArray<Recorded<StreamEvent>>, Step> Then) : Step;

/// <summary>A question about what the bot said, or will say, by itself.</summary>
public sealed record WithNotices(Func<System.Collections.Immutable.ImmutableArray<NoticeRecord>, Step> Then) : Step;

/// <summary>A question for all that is kept of the group.</summary>
/// <param name="Then">What the question comes to once it is exported.</param>
public sealed record WithExport(Func<ReadOnlyMemory<byte>, Step> Then) : Step;

/// <summary>A group's own template is to be kept before its command is given to the group.</summary>
public sealed record KeepText(string Name, string Text, GroupCommand Command) : Step;

/// <summary>What the sender is told without asking the group or the meeting to decide anything.</summary>
/// <param name="Reply">An answer, or a refusal with its next step.</param>
public sealed record Answer(Reply Reply) : Step;

/// <summary>A rule forbids it before anything is decided: a date that is past, a name that is not clear, a role that does not allow it.</summary>
/// <param name="Refusal">The rule with its facts; words are put to it as to one of the core.</param>
public sealed record Refuse(Refusal Refusal) : Step;

/// <summary>The words after the command do not read.</summary>
/// <param name="What">What was expected, as the end of "I expected ...".</param>
public sealed record Expected(string What) : Step;

/// <summary>Once read against the meeting, the line is chat: nothing is answered, and it is remembered for <c>s/old/new/</c> only.</summary>
public sealed record Pass : Step
{
    /// <summary>All are equal; this is the one that is handed on.</summary>
    public static readonly Pass It = new();
}
