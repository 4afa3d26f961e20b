using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>What a group makes of a command: events, or the rule that forbids it. Pure.</summary>
public static class GroupDecider
{
    private static readonly Duration LateEnoughForMembers = Duration.FromMinutes(10);
    private static readonly Duration DoorsOpen = Duration.FromMinutes(30);

    /// <summary>Decides a command on the group as it stands; the group is null only for <see cref="FoundGroup"/>.</summary>
    public static Outcome Decide(Group? group, GroupCommand command, Origin origin)
    {
        if (command is FoundGroup found)
        {
            return group is not null ? Outcome.No(new GroupIsThere(group.Name))
                : Settings.ReadZone(found.Timezone) is null || Settings.IsFixed("timezone", found.Timezone) ? Outcome.No(new BadSetting("timezone", found.Timezone, Settings.Meaning("timezone")))
                : Outcome.Happened(new GroupFounded(found.Group, found.Name, found.Timezone, found.Chaired, found.Conversation));
        }

        return group is null ? Outcome.No(new NoGroup()) : DecideKnown(group, command, origin);
    }

    private static Outcome DecideKnown(Group group, GroupCommand command, Origin origin) => command switch
    {
        BindConversation bind => group.Conversations.Contains(bind.Conversation) ? new Unchanged() : Outcome.Happened(new ConversationBound(bind.Conversation)),
        ChangeSetting change => Change(group, change),
        AddMembers add => Add(group, add, origin),
        RemoveMember remove => Remove(group, remove),
        GiveRole give => Give(group, give, origin),
        GiveAlias alias => Outcome.Happened(new AliasGiven(alias.Person)),
        RenamePerson rename => Outcome.Happened(new PersonRenamed(rename.Person, rename.From)),
        RenameOrganization rename => Rename(group, rename, origin),
        ChangeAffiliation change => Told(group, new AffiliationChanged(change.Person, change.Organization, change.From, change.Too), change.Person, origin),
        GiveClass or RestrictOrganization or LiftRestrictions or NameRepresentative or NameAffiliate => StandingDecider.Decide(group, command, origin),
        ChangeMemberZone change => ChangeZone(group, change),
        LinkAccount link => group.Admins.Contains(link.Person) && !group.Allows(origin.By, Permission.Admin)
            ? Outcome.No(new NotAllowed(Permission.Admin)) // else anybody of an open group could become its admin
            : Outcome.Happened(new AccountLinked(link.Person, link.Account)),
        ClaimEntry claim => Claim(group, claim),
        ScheduleSeries schedule => Dated(group, new SeriesScheduled(schedule.Series), origin),
        ScheduleOnce once => Dated(group, new OccurrenceScheduled(once.Date, once.Time, once.Minutes, once.Kind == MeetingKind.Call ? null : once.Kind, once.Until), origin),
        CancelOccurrence cancel => CalendarRules.RefuseCancel(group.Calendar, cancel.Date, group.InSession?.Date) is { } no
            ? Outcome.No(no)
            : Dated(group, new OccurrenceCancelled(cancel.Date, cancel.Reason), origin),
        RestoreOccurrence restore => group.Calendar.On(restore.Date) is { Cancelled: true }
            ? Dated(group, new OccurrenceRestored(restore.Date), origin)
            : Outcome.No(new NotCancelled(restore.Date)),
        MoveOccurrence move when move.To == move.Date && group.Calendar.On(move.Date) is { Cancelled: false } there && (move.Time ?? there.Time) == there.Time => new Unchanged(),
        MoveOccurrence move => CalendarRules.RefuseCancel(group.Calendar, move.Date, group.InSession?.Date) is { } no
            ? Outcome.No(no)
            : Dated(group, new OccurrenceMoved(move.Date, move.To, move.Time), origin),
        OpenFeed open => Outcome.Happened(new FeedOpened(open.Token)),
        StrikeClock strike => GroupClock.Strike(group, strike.NothingToDiscuss, origin),
        AnnounceNext => group.NextMeeting(Today(group, origin)) is { } next
            ? Outcome.Happened(new MeetingAnnounced(next.Date))
            : Outcome.No(new NothingScheduled()),
        ChangeAgenda change => Agenda(group, change, origin),
        AnnounceRegrets regrets => Regret(group, regrets),
        AnnounceComing coming => Outcome.Happened(new ComingAnnounced(coming.Person, coming.Date)),
        ArriveEarly arrive => Arrive(group, arrive, origin),
        StartMeeting start => Start(group, start, origin),
        GiveUpNotice failed => Outcome.Happened(new NoticeGivenUp(failed.Kind, failed.Subject, failed.Reason)),
        MoveConversation moved => group.Conversations.Contains(moved.From) && !group.Conversations.Contains(moved.To)
            ? Outcome.Happened(new ConversationMoved(moved.From, moved.To))
            : new Unchanged(),
        CloseRegisteredAction close => Close(group, close, origin),
        SettleEarlierMinutes settle => Settle(group, settle.Earlier, origin),
        KeepTemplate keep => Outcome.Happened(new TemplateKept(keep.Name)),
        NameAdmin name => group.Admins.Contains(name.Person) ? new Unchanged() : Outcome.Happened(new AdminNamed(name.Person)),
        ReleaseAdmin release => !group.Admins.Contains(release.Person) ? new Unchanged()
            : group.Admins.Count == 1 ? Outcome.No(new LastAdmin(release.Person))
            : Outcome.Happened(new AdminReleased(release.Person)),
        ForgetPerson forget => new Accepted([new PersonForgotten(forget.Person)], []).Telling(new EraseNames(forget.Person)),
        TakeFollowUp taken => Take(group, taken.FollowUp),
        _ => throw new InvalidOperationException($"A group does not know the command {command.GetType().Name}."),
    };

    private static Outcome Change(Group group, ChangeSetting change)
    {
        if (!Settings.Keys.Any(known => known.Key == change.Key))
        {
            return Outcome.No(new NoSuchSetting(change.Key, [.. Settings.Keys.Select(known => known.Key)]));
        }

        if (change.Key == "template" && !IsTemplate(group, change.Value.Trim().ToLowerInvariant()))
        {
            return Outcome.No(new NoSuchTemplate(change.Value, ["structured", "narrative", "numbered", .. group.Templates]));
        }

        if (group.Settings.With(change.Key, change.Value, out string expected) is not { } settings || Settings.IsFixed(change.Key, change.Value) || !PolicyRules.ReadsInFull(new StatedRule(change.Key, change.Value)))
        {
            return Outcome.No(new BadSetting(change.Key, change.Value, expected));
        }

        var accepted = new Accepted([new SettingChanged(change.Key, change.Value)], []);
        settings = settings with { Slug = (group with { Settings = settings, Name = settings.Name ?? group.Name }).Slug };
        return (group.InSession ?? group.LastUnapproved) is { } open ? accepted.Telling(new ReviseSettings(settings), open) : accepted;
    }

    private static Outcome ChangeZone(Group group, ChangeMemberZone change)
    {
        string? zone = change.Timezone is { } typed ? Settings.ReadZone(typed) : null;
        return change.Timezone is { } wrong && (zone is null || Settings.IsFixed("timezone", wrong)) ? Outcome.No(new BadSetting("my zone", wrong, Settings.Meaning("timezone")))
            : group.MemberZones.GetValueOrDefault(change.Person) == zone ? new Unchanged()
            : Outcome.Happened(new MemberZoneChanged(change.Person, zone));
    }

    private static bool IsTemplate(Group group, string name) => name is "structured" or "narrative" or "numbered" || group.Templates.Contains(name);

    private static Outcome Add(Group group, AddMembers add, Origin origin)
    {
        if (add.Members.IsEmpty)
        {
            return new Unchanged();
        }

        var accepted = new Accepted([.. add.Members.Select(member => new MemberAdded(member))], []);
        if (group.InSession is { } running)
        {
            foreach (Member member in add.Members)
            {
                accepted = accepted.Telling(new ReviseRoster(member), running);
            }
        }

        return StandingDecider.Told(group, accepted, origin);
    }

    /// <summary>Who is taken off the roster during a meeting stays in it as a guest, without office or vote.</summary>
    private static Outcome Remove(Group group, RemoveMember remove)
    {
        if (!group.Roster.TryGetValue(remove.Person, out Member? member))
        {
            return new Unchanged();
        }

        var accepted = new Accepted([new MemberRemoved(remove.Person)], []);
        return group.InSession is { } running ? accepted.Telling(new ReviseRoster(member with { Role = Role.Guest, Class = null }), running) : accepted;
    }

    private static Outcome Regret(Group group, AnnounceRegrets regrets)
    {
        ImmutableArray<StreamEvent> events =
        [
            .. regrets.Persons.Distinct().Select(person => new Absence(person, regrets.From, regrets.Until)).Where(absence => !group.Regrets.Contains(absence))
                .Select(absence => new RegretsAnnounced(absence.Person, absence.From, absence.Until)),
        ];
        return events.IsEmpty ? new Unchanged() : new Accepted(events, []);
    }

    private static Outcome Give(Group group, GiveRole give, Origin origin) =>
        group.Roster.TryGetValue(give.Person, out Member? member) && member.Role == give.Role
            ? new Unchanged()
            : Told(group, new RoleGiven(give.Person, give.Role), give.Person, origin);

    private static Outcome Rename(Group group, RenameOrganization rename, Origin origin)
    {
        bool known = group.Roster.Values.Any(member => member.Affiliations.Any(affiliation =>
            string.Equals(affiliation.Organization, rename.Old, StringComparison.OrdinalIgnoreCase)));
        return known
            ? Told(group, new OrganizationRenamed(rename.Old, rename.New, rename.From), null, origin)
            : Outcome.No(new NoSuchOrganization(rename.Old));
    }

    /// <summary>An event of the roster, and the same for the meeting in session, whose snapshot follows it.</summary>
    private static Outcome Told(Group group, GroupEvent happened, PersonId? person, Origin origin)
    {
        var accepted = new Accepted([happened], []);
        if (group.InSession is { } running)
        {
            Group after = Group.Evolve(group, happened, origin);
            foreach (Member member in after.Roster.Values.Where(member => person is null || member.Id == person))
            {
                accepted = accepted.Telling(new ReviseRoster(member), running);
            }
        }

        return StandingDecider.Told(group, accepted, origin);
    }

    /// <summary>An event of the calendar, and the calendar after it for the meeting in session, whose minutes name the next meeting.</summary>
    private static Accepted Dated(Group group, GroupEvent happened, Origin origin)
    {
        var accepted = new Accepted([happened], []);
        return group.InSession is { } running ? accepted.Telling(new ReviseCalendar(Group.Evolve(group, happened, origin).Calendar), running) : accepted;
    }

    private static Outcome Claim(Group group, ClaimEntry claim) => group.IsPlain(claim.Person, claim.EntryIsLinked)
        ? Outcome.Happened(new AccountLinked(claim.Person, claim.Account))
        : Outcome.Happened(new LinkAsked(claim.Person, claim.Account));

    private static Outcome Agenda(Group group, ChangeAgenda change, Origin origin)
    {
        (ImmutableArray<AgendaChange> changes, Refusal? refusal) = AgendaDecider.Decide(group.Agenda, change.Request, origin.By);
        return refusal is not null ? Outcome.No(refusal)
            : changes.IsEmpty ? new Unchanged()
            : Outcome.Happened([.. changes.Select(made => new AgendaChanged(made))]);
    }

    private static Outcome Arrive(Group group, ArriveEarly arrive, Origin origin)
    {
        Occurrence? today = group.Calendar.On(arrive.Date);
        if (today is null || today.Cancelled)
        {
            return Outcome.No(new NoMeeting());
        }

        Instant start = today.StartIn(group.Settings.Zone);
        if (origin.At < start - DoorsOpen)
        {
            return Outcome.No(new TooEarlyToBeHere((start - DoorsOpen).InZone(group.Settings.Zone).TimeOfDay));
        }

        return group.Early.Any(early => early.Person == arrive.Person && early.Date == arrive.Date)
            ? new Unchanged()
            : Outcome.Happened(new EarlyArrivalRecorded(arrive.Person, arrive.Date));
    }

    private static Outcome Start(Group group, StartMeeting start, Origin origin)
    {
        if (group.InSession is { } running)
        {
            return Outcome.No(new MeetingRuns(group.InSessionSince ?? group.Settings.Zone.AtStartOfDay(running.Date).ToInstant()));
        }

        if (!group.Allows(origin.By, Permission.Officer))
        {
            Occurrence? due = group.Calendar.On(start.Date);
            Instant? from = due is { Cancelled: false } ? due.StartIn(group.Settings.Zone) + LateEnoughForMembers : null;
            if (!group.Allows(origin.By, Permission.Member))
            {
                return Outcome.No(new NotAllowed(Permission.Member));
            }

            if (group.Early.FirstOrDefault(early => early.Date == start.Date && group.Allows(early.Person, Permission.Officer)) is { } there)
            {
                return Outcome.No(new OfficerIsThere(there.Person));
            }

            if (from is null || origin.At < from)
            {
                return Outcome.No(new TooEarlyForMembers(from?.InZone(group.Settings.Zone).TimeOfDay));
            }
        }

        int nth = 1;
        while (group.Called.Contains(new MeetingId(group.Id, start.Date, nth)))
        {
            nth++;
        }

        var meeting = new MeetingId(group.Id, start.Date, nth);
        return new Accepted([new MeetingStarted(meeting, start.At == origin.At ? null : start.At)], []).Telling(new CallMeeting(Convoke(group, start, meeting)), meeting);
    }

    private static Convocation Convoke(Group group, StartMeeting start, MeetingId meeting) => new()
    {
        Meeting = meeting,
        GroupName = group.Name,
        Chaired = group.Chaired,
        Admins = [.. group.Admins],
        Settings = group.Settings with { Slug = group.Slug },
        Roster = [.. group.Roster.Values.OrderBy(member => member.Id.Value, StringComparer.Ordinal)],
        Organizations = [.. group.Organizations.Values],
        Agenda = group.Agenda,
        Calendar = group.Calendar,
        OpenActions = group.Actions.IsEmpty ? [] : [.. group.Actions.Values.Where(action => action.Status == ActionStatus.Open)],
        NextAction = group.NextAction,
        Regrets = [.. group.Regrets.Where(absence => absence.Covers(start.Date)).Select(absence => absence.Person).Distinct()],
        Early = [.. group.Early.Where(early => early.Date == start.Date).Select(early => early.Person)],
        PendingMinutes = group.Unapproved.IsEmpty ? [] : [.. group.Unapproved.Select(waiting => waiting.Date)],
        Title = start.Title,
        Kind = group.Calendar.On(start.Date)?.Kind ?? start.Kind,
        Presider = start.Presider,
        Started = start.At,
        Conversation = start.Conversation,
        Thread = start.Thread,
    };

    private static Outcome Close(Group group, CloseRegisteredAction close, Origin origin)
    {
        if (!group.Actions.TryGetValue(close.Number, out RegisteredAction? action))
        {
            return Outcome.No(new NoSuchAction(close.Number));
        }

        if (action.Status != ActionStatus.Open)
        {
            return Outcome.No(new ActionIsClosed(close.Number, action.Status));
        }

        bool owner = action.Owners.Any(named => named.Id == origin.By);
        if (!owner && !group.Allows(origin.By, Permission.Officer))
        {
            return Outcome.No(new NotAllowed(Permission.Officer));
        }

        GroupEvent closed = close.Status == ActionStatus.Done ? new ActionDone(close.Number) : new ActionDropped(close.Number, close.Reason ?? "");
        var accepted = new Accepted([closed], []);
        if (group.Unapproved.Contains(action.Meeting))
        {
            accepted = accepted.Telling(new CloseAction(action.Entry, close.Status, close.Reason), action.Meeting);
        }

        return group.InSession is { } running ? accepted.Telling(new CloseEarlierAction(close.Number, close.Status), running) : accepted;
    }

    private static Outcome Take(Group group, FollowUp followUp) => followUp switch
    {
        ConcludeMeeting conclude => Outcome.Happened(new MeetingConcluded(conclude.Summary)),
        AmendConclusion amend => group.Meetings.ContainsKey(amend.Summary.Meeting) ? Outcome.Happened(new ConclusionAmended(amend.Summary)) : new Unchanged(),
        WithdrawConclusion withdraw => group.InSession is null ? Outcome.Happened(new ConclusionWithdrawn(withdraw.Meeting)) : new Unchanged(),
        ThrowMeetingAway thrown => Outcome.Happened(new MeetingThrownAway(thrown.Meeting, thrown.Reason)),
        CancelDate cancel => group.Calendar.On(cancel.Date) is { Cancelled: false } ? Outcome.Happened(new OccurrenceCancelled(cancel.Date, cancel.Reason)) : new Unchanged(),
        RestoreDate restore => group.Calendar.On(restore.Date) is { Cancelled: true } ? Outcome.Happened(new OccurrenceRestored(restore.Date)) : new Unchanged(),
        RegisterBallot ballot => Outcome.Happened(new BallotRegistered(ballot.Summary)),
        RegisterSent sent => group.Unapproved.Contains(sent.Meeting) ? Outcome.Happened(new MinutesSent(sent.Meeting, sent.At)) : new Unchanged(),
        RegisterEarlierMinutes earlier => Register(group, earlier.Earlier, earlier.At),
        WithdrawEarlierMinutes withdraw => Reopen(group, withdraw),
        _ => throw new InvalidOperationException($"A group does not know the follow-up {followUp.GetType().Name}."),
    };

    /// <summary>A day before the group had this bot may have minutes too; one that the bot took minutes of has them open, or has none to settle.</summary>
    private static Outcome Settle(Group group, EarlierMinutes earlier, Origin origin) =>
        !group.Waiting(earlier.Date).IsEmpty ? Register(group, earlier, null)
        : earlier.Date == group.InSession?.Date ? Outcome.No(new NotEarlierMinutes(earlier.Date, earlier.Date))
        : earlier.Date >= Today(group, origin) || group.Held.Exists(held => held.Date == earlier.Date) ? Outcome.No(new NoMeetingOn(earlier.Date))
        : Register(group, earlier, null);

    private static Accepted Register(Group group, EarlierMinutes earlier, MeetingId? at)
    {
        var accepted = new Accepted([new EarlierMinutesRegistered(earlier.Date, earlier.Outcome, earlier.Reason, earlier.Edits, earlier.Sent, at)], []);
        return earlier.Outcome == EarlierOutcome.Approved
            ? group.Waiting(earlier.Date, at).Aggregate(accepted, (told, meeting) => told.Telling(new SettleMinutes(MinutesStatus.Approved, earlier.Edits), meeting))
            : accepted;
    }

    /// <summary>Only an approval that this very meeting gave is taken back: the minutes wait for another meeting.</summary>
    private static Outcome Reopen(Group group, WithdrawEarlierMinutes withdraw) =>
        group.Settled.TryGetValue(withdraw.Date, out EarlierMinutesRegistered? settled) && settled.Outcome == EarlierOutcome.Approved && settled.At == withdraw.At
            ? group.HeldBefore(withdraw.Date, withdraw.At).Aggregate(
                new Accepted([new EarlierMinutesRegistered(withdraw.Date, EarlierOutcome.Deferred, null, null, null, withdraw.At)], []),
                (told, meeting) => told.Telling(new SettleMinutes(MinutesStatus.Posted, null), meeting))
            : new Unchanged();

    private static LocalDate Today(Group group, Origin origin) => origin.At.InZone(group.Settings.Zone).Date;
}
