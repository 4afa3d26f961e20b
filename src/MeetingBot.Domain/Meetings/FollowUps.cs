using NodaTime;

namespace MeetingBot.Domain;

/// <summary>The group called a meeting: its stream begins.</summary>
public sealed record CallMeeting(Convocation Convocation) : FollowUp;

/// <summary>A meeting ended: the group keeps its summary.</summary>
public sealed record ConcludeMeeting(MeetingSummary Summary) : FollowUp;

/// <summary>A concluded meeting's minutes changed: the group keeps the new summary.</summary>
public sealed record AmendConclusion(MeetingSummary Summary) : FollowUp;

/// <summary>An adjournment was taken back: the meeting is in session again.</summary>
public sealed record WithdrawConclusion(MeetingId Meeting) : FollowUp;

/// <summary>A meeting was thrown away: the group has none in session.</summary>
public sealed record ThrowMeetingAway(MeetingId Meeting, string Reason) : FollowUp;

/// <summary>A date was cancelled in session: the group's calendar changes.</summary>
public sealed record CancelDate(LocalDate Date, string? Reason) : FollowUp;

/// <summary>A cancellation in session was struck or undone: the date holds again.</summary>
public sealed record RestoreDate(LocalDate Date) : FollowUp;

/// <summary>A meeting (<paramref name="At"/>) dealt with earlier minutes: the group registers it, and the earlier meeting learns of it.</summary>
public sealed record RegisterEarlierMinutes(EarlierMinutes Earlier, MeetingId? At = null) : FollowUp;

/// <summary>What a meeting (<paramref name="At"/>) had recorded as the approval of earlier minutes was struck: they are open again.</summary>
public sealed record WithdrawEarlierMinutes(LocalDate Date, MeetingId At) : FollowUp;

/// <summary>The draft of a meeting's minutes was sent to everybody.</summary>
public sealed record RegisterSent(MeetingId Meeting, Instant At) : FollowUp;

/// <summary>The minutes of this meeting were approved at a later one.</summary>
public sealed record SettleMinutes(MinutesStatus Status, string? Edits) : FollowUp;

/// <summary>A roster entry changed while a meeting is in session.</summary>
public sealed record ReviseRoster(Member Member) : FollowUp;

/// <summary>The standing of an organisation changed while a meeting is in session.</summary>
public sealed record ReviseOrganization(Organization Organization) : FollowUp;

/// <summary>A setting changed while a meeting's minutes are open.</summary>
public sealed record ReviseSettings(Settings Settings) : FollowUp;

/// <summary>The series or one of its dates changed while a meeting is in session: its minutes name the next meeting by it.</summary>
public sealed record ReviseCalendar(Calendar Calendar) : FollowUp;

/// <summary>An earlier action was closed while a meeting is in session.</summary>
public sealed record CloseEarlierAction(int Number, ActionStatus Status) : FollowUp;

/// <summary>A passage of an entry was redacted: it is taken out of every stored event that still holds it. Done, this is forgotten too.</summary>
public sealed record RewritePassage(int Entry, string Passage, string Replacement) : FollowUp;

/// <summary>Somebody was forgotten: every trace of what named them leaves the directory's keeper for good.</summary>
public sealed record EraseNames(PersonId Person) : FollowUp;

/// <summary>A meeting is older than the group keeps records: its stream goes.</summary>
public sealed record RemoveRecord(MeetingId Meeting) : FollowUp;

/// <summary>An action of a concluded meeting was closed: its minutes show it while they are open.</summary>
public sealed record CloseAction(int Entry, ActionStatus Status, string? Reason) : FollowUp;
