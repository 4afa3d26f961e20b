using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>What each event makes of a group.</content>
public sealed partial record Group
{
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
        NoticeGivenUp failed => group with { GivenUp = group.GivenUp.SetItem((failed.Kind, failed.Subject), failed) },
        SettingChanged changed => group.Set(changed),
        MemberAdded added => group.Classed(added.Member, origin) with { Roster = group.Roster.SetItem(added.Member.Id, added.Member), Chaired = group.Chaired || added.Member.Role == Role.Chair },
        MemberRemoved removed => group with { Roster = group.Roster.Remove(removed.Person), MemberZones = group.MemberZones.Remove(removed.Person) },
        RoleGiven given => group.OnRoster(given.Person, member => member with { Role = given.Role }) with { Chaired = group.Chaired || given.Role == Role.Chair },
        AliasGiven or PersonRenamed => group,
        PersonForgotten forgotten => group with { MemberZones = group.MemberZones.Remove(forgotten.Person) },
        MemberZoneChanged changed => group with { MemberZones = changed.Timezone is { } zone ? group.MemberZones.SetItem(changed.Person, zone) : group.MemberZones.Remove(changed.Person) },
        MeetingAnnounced announced => group with { Announced = group.Announced.Add(announced.Date) },
        MeetingReminded reminded => group with { Reminded = group.Reminded.Add(reminded.Date) },
        MinutesSent sent => group with { Sent = group.Sent.SetItem(sent.Meeting.Date, sent.At) },
        MinutesBecameFinal final => group with { Sent = group.Sent.Remove(final.Date), Unapproved = group.Unapproved.Except(group.Waiting(final.Date)) },
        MeetingExpired expired => group with { Expired = group.Expired.Add(expired.Meeting), Unapproved = group.Unapproved.Remove(expired.Meeting), Sent = group.Sent.Remove(expired.Meeting.Date) },
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
        AffiliateNamed { From: { } from } affiliate => group.OnOrganization(affiliate.Organization, known => known.AffiliatedTo(affiliate.Of, from)),
        AffiliateNamed affiliate => group.OnOrganization(affiliate.Organization, known => known with { AffiliateOf = affiliate.Of }),
        BallotRegistered registered => group with { Ballots = group.Ballots.SetItem(registered.Summary.Ballot.Key, registered.Summary) },
        AffiliationChanged changed => group.OnRoster(changed.Person, member => member with { Affiliations = Affiliated(member.Affiliations, changed) }),
        AccountLinked linked => group with { LinksAsked = group.LinksAsked.Remove(linked.Account), MemberZones = group.MemberZones.TryGetValue(linked.Account, out string? there) ? group.MemberZones.Remove(linked.Account).SetItem(linked.Person, there) : group.MemberZones },
        LinkAsked asked => group with { LinksAsked = group.LinksAsked.SetItem(asked.Account, asked.Person) },
        SeriesScheduled scheduled => group with { Calendar = group.Calendar.Schedule(scheduled.Series) },
        OccurrenceScheduled once => group with { Calendar = group.Calendar.ScheduleDays(once.Date, once.Until ?? once.Date, once.Time, once.Minutes, once.Kind ?? MeetingKind.Call) },
        OccurrenceCancelled cancelled => group with { Calendar = group.Calendar.Cancel(cancelled.Date, cancelled.Reason), CancelledAt = group.CancelledAt.SetItem(cancelled.Date, origin.At) },
        OccurrenceRestored restored => group with { Calendar = group.Calendar.Restore(restored.Date), Kept = restored.Date, CancelledAt = group.CancelledAt.Remove(restored.Date) },
        OccurrenceMoved moved => group with { Calendar = group.Calendar.Move(moved.Date, moved.To, moved.Time) },
        AgendaChanged changed => group with { Agenda = group.Agenda.After(changed.Change) },
        FeedOpened opened => group with { FeedToken = opened.Token },
        RegretsAnnounced regrets => group with { Regrets = group.Regrets.Add(new Absence(regrets.Person, regrets.From, regrets.Until)) },
        ComingAnnounced coming => group with { Regrets = [.. group.Regrets.SelectMany(absence => absence.Person == coming.Person ? absence.Without(coming.Date) : [absence])] },
        EarlyArrivalRecorded early => group with { Early = group.Early.Add(early) },
        MeetingStarted started => group.Start(started.Meeting, started.Started ?? origin.At),
        MeetingConcluded concluded => group.Conclude(concluded.Summary, origin.At),
        ConclusionAmended amended => group.Amend(amended.Summary, origin.At),
        ConclusionWithdrawn withdrawn => group.Resume(withdrawn.Meeting),
        MeetingThrownAway thrown => group.ThrowAway(thrown.Meeting),
        EarlierMinutesRegistered earlier => group.Register(earlier),
        ActionDone done => group.Close(done.Number, ActionStatus.Done, origin),
        ActionDropped dropped => group.Close(dropped.Number, ActionStatus.Dropped, origin),
        AdminNamed named => group with { Admins = group.Admins.Add(named.Person) },
        AdminReleased released => group with { Admins = group.Admins.Remove(released.Person) },
        TemplateKept kept => group with { Templates = group.Templates.Add(kept.Name) },
        _ => throw new InvalidOperationException($"A group does not know the event {happened.GetType().Name}."),
    };

    private Group Register(EarlierMinutesRegistered earlier)
    {
        bool approved = earlier.Outcome == EarlierOutcome.Approved;
        bool reopened = !approved && earlier.At is not null && Settled.TryGetValue(earlier.Date, out EarlierMinutesRegistered? before)
            && before.Outcome == EarlierOutcome.Approved && before.At == earlier.At;
        return this with
        {
            Settled = Settled.SetItem(earlier.Date, earlier),
            Unapproved = approved ? Unapproved.Except(Waiting(earlier.Date, earlier.At))
                : reopened ? Unapproved.Union(HeldBefore(earlier.Date, earlier.At!))
                : Unapproved,
            Sent = approved ? Sent.Remove(earlier.Date)
                : earlier.Sent is { } day ? Sent.SetItem(earlier.Date, Settings.Zone.AtLeniently(day + LocalTime.Noon).ToInstant())
                : Sent,
        };
    }

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

    private Group Conclude(MeetingSummary summary, Instant now)
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
        }).Amend(summary, now);
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

    /// <summary>Days whose morning is over were told, or lay in the past when the action was recorded: a correction does not bring them up again.</summary>
    private Group Amend(MeetingSummary summary, Instant now)
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
            dueDays = action is { Status: ActionStatus.Open, Due: { } due } && GroupClock.FallsDue(this, due) > now ? dueDays.Add(due) : dueDays;
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
