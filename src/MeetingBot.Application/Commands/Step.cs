using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>What a command line comes to once it is read: a command for one home stream, or an answer.</summary>
public abstract record Step
{
    /// <summary>An answer to a question.</summary>
    public static Step Say(string text, params ReadOnlySpan<Button> buttons) => new Answer(new Reply(ReplyKind.Answer, text) { Buttons = [.. buttons] });

    /// <summary>A refusal by a rule.</summary>
    public static Step No(Refusal refusal) => new Refuse(refusal);
}

/// <summary>A command whose home is the group.</summary>
public sealed record AskGroup(GroupCommand Command) : Step
{
    /// <summary>What the receipt should add, such as a clause that was not read; null for nothing.</summary>
    public string? Hint { get; init; }
}

/// <summary>A command whose home is a meeting: the one in session, or the last one not approved.</summary>
public sealed record AskMeeting(MeetingCommand Command) : Step
{
    /// <summary>The meeting, where a date was given; null for the one the call is about.</summary>
    public MeetingId? Meeting { get; init; }

    /// <summary>What the receipt should add; null for nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Buttons that clear up a name or carry a suggestion.</summary>
    public System.Collections.Immutable.ImmutableArray<Button> Offers { get; init; } = [];
}

/// <summary>A question that needs another meeting than the one at hand.</summary>
public sealed record WithMeeting(MeetingId Meeting, Func<Meeting, Step> Then) : Step;

/// <summary>A question about what the bot said, or will say, by itself.</summary>
public sealed record WithNotices(Func<System.Collections.Immutable.ImmutableArray<NoticeRecord>, Step> Then) : Step;

/// <summary>A group's own template is to be kept before its command is given to the group.</summary>
public sealed record KeepText(string Name, string Text, GroupCommand Command) : Step;

/// <summary>An answer.</summary>
public sealed record Answer(Reply Reply) : Step;

/// <summary>A rule forbids it.</summary>
public sealed record Refuse(Refusal Refusal) : Step;

/// <summary>The words after the command do not read.</summary>
/// <param name="What">What was expected, as the end of "I expected ...".</param>
public sealed record Expected(string What) : Step;

/// <summary>Nothing for the bot.</summary>
public sealed record Pass : Step
{
    /// <summary>The one.</summary>
    public static readonly Pass It = new();
}
