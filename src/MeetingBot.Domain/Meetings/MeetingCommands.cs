using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>Everything that can be asked of a meeting, on one page.</summary>
public abstract record MeetingCommand
{
    /// <summary>Directory entries that are new or change when the command is accepted.</summary>
    public ImmutableArray<PersonCard> People { get; init; } = [];
}

/// <summary>Record an entry: a point, decision, action, motion, link, statement, earlier minutes or cancellation.</summary>
/// <param name="Matter">What kind of entry; an action's number is given by the meeting.</param>
/// <param name="Text">Its words.</param>
/// <param name="Speaker">Whose point it is.</param>
/// <param name="Continues">Whether it continues the paragraph before.</param>
public sealed record RecordEntry(Matter Matter, string Text, Named? Speaker = null, bool Continues = false) : MeetingCommand
{
    /// <summary>The entry to insert it before; null for the end.</summary>
    public int? Before { get; init; }

    /// <summary>True for "RESOLVED:", which decides the motion before the meeting.</summary>
    public bool DecidesMotion { get; init; }

    /// <summary>True for "PROPOSED:", which takes the place of a motion that is still open.</summary>
    public bool Supersedes { get; init; }

    /// <summary>The number the group would give an action next; 0 while the meeting in session counts itself.</summary>
    public int NextAction { get; init; }
}

/// <summary>Make a decision of the point before, or of an entry by number.</summary>
public sealed record DecideEntry(int? Entry, ResolutionOutcome Outcome, ImmutableArray<Named> By) : MeetingCommand;

/// <summary>Open the agenda item at a position.</summary>
public sealed record OpenItem(int Position) : MeetingCommand;

/// <summary>Open a topic by title: the agenda item of that title, or a topic that is on no agenda.</summary>
public sealed record OpenTopic(string Title, bool Subtopic) : MeetingCommand
{
    /// <summary>The entry to insert the heading before; null for the end.</summary>
    public int? Before { get; init; }
}

/// <summary>Open the next item that waits.</summary>
public sealed record OpenNextItem : MeetingCommand;

/// <summary>Open any other business.</summary>
public sealed record OpenOtherBusiness : MeetingCommand;

/// <summary>Move an entry and those after it in its topic under the item at a position, and open that item.</summary>
public sealed record MoveUnderItem(int Position, int FromEntry) : MeetingCommand;

/// <summary>Mark people as here.</summary>
public sealed record RecordAttendance(ImmutableArray<Arrival> Arrivals, bool Remote) : MeetingCommand;

/// <summary>Somebody who is here.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organization">For whom, if it was typed; null to go by the roster.</param>
public sealed record Arrival(PersonId Person, string? Organization);

/// <summary>Mark a voice that nobody can name.</summary>
public sealed record RecordUnknownCaller : MeetingCommand;

/// <summary>Take attendance back.</summary>
public sealed record WithdrawAttendance(PersonId Person) : MeetingCommand;

/// <summary>Mark somebody as gone.</summary>
public sealed record RecordLeaving(PersonId Person) : MeetingCommand;

/// <summary>Record regrets for this meeting.</summary>
public sealed record RecordRegrets(ImmutableArray<PersonId> Persons) : MeetingCommand;

/// <summary>Take regrets back.</summary>
public sealed record WithdrawRegrets(PersonId Person) : MeetingCommand;

/// <summary>Let somebody preside.</summary>
public sealed record NamePresider(PersonId Person) : MeetingCommand;

/// <summary>Let somebody take the minutes.</summary>
public sealed record NameScribe(PersonId Person, bool Alone) : MeetingCommand;

/// <summary>Let somebody take the minutes no longer.</summary>
public sealed record ReleaseScribe(PersonId Person) : MeetingCommand;

/// <summary>Give the meeting a title.</summary>
public sealed record Retitle(string Title) : MeetingCommand;

/// <summary>Change the agenda during the meeting.</summary>
public sealed record ReviseAgenda(AgendaRequest Request) : MeetingCommand;

/// <summary>Second the motion.</summary>
public sealed record SecondMotion(PersonId Person) : MeetingCommand;

/// <summary>Vote on the motion.</summary>
/// <param name="Voter">Who votes.</param>
/// <param name="Vote">How.</param>
/// <param name="Organization">For which organisation, for somebody who speaks for two; null otherwise.</param>
public sealed record RecordVote(PersonId Voter, Vote Vote, string? Organization = null) : MeetingCommand;

/// <summary>Give the motion other words.</summary>
public sealed record AmendMotion(string Text) : MeetingCommand;

/// <summary>Vote by roll call.</summary>
public sealed record CallRoll : MeetingCommand;

/// <summary>Decide a tie.</summary>
public sealed record GiveCastingVote(Vote Vote) : MeetingCommand;

/// <summary>Ask whether anybody objects.</summary>
/// <param name="Entry">To which entry; null for the motion, else the last point.</param>
/// <param name="Minutes">How long to wait; null for what the group has set.</param>
public sealed record AskObjection(int? Entry, int? Minutes) : MeetingCommand;

/// <summary>Object; the reason is recorded as a point.</summary>
public sealed record RaiseObjection(PersonId Person, string? Reason) : MeetingCommand;

/// <summary>Object no longer.</summary>
public sealed record WithdrawObjection(PersonId Person) : MeetingCommand;

/// <summary>Let another person vote for one.</summary>
public sealed record GiveProxy(PersonId From, PersonId To) : MeetingCommand;

/// <summary>Close the vote.</summary>
public sealed record CloseVote : MeetingCommand;

/// <summary>Take the motion back.</summary>
public sealed record WithdrawMotion : MeetingCommand;

/// <summary>Ask for the floor.</summary>
public sealed record JoinQueue(PersonId Person, string? Reason) : MeetingCommand;

/// <summary>Ask for it no longer.</summary>
public sealed record LeaveQueue(PersonId Person) : MeetingCommand;

/// <summary>Give the floor to somebody, or to whoever waits longest.</summary>
public sealed record CallSpeaker(PersonId? Person) : MeetingCommand;

/// <summary>Take back the caller's last act, or an entry by number, or (<paramref name="OfMeeting"/>) the last entry of the meeting.</summary>
public sealed record Undo(int? Entry, bool OfMeeting) : MeetingCommand;

/// <summary>Correct an entry's words.</summary>
public sealed record Correct(int Entry, string Text) : MeetingCommand;

/// <summary>Give an entry the words, speaker and facts that its message would have now.</summary>
public sealed record Reread(int Entry, RecordEntry As) : MeetingCommand;

/// <summary>Clear up a name that an entry has as typed.</summary>
public sealed record ClearName(int Entry, string Typed, PersonId Person) : MeetingCommand;

/// <summary>Ask the minute taker for a correction; without text, to strike the entry.</summary>
public sealed record AskCorrection(int Entry, string? Text) : MeetingCommand;

/// <summary>Strike an entry.</summary>
public sealed record Strike(int Entry, string? Reason) : MeetingCommand;

/// <summary>Put a struck entry back.</summary>
public sealed record RestoreEntry(int Entry) : MeetingCommand;

/// <summary>Remove a passage from an entry for good.</summary>
public sealed record Redact(int Entry, string Passage) : MeetingCommand;

/// <summary>Close an action of this meeting.</summary>
public sealed record CloseAssignment(int Number, ActionStatus Status, string? Reason) : MeetingCommand;

/// <summary>Interrupt the meeting.</summary>
public sealed record Recess : MeetingCommand;

/// <summary>Go on.</summary>
public sealed record Resume : MeetingCommand;

/// <summary>End the meeting; <paramref name="ByBot"/> when it had been forgotten open, at the time of its last entry.</summary>
public sealed record Adjourn(bool ByBot) : MeetingCommand;

/// <summary>Let happen what is due by now (<see cref="MeetingClock"/>).</summary>
public sealed record StrikeMeetingClock : MeetingCommand;

/// <summary>Throw the meeting away.</summary>
public sealed record DiscardMeeting(string Reason) : MeetingCommand;

/// <summary>Release the draft for posting.</summary>
public sealed record PostMinutes : MeetingCommand;

/// <summary>Write the minutes to the archive.</summary>
public sealed record PublishMinutes : MeetingCommand;

/// <summary>Take what another stream tells.</summary>
public sealed record HearFollowUp(FollowUp FollowUp) : MeetingCommand;
