using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Everything that can be asked of a group, on one page.</summary>
public abstract record GroupCommand
{
    /// <summary>Directory entries that are new or change when the command is accepted.</summary>
    public ImmutableArray<PersonCard> People { get; init; } = [];
}

/// <summary>Give a conversation its group.</summary>
public sealed record FoundGroup(GroupId Group, string Name, string Timezone, bool Chaired, string Conversation) : GroupCommand;

/// <summary>Bind another conversation.</summary>
public sealed record BindConversation(string Conversation) : GroupCommand;

/// <summary>Change a setting.</summary>
public sealed record ChangeSetting(string Key, string Value) : GroupCommand;

/// <summary>Put people on the roster.</summary>
public sealed record AddMembers(ImmutableArray<Member> Members) : GroupCommand;

/// <summary>Take somebody off the roster.</summary>
public sealed record RemoveMember(PersonId Person) : GroupCommand;

/// <summary>Give somebody a role.</summary>
public sealed record GiveRole(PersonId Person, Role Role) : GroupCommand;

/// <summary>Give somebody another spelling; it is in <see cref="GroupCommand.People"/>.</summary>
public sealed record GiveAlias(PersonId Person) : GroupCommand;

/// <summary>Change somebody's displayed name from a day on; it is in <see cref="GroupCommand.People"/>.</summary>
public sealed record RenamePerson(PersonId Person, LocalDate From) : GroupCommand;

/// <summary>Change an organisation's name from a day on.</summary>
public sealed record RenameOrganization(string Old, string New, LocalDate From) : GroupCommand;

/// <summary>Let somebody speak for an organisation from a day on.</summary>
public sealed record ChangeAffiliation(PersonId Person, string Organization, LocalDate From, bool Too) : GroupCommand;

/// <summary>Give an organisation a voting class from a day on.</summary>
public sealed record GiveClass(string Organization, string Class, LocalDate From) : GroupCommand;

/// <summary>Put an organisation on probation, or suspend it.</summary>
public sealed record RestrictOrganization(string Organization, Restriction Restriction) : GroupCommand;

/// <summary>End an organisation's probation and suspension from a day on.</summary>
public sealed record LiftRestrictions(string Organization, LocalDate From) : GroupCommand;

/// <summary>Let somebody cast an organisation's vote, or (<paramref name="Released"/>) no longer.</summary>
public sealed record NameRepresentative(PersonId Person, string? Organization, LocalDate From, bool Released) : GroupCommand;

/// <summary>Say that an organisation is the affiliate of another; null when it is none any more.</summary>
public sealed record NameAffiliate(string Organization, string? Of, LocalDate From) : GroupCommand;

/// <summary>Say in which zone somebody is; null takes it back.</summary>
public sealed record ChangeMemberZone(PersonId Person, string? Timezone) : GroupCommand;

/// <summary>Link an account to somebody on the roster, by an officer.</summary>
public sealed record LinkAccount(PersonId Person, PersonId Account) : GroupCommand;

/// <summary>Say who one is. It cannot take an office: entries with office, vote or link wait for an officer.</summary>
/// <param name="Person">The entry claimed.</param>
/// <param name="Account">The caller.</param>
/// <param name="EntryIsLinked">Whether an account is linked to the entry.</param>
public sealed record ClaimEntry(PersonId Person, PersonId Account, bool EntryIsLinked) : GroupCommand;

/// <summary>Schedule a series.</summary>
public sealed record ScheduleSeries(Series Series) : GroupCommand;

/// <summary>Schedule one meeting, or one of several days, each of which has minutes of its own.</summary>
public sealed record ScheduleOnce(LocalDate Date, LocalTime Time, int? Minutes, MeetingKind Kind = MeetingKind.Call, LocalDate? Until = null) : GroupCommand;

/// <summary>Cancel one meeting.</summary>
public sealed record CancelOccurrence(LocalDate Date, string? Reason) : GroupCommand;

/// <summary>Take a cancellation back.</summary>
public sealed record RestoreOccurrence(LocalDate Date) : GroupCommand;

/// <summary>Move one meeting.</summary>
public sealed record MoveOccurrence(LocalDate Date, LocalDate To, LocalTime? Time) : GroupCommand;

/// <summary>Announce the next meeting now.</summary>
public sealed record AnnounceNext : GroupCommand;

/// <summary>Let happen what is due by now (<see cref="GroupClock"/>).</summary>
/// <param name="NothingToDiscuss">Why a meeting without an agenda is cancelled, in words.</param>
public sealed record StrikeClock(string NothingToDiscuss) : GroupCommand;

/// <summary>Give the calendar an address to subscribe to, in place of one given before. The token is secret and minted by the caller.</summary>
public sealed record OpenFeed(string Token) : GroupCommand;

/// <summary>Change the agenda of the next meeting.</summary>
public sealed record ChangeAgenda(AgendaRequest Request) : GroupCommand;

/// <summary>Send regrets for coming meetings.</summary>
public sealed record AnnounceRegrets(ImmutableArray<PersonId> Persons, LocalDate From, LocalDate Until) : GroupCommand;

/// <summary>Say that one will come.</summary>
public sealed record AnnounceComing(PersonId Person, LocalDate Date) : GroupCommand;

/// <summary>Mark attendance in the half hour before the start.</summary>
public sealed record ArriveEarly(PersonId Person, LocalDate Date) : GroupCommand;

/// <summary>Call a meeting to order.</summary>
/// <param name="Date">Its day.</param>
/// <param name="At">When.</param>
/// <param name="Title">Its title; null for none.</param>
/// <param name="Conversation">Where.</param>
/// <param name="Presider">Who presides; null in a log that names nobody.</param>
/// <param name="Kind">A call or face to face.</param>
/// <param name="Thread">The thread of the platform; null at the top level.</param>
public sealed record StartMeeting(LocalDate Date, Instant At, string? Title, string Conversation, PersonId? Presider, MeetingKind Kind, string? Thread = null) : GroupCommand;

/// <summary>Say that a notice was given up.</summary>
public sealed record GiveUpNotice(string Kind, string Subject, string Reason) : GroupCommand;

/// <summary>A conversation of the group got another id on its platform.</summary>
public sealed record MoveConversation(string From, string To) : GroupCommand;

/// <summary>Close an action of the register.</summary>
public sealed record CloseRegisteredAction(int Number, ActionStatus Status, string? Reason) : GroupCommand;

/// <summary>Say outside of a meeting what became of earlier minutes.</summary>
public sealed record SettleEarlierMinutes(EarlierMinutes Earlier) : GroupCommand;

/// <summary>Keep a template of the group's own.</summary>
public sealed record KeepTemplate(string Name) : GroupCommand;

/// <summary>Let somebody answer for the group's data too: export it, forget people, name admins.</summary>
public sealed record NameAdmin(PersonId Person) : GroupCommand;

/// <summary>Let somebody be an admin no longer; a group keeps at least one.</summary>
public sealed record ReleaseAdmin(PersonId Person) : GroupCommand;

/// <summary>Empty a person's directory entry; the emptied card is in <see cref="GroupCommand.People"/>.</summary>
public sealed record ForgetPerson(PersonId Person) : GroupCommand;

/// <summary>Take what another stream tells.</summary>
public sealed record TakeFollowUp(FollowUp FollowUp) : GroupCommand;

/// <summary>What can be asked of an agenda, in the group or in a meeting.</summary>
public abstract record AgendaRequest;

/// <summary>Put items on it, at the end; an officer's stand at once, a member's are proposed.</summary>
public sealed record AddItems(ImmutableArray<NewItem> Items, bool Accepted) : AgendaRequest;

/// <summary>An item to be added.</summary>
public sealed record NewItem(string Title, Named? Presenter, int? Minutes);

/// <summary>Accept, defer or remove the item at a position.</summary>
public sealed record SetItem(int Position, AgendaItemStatus Status) : AgendaRequest;

/// <summary>Move the item at a position to another.</summary>
public sealed record MoveItem(int Position, int To) : AgendaRequest;
