using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A meeting as its events leave it, from its call to order until its minutes are approved.</summary>
public sealed partial record Meeting
{
    /// <summary>What was in force when it was called.</summary>
    public required Convocation Called { get; init; }

    /// <summary>Where it stands.</summary>
    public MeetingPhase Phase { get; init; }

    /// <summary>Whether roles decide who may do what.</summary>
    public bool Chaired { get; init; }

    /// <summary>The settings its minutes follow while they are open.</summary>
    public required Settings Settings { get; init; }

    /// <summary>Its title; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>Who presides; null when nobody was named.</summary>
    public PersonId? Presider { get; init; }

    /// <summary>Everybody who presided, in order.</summary>
    public ImmutableList<PersonId> Presiders { get; init; } = [];

    /// <summary>Who takes the minutes now.</summary>
    public ImmutableList<PersonId> Scribes { get; init; } = [];

    /// <summary>Everybody who took them, in order.</summary>
    public ImmutableList<PersonId> AllScribes { get; init; } = [];

    /// <summary>The roster, as called and as changed since.</summary>
    public ImmutableDictionary<PersonId, Member> Roster { get; init; } = ImmutableDictionary<PersonId, Member>.Empty;

    /// <summary>Who is or was there.</summary>
    public ImmutableDictionary<PersonId, Attendance> Attendance { get; init; } = ImmutableDictionary<PersonId, Attendance>.Empty;

    /// <summary>Voices that nobody could name.</summary>
    public int UnknownCallers { get; init; }

    /// <summary>Who sent regrets.</summary>
    public ImmutableHashSet<PersonId> Regrets { get; init; } = [];

    /// <summary>The entries by number: entry 1 stands first.</summary>
    public EntryList Entries { get; init; } = EntryList.Empty;

    /// <summary>Whether entries were ever moved under another topic. Until then nothing under a topic precedes its heading.</summary>
    public bool Rearranged { get; init; }

    /// <summary>Whether entries were ever inserted before others. Until then they print in the order of their numbers.</summary>
    public bool Interleaved { get; init; }

    /// <summary>The entry that opened the topic under discussion; 0 before the first.</summary>
    public int Topic { get; init; }

    /// <summary>The agenda.</summary>
    public required Agenda Agenda { get; init; }

    /// <summary>The calendar, with what was cancelled in session.</summary>
    public required Calendar Calendar { get; init; }

    /// <summary>Who waits for the floor.</summary>
    public ImmutableList<SpeakerQueued> Queue { get; init; } = [];

    /// <summary>The motion before the meeting, by its entry; null for none.</summary>
    public int? OpenMotion { get; init; }

    /// <summary>When each motion that is no longer open was decided, by its entry.</summary>
    public ImmutableDictionary<int, Instant> Decided { get; init; } = ImmutableDictionary<int, Instant>.Empty;

    /// <summary>Whether anybody objects: what the chair asked last; null for nothing that is open.</summary>
    public ObjectionQuestion? Question { get; init; }

    /// <summary>Who objects to what the chair asked last: whoever said so, and who votes against the motion that was asked about. Empty for nobody.</summary>
    public ImmutableArray<PersonId> Objecting => Question is not { } question ? []
        : [.. question.Objections.Union(Find(question.Entry)?.Matter is Motion { Outcome: MotionOutcome.Open } motion ? motion.Votes.Values.Where(cast => cast.Vote == Vote.No).Select(cast => cast.Voter) : [])];

    /// <summary>Who votes for whom in this meeting: by the absent person, the one who votes.</summary>
    public ImmutableDictionary<PersonId, PersonId> Proxies { get; init; } = ImmutableDictionary<PersonId, PersonId>.Empty;

    /// <summary>The number the next action gets.</summary>
    public int NextAction { get; init; } = 1;

    /// <summary>Earlier actions that were closed since the call.</summary>
    public ImmutableHashSet<int> ClosedEarlier { get; init; } = [];

    /// <summary>When it ended; null while it runs.</summary>
    public Instant? Ended { get; init; }

    /// <summary>Who ended it, and so can take that back; null while it runs.</summary>
    public PersonId? AdjournedBy { get; init; }

    /// <summary>True when it had been forgotten and was closed by the bot.</summary>
    public bool ClosedByBot { get; init; }

    /// <summary>How far the minutes have come.</summary>
    public MinutesStatus Status { get; init; }

    /// <summary>True once the minutes were published; they stay so when they are corrected, and the archive follows.</summary>
    public bool Published { get; init; }

    /// <summary>What each person did, for taking it back.</summary>
    public Acts Acts { get; init; } = Acts.None;

    /// <summary>When the presider was asked whether the meeting is over; null when nobody was asked, or something was said since.</summary>
    public Instant? EndAsked { get; init; }

    /// <summary>When something was recorded last.</summary>
    public Instant LastAt { get; init; }

    /// <summary>The meeting.</summary>
    public MeetingId Id => Called.Meeting;

    /// <summary>Its day.</summary>
    public LocalDate Date => Called.Meeting.Date;

    /// <summary>Corrections that were asked for, by entry; the last one for each counts.</summary>
    public ImmutableDictionary<int, Proposal> Proposals { get; init; } = ImmutableDictionary<int, Proposal>.Empty;

    /// <summary>True while it runs or is in recess.</summary>
    public bool IsOpen => Phase is MeetingPhase.InSession or MeetingPhase.Recessed;

    /// <summary>Its day while it is open; null once it is over. That day can be neither cancelled nor moved.</summary>
    public LocalDate? DayInSession => IsOpen ? Date : null;

    /// <summary>The standing of the organisations, with what changed since the call.</summary>
    public ImmutableSortedDictionary<string, Organization> Organizations { get; init; } = ImmutableSortedDictionary.Create<string, Organization>(StringComparer.Ordinal);

    /// <summary>Who may vote in it.</summary>
    public Electorate Electorate => new(Roster, Organizations, Settings.Ballots, Chaired, Date);

    /// <summary>Whether organisations vote rather than people.</summary>
    public bool HasClasses => Electorate.ByOrganization;

    /// <summary>Whether somebody may do what needs a permission in this meeting.</summary>
    public bool Allows(PersonId person, Permission needed) => needed switch
    {
        Permission.Anyone => true,
        Permission.Admin => Called.Admins.Contains(person),
        _ when !Chaired => true,
        Permission.Scribe => IsOfficer(person) || Presider == person || Scribes.Contains(person),
        Permission.Chair => IsOfficer(person) || Presider == person,
        Permission.Officer => IsOfficer(person),
        _ => Roster.TryGetValue(person, out Member? member) && member.Role != Role.Guest,
    };

    /// <summary>Whether somebody's vote counts: in a chaired group only by the roster.</summary>
    public bool MayVote(PersonId person) => !Electorate.Of(person).IsEmpty;

    /// <summary>The position on the agenda of the item under discussion; null when the topic is on no agenda.</summary>
    public int? CurrentItem => Topic > 0 && Entries[Topic - 1].Matter is Heading { Item: { } id } && Agenda.PositionOf(id) is var position and > 0 ? position : null;

    private bool IsOfficer(PersonId person) => Roster.TryGetValue(person, out Member? member) && member.Role.IsOfficer();
}

/// <summary>The chair asked whether anybody objects.</summary>
/// <param name="Entry">To which entry.</param>
/// <param name="Until">When the time to object ends.</param>
/// <param name="Objections">Who objects; empty for nobody.</param>
public sealed record ObjectionQuestion(int Entry, Instant Until, ImmutableArray<PersonId> Objections);

/// <summary>One person's attendance.</summary>
/// <param name="Person">Who.</param>
/// <param name="Organization">For whom, where it was typed; null to go by the roster.</param>
/// <param name="Remote">Remote or by phone.</param>
/// <param name="Guest">On no roster.</param>
/// <param name="At">When it was marked.</param>
/// <param name="Later">Added after the end.</param>
/// <param name="Left">When they left; null while there.</param>
public sealed record Attendance(PersonId Person, string? Organization, bool Remote, bool Guest, Instant At, bool Later, Instant? Left);

/// <summary>A correction that somebody asked for.</summary>
/// <param name="By">Who.</param>
/// <param name="Text">The entry's words as they should be; null to have it struck.</param>
public sealed record Proposal(PersonId By, string? Text);
