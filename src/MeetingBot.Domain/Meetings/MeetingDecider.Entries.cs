using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <content>Entries: recording, deciding, topics.</content>
public static partial class MeetingDecider
{
    private static Outcome Record(Meeting meeting, RecordEntry record)
    {
        if (Unfit(meeting, record) is { } no)
        {
            return Outcome.No(no);
        }

        if (record.Before is { } before && meeting.Find(before) is null)
        {
            return Outcome.No(new NoSuchEntry(before, meeting.Entries.Count));
        }

        return record.Matter switch
        {
            Cancellation cancellation => CalendarRules.RefuseCancel(meeting.Calendar, cancellation.Date, meeting.DayInSession) is { } refusal
                ? Outcome.No(refusal)
                : new Accepted([Entered(meeting, record)], []).Telling(new CancelDate(cancellation.Date, cancellation.Reason)),
            Motion when meeting.OpenMotion is { } open && !record.Supersedes => Outcome.No(new MotionIsOpen(open)),
            Assignment action => Outcome.Happened(Entered(meeting, record with { Matter = action with { Number = Math.Max(meeting.NextAction, record.NextAction) } })),
            EarlierMinutes { Outcome: EarlierOutcome.Sent } sent when EarlierEntry(meeting, sent) is { } entry => Outcome.Happened(
                new EntryRevised(entry.Number, (EarlierMinutes)entry.Matter with { Sent = sent.Sent }, entry.Speaker)),
            Decision decision when record.DecidesMotion && meeting.OpenMotion is { } motion => Outcome.Happened(
                Entered(meeting, record),
                new MotionClosed(motion, decision.OfMotion, meeting.Entries.Count + 1)),
            _ => Outcome.Happened(Entered(meeting, record)),
        };
    }

    /// <summary>
    /// Why something cannot be an entry of this meeting; null when it can. Its own day stands for earlier minutes only when another
    /// meeting was held before it on that day.
    /// </summary>
    private static Refusal? Unfit(Meeting meeting, RecordEntry record) => record switch
    {
        { Matter: EarlierMinutes { Date: var date } } when date > meeting.Date || (date == meeting.Date && !meeting.Called.PendingMinutes.Contains(date)) =>
            new NotEarlierMinutes(date, meeting.Date),
        { Text.Length: > LongestText } => new TooLong(record.Text.Length, LongestText),
        { Matter: Point or Decision or Assignment or Motion or Mark } when string.IsNullOrWhiteSpace(record.Text) => new NothingSaid(),
        _ => null,
    };

    private static EntryRecorded Entered(Meeting meeting, RecordEntry record)
    {
        Entry? before = record.Before is { } number ? meeting.Find(number) : null;
        int topic = before?.Topic ?? meeting.Standing(meeting.Topic);
        bool continues = record.Continues && (before is not null || meeting.LastParagraph(topic) is not null);
        return new EntryRecorded(meeting.Entries.Count + 1, topic, record.Matter, record.Text, record.Speaker, continues, before?.Number);
    }

    private static Entry? EarlierEntry(Meeting meeting, EarlierMinutes earlier) =>
        meeting.Entries.FindLast(entry => !entry.Struck && entry.Matter is EarlierMinutes known && known.Date == earlier.Date);

    private static Outcome DecideOn(Meeting meeting, DecideEntry decide, Origin origin)
    {
        Entry? entry = decide.Entry is { } number ? meeting.Find(number)
            : decide.Outcome == ResolutionOutcome.Agreed && meeting.Question is { } asked ? meeting.Find(asked.Entry)
            : Meant(meeting, decide.Outcome);
        if (entry is null)
        {
            return decide.Entry is { } missing ? Outcome.No(new NoSuchEntry(missing, meeting.Entries.Count)) : Outcome.No(new NothingToDecide());
        }

        if (entry.Struck)
        {
            return Outcome.No(new EntryIsStruck(entry.Number));
        }

        if (decide.Outcome == ResolutionOutcome.Agreed && RefuseNoObjection(meeting, entry.Number, origin) is { } refusal)
        {
            return Outcome.No(refusal);
        }

        return entry.Matter switch
        {
            Motion { Outcome: MotionOutcome.Open } when decide.Outcome == ResolutionOutcome.Agreed && meeting.Question?.Entry == entry.Number => Outcome.Happened(new MotionClosed(entry.Number, MotionOutcome.Carried)),
            Point or Mark => Outcome.Happened(new EntryRevised(entry.Number, new Decision(decide.Outcome, decide.By), entry.Speaker)),
            Decision known => Decided(entry, known, new Decision(decide.Outcome, decide.By.IsEmpty ? known.By : decide.By)),
            _ => Outcome.No(new NotAPoint(entry.Number)),
        };
    }

    /// <summary>
    /// What a bare "agreed" decides: the last paragraph of the topic, or, where that went otherwise (it was rejected, or left open),
    /// the last point. What went otherwise is decided again by its number only.
    /// </summary>
    private static Entry? Meant(Meeting meeting, ResolutionOutcome outcome)
    {
        int topic = meeting.Standing(meeting.Topic);
        Entry? last = meeting.LastParagraph(topic);
        return last?.Matter is Decision decision && decision.Outcome != outcome ? meeting.LastParagraph(topic, entry => entry.Matter is Point or Mark) : last;
    }

    private static Outcome Decided(Entry entry, Decision before, Decision now) =>
        now == before ? new Unchanged() : Outcome.Happened(new EntryRevised(entry.Number, now, entry.Speaker));

    private static Outcome Open(Meeting meeting, OpenTopic open)
    {
        string title = open.Title.Trim();
        if (title.Length is 0 or > LongestText)
        {
            return title.Length == 0 ? Outcome.No(new NothingSaid()) : Outcome.No(new TooLong(title.Length, LongestText));
        }

        AgendaItem? item = open.Subtopic ? null : meeting.Agenda.Items.Find(known => string.Equals(known.Title, title, StringComparison.OrdinalIgnoreCase));
        return Open(meeting, item?.Title ?? title, item, TopicKind.Item, open.Subtopic, open.Before);
    }

    private static Outcome Open(Meeting meeting, string title, AgendaItem? item, TopicKind kind, bool? subtopic, int? before)
    {
        if (item is not null && HeadingOf(meeting, item.Id) is { } opened)
        {
            return opened.Number == meeting.Topic
                ? new Unchanged()
                : Outcome.Happened([.. Leaving(meeting, item.Id), .. Taking(item), new TopicReopened(opened.Number)]);
        }

        Entry? anchor = before is { } number ? meeting.Find(number) : null;
        int current = anchor?.Topic ?? meeting.Standing(meeting.Topic);
        int parent = subtopic == true && current > 0 ? ParentOf(meeting, current) : 0;
        var heading = new EntryRecorded(meeting.Entries.Count + 1, current, new Heading(item?.Id, kind, parent), title, null, false, anchor?.Number);
        if (anchor is null)
        {
            return Outcome.Happened([.. Leaving(meeting, item?.Id), .. Taking(item), heading]);
        }

        StreamEvent[] insertion = [heading, new EntriesMoved(heading.Number, FromOn(meeting, anchor))];
        return Outcome.Happened(
            meeting.Standing(meeting.Topic) == meeting.Standing(current)
                ? [.. Leaving(meeting, item?.Id), .. Taking(item), .. insertion, new TopicReopened(heading.Number)]
                : [.. item is null ? [] : new[] { Disposing(item.Id) }, .. insertion]);
    }

    private static Outcome OtherBusiness(Meeting meeting)
    {
        Entry? opened = meeting.Entries.Find(entry => !entry.Struck && entry.Matter is Heading { Kind: TopicKind.OtherBusiness });
        return opened is null ? Open(meeting, "Any other business", null, TopicKind.OtherBusiness, null, null)
            : opened.Number == meeting.Topic ? new Unchanged()
            : Outcome.Happened([.. Leaving(meeting, null), new TopicReopened(opened.Number)]);
    }

    private static Outcome MoveUnder(Meeting meeting, MoveUnderItem move)
    {
        if (meeting.Agenda.At(move.Position) is not { } item)
        {
            return Outcome.No(new NoSuchItem(move.Position, meeting.Agenda.Items.Count));
        }

        if (meeting.Find(move.FromEntry) is not { Matter: not Heading } from)
        {
            return Outcome.No(new NoSuchEntry(move.FromEntry, meeting.Entries.Count));
        }

        ImmutableArray<int> entries = FromOn(meeting, from);
        if (HeadingOf(meeting, item.Id) is { } opened)
        {
            return opened.Number == meeting.Standing(from.Topic)
                ? new Unchanged()
                : Outcome.Happened([.. Leaving(meeting, item.Id), .. Taking(item), new EntriesMoved(opened.Number, entries), new TopicReopened(opened.Number)]);
        }

        var heading = new EntryRecorded(meeting.Entries.Count + 1, meeting.Standing(meeting.Topic), new Heading(item.Id, TopicKind.Item, 0), item.Title);
        return Outcome.Happened([.. Leaving(meeting, item.Id), .. Taking(item), heading, new EntriesMoved(heading.Number, entries)]);
    }

    /// <summary>The item before is closed when another is opened.</summary>
    private static IEnumerable<StreamEvent> Leaving(Meeting meeting, int? opening) =>
        meeting.Agenda.Items.Where(item => item.Status == AgendaItemStatus.TakenUp && item.Id != opening)
            .Select(item => Disposing(item.Id));

    private static IEnumerable<StreamEvent> Taking(AgendaItem? item) =>
        item is null || item.Status == AgendaItemStatus.TakenUp ? [] : [new AgendaRevised(new AgendaItemSet(item.Id, AgendaItemStatus.TakenUp))];

    private static AgendaRevised Disposing(int item) => new(new AgendaItemSet(item, AgendaItemStatus.DisposedOf));

    /// <summary>An entry and those that print after it under the same topic.</summary>
    private static ImmutableArray<int> FromOn(Meeting meeting, Entry first)
    {
        int topic = meeting.Standing(first.Topic);
        return
        [
            .. meeting.InOrder().SkipWhile(entry => entry.Number != first.Number)
                .Where(entry => entry.Matter is not Heading && meeting.Standing(entry.Topic) == topic).Select(entry => entry.Number),
        ];
    }

    private static Entry? HeadingOf(Meeting meeting, int item) =>
        meeting.Entries.Find(entry => !entry.Struck && entry.Matter is Heading heading && heading.Item == item);

    private static int ParentOf(Meeting meeting, int topic) => meeting.Entries[topic - 1].Matter is Heading { Parent: > 0 and var parent } ? parent : topic;

    private static int? CurrentItem(Meeting meeting) => meeting.Topic > 0 && meeting.Entries[meeting.Topic - 1].Matter is Heading { Item: { } item } ? item : null;
}
