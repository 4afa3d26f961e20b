using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The words by which JSON and templates know the states of things. They are a public form: add, never change.</summary>
static class Words
{
    internal static string Of(MeetingKind kind) => kind switch
    {
        MeetingKind.Call => "call",
        MeetingKind.FaceToFace => "face-to-face",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string Of(MinutesStatus status) => status switch
    {
        MinutesStatus.Draft => "draft",
        MinutesStatus.Posted => "posted",
        MinutesStatus.Approved => "approved",
        MinutesStatus.Final => "final",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    internal static string Of(EarlierOutcome outcome) => outcome switch
    {
        EarlierOutcome.Approved => "approved",
        EarlierOutcome.NotApproved => "not approved",
        EarlierOutcome.Deferred => "deferred",
        EarlierOutcome.Sent => "sent",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    internal static string Of(AgendaItemStatus status) => status switch
    {
        AgendaItemStatus.Proposed => "proposed",
        AgendaItemStatus.Pending => "pending",
        AgendaItemStatus.TakenUp => "taken up",
        AgendaItemStatus.DisposedOf => "disposed of",
        AgendaItemStatus.Deferred => "deferred",
        AgendaItemStatus.Removed => "removed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    internal static string Of(TopicKind kind) => kind switch
    {
        TopicKind.Item => "item",
        TopicKind.OtherBusiness => "other business",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string Of(EntryKind kind) => kind switch
    {
        EntryKind.Note => "note",
        EntryKind.Decision => "decision",
        EntryKind.Action => "action",
        EntryKind.Motion => "motion",
        EntryKind.Link => "link",
        EntryKind.Idea => "idea",
        EntryKind.HelpWanted => "help wanted",
        EntryKind.Cancellation => "cancellation",
        EntryKind.NextMeeting => "next meeting",
        EntryKind.Topic => "topic",
        EntryKind.Statement => "statement",
        EntryKind.EarlierMinutes => "earlier minutes",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    internal static string? Of(ResolutionOutcome? outcome) => outcome is { } known ? Of(known) : null;

    internal static string Of(ResolutionOutcome outcome) => outcome switch
    {
        ResolutionOutcome.Agreed => "agreed",
        ResolutionOutcome.Rejected => "rejected",
        ResolutionOutcome.Inconclusive => "inconclusive",
        ResolutionOutcome.Carried => "carried",
        ResolutionOutcome.Lost => "lost",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    internal static string Of(ActionStatus status) => status switch
    {
        ActionStatus.Open => "open",
        ActionStatus.Done => "done",
        ActionStatus.Dropped => "dropped",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    internal static string Of(Vote vote) => vote switch
    {
        Vote.Yes => "yes",
        Vote.No => "no",
        Vote.Abstain => "abstain",
        _ => throw new ArgumentOutOfRangeException(nameof(vote), vote, null),
    };

    internal static string Of(MotionOutcome outcome) => outcome switch
    {
        MotionOutcome.Open => "open",
        MotionOutcome.Carried => "carried",
        MotionOutcome.Lost => "lost",
        MotionOutcome.Withdrawn => "withdrawn",
        MotionOutcome.Tabled => "tabled",
        MotionOutcome.Inconclusive => "inconclusive",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
