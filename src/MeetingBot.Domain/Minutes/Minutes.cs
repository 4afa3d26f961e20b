using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// The minutes of one meeting as data: what a group's template prints, what the archive keeps beside the text and what
/// <c>--format json</c> shows. A fact that nobody recorded is null or an empty list; nothing here is invented.
/// </summary>
/// <remarks>The names of the members are a public form (camelCase in JSON and in templates): extend, never rename.</remarks>
public sealed record Minutes
{
    /// <summary>The group's long name, as in "Minutes of the Code Signing Certificate Working Group".</summary>
    public required string Group { get; init; }

    /// <summary>The group's short name for addresses and file names; never empty, only <c>a-z 0-9 -</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>The title the meeting was given, if it was given one ("Budget special"), else null.</summary>
    public string? Title { get; init; }

    /// <summary>A call or a face-to-face meeting.</summary>
    public MeetingKind Kind { get; init; }

    /// <summary>The calendar day of the meeting in the group's zone; a meeting that runs past midnight keeps its first day.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>When it was called to order, with the offset then in force in the group's zone.</summary>
    public OffsetDateTime? Start { get; init; }

    /// <summary>When it ended; null while it is in session.</summary>
    public OffsetDateTime? End { get; init; }

    /// <summary>The group's IANA zone, for example <c>America/New_York</c>.</summary>
    public required string Timezone { get; init; }

    /// <summary>How far the minutes have come.</summary>
    public MinutesStatus Status { get; init; }

    /// <summary>Who presided at the end of the meeting, by full name.</summary>
    public string? Presider { get; init; }

    /// <summary>Everybody who presided, in order.</summary>
    public ImmutableArray<string> Chairs { get; init; } = [];

    /// <summary>The minute takers, in the order in which they were named.</summary>
    public ImmutableArray<string> Scribes { get; init; } = [];

    /// <summary>Who publishes the minutes (the front matter's author), from the group's settings.</summary>
    public string? Publisher { get; init; }

    /// <summary>The tags of the published page, in the group's own order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Who was there, each once, sorted by displayed name as membership tools sort it (case, accents and symbols do not count).</summary>
    public ImmutableArray<MinutesAttendee> Attendees { get; init; } = [];

    /// <summary>Who sent regrets and did not come, by full name, sorted like the attendees.</summary>
    public ImmutableArray<string> Regrets { get; init; } = [];

    /// <summary>The quorum of the meeting, or null where the group has no quorum rule.</summary>
    public MinutesQuorum? Quorum { get; init; }

    /// <summary>The statement (note well, antitrust) that was read, or null.</summary>
    public MinutesStatement? Statement { get; init; }

    /// <summary>What became of earlier minutes at this meeting, in the order in which they were dealt with.</summary>
    public ImmutableArray<MinutesEarlier> Earlier { get; init; } = [];

    /// <summary>The agenda as it stood at the end.</summary>
    public ImmutableArray<MinutesAgendaItem> Agenda { get; init; } = [];

    /// <summary>The body, topic by topic; entries that were made before the first topic stand under a topic without title.</summary>
    public ImmutableArray<MinutesTopic> Topics { get; init; } = [];

    /// <summary>The register of what the group decided at this meeting.</summary>
    public ImmutableArray<MinutesResolution> Resolutions { get; init; } = [];

    /// <summary>The actions that were given out at this meeting.</summary>
    public ImmutableArray<MinutesAction> Actions { get; init; } = [];

    /// <summary>Actions of earlier meetings that were still open when this one ended.</summary>
    public ImmutableArray<MinutesAction> OpenActions { get; init; } = [];

    /// <summary>Motions that were moved at this meeting, decided or not.</summary>
    public ImmutableArray<MinutesMotion> Motions { get; init; } = [];

    /// <summary>Links that were given.</summary>
    public ImmutableArray<MinutesLink> Links { get; init; } = [];

    /// <summary>Meetings that were cancelled during this one.</summary>
    public ImmutableArray<MinutesCancellation> Cancelled { get; init; } = [];

    /// <summary>Agenda items that were not reached and go to the next meeting, by title.</summary>
    public ImmutableArray<string> Carried { get; init; } = [];

    /// <summary>The next meeting, reckoned from the series when the minutes are drawn up; null without a series.</summary>
    public MinutesNextMeeting? NextMeeting { get; init; }

    /// <summary>True when somebody adjourned the meeting; false while it runs, and when it was closed by the bot.</summary>
    public bool Adjourned { get; init; }

    /// <summary>What the chair should look at before posting, as sentences; never printed in the minutes themselves.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>How a meeting is held.</summary>
public enum MeetingKind
{
    /// <summary>By telephone or video.</summary>
    Call,

    /// <summary>In a room, perhaps over several days (F2F).</summary>
    FaceToFace,
}

/// <summary>How far minutes have come (by-laws 5.1(1): a draft goes to members; final minutes are public).</summary>
public enum MinutesStatus
{
    /// <summary>Being written, or written and not yet posted.</summary>
    Draft,

    /// <summary>Posted to the group's channel as a draft for members to check.</summary>
    Posted,

    /// <summary>Approved at a later meeting.</summary>
    Approved,

    /// <summary>Final by the time rule, without a vote.</summary>
    Final,
}

/// <summary>One person in the list of attendees.</summary>
/// <param name="Name">The name as the group displays it, surname first where the registry has it so.</param>
/// <param name="Given">The given name where it is unique among those present, else null.</param>
/// <param name="Organization">The organisation the person spoke for on that day; null for an individual.</param>
/// <param name="Role">The office held on that day, as printed; null for a plain member or guest.</param>
/// <param name="Class">The voting class, where the group has classes.</param>
/// <param name="Remote">True when marked as remote or by phone at a meeting in a room.</param>
/// <param name="Guest">True for somebody who stands on no roster.</param>
/// <param name="Arrived">When attendance was marked, if it was after the start; else null.</param>
/// <param name="Left">When the person left before the end; else null.</param>
/// <param name="AddedLater">True when the attendance was added after the meeting had ended.</param>
public sealed record MinutesAttendee(string Name, string? Given, string? Organization, string? Role, string? Class,
    bool Remote, bool Guest, OffsetDateTime? Arrived, OffsetDateTime? Left, bool AddedLater = false);

/// <summary>The quorum of the meeting, in voting units (people, or organisations once classes are set).</summary>
public sealed record MinutesQuorum(int Present, int Needed, bool Reached);

/// <summary>The statement that was read at the start.</summary>
/// <param name="Kind">Its name as printed in a sentence, for example "note well".</param>
/// <param name="By">The reader's full name; null when nobody was named and nobody presides.</param>
public sealed record MinutesStatement(string Kind, string? By);

/// <summary>What became of the minutes of an earlier meeting.</summary>
/// <param name="Date">The day of that earlier meeting.</param>
/// <param name="Outcome">Approved, not approved, deferred or sent.</param>
/// <param name="Reason">Why not, without "as" or "because"; null when none was given.</param>
/// <param name="Edits">The edits with which they were approved; null when none.</param>
/// <param name="Sent">The day on which they went out, if that was recorded.</param>
/// <param name="Number">The entry's number.</param>
public sealed record MinutesEarlier(LocalDate Date, EarlierOutcome Outcome, string? Reason, string? Edits, LocalDate? Sent = null, int Number = 0);

/// <summary>One item of the agenda. Numbers are positions in the printed agenda; review items have none.</summary>
/// <param name="Number">Its position, from 1; null for procedural and carried review items.</param>
/// <param name="Title">The title.</param>
/// <param name="Presenter">Who presents it, or null.</param>
/// <param name="Minutes">The planned time in minutes, or null.</param>
/// <param name="Status">Proposed, pending, taken up, disposed of or deferred.</param>
public sealed record MinutesAgendaItem(int? Number, string Title, string? Presenter, int? Minutes, AgendaItemStatus Status);

/// <summary>A heading of the minutes with what was recorded under it.</summary>
/// <param name="Number">The item's number on the agenda, or null for a topic that was on none.</param>
/// <param name="Title">The heading; null for what was recorded before the first topic.</param>
/// <param name="Kind">An item, or other business.</param>
/// <param name="Entries">The entries in the order in which they print, those of subtopics left out.</param>
/// <param name="Subtopics">Subheadings, each a topic of its own.</param>
/// <param name="Entry">The number of the entry that opened the topic; null for the topic without title.</param>
public sealed record MinutesTopic(int? Number, string? Title, TopicKind Kind, ImmutableArray<MinutesEntry> Entries,
    ImmutableArray<MinutesTopic> Subtopics, int? Entry = null);

/// <summary>Whether a topic is an item of the agenda or other business.</summary>
public enum TopicKind
{
    /// <summary>An item, on the agenda or raised during the meeting.</summary>
    Item,

    /// <summary>Any other business.</summary>
    OtherBusiness,
}

/// <summary>One entry of the minutes.</summary>
/// <remarks>
/// <paramref name="Text"/> is plain text with the safe subset of Markdown that people type (line breaks, lists, links,
/// emphasis, code); it is escaped for where it goes by whoever prints it. It is empty for entries whose sentence the
/// template makes (<see cref="EntryKind.Cancellation"/>, <see cref="EntryKind.NextMeeting"/>).
/// </remarks>
/// <param name="Number">The entry's number in this meeting; 0 for what the bot adds itself.</param>
/// <param name="Kind">What kind of entry it is.</param>
/// <param name="Speaker">Whose point it is, by full name; null without a speaker and for continuations by the same speaker.</param>
/// <param name="Text">What was recorded, without the continuation mark and without the due date.</param>
/// <param name="Continues">True when it continues the paragraph before it, joined by one space.</param>
/// <param name="At">When it was recorded, with the offset of the group's zone.</param>
public sealed record MinutesEntry(int Number, EntryKind Kind, string? Speaker, string Text, bool Continues, OffsetDateTime? At)
{
    /// <summary>The day this entry is about: the cancelled date of a cancellation, the next date of a next meeting.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>Why, for a cancellation; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>The outcome of a decision or motion; else null.</summary>
    public ResolutionOutcome? Outcome { get; init; }

    /// <summary>Who agreed (a decision), or who has the action, by full name.</summary>
    public ImmutableArray<string> People { get; init; } = [];

    /// <summary>When an action is due; else null.</summary>
    public LocalDate? Due { get; init; }

    /// <summary>The address of a link; else null.</summary>
    public string? Url { get; init; }

    /// <summary>True while the name in this entry waits to be cleared up ("who?").</summary>
    public bool NameUnclear { get; init; }

    /// <summary>The number in the register that this entry made (a resolution's or an action's); else null.</summary>
    public int? RegisterNumber { get; init; }
}

/// <summary>The kinds of entry that stand in the body of the minutes.</summary>
public enum EntryKind
{
    /// <summary>A point somebody made.</summary>
    Note,

    /// <summary>What the group decided.</summary>
    Decision,

    /// <summary>An action somebody took on.</summary>
    Action,

    /// <summary>A motion before the meeting.</summary>
    Motion,

    /// <summary>A link to a document.</summary>
    Link,

    /// <summary>An idea (MeetBot's #idea).</summary>
    Idea,

    /// <summary>A call for help (MeetBot's #help).</summary>
    HelpWanted,

    /// <summary>A coming meeting was cancelled.</summary>
    Cancellation,

    /// <summary>The date of the next meeting, put in by the bot after the last cancellation.</summary>
    NextMeeting,

    /// <summary>A heading.</summary>
    Topic,

    /// <summary>A statement such as the note well was read.</summary>
    Statement,

    /// <summary>Earlier minutes were dealt with.</summary>
    EarlierMinutes,
}

/// <summary>One line in the register of decisions.</summary>
/// <param name="Number">The entry that made it.</param>
/// <param name="Text">What was decided.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="By">Those named as agreeing; empty for the group as a whole.</param>
/// <param name="Context">The paragraph the decision continues, or null.</param>
/// <param name="Topic">The heading it stands under, or null.</param>
public sealed record MinutesResolution(int Number, string Text, ResolutionOutcome Outcome, ImmutableArray<string> By, string? Context, string? Topic);

/// <summary>How the group decided.</summary>
public enum ResolutionOutcome
{
    /// <summary>Agreed, by consensus or without objection.</summary>
    Agreed,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Left open.</summary>
    Inconclusive,

    /// <summary>A motion that was carried by vote.</summary>
    Carried,

    /// <summary>A motion that was lost by vote.</summary>
    Lost,
}

/// <summary>One action.</summary>
/// <param name="Number">Its number in the group, the same from meeting to meeting.</param>
/// <param name="Owner">Its one owner by full name; null with none or with several.</param>
/// <param name="Owners">All owners.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Context">The paragraph it continues, or null.</param>
/// <param name="Due">The day by which, or null.</param>
/// <param name="Status">Open, done or dropped.</param>
/// <param name="Topic">The heading it stands under, or null.</param>
/// <param name="Since">The day of the meeting that gave it out.</param>
public sealed record MinutesAction(int Number, string? Owner, ImmutableArray<string> Owners, string Text, string? Context,
    LocalDate? Due, ActionStatus Status, string? Topic, LocalDate? Since = null);

/// <summary>Where an action stands.</summary>
public enum ActionStatus
{
    /// <summary>Still to be done.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Given up, with a reason.</summary>
    Dropped,
}

/// <summary>One motion with its tally.</summary>
public sealed record MinutesMotion(int Number, string Text, string? Mover, string? Seconder, MotionOutcome Outcome, int Yes, int No, int Abstain)
{
    /// <summary>Who voted how, after a roll call; empty otherwise.</summary>
    public ImmutableArray<MinutesVote> Votes { get; init; } = [];

    /// <summary>Who decided a tie by a casting vote; null for nobody.</summary>
    public string? Casting { get; init; }
}

/// <summary>One vote of a roll call: the voter by name, or by organisation.</summary>
public sealed record MinutesVote(string Voter, Vote Vote);

/// <summary>What became of a motion.</summary>
public enum MotionOutcome
{
    /// <summary>Still before the meeting, or never decided.</summary>
    Open,

    /// <summary>Carried.</summary>
    Carried,

    /// <summary>Lost.</summary>
    Lost,

    /// <summary>Taken back by its mover.</summary>
    Withdrawn,

    /// <summary>Laid on the table.</summary>
    Tabled,

    /// <summary>Closed without a result, for example with equal votes or none.</summary>
    Inconclusive,
}

/// <summary>A link that was given.</summary>
public sealed record MinutesLink(string Url, string? Label, string? Topic);

/// <summary>A coming meeting that was cancelled.</summary>
public sealed record MinutesCancellation(LocalDate Date, string? Reason);

/// <summary>The next meeting.</summary>
/// <param name="Date">Its day in the group's zone.</param>
/// <param name="Time">Its local time, or null where only the day is known.</param>
/// <param name="Timezone">The group's zone.</param>
/// <param name="Kind">A call or face to face.</param>
public sealed record MinutesNextMeeting(LocalDate Date, LocalTime? Time, string Timezone, MeetingKind Kind);

/// <summary>What a meeting did with earlier minutes.</summary>
public enum EarlierOutcome
{
    /// <summary>Approved, perhaps with edits.</summary>
    Approved,

    /// <summary>Not approved.</summary>
    NotApproved,

    /// <summary>Put off to a later meeting.</summary>
    Deferred,

    /// <summary>Only recorded as sent out.</summary>
    Sent,
}

/// <summary>Where an agenda item stands.</summary>
public enum AgendaItemStatus
{
    /// <summary>Proposed by a member, not accepted yet.</summary>
    Proposed,

    /// <summary>Accepted and waiting.</summary>
    Pending,

    /// <summary>Under discussion.</summary>
    TakenUp,

    /// <summary>Dealt with.</summary>
    DisposedOf,

    /// <summary>Put off to the next meeting.</summary>
    Deferred,

    /// <summary>Taken off the agenda.</summary>
    Removed,
}
