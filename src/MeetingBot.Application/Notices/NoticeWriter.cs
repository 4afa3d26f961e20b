using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <summary>Works out what a notice says now; nothing, when what it was queued for is no longer so or its time is over.</summary>
internal sealed class NoticeWriter(Clerk clerk, IMinutesPrinter printer, ICalendarPrinter? calendar)
{
    private readonly BallotNoticeWriter _ballots = new(clerk);

    /// <summary>The kind of the post that a notice of this kind edits; null for one that is a post of its own.</summary>
    public static string? Edits(string kind) => kind switch
    {
        NoticeKinds.MinutesEdited => NoticeKinds.MinutesDrafted,
        NoticeKinds.CancellationWithdrawn => NoticeKinds.Cancelled,
        _ => null,
    };

    public async ValueTask<Post?> WriteAsync(QueuedNotice notice, GroupView view, Instant now, CancellationToken cancellation) => notice.Kind switch
    {
        NoticeKinds.MinutesDrafted or NoticeKinds.MinutesEdited => await MinutesAsync(notice, view, cancellation),
        NoticeKinds.DraftReady or NoticeKinds.DraftWaiting => await DraftAsync(notice, view, cancellation),
        NoticeKinds.Board => Board(notice, view),
        NoticeKinds.Panel => Panel(notice, view),
        NoticeKinds.CorrectionAsked => await CorrectionAsync(notice, view, cancellation),
        NoticeKinds.GivenUp => Failure(notice, view),
        NoticeKinds.EndAsked => Quiet(notice, view),
        NoticeKinds.TimeBox => TimeBox(notice, view),
        NoticeKinds.ActionDue => Due(notice, view, now),
        NoticeKinds.NoObjection => Unobjected(notice, view),
        _ when notice.Kind.StartsWith("ballot-", StringComparison.Ordinal) => await _ballots.WriteAsync(notice, view, cancellation),
        _ when LocalDatePattern.Iso.Parse(notice.Subject) is { Success: true, Value: var date } => Dated(notice, view, date, now),
        _ => null,
    };

    private Post? Dated(QueuedNotice notice, GroupView view, LocalDate date, Instant now)
    {
        Occurrence? occurrence = view.Group.Calendar.On(date);
        bool held = occurrence?.StartIn(view.Group.Settings.Zone) <= now || view.Group.InSession?.Date >= date || (view.Group.Held is [.., var last] && last.Date >= date);
        string? text = (notice.Kind, occurrence) switch
        {
            (NoticeKinds.Cancelled, { Cancelled: true }) => NoticeWording.Cancelled(view.Group, occurrence),
            (NoticeKinds.Restored or NoticeKinds.CancellationWithdrawn, { Cancelled: false }) => NoticeWording.Restored(view.Group, occurrence),
            (NoticeKinds.Moved, { Cancelled: false }) => NoticeWording.Moved(view.Group, occurrence),
            (NoticeKinds.Announced, { Cancelled: false }) when !held => NoticeWording.Announced(view.Group, view.Directory, occurrence),
            (NoticeKinds.Reminder, { Cancelled: false }) when !held => NoticeWording.Reminder(view.Group, occurrence),
            _ => null,
        };
        return text is null ? null : new Post(notice.Id, notice.Conversation, notice.Kind, text)
        {
            File = calendar?.Print(view.Group, date, notice.Due),
            Starts = notice.Kind is NoticeKinds.Announced or NoticeKinds.Reminder or NoticeKinds.Moved or NoticeKinds.Restored ? occurrence!.StartIn(view.Group.Settings.Zone) : null,
            Buttons = notice.Kind is NoticeKinds.Announced ? NoticeWording.Coming(date) : [],
        };
    }

    /// <summary>The board of the meeting in session, or as it ended.</summary>
    private static Post? Board(QueuedNotice notice, GroupView view)
    {
        if (view.Meeting is not { } meeting || meeting.Id.ToString() != notice.Subject)
        {
            return null;
        }

        BoardView board = BoardView.Of(view.Group.Name, meeting, view.Directory, null);
        return new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.Board(board)) { Board = board, Thread = meeting.Called.Thread };
    }

    private static Post? Panel(QueuedNotice notice, GroupView view)
    {
        (string subject, PersonId person) = Told(notice);
        if (view.Meeting is not { } meeting || meeting.Id.ToString() != subject || AddresseeOf(view, person) is not { } to)
        {
            return null;
        }

        BoardView board = BoardView.Of(view.Group.Name, meeting, view.Directory, person);
        bool over = board.Phase == MeetingPhase.Adjourned;
        return !board.Scribing && !over ? null : new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.Board(board))
        {
            To = to,
            Board = board,
            Buttons = over ? [] : NoticeWording.Presiding(board.OwnEntry),
        };
    }

    private async ValueTask<Post?> CorrectionAsync(QueuedNotice notice, GroupView view, CancellationToken cancellation)
    {
        (string subject, PersonId person) = Told(notice);
        (string id, string number) = (subject[..subject.IndexOf(' ', StringComparison.Ordinal)], subject[(subject.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        if (MeetingId.Parse(id) is not { } meetingId || AddresseeOf(view, person) is not { } to || await clerk.MeetingAsync(meetingId, cancellation) is not { } meeting
            || meeting.Find(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) is not { Struck: false } entry
            || !meeting.Proposals.TryGetValue(entry.Number, out Proposal? asked) || asked.Text == entry.Text)
        {
            return null;
        }

        return new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.CorrectionAsked(view.Directory.NameOf(asked.By), meeting.Date, entry, asked.Text))
        {
            To = to,
            Buttons = [NoticeWording.Correct(meeting.Date, entry.Number, asked.Text)],
        };
    }

    private static Post? Failure(QueuedNotice notice, GroupView view)
    {
        (string subject, PersonId person) = Told(notice);
        int space = subject.IndexOf(' ', StringComparison.Ordinal);
        return view.Group.GivenUp.TryGetValue((subject[..space], subject[(space + 1)..]), out NoticeGivenUp? failed) && AddresseeOf(view, person) is { } to
            ? new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.GivenUp(failed, view.Group, view.Directory)) { To = to, Buttons = [NoticeWording.WhatWaits] }
            : null;
    }

    private async ValueTask<Post?> MinutesAsync(QueuedNotice notice, GroupView view, CancellationToken cancellation)
    {
        if (MeetingId.Parse(notice.Subject) is not { } id || await clerk.MinutesAsync(id, cancellation) is not { } minutes)
        {
            return null;
        }

        string note = NoticeWording.WhatNext(view.Group, id, minutes.Status, notice.Kind == NoticeKinds.MinutesEdited);
        return new Post(notice.Id, notice.Conversation, notice.Kind, Printing.OrBuiltIn(printer, minutes, MinutesFormat.Text, view.Template).Text.TrimEnd() + (note.Length == 0 ? "" : "\n\n" + note))
        {
            Markdown = WithoutFrontMatter(Printing.OrBuiltIn(printer, minutes, MinutesFormat.Markdown, view.Template).Text) + (note.Length == 0 ? "" : $"\n*{note}*\n"),
            Minutes = minutes,
            Meeting = id,
            File = minutes.NextMeeting is { } next ? calendar?.Print(view.Group, next.Date, notice.Due) : null,
            Buttons = minutes.NextMeeting is { } coming ? [NoticeWording.RegretsForNext(coming.Date), NoticeWording.AllDecisions] : [NoticeWording.AllDecisions],
        };
    }

    /// <summary>The draft with what is still to be looked at, for whoever presided or took the minutes.</summary>
    private async ValueTask<Post?> DraftAsync(QueuedNotice notice, GroupView view, CancellationToken cancellation)
    {
        (string subject, PersonId person) = Told(notice);
        if (MeetingId.Parse(subject) is not { } id || AddresseeOf(view, person) is not { } to
            || await clerk.MinutesAsync(id, cancellation) is not { Status: MinutesStatus.Draft } minutes)
        {
            return null;
        }

        string lead = notice.Kind == NoticeKinds.DraftWaiting ? NoticeWording.StillWaiting(minutes) : NoticeWording.DraftReady(minutes);
        return new Post(notice.Id, notice.Conversation, notice.Kind, lead + "\n\n" + Printing.OrBuiltIn(printer, minutes, MinutesFormat.Text, view.Template).Text.TrimEnd())
        {
            To = to,
            Markdown = $"**{lead}**\n\n" + WithoutFrontMatter(Printing.OrBuiltIn(printer, minutes, MinutesFormat.Markdown, view.Template).Text),
            Minutes = minutes,
            Meeting = id,
            Buttons = [NoticeWording.PostNow],
        };
    }

    private static Post? Quiet(QueuedNotice notice, GroupView view)
    {
        (string subject, PersonId person) = Told(notice);
        return view.Meeting is { IsOpen: true, EndAsked: { } asked } meeting && meeting.Id.ToString() == subject && AddresseeOf(view, person) is { } to
            ? new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.EndAsked(meeting, asked + MeetingClock.Quiet))
            {
                To = to,
                Buttons = NoticeWording.IsItOver,
            }
            : null;
    }

    /// <summary>Said where the meeting takes place, and only while it does.</summary>
    private static Post? Unobjected(QueuedNotice notice, GroupView view) =>
        notice.Subject.Split(' ') is [var id, var number] && view.Meeting is { IsOpen: true } meeting && meeting.Id.ToString() == id
        && meeting.Find(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) is { Struck: false } entry
            ? new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.NoObjection(entry)) { Thread = meeting.Called.Thread }
            : null;

    private static Post? TimeBox(QueuedNotice notice, GroupView view)
    {
        (string subject, PersonId person) = Told(notice);
        return subject.Split(' ') is [var id, var heading, var percent] && view.Meeting is { IsOpen: true } meeting && meeting.Id.ToString() == id
            && meeting.Topic.ToString(System.Globalization.CultureInfo.InvariantCulture) == heading && AddresseeOf(view, person) is { } to
            && meeting.Find(meeting.Topic)?.Matter is Heading { Item: { } itemId } && meeting.Agenda.Find(itemId) is { Minutes: { } minutes } item
            ? new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.TimeBox(item.Title, minutes, percent == "100")) { To = to, Buttons = [NoticeWording.NextTopic] }
            : null;
    }

    /// <summary>"By today" is said on that day only.</summary>
    private static Post? Due(QueuedNotice notice, GroupView view, Instant now)
    {
        (string subject, PersonId person) = Told(notice);
        LocalDate day = LocalDatePattern.Iso.Parse(subject).Value;
        RegisteredAction[] due = [.. view.Group.Actions.Values.Where(action => action.Status == ActionStatus.Open && action.Due == day
            && action.Owners.Any(owner => owner.Id is { } id && view.Directory.Resolve(id) == view.Directory.Resolve(person)))];
        return due.Length == 0 || now.InZone(view.Group.Settings.Zone).Date != day || AddresseeOf(view, person) is not { } to ? null
            : new Post(notice.Id, notice.Conversation, notice.Kind, NoticeWording.ActionsDue(due))
            {
                To = to,
                Buttons = [.. due.Take(4).Select(action => NoticeWording.Done(action.Number))],
            };
    }

    /// <summary>The subject, and the person to whom it is told, of a notice for one person.</summary>
    internal static (string Subject, PersonId Person) Told(QueuedNotice notice)
    {
        int space = notice.Subject.LastIndexOf(' ');
        return (notice.Subject[..space], new PersonId(notice.Subject[(space + 1)..]));
    }

    internal static Addressee? AddresseeOf(GroupView view, PersonId person) =>
        view.Directory.Find(view.Directory.Resolve(person)) is { } card ? new Addressee(card.Name, [.. view.Directory.AccountsOf(person)]) : null;

    /// <summary>Front matter belongs to the published file; in a channel nobody reads it.</summary>
    private static string WithoutFrontMatter(string markdown)
    {
        const string fence = "\n---\n";
        int end = markdown.StartsWith("---\n", StringComparison.Ordinal) ? markdown.IndexOf(fence, StringComparison.Ordinal) : -1;
        return end < 0 ? markdown : markdown[(end + fence.Length)..].TrimStart('\n');
    }
}
