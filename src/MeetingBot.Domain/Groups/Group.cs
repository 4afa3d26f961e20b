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

    /// <summary>The cancellation that was made last, and when: taken back soon, it is as if nothing had been said. Null for none.</summary>
    public (LocalDate Date, Instant At)? CancelledLast { get; init; }

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

    /// <summary>The organisations that have, or had, a standing of their own, by name in upper case.</summary>
    public ImmutableSortedDictionary<string, Organization> Organizations { get; init; } = ImmutableSortedDictionary.Create<string, Organization>(StringComparer.Ordinal);

    /// <summary>What was kept of each ballot, by its key.</summary>
    public ImmutableSortedDictionary<string, BallotSummary> Ballots { get; init; } = ImmutableSortedDictionary.Create<string, BallotSummary>(StringComparer.Ordinal);

    /// <summary>What was given up posting last; null for nothing so far.</summary>
    public NoticeGivenUp? LastFailure { get; init; }

    /// <summary>The home conversation.</summary>
    public string Home => Conversations.IsDefaultOrEmpty ? "" : Conversations[0];

    /// <summary>The short name.</summary>
    public string Slug => Settings.Slug ?? (Slugs.Of(Name) is { Length: > 0 } slug ? slug : "group");

    /// <summary>Whether anybody on the roster has a voting class, so that organisations vote.</summary>
    public bool HasClasses => Roster.Values.Any(member => member.Class is not null) || Organizations.Values.Any(one => !one.Classes.IsEmpty);

    /// <summary>Who may vote on a day, under the policy of the group or another one.</summary>
    public Electorate ElectorateOn(LocalDate date, BallotPolicy? policy = null) => new(Roster, Organizations, policy ?? Settings.Ballots, Chaired, date);

    /// <summary>The meeting that a command without a date means when none is in session: the last one not yet approved.</summary>
    public MeetingId? LastUnapproved => Unapproved.IsEmpty ? null : Unapproved.Max;

    /// <summary>The meetings of a day whose minutes wait for approval, in order; those before a meeting, where a meeting deals with them.</summary>
    public ImmutableArray<MeetingId> Waiting(LocalDate date, MeetingId? before = null) =>
        [.. Unapproved.Where(id => id.Date == date && (before is not { } later || MeetingId.InOrder.Compare(id, later) < 0))];

    /// <summary>Whether somebody may do what needs a permission, outside of any meeting.</summary>
    public bool Allows(PersonId person, Permission needed) => needed switch
    {
        Permission.Anyone => true,
        Permission.Admin => Admins.Contains(person),
        _ when !Chaired => true,
        Permission.Member => Roster.TryGetValue(person, out Member? member) && member.Role != Role.Guest,
        _ => Roster.TryGetValue(person, out Member? officer) && officer.Role.IsOfficer(),
    };

    /// <summary>The state after an event. An event that it does not know is a bug, and stops the read with its name.</summary>
    public static Group Evolve(Group? group, GroupEvent happened, Origin origin)
    {
        Group after = Apply(group, happened, origin);
        return group is null || ReferenceEquals(after.Calendar, group.Calendar) ? after : after with { CalendarChanges = group.CalendarChanges + 1 };
    }

    private static Group Apply(Group? group, GroupEvent happened, Origin origin) => happened switch
    {
        GroupFounded founded => new Group
        {
            Id = founded.Group,
            Name = founded.Name,
            Chaired = founded.Chaired,
            Admins = [origin.By],
            Conversations = [founded.Conversation],
            Settings = new Settings { Timezone = founded.Timezone },
            Calendar = new Calendar(founded.Timezone),
            Roster = founded.Chaired
                ? ImmutableDictionary<PersonId, Member>.Empty.Add(origin.By, new Member(origin.By, Role.Secretary, [], null))
                : ImmutableDictionary<PersonId, Member>.Empty,
        },
        _ when group is null => throw new InvalidOperationException($"A group cannot begin with {happened.GetType().Name}."),
        ConversationBound bound => group with { Conversations = group.Conversations.Add(bound.Conversation) },
        ConversationMoved moved => group with { Conversations = [.. group.Conversations.Select(known => known == moved.From ? moved.To : known)] },
        NoticeGivenUp failed => group with { LastFailure = failed },
        SettingChanged changed => group.Set(changed),
        MemberAdded added => group.Classed(added.Member, origin) with { Roster = group.Roster.SetItem(added.Member.Id, added.Member), Chaired = group.Chaired || added.Member.Role == Role.Chair },
        MemberRemoved removed => group with { Roster = group.Roster.Remove(removed.Person) },
        RoleGiven given => group.OnRoster(given.Person, member => member with { Role = given.Role }) with { Chaired = group.Chaired || given.Role == Role.Chair },
        AliasGiven or PersonRenamed or PersonForgotten => group,
        MeetingAnnounced announced => group with { Announced = group.Announced.Add(announced.Date) },
        MeetingReminded reminded => group with { Reminded = group.Reminded.Add(reminded.Date) },
        MinutesSent sent => group with { Sent = group.Sent.SetItem(sent.Meeting.Date, sent.At) },
        MinutesBecameFinal final => group with { Sent = group.Sent.Remove(final.Date), Unapproved = group.Unapproved.Except(group.Waiting(final.Date)) },
        ActionsFellDue fell => group with { DueDays = After(group.DueDays, fell.Day) },
        OrganizationRenamed renamed => group with
        {
            Roster = group.Roster.ToImmutableDictionary(pair => pair.Key, pair => Renamed(pair.Value, renamed)),
            Organizations = Renamed(group.Organizations, renamed),
        },
        ClassGiven given => group.OnOrganization(given.Organization, known => known.InClass(given.Class, given.From)),
        OrganizationRestricted restricted => group.OnOrganization(restricted.Organization, known => known.Freed(restricted.Restriction.Kind, restricted.Restriction.From) is var free
            ? free with { Restrictions = free.Restrictions.Add(restricted.Restriction) }
            : known),
        RestrictionLifted lifted => group.OnOrganization(lifted.Organization, known => known.Freed(lifted.Kind, lifted.From)),
        RepresentativeNamed named => group.OnOrganization(named.Organization, known => known with { Representatives = known.Representatives.Add(new Representation(named.Person, named.From, null)) }),
        RepresentativeReleased released => group.OnOrganization(released.Organization, known => known with
        {
            Representatives = [.. known.Representatives.Select(one => one.Person == released.Person && one.Until is null ? one with { Until = released.From.PlusDays(-1) } : one)],
        }),
        AffiliateNamed affiliate => group.OnOrganization(affiliate.Organization, known => known with { AffiliateOf = affiliate.Of }),
        BallotRegistered registered => group with { Ballots = group.Ballots.SetItem(registered.Summary.Ballot.Key, registered.Summary) },
        AffiliationChanged changed => group.OnRoster(changed.Person, member => member with { Affiliations = Affiliated(member.Affiliations, changed) }),
        AccountLinked linked => group with { LinksAsked = group.LinksAsked.Remove(linked.Account) },
        LinkAsked asked => group with { LinksAsked = group.LinksAsked.SetItem(asked.Account, asked.Person) },
        SeriesScheduled scheduled => group with { Calendar = group.Calendar.Schedule(scheduled.Series) },
        OccurrenceScheduled once => group with { Calendar = group.Calendar.ScheduleDays(once.Date, once.Until ?? once.Date, once.Time, once.Minutes, once.Kind ?? MeetingKind.Call) },
        OccurrenceCancelled cancelled => group with { Calendar = group.Calendar.Cancel(cancelled.Date, cancelled.Reason), CancelledLast = (cancelled.Date, origin.At) },
        OccurrenceRestored restored => group with { Calendar = group.Calendar.Restore(restored.Date), Kept = restored.Date },
        OccurrenceMoved moved => group with { Calendar = group.Calendar.Move(moved.Date, moved.To, moved.Time) },
        AgendaChanged changed => group with { Agenda = group.Agenda.After(changed.Change) },
        FeedOpened opened => group with { FeedToken = opened.Token },
        RegretsAnnounced regrets => group with { Regrets = group.Regrets.Add(new Absence(regrets.Person, regrets.From, regrets.Until)) },
        ComingAnnounced coming => group with { Regrets = [.. group.Regrets.SelectMany(absence => absence.Person == coming.Person ? absence.Without(coming.Date) : [absence])] },
        EarlyArrivalRecorded early => group with { Early = group.Early.Add(early) },
        MeetingStarted started => group.Start(started.Meeting, started.Started ?? origin.At),
        MeetingConcluded concluded => group.Conclude(concluded.Summary),
        ConclusionAmended amended => group.Amend(amended.Summary),
        ConclusionWithdrawn withdrawn => group.Resume(withdrawn.Meeting),
        MeetingThrownAway thrown => group.ThrowAway(thrown.Meeting),
        EarlierMinutesRegistered earlier => group with
        {
            Settled = group.Settled.SetItem(earlier.Date, earlier),
            Unapproved = earlier.Outcome == EarlierOutcome.Approved ? group.Unapproved.Except(group.Waiting(earlier.Date, earlier.At)) : group.Unapproved,
            Sent = earlier.Outcome == EarlierOutcome.Approved ? group.Sent.Remove(earlier.Date)
                : earlier.Sent is { } day ? group.Sent.SetItem(earlier.Date, group.Settings.Zone.AtLeniently(day + LocalTime.Noon).ToInstant())
                : group.Sent,
        },
        ActionDone done => group.Close(done.Number, ActionStatus.Done, origin),
        ActionDropped dropped => group.Close(dropped.Number, ActionStatus.Dropped, origin),
        TemplateKept kept => group with { Templates = group.Templates.Add(kept.Name) },
        _ => throw new InvalidOperationException($"A group does not know the event {happened.GetType().Name}."),
    };

    private Group Set(SettingChanged changed)
    {
        Settings settings = Settings.With(changed.Key, changed.Value, out _)
            ?? throw new InvalidOperationException($"The stored setting {changed.Key} no longer reads.");
        return this with { Settings = settings, Name = settings.Name ?? Name, Calendar = Calendar with { Zone = settings.Timezone } };
    }

    private Group OnRoster(PersonId person, Func<Member, Member> change)
    {
        Member member = Roster.GetValueOrDefault(person) ?? new Member(person, Role.Member, [], null);
        return this with { Roster = Roster.SetItem(person, change(member)) };
    }

    private Group Start(MeetingId meeting, Instant since) => this with
    {
        InSession = meeting,
        InSessionSince = since,
        Called = Called.Add(meeting),
        TakenAlong = new TakenAlong(meeting, Agenda, Regrets),
        Agenda = Agenda with { Items = [] },
        Regrets = Regrets.RemoveAll(absence => absence.Until <= meeting.Date),
        Early = [],
        Announced = After(Announced, meeting.Date),
        Reminded = After(Reminded, meeting.Date),
    };

    /// <summary>The days after one. There are seldom any up to it, and the query over days is compiled when it first runs.</summary>
    private static ImmutableSortedSet<LocalDate> After(ImmutableSortedSet<LocalDate> days, LocalDate last) =>
        days.IsEmpty || days.Min > last ? days : days.Except(days.TakeWhile(day => day <= last));

    private Group Conclude(MeetingSummary summary)
    {
        Agenda agenda = Agenda;
        foreach (AgendaItem item in summary.Carried)
        {
            agenda = agenda with { NextId = Math.Max(agenda.NextId, item.Id + 1) };
        }

        var carried = new List<AgendaItem>(summary.Carried.Length);
        foreach (AgendaItem item in summary.Carried)
        {
            bool taken = agenda.Find(item.Id) is not null;
            carried.Add(item with { Id = taken ? agenda.NextId : item.Id, From = item.From ?? summary.Meeting.Date });
            agenda = taken ? agenda with { NextId = agenda.NextId + 1 } : agenda;
        }

        return (this with
        {
            InSession = InSession == summary.Meeting ? null : InSession,
            InSessionSince = InSession == summary.Meeting ? null : InSessionSince,
            Held = Meetings.ContainsKey(summary.Meeting) ? Held : Held.Add(summary.Meeting),
            Unapproved = Unapproved.Add(summary.Meeting),
            Agenda = agenda with { Items = agenda.Items.InsertRange(0, carried) },
        }).Amend(summary);
    }

    /// <summary>The meeting goes on: what it left to the next agenda is with it again.</summary>
    private Group Resume(MeetingId meeting)
    {
        MeetingSummary? summary = Meetings.GetValueOrDefault(meeting);
        return this with
        {
            InSession = meeting,
            InSessionSince = summary?.Started,
            Unapproved = Unapproved.Remove(meeting),
            Agenda = Agenda with { Items = Agenda.Items.RemoveAll(item => summary?.Carried.Any(carried => carried.Id == item.Id && carried.Title == item.Title) == true) },
        };
    }

    /// <summary>Nothing of the meeting is kept, and the next one has the agenda and the regrets that this one had taken along.</summary>
    private Group ThrowAway(MeetingId meeting)
    {
        Group without = this with
        {
            InSession = InSession == meeting ? null : InSession,
            InSessionSince = InSession == meeting ? null : InSessionSince,
            Meetings = Meetings.Remove(meeting),
            Held = Held.Remove(meeting),
            Unapproved = Unapproved.Remove(meeting),
            Actions = Actions.RemoveRange(Actions.Values.Where(action => action.Meeting == meeting).Select(action => action.Number)),
        };
        if (TakenAlong is not { } along || along.Meeting != meeting)
        {
            return without;
        }

        IEnumerable<AgendaItem> since = Agenda.Items.Where(item => along.Agenda.Find(item.Id) is null);
        return without with
        {
            Agenda = new Agenda(along.Agenda.Items.AddRange(since), Math.Max(Agenda.NextId, along.Agenda.NextId)),
            Regrets = [.. along.Regrets.Union(Regrets)],
            TakenAlong = null,
        };
    }

    private Group Amend(MeetingSummary summary)
    {
        ImmutableSortedDictionary<int, RegisteredAction>.Builder actions = Actions.ToBuilder();
        if (Meetings.TryGetValue(summary.Meeting, out MeetingSummary? before))
        {
            actions.RemoveRange(before.Actions.Select(action => action.Number));
        }

        ImmutableSortedSet<LocalDate> dueDays = DueDays;
        ImmutableDictionary<int, LocalDate> closedOn = ClosedOn;
        int next = Math.Max(NextAction, summary.NextAction ?? 1);
        foreach (RegisteredAction action in summary.Actions)
        {
            bool closedSince = Actions.TryGetValue(action.Number, out RegisteredAction? known) && known.Status != ActionStatus.Open && action.Status == ActionStatus.Open;
            actions[action.Number] = closedSince ? action with { Status = known!.Status } : action;
            dueDays = action is { Status: ActionStatus.Open, Due: { } due } && due > summary.Meeting.Date ? dueDays.Add(due) : dueDays;
            next = Math.Max(next, action.Number + 1);
            closedOn = actions[action.Number].Status == ActionStatus.Open ? closedOn.Remove(action.Number) : closedOn.ContainsKey(action.Number) ? closedOn : closedOn.Add(action.Number, summary.Meeting.Date);
        }

        return this with
        {
            ClosedOn = closedOn,
            Meetings = Meetings.SetItem(summary.Meeting, summary),
            Actions = actions.ToImmutable(),
            DueDays = dueDays,
            NextAction = next,
        };
    }

    private Group Close(int number, ActionStatus status, Origin origin) => Actions.TryGetValue(number, out RegisteredAction? action)
        ? this with { Actions = Actions.SetItem(number, action with { Status = status }), ClosedOn = ClosedOn.SetItem(number, origin.At.InZone(Settings.Zone).Date) }
        : this;
}

/// <summary>Somebody is absent from a day up to and including another.</summary>
public sealed record Absence(PersonId Person, LocalDate From, LocalDate Until)
{
    /// <summary>Whether it covers a day.</summary>
    public bool Covers(LocalDate date) => From <= date && date <= Until;

    /// <summary>What is left of it when the person comes on a day after all.</summary>
    public IEnumerable<Absence> Without(LocalDate date)
    {
        if (!Covers(date))
        {
            yield return this;
            yield break;
        }

        if (From < date)
        {
            yield return this with { Until = date.PlusDays(-1) };
        }

        if (date < Until)
        {
            yield return this with { From = date.PlusDays(1) };
        }
    }
}

/// <summary>What a meeting took along when it was called to order, and gives back when it is thrown away.</summary>
public sealed record TakenAlong(MeetingId Meeting, Agenda Agenda, ImmutableList<Absence> Regrets);
