using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Everything that can happen in a meeting, on one page. The stored form of each is listed in the event registry of the store.</summary>
public abstract record MeetingEvent : StreamEvent;

/// <summary>
/// The meeting was called to order. It carries what was in force, so that the meeting can be read from its own stream for
/// ever, and its minutes do not change when the group does.
/// </summary>
public sealed record MeetingCalled(Convocation Convocation) : MeetingEvent;

/// <summary>What was in force when a meeting was called to order.</summary>
public sealed record Convocation
{
    /// <summary>The meeting.</summary>
    public required MeetingId Meeting { get; init; }

    /// <summary>The group's long name.</summary>
    public required string GroupName { get; init; }

    /// <summary>True when roles decide who may do what; false for an open group.</summary>
    public bool Chaired { get; init; }

    /// <summary>The admins of the group.</summary>
    public ImmutableArray<PersonId> Admins { get; init; } = [];

    /// <summary>The settings.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The roster.</summary>
    public ImmutableArray<Member> Roster { get; init; } = [];

    /// <summary>The standing of the organisations, for groups with voting classes; empty for others.</summary>
    public ImmutableArray<Organization> Organizations { get; init; } = [];

    /// <summary>The agenda.</summary>
    public required Agenda Agenda { get; init; }

    /// <summary>The calendar.</summary>
    public required Calendar Calendar { get; init; }

    /// <summary>Actions of earlier meetings that were open.</summary>
    public ImmutableArray<RegisteredAction> OpenActions { get; init; } = [];

    /// <summary>The number the next action gets.</summary>
    public int NextAction { get; init; } = 1;

    /// <summary>Who had sent regrets for the day.</summary>
    public ImmutableArray<PersonId> Regrets { get; init; } = [];

    /// <summary>Who had marked attendance in the half hour before.</summary>
    public ImmutableArray<PersonId> Early { get; init; } = [];

    /// <summary>The days of earlier meetings whose minutes are not approved, in order; a day on which two were held stands twice.</summary>
    public ImmutableArray<LocalDate> PendingMinutes { get; init; } = [];

    /// <summary>The title given; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>A call or face to face.</summary>
    public MeetingKind Kind { get; init; }

    /// <summary>Who called it to order and presides; null in a log that names nobody.</summary>
    public PersonId? Presider { get; init; }

    /// <summary>When it was called to order.</summary>
    public Instant Started { get; init; }

    /// <summary>The conversation in which it was called, whose lines are heard.</summary>
    public string Conversation { get; init; } = "";

    /// <summary>The platform's thread in which it was called; null at the top level.</summary>
    public string? Thread { get; init; }
}

/// <summary>The meeting got a title.</summary>
public sealed record MeetingRetitled(string Title) : MeetingEvent;

/// <summary>Somebody presides from now on.</summary>
public sealed record PresiderNamed(PersonId Person) : MeetingEvent;

/// <summary>Somebody takes the minutes; <paramref name="Alone"/> means instead of those before.</summary>
public sealed record ScribeNamed(PersonId Person, bool Alone) : MeetingEvent;

/// <summary>Somebody takes the minutes no longer.</summary>
public sealed record ScribeReleased(PersonId Person) : MeetingEvent;

/// <summary>Somebody is there.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organization">For whom, where the roster does not say it; null otherwise.</param>
/// <param name="Remote">Remote or by phone.</param>
/// <param name="Guest">On no roster.</param>
/// <param name="Later">Added after the meeting had ended.</param>
public sealed record AttendanceRecorded(PersonId Person, string? Organization, bool Remote, bool Guest, bool Later) : MeetingEvent;

/// <summary>Somebody was not there after all.</summary>
public sealed record AttendanceWithdrawn(PersonId Person) : MeetingEvent;

/// <summary>Somebody left before the end.</summary>
public sealed record AttendeeLeft(PersonId Person) : MeetingEvent;

/// <summary>A voice or number that nobody could name was on the line.</summary>
public sealed record UnknownCallerRecorded : MeetingEvent;

/// <summary>Somebody sent regrets.</summary>
public sealed record RegretsRecorded(PersonId Person) : MeetingEvent;

/// <summary>Regrets were taken back.</summary>
public sealed record RegretsWithdrawn(PersonId Person) : MeetingEvent;

/// <summary>An entry was made: a point, decision, action, motion, link, heading, statement, earlier minutes or cancellation.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Topic">The entry of the topic it stands under; 0 for none.</param>
/// <param name="Matter">What kind of entry, with its facts.</param>
/// <param name="Text">Its words.</param>
/// <param name="Speaker">Whose point it is; null for nobody's.</param>
/// <param name="Continues">True when it continues the paragraph before.</param>
/// <param name="Before">The entry it was inserted before; null at the end.</param>
public sealed record EntryRecorded(int Number, int Topic, Matter Matter, string Text, Named? Speaker = null, bool Continues = false, int? Before = null) : MeetingEvent;

/// <summary>An entry's words were corrected.</summary>
public sealed record EntryCorrected(int Number, string Text) : MeetingEvent;

/// <summary>An entry's facts were changed: a point became a decision, a name was cleared up, an owner found.</summary>
public sealed record EntryRevised(int Number, Matter Matter, Named? Speaker) : MeetingEvent;

/// <summary>Somebody who may not change an entry asked for it: the minute taker decides.</summary>
/// <param name="Number">The entry.</param>
/// <param name="Text">Its words as they should be; null to have it struck.</param>
public sealed record CorrectionAsked(int Number, string? Text) : MeetingEvent;

/// <summary>An entry was struck.</summary>
public sealed record EntryStruck(int Number, string? Reason) : MeetingEvent;

/// <summary>A struck entry was put back.</summary>
public sealed record EntryRestored(int Number) : MeetingEvent;

/// <summary>Entries were moved under another topic.</summary>
public sealed record EntriesMoved(int Topic, ImmutableArray<int> Entries) : MeetingEvent;

/// <summary>A topic that had been opened before is under discussion again.</summary>
public sealed record TopicReopened(int Topic) : MeetingEvent;

/// <summary>The agenda changed during the meeting.</summary>
public sealed record AgendaRevised(AgendaChange Change) : MeetingEvent;

/// <summary>A motion was seconded.</summary>
public sealed record MotionSeconded(int Motion, PersonId Person) : MeetingEvent;

/// <summary>A voting unit voted; a later vote of the same unit takes its place.</summary>
public sealed record VoteRecorded(int Motion, string Unit, PersonId Voter, Vote Vote) : MeetingEvent;

/// <summary>A motion got other words; the votes on the old ones fall.</summary>
public sealed record MotionAmended(int Motion, string Text) : MeetingEvent;

/// <summary>The vote is by roll call: the minutes name who voted how.</summary>
public sealed record RollCalled(int Motion) : MeetingEvent;

/// <summary>Whoever presides decided a tie.</summary>
public sealed record CastingVoteGiven(int Motion, PersonId Person, Vote Vote) : MeetingEvent;

/// <summary>The chair asked whether anybody objects to an entry, and waits until a moment.</summary>
public sealed record ObjectionAsked(int Entry, Instant Until) : MeetingEvent;

/// <summary>Somebody objects.</summary>
public sealed record ObjectionRaised(PersonId Person) : MeetingEvent;

/// <summary>Somebody objects no longer.</summary>
public sealed record ObjectionWithdrawn(PersonId Person) : MeetingEvent;

/// <summary>Somebody let another person vote for them in this meeting.</summary>
public sealed record ProxyGiven(PersonId From, PersonId To) : MeetingEvent;

/// <summary>A motion was decided, or closed without a result; <paramref name="Resolution"/> is the entry that decided it, where one did.</summary>
public sealed record MotionClosed(int Motion, MotionOutcome Outcome, int? Resolution = null) : MeetingEvent;

/// <summary>Somebody asked for the floor.</summary>
public sealed record SpeakerQueued(PersonId Person, string? Reason) : MeetingEvent;

/// <summary>Somebody no longer asks for the floor.</summary>
public sealed record SpeakerUnqueued(PersonId Person) : MeetingEvent;

/// <summary>Somebody got the floor.</summary>
public sealed record SpeakerCalled(PersonId Person) : MeetingEvent;

/// <summary>An action of this meeting was done or dropped while the meeting was in session.</summary>
public sealed record ActionClosed(int Entry, ActionStatus Status, string? Reason) : MeetingEvent;

/// <summary>An action of an earlier meeting was done or dropped while this one was in session; its minutes no longer list it as open.</summary>
public sealed record EarlierActionClosed(int Number, ActionStatus Status) : MeetingEvent;

/// <summary>A member's roster entry changed during the meeting.</summary>
public sealed record RosterRevised(Member Member) : MeetingEvent;

/// <summary>The standing of an organisation changed during the meeting.</summary>
public sealed record OrganizationRevised(Organization Organization) : MeetingEvent;

/// <summary>A setting of the group changed while the minutes were still open.</summary>
public sealed record SettingsRevised(Settings Settings) : MeetingEvent;

/// <summary>The group's calendar changed during the meeting by something that is no entry: a series, a move, a date restored.</summary>
public sealed record CalendarRevised(Calendar Calendar) : MeetingEvent;

/// <summary>The meeting was interrupted.</summary>
public sealed record MeetingRecessed : MeetingEvent;

/// <summary>The meeting goes on.</summary>
public sealed record MeetingResumed : MeetingEvent;

/// <summary>Nothing was recorded for a while after the planned end, so the presider was asked whether the meeting is over.</summary>
public sealed record EndAsked : MeetingEvent;

/// <summary>The presider answered that the meeting goes on.</summary>
public sealed record MeetingContinued : MeetingEvent;

/// <summary>The meeting ended; <paramref name="ByBot"/> when it had been forgotten open and was closed at its last entry's time.</summary>
public sealed record MeetingAdjourned(bool ByBot, Instant Ended) : MeetingEvent;

/// <summary>The adjournment was taken back.</summary>
public sealed record AdjournmentWithdrawn : MeetingEvent;

/// <summary>The meeting was thrown away.</summary>
public sealed record MeetingDiscarded(string Reason) : MeetingEvent;

/// <summary>The draft was released for posting to the channel.</summary>
public sealed record MinutesPosted : MeetingEvent;

/// <summary>The minutes were approved, or became final by the time rule.</summary>
public sealed record MinutesSettled(MinutesStatus Status, string? Edits) : MeetingEvent;

/// <summary>The minutes were written to the archive.</summary>
public sealed record MinutesPublished : MeetingEvent;

/// <summary>A passage of an entry was removed for good; the entry's earlier words are no longer stored.</summary>
public sealed record PassageRedacted(int Number) : MeetingEvent;
