using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <content>Corrections: taking back, correcting, striking, putting back, clearing names.</content>
public static partial class MeetingDecider
{
    /// <summary>What stands where a passage was redacted.</summary>
    private const string Removed = "[removed]";

    private static Outcome TakeBack(Meeting meeting, Undo undo, Origin origin)
    {
        if (undo.Entry is { } number)
        {
            return StrikeOut(meeting, number, null, origin);
        }

        if (undo.OfMeeting)
        {
            Entry? last = meeting.Entries.FindLast(entry => !entry.Struck);
            return last is null ? Outcome.No(new NothingToUndo())
                : last.Decided is { } decided ? Outcome.Happened(new EntryRevised(last.Number, decided.From, last.Speaker))
                : StrikeOut(meeting, last.Number, null, origin);
        }

        foreach (Act act in meeting.Acts.Of(origin.By))
        {
            switch (act.Kind)
            {
                case ActKind.Entry when !meeting.Entries[act.Entry - 1].Struck:
                    return StrikeOut(meeting, act.Entry, null, origin);
                case ActKind.Deciding when meeting.Entries[act.Entry - 1] is { Struck: false, Decided: { } decided } entry && decided.By == origin.By:
                    return Outcome.Happened(new EntryRevised(entry.Number, decided.From, entry.Speaker));
                case ActKind.Attendance when meeting.Attendance.ContainsKey(origin.By):
                    return Outcome.Happened(new AttendanceWithdrawn(origin.By));
                case ActKind.Adjournment when meeting.AdjournedBy == origin.By:
                    return new Accepted([new AdjournmentWithdrawn()], []).Telling(new WithdrawConclusion(meeting.Id));
                default:
                    continue;
            }
        }

        return Outcome.No(new NothingToUndo());
    }

    private static Outcome StrikeOut(Meeting meeting, int number, string? reason, Origin origin)
    {
        (Entry? entry, Refusal? no) = Changeable(meeting, number, origin);
        if (entry is null)
        {
            return Outcome.No(no!);
        }

        if (entry.Struck)
        {
            return Outcome.No(new EntryIsStruck(number));
        }

        var struck = new EntryStruck(number, reason);
        return entry.Matter switch
        {
            Cancellation cancellation => new Accepted([struck], []).Telling(new RestoreDate(cancellation.Date)),
            EarlierMinutes { Outcome: EarlierOutcome.Approved } approval when meeting.Phase == MeetingPhase.Adjourned =>
                new Accepted([struck], []).Telling(new WithdrawEarlierMinutes(approval.Date, meeting.Id)),
            Heading heading => Outcome.Happened([struck, .. Waiting(meeting, heading.Item), .. meeting.Topic == number ? Resuming(meeting, entry.Topic) : []]),
            _ => Outcome.Happened(struck),
        };
    }

    private static Outcome PutBack(Meeting meeting, int number, Origin origin)
    {
        (Entry? entry, Refusal? no) = Changeable(meeting, number, origin);
        if (entry is null)
        {
            return Outcome.No(no!);
        }

        if (!entry.Struck)
        {
            return Outcome.No(new EntryStands(number));
        }

        var restored = new EntryRestored(number);
        return entry.Matter switch
        {
            Heading heading when meeting.Agenda.Find(heading.Item ?? 0) is { } item => meeting.Regains(entry)
                ? Outcome.Happened([restored, .. Leaving(meeting, item.Id), .. Taking(item)])
                : Outcome.Happened(restored, Disposing(item.Id)),
            Heading when meeting.Regains(entry) => Outcome.Happened([restored, .. Leaving(meeting, null)]),
            Cancellation cancellation => CalendarRules.RefuseCancel(meeting.Calendar, cancellation.Date, meeting.DayInSession) is { } refusal
                ? Outcome.No(refusal)
                : new Accepted([restored], []).Telling(new CancelDate(cancellation.Date, cancellation.Reason)),
            _ => Outcome.Happened(restored),
        };
    }

    /// <summary>The item of a heading that was struck waits again.</summary>
    private static IEnumerable<StreamEvent> Waiting(Meeting meeting, int? item) =>
        item is { } id && meeting.Agenda.Find(id) is not null ? [new AgendaRevised(new AgendaItemSet(id, AgendaItemStatus.Pending))] : [];

    /// <summary>The item of the topic that is under discussion again, because the one opened after it was struck.</summary>
    private static IEnumerable<StreamEvent> Resuming(Meeting meeting, int topic) =>
        meeting.Find(meeting.Standing(topic)) is { Matter: Heading { Item: { } item } } && meeting.Agenda.Find(item) is { Status: AgendaItemStatus.DisposedOf } before
            ? Taking(before)
            : [];

    private static Outcome Correction(Meeting meeting, Correct correct, Origin origin)
    {
        (Entry? entry, Refusal? no) = Changeable(meeting, correct.Entry, origin);
        string text = correct.Text.Trim();
        return entry is null ? Outcome.No(no!)
            : entry.Struck ? Outcome.No(new EntryIsStruck(entry.Number))
            : text.Length == 0 ? Outcome.No(new NothingSaid())
            : text.Length > LongestText ? Outcome.No(new TooLong(text.Length, LongestText))
            : text == entry.Text ? new Unchanged()
            : Outcome.Happened(new EntryCorrected(correct.Entry, text));
    }

    private static Outcome Propose(Meeting meeting, AskCorrection ask)
    {
        string? text = ask.Text?.Trim();
        return meeting.Find(ask.Entry) is not { } entry ? Outcome.No(new NoSuchEntry(ask.Entry, meeting.Entries.Count))
            : entry.Struck ? Outcome.No(new EntryIsStruck(ask.Entry))
            : text?.Length == 0 ? Outcome.No(new NothingSaid())
            : text?.Length > LongestText ? Outcome.No(new TooLong(text.Length, LongestText))
            : text == entry.Text || (meeting.Proposals.TryGetValue(ask.Entry, out Proposal? asked) && asked.Text == text) ? new Unchanged()
            : Outcome.Happened(new CorrectionAsked(ask.Entry, text));
    }

    private static Outcome ReadAgain(Meeting meeting, Reread reread, Origin origin)
    {
        (Entry? entry, Refusal? no) = Changeable(meeting, reread.Entry, origin);
        if (entry is null)
        {
            return Outcome.No(no!);
        }

        if (Unfit(meeting, reread.As) is { } refusal)
        {
            return Outcome.No(refusal);
        }

        if (entry.Struck)
        {
            return Outcome.No(new EntryIsStruck(entry.Number));
        }

        Matter matter = (entry.Matter, reread.As.Matter) switch
        {
            (Assignment old, Assignment now) => now with { Number = old.Number, Status = old.Status },
            (Motion old, Motion) => old,
            (Heading old, _) => old,
            (Decision old, Point) => old,
            (EarlierMinutes old, EarlierMinutes now) => now with { Sent = now.Sent ?? old.Sent },
            (_, Assignment now) => now with { Number = Math.Max(meeting.NextAction, reread.As.NextAction) },
            (_, var now) => now,
        };
        if (matter is Motion && entry.Matter is not Motion && meeting.OpenMotion is { } open)
        {
            return Outcome.No(new MotionIsOpen(open));
        }

        (ImmutableArray<Told> followUps, Refusal? wrong) = OtherDate(meeting, entry.Matter as Cancellation, matter as Cancellation);
        if (wrong is not null)
        {
            return Outcome.No(wrong);
        }

        var events = ImmutableArray.CreateBuilder<StreamEvent>(2);
        if (reread.As.Text != entry.Text)
        {
            events.Add(new EntryCorrected(entry.Number, reread.As.Text));
        }

        if (!matter.Equals(entry.Matter) || reread.As.Speaker != entry.Speaker)
        {
            events.Add(new EntryRevised(entry.Number, matter, reread.As.Speaker));
        }

        return events.Count == 0 ? new Unchanged() : new Accepted(events.DrainToImmutable(), followUps);
    }

    /// <summary>What the group is told when a message that cancelled one date now cancels another, or none.</summary>
    private static (ImmutableArray<Told> FollowUps, Refusal? Refusal) OtherDate(Meeting meeting, Cancellation? before, Cancellation? now)
    {
        if (before == now)
        {
            return ([], null);
        }

        Calendar calendar = before is null ? meeting.Calendar : meeting.Calendar.Restore(before.Date);
        return now is not null && CalendarRules.RefuseCancel(calendar, now.Date, meeting.DayInSession) is { } refusal
            ? ([], refusal)
            : ([.. before is null ? [] : new[] { new Told(null, new RestoreDate(before.Date)) }, .. now is null ? [] : new[] { new Told(null, new CancelDate(now.Date, now.Reason)) }], null);
    }

    private static Outcome Clear(Meeting meeting, ClearName clear)
    {
        if (meeting.Find(clear.Entry) is not { } entry)
        {
            return Outcome.No(new NoSuchEntry(clear.Entry, meeting.Entries.Count));
        }

        Named? Cleared(Named? named) => named is { IsUnclear: true } && named.AsTyped == clear.Typed ? Named.Known(clear.Person) : named;
        ImmutableArray<Named> AllCleared(ImmutableArray<Named> names) => [.. names.Select(named => Cleared(named)!)];
        Matter matter = entry.Matter switch
        {
            Assignment action => action with { Owners = AllCleared(action.Owners) },
            Decision decision => decision with { By = AllCleared(decision.By) },
            Motion motion => motion with { Mover = Cleared(motion.Mover) },
            StatementRead statement => statement with { Reader = Cleared(statement.Reader) },
            _ => entry.Matter,
        };
        Named? speaker = Cleared(entry.Speaker);
        return matter.Equals(entry.Matter) && speaker == entry.Speaker ? new Unchanged() : Outcome.Happened(new EntryRevised(entry.Number, matter, speaker));
    }

    private static Outcome Remove(Meeting meeting, Redact redact)
    {
        if (meeting.Find(redact.Entry) is not { } entry)
        {
            return Outcome.No(new NoSuchEntry(redact.Entry, meeting.Entries.Count));
        }

        if (redact.Passage.Length == 0 || !entry.Text.Contains(redact.Passage, StringComparison.Ordinal))
        {
            return Outcome.No(new PassageNotFound(redact.Entry));
        }

        var corrected = new EntryCorrected(redact.Entry, entry.Text.Replace(redact.Passage, Removed, StringComparison.Ordinal));
        return new Accepted([corrected, new PassageRedacted(redact.Entry)], []).Telling(new RewritePassage(redact.Entry, redact.Passage, Removed), meeting.Id);
    }

    /// <summary>The entry, if it is there and the caller may change it: its author, the scribe, the chair.</summary>
    private static (Entry? Entry, Refusal? Refusal) Changeable(Meeting meeting, int number, Origin origin) =>
        meeting.Find(number) is not { } entry ? (null, new NoSuchEntry(number, meeting.Entries.Count))
        : entry.By == origin.By || meeting.Allows(origin.By, Permission.Scribe) ? (entry, null)
        : (null, new NotYourEntry(number));

    private static Outcome Close(Meeting meeting, CloseAssignment close, Origin origin)
    {
        Entry? entry = meeting.Entries.FindLast(known => !known.Struck && known.Matter is Assignment action && action.Number == close.Number);
        if (entry?.Matter is not Assignment found)
        {
            return Outcome.No(new NoSuchAction(close.Number));
        }

        return found.Status != ActionStatus.Open ? Outcome.No(new ActionIsClosed(close.Number, found.Status))
            : !found.Owners.Any(owner => owner.Id == origin.By) && !meeting.Allows(origin.By, Permission.Scribe) ? Outcome.No(new NotAllowed(Permission.Scribe))
            : Outcome.Happened(new ActionClosed(entry.Number, close.Status, close.Reason));
    }
}
