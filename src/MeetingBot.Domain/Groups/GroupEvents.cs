using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Everything that can happen to a group, on one page. The stored form of each is listed in the event registry of the store.</summary>
public abstract record GroupEvent : StreamEvent;

/// <summary>A conversation got its group.</summary>
/// <param name="Group">The new group.</param>
/// <param name="Name">Its long name.</param>
/// <param name="Timezone">Its IANA zone.</param>
/// <param name="Chaired">False for an open group, in which everybody may do everything but the admin's acts.</param>
/// <param name="Conversation">The home conversation, where notices go.</param>
public sealed record GroupFounded(GroupId Group, string Name, string Timezone, bool Chaired, string Conversation) : GroupEvent;

/// <summary>Another conversation was bound to the group.</summary>
public sealed record ConversationBound(string Conversation) : GroupEvent;

/// <summary>A setting was changed; the value is kept as it was typed.</summary>
public sealed record SettingChanged(string Key, string Value) : GroupEvent;

/// <summary>Somebody was put on the roster.</summary>
public sealed record MemberAdded(Member Member) : GroupEvent;

/// <summary>Somebody was taken off the roster; old minutes keep the name.</summary>
public sealed record MemberRemoved(PersonId Person) : GroupEvent;

/// <summary>Somebody got a role. The first chair makes an open group a chaired one.</summary>
public sealed record RoleGiven(PersonId Person, Role Role) : GroupEvent;

/// <summary>Somebody got another spelling; it stands in the directory.</summary>
public sealed record AliasGiven(PersonId Person) : GroupEvent;

/// <summary>Somebody's displayed name changed from a day on; the names stand in the directory.</summary>
public sealed record PersonRenamed(PersonId Person, LocalDate From) : GroupEvent;

/// <summary>An organisation's name changed from a day on.</summary>
public sealed record OrganizationRenamed(string Old, string New, LocalDate From) : GroupEvent;

/// <summary>Somebody speaks for an organisation from a day on, instead of or (<paramref name="Too"/>) beside the one before.</summary>
public sealed record AffiliationChanged(PersonId Person, string Organization, LocalDate From, bool Too) : GroupEvent;

/// <summary>An organisation has a voting class from a day on.</summary>
public sealed record ClassGiven(string Organization, string Class, LocalDate From) : GroupEvent;

/// <summary>An organisation is on probation or suspended for a time.</summary>
public sealed record OrganizationRestricted(string Organization, Restriction Restriction) : GroupEvent;

/// <summary>An organisation's probation or suspension ended; it votes again from a day on.</summary>
public sealed record RestrictionLifted(string Organization, RestrictionKind Kind, LocalDate From) : GroupEvent;

/// <summary>Somebody casts an organisation's vote from a day on; beside those named before, and nobody else.</summary>
public sealed record RepresentativeNamed(string Organization, PersonId Person, LocalDate From) : GroupEvent;

/// <summary>Somebody casts an organisation's vote no longer.</summary>
public sealed record RepresentativeReleased(string Organization, PersonId Person, LocalDate From) : GroupEvent;

/// <summary>An organisation is the affiliate of another, which votes for it; null when it is none any more.</summary>
/// <param name="Organization">The organisation.</param>
/// <param name="Of">Which one votes for it; null for none.</param>
/// <param name="From">The first day; null in an event from before days were kept, which holds for all of them.</param>
public sealed record AffiliateNamed(string Organization, string? Of, LocalDate? From = null) : GroupEvent;

/// <summary>A ballot was proposed or changed; this is what the group keeps of it.</summary>
public sealed record BallotRegistered(BallotSummary Summary) : GroupEvent;

/// <summary>A member said in which zone they are, for the times in notices.</summary>
/// <param name="Person">Who.</param>
/// <param name="Timezone">The IANA zone; null where it was taken back.</param>
public sealed record MemberZoneChanged(PersonId Person, string? Timezone) : GroupEvent;

/// <summary>An account was linked to somebody on the roster; what the account did before counts for them.</summary>
public sealed record AccountLinked(PersonId Person, PersonId Account) : GroupEvent;

/// <summary>Somebody asked to be linked to an entry that an officer must confirm.</summary>
public sealed record LinkAsked(PersonId Person, PersonId Account) : GroupEvent;

/// <summary>Somebody is an admin of the group from now on.</summary>
public sealed record AdminNamed(PersonId Person) : GroupEvent;

/// <summary>Somebody is an admin of the group no longer.</summary>
public sealed record AdminReleased(PersonId Person) : GroupEvent;

/// <summary>A person's directory entry was emptied.</summary>
public sealed record PersonForgotten(PersonId Person) : GroupEvent;

/// <summary>A series of meetings holds from its first day on; the series before ends the day before.</summary>
public sealed record SeriesScheduled(Series Series) : GroupEvent;

/// <summary>One meeting was scheduled outside of any series.</summary>
/// <param name="Date">Its day, or its first.</param>
/// <param name="Time">The local time, on each day.</param>
/// <param name="Minutes">How long it is planned to take; null where nobody said.</param>
/// <param name="Kind">How it is held; null for a call.</param>
/// <param name="Until">Its last day; null for one day.</param>
public sealed record OccurrenceScheduled(LocalDate Date, LocalTime Time, int? Minutes, MeetingKind? Kind = null, LocalDate? Until = null) : GroupEvent;

/// <summary>One meeting of the series was cancelled; a cancelled occurrence is not a meeting.</summary>
public sealed record OccurrenceCancelled(LocalDate Date, string? Reason) : GroupEvent;

/// <summary>A cancelled meeting takes place after all.</summary>
public sealed record OccurrenceRestored(LocalDate Date) : GroupEvent;

/// <summary>One meeting was moved; a null time keeps the time.</summary>
public sealed record OccurrenceMoved(LocalDate Date, LocalDate To, LocalTime? Time) : GroupEvent;

/// <summary>A meeting was announced, by hand or when its time came.</summary>
public sealed record MeetingAnnounced(LocalDate Date) : GroupEvent;

/// <summary>Everybody was reminded of a meeting shortly before its start.</summary>
public sealed record MeetingReminded(LocalDate Date) : GroupEvent;

/// <summary>The agenda of the next meeting changed.</summary>
public sealed record AgendaChanged(AgendaChange Change) : GroupEvent;

/// <summary>The group's calendar can be subscribed to under an address that nobody can guess; one given before no longer works.</summary>
public sealed record FeedOpened(string Token) : GroupEvent;

/// <summary>Somebody will not come: on one day, or up to and including <paramref name="Until"/>.</summary>
public sealed record RegretsAnnounced(PersonId Person, LocalDate From, LocalDate Until) : GroupEvent;

/// <summary>Somebody will come after all.</summary>
public sealed record ComingAnnounced(PersonId Person, LocalDate Date) : GroupEvent;

/// <summary>Somebody marked attendance in the half hour before the start.</summary>
public sealed record EarlyArrivalRecorded(PersonId Person, LocalDate Date) : GroupEvent;

/// <summary>
/// A meeting was called to order; its own stream gets the same by a follow-up. <paramref name="Started"/> is the time it began, as
/// said; null where it is the time of the message.
/// </summary>
public sealed record MeetingStarted(MeetingId Meeting, Instant? Started = null) : GroupEvent;

/// <summary>A meeting ended, and left this.</summary>
public sealed record MeetingConcluded(MeetingSummary Summary) : GroupEvent;

/// <summary>The minutes of a concluded meeting were changed so that its summary changed.</summary>
public sealed record ConclusionAmended(MeetingSummary Summary) : GroupEvent;

/// <summary>An adjournment was taken back.</summary>
public sealed record ConclusionWithdrawn(MeetingId Meeting) : GroupEvent;

/// <summary>A meeting was thrown away.</summary>
public sealed record MeetingThrownAway(MeetingId Meeting, string Reason) : GroupEvent;

/// <summary>
/// The minutes of an earlier day, of each of its meetings that still waited, were approved, not approved, deferred, or recorded as
/// sent. <paramref name="At"/> is the meeting that dealt with them, whose own minutes and later ones are not meant; null outside of any.
/// </summary>
public sealed record EarlierMinutesRegistered(LocalDate Date, EarlierOutcome Outcome, string? Reason, string? Edits, LocalDate? Sent, MeetingId? At = null) : GroupEvent;

/// <summary>The draft of a meeting's minutes was sent to everybody; the time after which it may become final runs from then on.</summary>
public sealed record MinutesSent(MeetingId Meeting, Instant At) : GroupEvent;

/// <summary>The minutes of a day became final by time alone, without a meeting (CA/Browser Forum Bylaws 5.1(1)).</summary>
public sealed record MinutesBecameFinal(LocalDate Date) : GroupEvent;

/// <summary>A meeting is older than the group keeps records: its own goes, with the names that stand in no other; what the group kept of it stays.</summary>
public sealed record MeetingExpired(MeetingId Meeting) : GroupEvent;

/// <summary>The day came by which open actions were to be done; their owners are told.</summary>
public sealed record ActionsFellDue(LocalDate Day) : GroupEvent;

/// <summary>A conversation of the group got another id on its platform; what it was stays.</summary>
public sealed record ConversationMoved(string From, string To) : GroupEvent;

/// <summary>Something could not be posted although it was tried again and again; the chair is told.</summary>
/// <param name="Kind">The notice's kind by its stored name.</param>
/// <param name="Subject">What it was about.</param>
/// <param name="Reason">What the platform answered.</param>
public sealed record NoticeGivenUp(string Kind, string Subject, string Reason) : GroupEvent;

/// <summary>An action was done.</summary>
public sealed record ActionDone(int Number) : GroupEvent;

/// <summary>An action was given up.</summary>
public sealed record ActionDropped(int Number, string Reason) : GroupEvent;

/// <summary>The group got a template of its own, or a new version of it; the text stands beside the streams.</summary>
public sealed record TemplateKept(string Name) : GroupEvent;
