using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A standing group as its events leave it: roster, settings, calendar, the agenda of the next meeting, and a summary of every meeting it held.</summary>
public sealed partial record Group
{
    /// <summary>The group.</summary>
    public required GroupId Id { get; init; }

    /// <summary>Its long name.</summary>
    public required string Name { get; init; }

    /// <summary>False while it is open: everybody may do everything but the admin's acts.</summary>
    public bool Chaired { get; init; }

    /// <summary>Who administers it.</summary>
    public ImmutableHashSet<PersonId> Admins { get; init; } = [];

    /// <summary>The conversations bound to it; the first is its home, where notices go.</summary>
    public ImmutableArray<string> Conversations { get; init; } = [];

    /// <summary>What was set.</summary>
    public Settings Settings { get; init; } = new();

    /// <summary>The roster.</summary>
    public ImmutableDictionary<PersonId, Member> Roster { get; init; } = ImmutableDictionary<PersonId, Member>.Empty;

    /// <summary>The IANA zones of those who said where they are.</summary>
    public ImmutableDictionary<PersonId, string> MemberZones { get; init; } = ImmutableDictionary<PersonId, string>.Empty;

    /// <summary>Links that wait for an officer: the entry claimed, by account.</summary>
    public ImmutableDictionary<PersonId, PersonId> LinksAsked { get; init; } = ImmutableDictionary<PersonId, PersonId>.Empty;

    /// <summary>When meetings take place.</summary>
    public required Calendar Calendar { get; init; }

    /// <summary>How often the calendar changed; who subscribed to it goes by the greater number.</summary>
    public int CalendarChanges { get; init; }

    /// <summary>The secret part of the address under which the calendar can be subscribed to; null where nobody asked for one.</summary>
    public string? FeedToken { get; init; }

    /// <summary>The agenda of the next meeting.</summary>
    public Agenda Agenda { get; init; } = Agenda.Empty;

    /// <summary>Coming meetings that were announced.</summary>
    public ImmutableSortedSet<LocalDate> Announced { get; init; } = [];

    /// <summary>Coming meetings of which everybody was reminded.</summary>
    public ImmutableSortedSet<LocalDate> Reminded { get; init; } = [];

    /// <summary>When each day was cancelled: taken back soon, it is as if nothing had been said.</summary>
    public ImmutableSortedDictionary<LocalDate, Instant> CancelledAt { get; init; } = ImmutableSortedDictionary<LocalDate, Instant>.Empty;

    /// <summary>The coming meeting that takes place after all, whatever its agenda; null for none.</summary>
    public LocalDate? Kept { get; init; }

    /// <summary>When the drafts of minutes that are neither approved nor final were sent, by the meeting's day.</summary>
    public ImmutableSortedDictionary<LocalDate, Instant> Sent { get; init; } = ImmutableSortedDictionary<LocalDate, Instant>.Empty;

    /// <summary>Days to come by which actions are to be done; some of these may be closed by then.</summary>
    public ImmutableSortedSet<LocalDate> DueDays { get; init; } = [];

    /// <summary>Regrets for days to come.</summary>
    public ImmutableList<Absence> Regrets { get; init; } = [];

    /// <summary>Who was there in the half hour before a start that has not come.</summary>
    public ImmutableList<EarlyArrivalRecorded> Early { get; init; } = [];

    /// <summary>The meeting in session; null for none.</summary>
    public MeetingId? InSession { get; init; }

    /// <summary>When the meeting in session began; null for none.</summary>
    public Instant? InSessionSince { get; init; }

    /// <summary>Every meeting that was ever called to order, thrown away or not: no two have the same id.</summary>
    public ImmutableHashSet<MeetingId> Called { get; init; } = [];

    /// <summary>The agenda and the regrets that the last meeting took along: throwing it away gives them back. Null before the first.</summary>
    public TakenAlong? TakenAlong { get; init; }

    /// <summary>What was kept of each meeting.</summary>
    public ImmutableDictionary<MeetingId, MeetingSummary> Meetings { get; init; } = ImmutableDictionary<MeetingId, MeetingSummary>.Empty;

    /// <summary>The meetings in the order in which they ended.</summary>
    public ImmutableList<MeetingId> Held { get; init; } = [];

    /// <summary>Meetings of which nothing is kept any more but what the group kept of them.</summary>
    public ImmutableHashSet<MeetingId> Expired { get; init; } = [];

    /// <summary>Meetings whose minutes are not approved yet, in the order in which they were called; there may be several of one day.</summary>
    public ImmutableSortedSet<MeetingId> Unapproved { get; init; } = ImmutableSortedSet.Create(MeetingId.InOrder);

    /// <summary>What became of earlier minutes, by day.</summary>
    public ImmutableSortedDictionary<LocalDate, EarlierMinutesRegistered> Settled { get; init; } = ImmutableSortedDictionary<LocalDate, EarlierMinutesRegistered>.Empty;

    /// <summary>All actions that meetings gave out, by number.</summary>
    public ImmutableSortedDictionary<int, RegisteredAction> Actions { get; init; } = ImmutableSortedDictionary<int, RegisteredAction>.Empty;

    /// <summary>The days on which actions were done or dropped, by number; nothing for those that are open.</summary>
    public ImmutableDictionary<int, LocalDate> ClosedOn { get; init; } = ImmutableDictionary<int, LocalDate>.Empty;

    /// <summary>The group's own templates, by name.</summary>
    public ImmutableSortedSet<string> Templates { get; init; } = [];

    /// <summary>The number that the next action gets; one that was given is not used again, though its action was struck.</summary>
    public int NextAction { get; init; } = 1;

    /// <summary>The organisations that have, or had, a standing of their own, by the keys that they keep when they are renamed.</summary>
    public ImmutableSortedDictionary<string, Organization> Organizations { get; init; } = ImmutableSortedDictionary.Create<string, Organization>(StringComparer.Ordinal);

    /// <summary>What was kept of each ballot, by its key.</summary>
    public ImmutableSortedDictionary<string, BallotSummary> Ballots { get; init; } = ImmutableSortedDictionary.Create<string, BallotSummary>(StringComparer.Ordinal);

    /// <summary>Why notices were given up, by what they were; of several of one kind about one thing, the last.</summary>
    public ImmutableDictionary<(string Kind, string Subject), NoticeGivenUp> GivenUp { get; init; } = ImmutableDictionary<(string, string), NoticeGivenUp>.Empty;

    /// <summary>The home conversation.</summary>
    public string Home => Conversations.IsDefaultOrEmpty ? "" : Conversations[0];

    /// <summary>The short name.</summary>
    public string Slug => Settings.Slug ?? (Slugs.Of(Name) is { Length: > 0 } slug ? slug : "group");

    /// <summary>The meeting that comes next as seen from a day: what is in session or was held on that day does not come any more. Null for none.</summary>
    public Occurrence? NextMeeting(LocalDate today)
    {
        LocalDate met = InSession?.Date ?? (Held is [.., var last] ? last.Date : LocalDate.MinIsoValue);
        return met < today ? Calendar.NextFrom(today) : Calendar.NextAfter(met);
    }

    /// <summary>Whether anybody on the roster has a voting class, so that organisations vote.</summary>
    public bool HasClasses => Roster.Values.Any(member => member.Class is not null) || Organizations.Values.Any(one => !one.Classes.IsEmpty);

    /// <summary>Who may vote on a day, under the policy of the group or another one.</summary>
    public Electorate ElectorateOn(LocalDate date, BallotPolicy? policy = null) => new(Roster, Organizations, policy ?? Settings.Ballots, Chaired, date);

    /// <summary>The meeting that a command without a date means when none is in session: the last one not yet approved.</summary>
    public MeetingId? LastUnapproved => Unapproved.IsEmpty ? null : Unapproved.Max;

    /// <summary>The meetings of a day whose minutes wait for approval, in order; those before a meeting, where a meeting deals with them.</summary>
    public ImmutableArray<MeetingId> Waiting(LocalDate date, MeetingId? before = null) =>
        [.. Unapproved.Where(id => id.Date == date && (before is not { } later || MeetingId.InOrder.Compare(id, later) < 0))];

    /// <summary>
    /// Whether anybody may say to be somebody without an officer's word: nobody's account stands there, and neither an office, a vote nor
    /// the rights of an admin.
    /// </summary>
    public bool IsPlain(PersonId person, bool linked) => !linked && !Admins.Contains(person)
        && (!Roster.TryGetValue(person, out Member? member) || (!member.Role.IsOfficer() && !(HasClasses && member.Class is not null)));

    /// <summary>The meetings of a day that were held before another one.</summary>
    internal IEnumerable<MeetingId> HeldBefore(LocalDate date, MeetingId later) => Held.Where(id => id.Date == date && MeetingId.InOrder.Compare(id, later) < 0);

    /// <summary>Whether somebody may do what needs a permission, outside of any meeting.</summary>
    public bool Allows(PersonId person, Permission needed) => needed switch
    {
        Permission.Anyone => true,
        Permission.Admin => Admins.Contains(person),
        _ when !Chaired => true,
        Permission.Member => Roster.TryGetValue(person, out Member? member) && member.Role != Role.Guest,
        _ => Roster.TryGetValue(person, out Member? officer) && officer.Role.IsOfficer(),
    };
}
