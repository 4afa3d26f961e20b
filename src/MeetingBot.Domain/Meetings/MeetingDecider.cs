using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>What a meeting makes of a command: events, or the rule that forbids it. Pure.</summary>
public static partial class MeetingDecider
{
    /// <summary>The longest text an entry may have, in characters.</summary>
    public const int LongestText = 20_000;

    /// <summary>Decides a command on the meeting as it stands; the meeting is null only for the follow-up that calls it.</summary>
    public static Outcome Decide(Meeting? meeting, MeetingCommand command, Origin origin)
    {
        if (command is HearFollowUp { FollowUp: CallMeeting call })
        {
            return meeting is null ? Outcome.Happened(new MeetingCalled(call.Convocation)) : new Unchanged();
        }

        if (meeting is null || meeting.Phase == MeetingPhase.Discarded)
        {
            return Outcome.No(new NoMeeting());
        }

        if (command is HearFollowUp heard)
        {
            return Hear(meeting, heard.FollowUp);
        }

        if (meeting.Status is MinutesStatus.Approved or MinutesStatus.Final && command is not (PublishMinutes or Redact))
        {
            return Outcome.No(new MinutesAreSettled(meeting.Date));
        }

        if (!meeting.IsOpen && !StillAllowed(command))
        {
            return Outcome.No(new NoMeeting());
        }

        if (meeting.Phase == MeetingPhase.Recessed && !AllowedInRecess(command))
        {
            return Outcome.No(new InRecess());
        }

        Outcome outcome = DecideOpen(meeting, command, origin);
        return outcome is Accepted accepted && meeting.Phase == MeetingPhase.Adjourned ? Amended(meeting, accepted, origin) : outcome;
    }

    /// <summary>What may still be asked once the meeting is over and its minutes are open.</summary>
    private static bool StillAllowed(MeetingCommand command) => command is
        RecordEntry or DecideEntry or RecordAttendance or WithdrawAttendance or RecordRegrets or RecordUnknownCaller or MoveUnderItem
        or Undo or Correct or AskCorrection or Reread or ClearName or Strike or RestoreEntry or Redact or CloseAssignment or Retitle
        or DiscardMeeting or PostMinutes or PublishMinutes;

    /// <summary>What may be asked in a recess: who is there, what was recorded wrongly, and how to go on. Nothing new is recorded.</summary>
    private static bool AllowedInRecess(MeetingCommand command) => command is
        Resume or Adjourn or StrikeMeetingClock or DiscardMeeting or RecordAttendance or WithdrawAttendance or RecordLeaving or RecordRegrets or WithdrawRegrets
        or RecordUnknownCaller or Undo or Correct or AskCorrection or Reread or Strike or RestoreEntry or ClearName or Redact or JoinQueue or LeaveQueue;

    private static Outcome DecideOpen(Meeting meeting, MeetingCommand command, Origin origin) => command switch
    {
        RecordEntry record => Record(meeting, record),
        DecideEntry decide => DecideOn(meeting, decide, origin),
        OpenItem open => meeting.Agenda.At(open.Position) is { } item
            ? Open(meeting, item.Title, item, TopicKind.Item, null, null)
            : Outcome.No(new NoSuchItem(open.Position, meeting.Agenda.Items.Count)),
        OpenTopic open => Open(meeting, open),
        OpenNextItem => meeting.Agenda.NextAfter(CurrentItem(meeting)) is { } next
            ? Open(meeting, next.Title, next, TopicKind.Item, null, null)
            : Outcome.No(new AgendaIsDone()),
        OpenOtherBusiness => OtherBusiness(meeting),
        MoveUnderItem move => MoveUnder(meeting, move),
        RecordAttendance here => Attend(meeting, here, origin),
        RecordUnknownCaller => Outcome.Happened(new UnknownCallerRecorded()),
        WithdrawAttendance absent => meeting.Attendance.ContainsKey(absent.Person) ? Outcome.Happened(new AttendanceWithdrawn(absent.Person)) : Outcome.No(new NotHere(absent.Person)),
        RecordLeaving leaving => meeting.Attendance.TryGetValue(leaving.Person, out Attendance? there)
            ? there.Left is null ? Outcome.Happened(new AttendeeLeft(leaving.Person)) : new Unchanged()
            : Outcome.No(new NotHere(leaving.Person)),
        RecordRegrets regrets => Regret(meeting, regrets),
        WithdrawRegrets coming => meeting.Regrets.Contains(coming.Person) ? Outcome.Happened(new RegretsWithdrawn(coming.Person)) : new Unchanged(),
        NamePresider name => meeting.Presider == name.Person ? new Unchanged() : Outcome.Happened(new PresiderNamed(name.Person)),
        NameScribe name => meeting.Scribes.Contains(name.Person) && (!name.Alone || meeting.Scribes.Count == 1)
            ? new Unchanged()
            : Outcome.Happened(new ScribeNamed(name.Person, name.Alone)),
        ReleaseScribe release => meeting.Scribes.Contains(release.Person) ? Outcome.Happened(new ScribeReleased(release.Person)) : new Unchanged(),
        Retitle retitle => string.IsNullOrWhiteSpace(retitle.Title) ? Outcome.No(new NothingSaid())
            : meeting.Title == retitle.Title ? new Unchanged() : Outcome.Happened(new MeetingRetitled(retitle.Title)),
        ReviseAgenda revise => Revise(meeting, revise, origin),
        SecondMotion second => Second(meeting, second),
        RecordVote vote => Cast(meeting, vote),
        CloseVote => CloseVoting(meeting),
        AmendMotion amend => Amend(meeting, amend, origin),
        CallRoll => OnTheFloor(meeting) is not (var number, { } motion) ? Outcome.No(new NoMotion()) : motion.ByName == true ? new Unchanged() : Outcome.Happened(new RollCalled(number)),
        GiveCastingVote casting => CastingVote(meeting, casting, origin),
        AskObjection ask => AskForObjections(meeting, ask, origin),
        RaiseObjection raise => Object(meeting, raise),
        WithdrawObjection withdraw => meeting.Question?.Objections.Contains(withdraw.Person) == true ? Outcome.Happened(new ObjectionWithdrawn(withdraw.Person)) : Outcome.No(new NothingAsked()),
        GiveProxy proxy => Proxy(meeting, proxy),
        WithdrawMotion => Withdraw(meeting, origin),
        JoinQueue join => IsQueued(meeting, join.Person) ? new Unchanged() : Outcome.Happened(new SpeakerQueued(join.Person, join.Reason)),
        LeaveQueue leave => IsQueued(meeting, leave.Person) ? Outcome.Happened(new SpeakerUnqueued(leave.Person)) : Outcome.No(new NotInQueue(leave.Person)),
        CallSpeaker call => CallOn(meeting, call),
        Undo undo => TakeBack(meeting, undo, origin),
        Correct correct => Correction(meeting, correct, origin),
        AskCorrection ask => Propose(meeting, ask),
        Reread reread => ReadAgain(meeting, reread, origin),
        ClearName clear => Clear(meeting, clear),
        Strike strike => StrikeOut(meeting, strike.Entry, strike.Reason, origin),
        RestoreEntry restore => PutBack(meeting, restore.Entry, origin),
        Redact redact => Remove(meeting, redact),
        CloseAssignment close => Close(meeting, close, origin),
        Recess => Outcome.Happened(new MeetingRecessed()),
        Resume => meeting.Phase == MeetingPhase.Recessed ? Outcome.Happened(new MeetingResumed())
            : meeting.EndAsked is not null ? Outcome.Happened(new MeetingContinued())
            : Outcome.No(new NotInRecess()),
        StrikeMeetingClock => MeetingClock.Strike(meeting, origin),
        Adjourn adjourn => End(meeting, adjourn, origin),
        DiscardMeeting discard => new Accepted([new MeetingDiscarded(discard.Reason)], []).Telling(new ThrowMeetingAway(meeting.Id, discard.Reason)),
        PostMinutes => Post(meeting, origin),
        PublishMinutes => meeting.IsOpen ? Outcome.No(new MeetingRuns(meeting.Called.Started)) : Outcome.Happened(new MinutesPublished()),
        _ => throw new InvalidOperationException($"A meeting does not know the command {command.GetType().Name}."),
    };

    private static bool IsQueued(Meeting meeting, PersonId person) => meeting.Queue.Any(queued => queued.Person == person);

    /// <summary>Once the draft is posted nobody marks themselves any more; who was left out of the list is added by somebody else.</summary>
    private static Outcome Attend(Meeting meeting, RecordAttendance here, Origin origin)
    {
        if (!meeting.IsOpen && meeting.Status != MinutesStatus.Draft && here.Arrivals.All(arrival => arrival.Person == origin.By))
        {
            return Outcome.No(new AttendanceIsClosed(meeting.Date));
        }

        var events = ImmutableArray.CreateBuilder<StreamEvent>(here.Arrivals.Length);
        foreach (Arrival arrival in here.Arrivals.DistinctBy(arrival => arrival.Person))
        {
            bool same = meeting.Attendance.TryGetValue(arrival.Person, out Attendance? there) && there.Left is null
                && there.Remote == (here.Remote || there.Remote) && (arrival.Organization is null || arrival.Organization == there.Organization);
            if (!same)
            {
                events.Add(new AttendanceRecorded(arrival.Person, arrival.Organization, here.Remote || there?.Remote == true,
                    !meeting.Roster.ContainsKey(arrival.Person), there?.Later ?? !meeting.IsOpen));
            }
        }

        return events.Count == 0 ? new Unchanged() : new Accepted(events.DrainToImmutable(), []);
    }

    private static Outcome Regret(Meeting meeting, RecordRegrets regrets)
    {
        ImmutableArray<StreamEvent> events = [.. regrets.Persons.Distinct().Where(person => !meeting.Regrets.Contains(person)).Select(person => new RegretsRecorded(person))];
        return events.IsEmpty ? new Unchanged() : new Accepted(events, []);
    }

    private static Outcome Revise(Meeting meeting, ReviseAgenda revise, Origin origin)
    {
        (ImmutableArray<AgendaChange> changes, Refusal? refusal) = AgendaDecider.Decide(meeting.Agenda, revise.Request, origin.By);
        return refusal is not null ? Outcome.No(refusal)
            : changes.IsEmpty ? new Unchanged()
            : Outcome.Happened([.. changes.Select(made => new AgendaRevised(made))]);
    }

    private static Outcome CallOn(Meeting meeting, CallSpeaker call)
    {
        if (call.Person is { } named)
        {
            return IsQueued(meeting, named) ? Outcome.Happened(new SpeakerCalled(named)) : Outcome.No(new NotInQueue(named));
        }

        return meeting.Queue.IsEmpty ? Outcome.No(new QueueIsEmpty()) : Outcome.Happened(new SpeakerCalled(meeting.Queue[0].Person));
    }

    private static Outcome End(Meeting meeting, Adjourn adjourn, Origin origin)
    {
        var adjourned = new MeetingAdjourned(adjourn.ByBot, adjourn.ByBot ? Instant.Max(meeting.LastAt, meeting.Called.Started) : origin.At);
        Meeting after = MeetingFold.Evolve(meeting, adjourned, origin);
        Accepted accepted = new Accepted([adjourned], []).Telling(new ConcludeMeeting(Summaries.Of(after)));
        foreach (Entry entry in meeting.Entries)
        {
            if (entry.Matter is EarlierMinutes earlier)
            {
                accepted = !entry.Struck ? accepted.Telling(new RegisterEarlierMinutes(earlier, meeting.Id))
                    : earlier.Outcome == EarlierOutcome.Approved ? accepted.Telling(new WithdrawEarlierMinutes(earlier.Date, meeting.Id)) // an adjournment before this one may have told of it
                    : accepted;
            }
        }

        return accepted;
    }

    private static Outcome Post(Meeting meeting, Origin origin) =>
        meeting.IsOpen ? Outcome.No(new MeetingRuns(meeting.Called.Started))
        : meeting.Entries.All(entry => entry.Struck) && meeting.Attendance.IsEmpty ? Outcome.No(new NothingRecorded())
        : meeting.Status != MinutesStatus.Draft ? new Unchanged()
        : new Accepted([new MinutesPosted()], []).Telling(new RegisterSent(meeting.Id, origin.At));

    /// <summary>A change of minutes that are over but open also changes what the group keeps of the meeting.</summary>
    private static Accepted Amended(Meeting meeting, Accepted accepted, Origin origin)
    {
        Meeting after = meeting;
        foreach (StreamEvent happened in accepted.Events)
        {
            after = MeetingFold.Evolve(after, (MeetingEvent)happened, origin);
        }

        if (after.Phase != MeetingPhase.Adjourned || accepted.Events.All(happened => happened is MinutesPosted or MinutesPublished))
        {
            return accepted;
        }

        accepted = accepted.Telling(new AmendConclusion(Summaries.Of(after)));
        foreach (int number in accepted.Events.Select(Touched).OfType<int>())
        {
            if (after.Find(number) is { Struck: false, Matter: EarlierMinutes earlier })
            {
                accepted = accepted.Telling(new RegisterEarlierMinutes(earlier, meeting.Id));
            }
        }

        return accepted;

        static int? Touched(StreamEvent happened) => happened switch
        {
            EntryRecorded recorded => recorded.Number,
            EntryRevised revised => revised.Number,
            EntryRestored restored => restored.Number,
            _ => null,
        };
    }

    private static Outcome Hear(Meeting meeting, FollowUp followUp) => followUp switch
    {
        ReviseRoster roster => meeting.IsOpen ? Outcome.Happened(new RosterRevised(roster.Member)) : new Unchanged(),
        ReviseOrganization organization => meeting.IsOpen ? Outcome.Happened(new OrganizationRevised(organization.Organization)) : new Unchanged(),
        ReviseSettings settings => meeting.Status is MinutesStatus.Draft or MinutesStatus.Posted ? Outcome.Happened(new SettingsRevised(settings.Settings)) : new Unchanged(),
        ReviseCalendar calendar => meeting.IsOpen ? Outcome.Happened(new CalendarRevised(calendar.Calendar)) : new Unchanged(),
        SettleMinutes settle => meeting.Status == settle.Status ? new Unchanged() : Outcome.Happened(new MinutesSettled(settle.Status, settle.Edits)),
        CloseEarlierAction close => meeting.IsOpen && meeting.Called.OpenActions.Any(action => action.Number == close.Number) && !meeting.ClosedEarlier.Contains(close.Number)
            ? Outcome.Happened(new EarlierActionClosed(close.Number, close.Status))
            : new Unchanged(),
        CloseAction close => meeting.Find(close.Entry)?.Matter is Assignment { Status: ActionStatus.Open }
            ? Outcome.Happened(new ActionClosed(close.Entry, close.Status, close.Reason))
            : new Unchanged(),
        _ => throw new InvalidOperationException($"A meeting does not know the follow-up {followUp.GetType().Name}."),
    };
}
