using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>Puts a meeting together from its events. Pure; an event that it does not know is a bug, and stops the read with its name.</summary>
public static class MeetingFold
{
    /// <summary>The meeting after an event; the first event is <see cref="MeetingCalled"/>.</summary>
    public static Meeting Evolve(Meeting? meeting, MeetingEvent happened, Origin origin) => happened switch
    {
        EntryRecorded recorded => Known(meeting, happened).Record(recorded, origin),
        MeetingCalled called => Call(called.Convocation),
        RosterRevised or OrganizationRevised or SettingsRevised or CalendarRevised or EarlierActionClosed or MinutesSettled => Known(meeting, happened).Apply(happened, origin),
        EndAsked => Known(meeting, happened) with { EndAsked = origin.At },
        _ => Known(meeting, happened).Apply(happened, origin) with { LastAt = origin.At, EndAsked = null },
    };

    private static Meeting Known(Meeting? meeting, MeetingEvent happened) =>
        meeting ?? throw new InvalidOperationException($"A meeting cannot begin with {happened.GetType().Name}.");

    private static Meeting Call(Convocation called)
    {
        ImmutableDictionary<PersonId, Member>.Builder roster = ImmutableDictionary.CreateBuilder<PersonId, Member>();
        foreach (Member member in called.Roster.DistinctBy(member => member.Id))
        {
            roster.Add(member.Id, member);
        }

        ImmutableDictionary<PersonId, Attendance>.Builder attendance = ImmutableDictionary.CreateBuilder<PersonId, Attendance>();
        foreach (PersonId person in called.Early.Distinct())
        {
            attendance.Add(person, new Attendance(person, null, false, !roster.ContainsKey(person), called.Started, false, null));
        }

        return new Meeting
        {
            Called = called,
            Phase = MeetingPhase.InSession,
            Chaired = called.Chaired,
            Settings = called.Settings,
            Title = called.Title,
            Presider = called.Presider,
            Presiders = called.Presider is { } presider ? [presider] : [],
            Roster = roster.ToImmutable(),
            Organizations = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
                called.Organizations.DistinctBy(one => one.Key).Select(one => KeyValuePair.Create(one.Key, one))),
            Regrets = [.. called.Regrets],
            Attendance = attendance.ToImmutable(),
            Agenda = called.Agenda,
            Calendar = called.Calendar,
            NextAction = called.NextAction,
            LastAt = called.Started,
        };
    }

    private static Meeting Apply(this Meeting meeting, MeetingEvent happened, Origin origin) => happened switch
    {
        AttendanceRecorded recorded => meeting.Attend(recorded, origin),
        AttendanceWithdrawn withdrawn => meeting with { Attendance = meeting.Attendance.Remove(withdrawn.Person) },
        AttendeeLeft left => meeting.Attendance.TryGetValue(left.Person, out Attendance? there)
            ? meeting with { Attendance = meeting.Attendance.SetItem(left.Person, there with { Left = origin.At }) }
            : meeting,
        UnknownCallerRecorded => meeting with { UnknownCallers = meeting.UnknownCallers + 1 },
        RegretsRecorded regrets => meeting with { Regrets = meeting.Regrets.Add(regrets.Person) },
        RegretsWithdrawn regrets => meeting with { Regrets = meeting.Regrets.Remove(regrets.Person) },
        EntryCorrected corrected => meeting.With(corrected.Number, entry => entry with { Text = corrected.Text }),
        EntryRevised revised => meeting.Answered(revised.Number).Revise(revised, origin),
        CorrectionAsked asked => meeting with { Proposals = meeting.Proposals.SetItem(asked.Number, new Proposal(origin.By, asked.Text)) },
        EntryStruck struck => meeting.Strike(struck.Number),
        EntryRestored restored => meeting.PutBack(restored.Number),
        EntriesMoved moved => meeting.MoveUnder(moved),
        TopicReopened reopened => meeting.Find(reopened.Topic)?.Matter is Heading ? meeting with { Topic = reopened.Topic } : meeting,
        AgendaRevised revised => meeting with { Agenda = meeting.Agenda.After(revised.Change) },
        MotionSeconded seconded => meeting.OnMotion(seconded.Motion, motion => motion with { Seconder = seconded.Person }),
        VoteRecorded vote => meeting.OnMotion(vote.Motion, motion => motion with { Votes = motion.Votes.SetItem(vote.Unit, new CastVote(vote.Voter, vote.Vote)) }),
        MotionAmended amended => meeting.With(amended.Motion, entry => entry.Matter is Motion motion ? entry with { Text = amended.Text, Matter = motion with { Votes = motion.Votes.Clear() } } : entry),
        RollCalled called => meeting.OnMotion(called.Motion, motion => motion with { ByName = true }),
        CastingVoteGiven given => meeting.OnMotion(given.Motion, motion => motion with { Casting = given.Person }),
        ObjectionAsked asked => meeting with { Question = new ObjectionQuestion(asked.Entry, asked.Until, []) },
        ObjectionRaised raised => meeting.OnQuestion(question => question with { Objections = question.Objections.Remove(raised.Person).Add(raised.Person) }),
        ObjectionWithdrawn withdrawn => meeting.OnQuestion(question => question with { Objections = question.Objections.Remove(withdrawn.Person) }),
        ProxyGiven proxy => meeting with { Proxies = meeting.Proxies.SetItem(proxy.From, proxy.To) },
        MotionClosed closed => meeting.Answered(closed.Motion).OnMotion(closed.Motion, motion => motion with { Outcome = closed.Outcome, Resolution = closed.Resolution })
            with
        { OpenMotion = meeting.OpenMotion == closed.Motion ? null : meeting.OpenMotion, Decided = meeting.Decided.SetItem(closed.Motion, origin.At) },
        SpeakerQueued queued => meeting with { Queue = meeting.Queue.Add(queued) },
        SpeakerUnqueued unqueued => meeting.Unqueue(unqueued.Person),
        SpeakerCalled called => meeting.Unqueue(called.Person),
        ActionClosed closed => meeting.With(closed.Entry, entry => entry.Matter is Assignment action ? entry with { Matter = action with { Status = closed.Status } } : entry),
        OrganizationRevised revised => meeting with { Organizations = meeting.Organizations.SetItem(revised.Organization.Key, revised.Organization) },
        RosterRevised revised => meeting with
        {
            Roster = meeting.Roster.SetItem(revised.Member.Id, revised.Member),
            Chaired = meeting.Chaired || revised.Member.Role == Role.Chair,
        },
        SettingsRevised revised => meeting with { Settings = revised.Settings, Calendar = meeting.Calendar with { Zone = revised.Settings.Timezone } },
        CalendarRevised revised => meeting with { Calendar = revised.Calendar },
        EarlierActionClosed closed => meeting with { ClosedEarlier = meeting.ClosedEarlier.Add(closed.Number) },
        MeetingRetitled retitled => meeting with { Title = retitled.Title },
        PresiderNamed named => meeting with { Presider = named.Person, Presiders = meeting.Presiders.Contains(named.Person) ? meeting.Presiders : meeting.Presiders.Add(named.Person) },
        ScribeNamed named => meeting with
        {
            Scribes = named.Alone ? [named.Person] : meeting.Scribes.Remove(named.Person).Add(named.Person),
            AllScribes = meeting.AllScribes.Contains(named.Person) ? meeting.AllScribes : meeting.AllScribes.Add(named.Person),
        },
        ScribeReleased released => meeting with { Scribes = meeting.Scribes.Remove(released.Person) },
        MeetingRecessed => meeting with { Phase = MeetingPhase.Recessed },
        MeetingResumed => meeting with { Phase = MeetingPhase.InSession },
        MeetingAdjourned adjourned => meeting with
        {
            Phase = MeetingPhase.Adjourned,
            Ended = adjourned.Ended,
            AdjournedBy = origin.By,
            ClosedByBot = adjourned.ByBot,
            Queue = [],
            Acts = meeting.Acts.With(origin.By, ActKind.Adjournment),
        },
        AdjournmentWithdrawn => meeting with { Phase = MeetingPhase.InSession, Ended = null, AdjournedBy = null, ClosedByBot = false },
        MeetingDiscarded => meeting with { Phase = MeetingPhase.Discarded, Ended = origin.At },
        MinutesPosted => meeting with { Status = meeting.Status == MinutesStatus.Draft ? MinutesStatus.Posted : meeting.Status },
        MinutesSettled settled => meeting with { Status = settled.Status },
        MinutesPublished => meeting with { Published = true },
        PassageRedacted or MeetingContinued => meeting,
        _ => throw new InvalidOperationException($"A meeting does not know the event {happened.GetType().Name}."),
    };

    private static Meeting Record(this Meeting meeting, EntryRecorded recorded, Origin origin)
    {
        var entry = new Entry
        {
            Number = meeting.Entries.Count + 1,
            Topic = meeting.HeadingAt(recorded.Topic),
            Before = recorded.Before is { } before && meeting.Find(before) is not null ? before : null,
            Matter = recorded.Matter,
            Text = recorded.Text,
            Speaker = recorded.Speaker,
            Continues = recorded.Continues,
            By = origin.By,
            At = origin.At,
            Source = origin.Source,
        };
        return meeting with
        {
            Entries = meeting.Entries.Add(entry),
            Interleaved = meeting.Interleaved || entry.Before is not null,
            Acts = meeting.Acts.With(origin.By, ActKind.Entry, entry.Number),
            LastAt = origin.At,
            EndAsked = null,
            Topic = recorded.Matter is Heading && entry.Before is null ? entry.Number : meeting.Topic,
            OpenMotion = recorded.Matter is Motion { Outcome: MotionOutcome.Open } ? entry.Number : meeting.OpenMotion,
            Question = recorded.Matter is Heading ? null : meeting.Question,
            NextAction = AfterAction(meeting.NextAction, recorded.Matter),
            Calendar = recorded.Matter is Cancellation cancellation ? meeting.Calendar.Cancel(cancellation.Date, cancellation.Reason) : meeting.Calendar,
        };
    }

    private static Meeting Attend(this Meeting meeting, AttendanceRecorded recorded, Origin origin)
    {
        Attendance? before = meeting.Attendance.GetValueOrDefault(recorded.Person);
        var attendance = new Attendance(recorded.Person, recorded.Organization ?? before?.Organization, recorded.Remote, recorded.Guest,
            before?.At ?? origin.At, recorded.Later, null);
        return meeting with
        {
            Attendance = meeting.Attendance.SetItem(recorded.Person, attendance),
            Regrets = meeting.Regrets.Remove(recorded.Person),
            Acts = recorded.Person == origin.By ? meeting.Acts.With(origin.By, ActKind.Attendance) : meeting.Acts,
        };
    }

    /// <summary>A heading stays one and nothing becomes one, because entries stand under it.</summary>
    private static Meeting Revise(this Meeting meeting, EntryRevised revised, Origin origin)
    {
        if (meeting.Find(revised.Number) is not { } entry || entry.Matter is Heading || revised.Matter is Heading)
        {
            return meeting;
        }

        Calendar calendar = entry.Matter is Cancellation before && !entry.Struck ? meeting.Calendar.Restore(before.Date) : meeting.Calendar;
        bool open = revised.Matter is Motion { Outcome: MotionOutcome.Open } && !entry.Struck;
        Deciding? decided = Decided(entry, revised.Matter, origin.By);
        return meeting.With(revised.Number, old => old with { Matter = revised.Matter, Speaker = revised.Speaker, Decided = decided }) with
        {
            Acts = decided is not null && decided.Earlier == entry.Decided ? meeting.Acts.With(origin.By, ActKind.Deciding, entry.Number) : meeting.Acts,
            NextAction = AfterAction(meeting.NextAction, revised.Matter),
            OpenMotion = open ? meeting.OpenMotion ?? entry.Number : meeting.OpenMotion == entry.Number ? null : meeting.OpenMotion,
            Calendar = revised.Matter is Cancellation now && !entry.Struck ? calendar.Cancel(now.Date, now.Reason) : calendar,
        };
    }

    /// <summary>
    /// Who decided an entry, once it is revised. Naming who agreed decides nothing; an entry that is again what it was is decided as
    /// before.
    /// </summary>
    private static Deciding? Decided(Entry entry, Matter now, PersonId by) =>
        entry.Matter is Decision was && now is Decision known && was.Outcome == known.Outcome ? entry.Decided
        : entry.Decided is { } last && last.From.Equals(now) ? last.Earlier
        : now is Decision ? new Deciding(by, entry.Matter, entry.Decided)
        : null;

    private static Meeting Strike(this Meeting meeting, int number)
    {
        if (meeting.Find(number) is not { Struck: false } entry)
        {
            return meeting;
        }

        bool open = meeting.Topic == number || meeting.OpenMotion == number;
        Meeting struck = meeting.With(number, old => old with { Struck = true, WasOpen = open });
        struck = entry.Matter is Decision ? struck.OnMotionOf(number, MotionOutcome.Open) : struck;
        return struck with
        {
            Topic = struck.Topic == number ? struck.Standing(number) : struck.Topic,
            OpenMotion = struck.OpenMotion == number ? null : struck.OpenMotion,
            Calendar = entry.Matter is Cancellation cancellation ? struck.Calendar.Restore(cancellation.Date) : struck.Calendar,
        };
    }

    private static Meeting PutBack(this Meeting meeting, int number)
    {
        if (meeting.Find(number) is not { Struck: true } entry)
        {
            return meeting;
        }

        Meeting back = meeting.With(number, old => old with { Struck = false, WasOpen = false });
        return entry.Matter switch
        {
            Cancellation cancellation => back with { Calendar = back.Calendar.Cancel(cancellation.Date, cancellation.Reason) },
            Decision decision => back.OnMotionOf(number, decision.OfMotion),
            Heading when meeting.Regains(entry) => back with { Topic = number },
            Motion { Outcome: MotionOutcome.Open } when entry.WasOpen && back.OpenMotion is null => back with { OpenMotion = number },
            _ => back,
        };
    }

    /// <summary>The motion that a decision decided ("RESOLVED:") is open again while the decision is struck.</summary>
    private static Meeting OnMotionOf(this Meeting meeting, int decision, MotionOutcome outcome)
    {
        if (meeting.Entries.Find(entry => entry.Matter is Motion motion && motion.Resolution == decision) is not { } moved)
        {
            return meeting;
        }

        int? others = meeting.OpenMotion == moved.Number ? null : meeting.OpenMotion;
        return meeting.OnMotion(moved.Number, motion => motion with { Outcome = outcome })
            with
        { OpenMotion = outcome == MotionOutcome.Open && !moved.Struck ? others ?? moved.Number : others };
    }

    /// <summary>Whether putting a struck heading back brings it under discussion again: nothing else was opened since it was struck.</summary>
    internal static bool Regains(this Meeting meeting, Entry heading) => heading.WasOpen && meeting.Topic == meeting.Standing(heading.Topic);

    private static Meeting MoveUnder(this Meeting meeting, EntriesMoved moved)
    {
        int topic = meeting.HeadingAt(moved.Topic);
        EntryList entries = meeting.Entries;
        foreach (int number in moved.Entries.Where(number => meeting.Find(number) is { Matter: not Heading }))
        {
            entries = entries.SetItem(number - 1, entries[number - 1] with { Topic = topic });
        }

        return meeting with { Entries = entries, Rearranged = true };
    }

    private static int HeadingAt(this Meeting meeting, int topic) => meeting.Find(topic) is { Matter: Heading } ? topic : 0;

    private static int AfterAction(int next, Matter matter) => matter is Assignment action ? Math.Max(next, action.Number + 1) : next;

    private static Meeting With(this Meeting meeting, int number, Func<Entry, Entry> change) =>
        meeting.Find(number) is { } entry ? meeting with { Entries = meeting.Entries.SetItem(number - 1, change(entry)) } : meeting;

    private static Meeting OnMotion(this Meeting meeting, int number, Func<Motion, Motion> change) =>
        meeting.With(number, entry => entry.Matter is Motion motion ? entry with { Matter = change(motion) } : entry);

    private static Meeting OnQuestion(this Meeting meeting, Func<ObjectionQuestion, ObjectionQuestion> change) =>
        meeting.Question is { } question ? meeting with { Question = change(question) } : meeting;

    /// <summary>What was asked about an entry is answered once the entry is decided or changed.</summary>
    private static Meeting Answered(this Meeting meeting, int entry) => meeting.Question?.Entry == entry ? meeting with { Question = null } : meeting;

    private static Meeting Unqueue(this Meeting meeting, PersonId person) =>
        meeting with { Queue = meeting.Queue.FindIndex(queued => queued.Person == person) is var index and >= 0 ? meeting.Queue.RemoveAt(index) : meeting.Queue };
}
