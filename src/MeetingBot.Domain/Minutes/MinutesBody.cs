using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Lays the entries of a meeting out as topics, in the order in which they print.</summary>
internal static class MinutesBody
{
    public static ImmutableArray<MinutesTopic> Of(Meeting meeting, Naming names, DateTimeZone zone, Occurrence? next)
    {
        List<Entry> order = [.. meeting.InOrder().Where(entry => !entry.Struck)];
        int lastCancellation = order.FindLast(entry => entry.Matter is Cancellation)?.Number ?? 0;
        var entries = new Dictionary<int, List<MinutesEntry>> { [0] = [] };
        foreach (Entry heading in order.Where(entry => entry.Matter is Heading))
        {
            entries[heading.Number] = [];
        }

        var speakers = new Dictionary<int, Named?>();
        foreach (Entry entry in order)
        {
            if (entry.Matter is Heading or StatementRead or EarlierMinutes)
            {
                continue;
            }

            int topic = meeting.Standing(entry.Topic);
            List<MinutesEntry> under = entries[topic];
            bool continues = entry.Continues && under.Count > 0;
            bool sameSpeaker = continues && speakers.GetValueOrDefault(topic) == entry.Speaker;
            speakers[topic] = entry.Speaker;
            under.Add(EntryOf(entry, names, zone, continues, sameSpeaker));
            if (entry.Number == lastCancellation && next is not null)
            {
                under.Add(new MinutesEntry(0, EntryKind.NextMeeting, null, "", true, null) { Date = next.Date });
            }
        }

        var topics = ImmutableArray.CreateBuilder<MinutesTopic>();
        if (entries[0].Count > 0)
        {
            topics.Add(new MinutesTopic(null, null, TopicKind.Item, [.. entries[0]], []));
        }

        ILookup<int, Entry> headings = order.Where(entry => entry.Matter is Heading).ToLookup(entry => ParentOf(meeting, entry));
        foreach (Entry heading in headings[0])
        {
            topics.Add(TopicOf(heading, [.. headings[heading.Number].Select(sub => TopicOf(sub, []))]));
        }

        return topics.DrainToImmutable();

        MinutesTopic TopicOf(Entry entry, ImmutableArray<MinutesTopic> subtopics)
        {
            var heading = (Heading)entry.Matter;
            int? number = heading.Item is { } item && meeting.Agenda.PositionOf(item) is var position and > 0 ? position : null;
            return new MinutesTopic(number, entry.Text, heading.Kind, [.. entries[entry.Number]], subtopics, entry.Number);
        }
    }

    /// <summary>The topic of its own under which a subtopic prints, also when the one it was made for is struck; 0 for none.</summary>
    private static int ParentOf(Meeting meeting, Entry subtopic)
    {
        int parent = meeting.Standing(((Heading)subtopic.Matter).Parent);
        while (parent > 0 && meeting.Standing(((Heading)meeting.Entries[parent - 1].Matter).Parent) is var above and > 0 && above < parent)
        {
            parent = above;
        }

        return parent;
    }

    private static MinutesEntry EntryOf(Entry entry, Naming names, DateTimeZone zone, bool continues, bool sameSpeaker)
    {
        var made = new MinutesEntry(
            entry.Number,
            KindOf(entry.Matter),
            entry.Speaker is { } speaker && !sameSpeaker ? names.Of(speaker) : null,
            entry.Text,
            continues,
            entry.At.InZone(zone).ToOffsetDateTime())
        { NameUnclear = HasUnclear(entry) };
        return entry.Matter switch
        {
            Decision decision => made with { Outcome = decision.Outcome, People = [.. decision.By.Select(names.Of)], RegisterNumber = entry.Number },
            Assignment action => made with { People = [.. action.Owners.Select(names.Of)], Due = action.Due, RegisterNumber = action.Number },
            Motion motion => made with { People = motion.Mover is { } mover ? [names.Of(mover)] : [], Outcome = OutcomeOf(motion.Outcome) },
            Link link => made with { Url = link.Url },
            Cancellation cancellation => made with { Date = cancellation.Date, Reason = cancellation.Reason },
            _ => made,
        };
    }

    private static EntryKind KindOf(Matter matter) => matter switch
    {
        Point => EntryKind.Note,
        Decision => EntryKind.Decision,
        Assignment => EntryKind.Action,
        Motion => EntryKind.Motion,
        Link => EntryKind.Link,
        Mark mark => mark.Kind,
        Cancellation => EntryKind.Cancellation,
        _ => throw new InvalidOperationException($"The body of the minutes does not know {matter.GetType().Name}."),
    };

    private static ResolutionOutcome? OutcomeOf(MotionOutcome outcome) => outcome switch
    {
        MotionOutcome.Carried => ResolutionOutcome.Carried,
        MotionOutcome.Lost => ResolutionOutcome.Lost,
        MotionOutcome.Inconclusive => ResolutionOutcome.Inconclusive,
        _ => null,
    };

    internal static bool HasUnclear(Entry entry) =>
        entry.Speaker is { IsUnclear: true } || (entry.Matter is not Point && NamesIn(entry).Any(named => named.IsUnclear));

    internal static IEnumerable<Named> NamesIn(Entry entry)
    {
        if (entry.Speaker is { } speaker)
        {
            yield return speaker;
        }

        ImmutableArray<Named> others = entry.Matter switch
        {
            Decision decision => decision.By,
            Assignment action => action.Owners,
            Motion { Mover: { } mover } => [mover],
            StatementRead { Reader: { } reader } => [reader],
            _ => [],
        };
        foreach (Named named in others)
        {
            yield return named;
        }
    }
}
