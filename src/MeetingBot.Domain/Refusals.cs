using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Why a command was refused: the rule, with its facts. Words are put to it in one place. One closed family.</summary>
public abstract record Refusal;

/// <summary>The conversation has no group yet.</summary>
public sealed record NoGroup : Refusal;

/// <summary>Here only the admins of the bot found groups.</summary>
public sealed record OnlyAdminsSetUp : Refusal;

/// <summary>The conversation has a group already.</summary>
public sealed record GroupIsThere(string Name) : Refusal;

/// <summary>The caller's role does not allow it.</summary>
public sealed record NotAllowed(Permission Needed) : Refusal;

/// <summary>No meeting is open.</summary>
public sealed record NoMeeting : Refusal;

/// <summary>The meeting has not ended yet.</summary>
public sealed record MeetingRuns(Instant Since) : Refusal;

/// <summary>There is no meeting on that day.</summary>
public sealed record NoMeetingOn(LocalDate Date) : Refusal;

/// <summary>A member may call the meeting to order only when it is ten minutes late (or never, when none is due).</summary>
public sealed record TooEarlyForMembers(LocalTime? From) : Refusal;

/// <summary>A group keeps at least one admin.</summary>
public sealed record LastAdmin(PersonId Person) : Refusal;

/// <summary>A member may open a meeting that is late only while no officer is there to do it.</summary>
/// <param name="Officer">The officer who said to be there.</param>
public sealed record OfficerIsThere(PersonId Officer) : Refusal;

/// <summary>The meeting is in recess.</summary>
public sealed record InRecess : Refusal;

/// <summary>The meeting is not in recess.</summary>
public sealed record NotInRecess : Refusal;

/// <summary>The minutes are approved or final; they change no more.</summary>
public sealed record MinutesAreSettled(LocalDate Date) : Refusal;

/// <summary>The minutes of a day are not earlier than the meeting that is to deal with them: they are its own, or of a day to come.</summary>
public sealed record NotEarlierMinutes(LocalDate Date, LocalDate Meeting) : Refusal;

/// <summary>Attendance is no longer taken: the draft has been posted.</summary>
public sealed record AttendanceIsClosed(LocalDate Date) : Refusal;

/// <summary>Attendance is taken from half an hour before the start.</summary>
public sealed record TooEarlyToBeHere(LocalTime? From) : Refusal;

/// <summary>There is no such entry.</summary>
public sealed record NoSuchEntry(int Number, int Last) : Refusal;

/// <summary>The entry is struck.</summary>
public sealed record EntryIsStruck(int Number) : Refusal;

/// <summary>The entry is not struck.</summary>
public sealed record EntryStands(int Number) : Refusal;

/// <summary>Only its author, the scribe or the chair may change this entry.</summary>
public sealed record NotYourEntry(int Number) : Refusal;

/// <summary>The caller has nothing to take back.</summary>
public sealed record NothingToUndo : Refusal;

/// <summary>There is no point before that could become a decision.</summary>
public sealed record NothingToDecide : Refusal;

/// <summary>This kind of entry cannot become a decision.</summary>
public sealed record NotAPoint(int Number) : Refusal;

/// <summary>The passage does not stand in the entry.</summary>
public sealed record PassageNotFound(int Number) : Refusal;

/// <summary>There is no such item on the agenda.</summary>
public sealed record NoSuchItem(int Number, int Count) : Refusal;

/// <summary>Every item of the agenda has been dealt with.</summary>
public sealed record AgendaIsDone : Refusal;

/// <summary>The item was accepted before.</summary>
public sealed record ItemIsAccepted(int Number) : Refusal;

/// <summary>No motion is before the meeting.</summary>
public sealed record NoMotion : Refusal;

/// <summary>A motion is before the meeting already.</summary>
public sealed record MotionIsOpen(int Number) : Refusal;

/// <summary>The mover cannot second.</summary>
public sealed record OwnMotion : Refusal;

/// <summary>The person has no vote.</summary>
public sealed record NoVote(PersonId Person) : Refusal;

/// <summary>The caller belongs to another organisation, and votes only by the roster.</summary>
public sealed record ForeignVote : Refusal;

/// <summary>A tie is decided by whoever presides.</summary>
public sealed record TieWaitsForChair(int Each, PersonId? Presider) : Refusal;

/// <summary>There is no tie for a casting vote, or the group has none.</summary>
public sealed record NoTie(bool GroupHasOne) : Refusal;

/// <summary>Nobody asked whether anybody objects, or the person does not.</summary>
public sealed record NothingAsked : Refusal;

/// <summary>Somebody objects, so it is not agreed without objection.</summary>
public sealed record ObjectionStands(ImmutableArray<PersonId> Persons) : Refusal;

/// <summary>The time to object has not passed.</summary>
public sealed record ObjectionsAwaited(Instant Until) : Refusal;

/// <summary>The group has no proxies.</summary>
public sealed record NoProxies : Refusal;

/// <summary>The person votes for as many others as is allowed.</summary>
public sealed record TooManyProxies(PersonId Person, int Most) : Refusal;

/// <summary>Nobody waits for the floor.</summary>
public sealed record QueueIsEmpty : Refusal;

/// <summary>The person is not in the queue.</summary>
public sealed record NotInQueue(PersonId Person) : Refusal;

/// <summary>The person is not marked as here.</summary>
public sealed record NotHere(PersonId Person) : Refusal;

/// <summary>No meeting takes place on that day by the series.</summary>
public sealed record NotAnOccurrence(LocalDate Date, ImmutableArray<LocalDate> Nearest) : Refusal;

/// <summary>The group has no series and no scheduled meeting.</summary>
public sealed record NothingScheduled : Refusal;

/// <summary>That meeting was cancelled before.</summary>
public sealed record AlreadyCancelled(LocalDate Date) : Refusal;

/// <summary>That meeting was not cancelled.</summary>
public sealed record NotCancelled(LocalDate Date) : Refusal;

/// <summary>The meeting of that day is in session, so it can be neither cancelled nor moved: it is ended, or thrown away.</summary>
public sealed record MeetingIsInSession(LocalDate Date) : Refusal;

/// <summary>The day is past.</summary>
public sealed record DayIsPast(LocalDate Date) : Refusal;

/// <summary>There is no such action.</summary>
public sealed record NoSuchAction(int Number) : Refusal;

/// <summary>The action is not open.</summary>
public sealed record ActionIsClosed(int Number, ActionStatus Status) : Refusal;

/// <summary>An action for an earlier meeting has to wait while another is in session, because action numbers run through the group.</summary>
public sealed record ActionMustWait : Refusal;

/// <summary>The person is not on the roster.</summary>
public sealed record NotOnRoster(string Name) : Refusal;

/// <summary>The organisation is on nobody's entry.</summary>
public sealed record NoSuchOrganization(string Name) : Refusal;

/// <summary>There is no such setting.</summary>
public sealed record NoSuchSetting(string Key, ImmutableArray<string> Known) : Refusal;

/// <summary>The value does not fit the setting.</summary>
public sealed record BadSetting(string Key, string Value, string Expected) : Refusal;

/// <summary>No group may publish into this repository here.</summary>
public sealed record RepositoryIsClosed(string Repository) : Refusal;

/// <summary>There is no such template.</summary>
public sealed record NoSuchTemplate(string Name, ImmutableArray<string> Known) : Refusal;

/// <summary>The template cannot be used.</summary>
public sealed record BadTemplate(string Reason) : Refusal;

/// <summary>There is nothing in the text.</summary>
public sealed record NothingSaid : Refusal;

/// <summary>The text is too long for an entry.</summary>
public sealed record TooLong(int Length, int Most) : Refusal;

/// <summary>The address is no web address.</summary>
public sealed record BadAddress(string Text) : Refusal;

/// <summary>The name is not clear, and this cannot be recorded with an unclear name.</summary>
public sealed record WhoIsMeant(string Typed, ImmutableArray<PersonId> Candidates, string Retry) : Refusal;

/// <summary>A record holds nothing to post.</summary>
public sealed record NothingRecorded : Refusal;

/// <summary>Nobody is there to be asked: the group has no such person.</summary>
public sealed record NothingFound(string Sought) : Refusal;
