using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Lays the entries of a meeting out as topics, in the order in which they print.</summary>
internal static class MinutesBody
{
    public static ImmutableArray<MinutesTopic> Of(Meeting meeting, StandingEntries printed, Naming names, DateTimeZone zone, Occurrence? next)
    {
        int lastCancellation = printed.Cancellations.LastOrDefault()?.Number ?? 0;
        var sections = new Dictionary<int, Section>(printed.Headings.Count + 1) { [0] = new() };
        foreach (Entry heading in printed.Headings)
        {
            sections[heading.Number] = new();
        }

        foreach (Entry entry in printed.All)
        {
            if (entry.Matter is Heading or StatementRead or EarlierMinutes)
            {
                continue;
            }

            Section under = SectionOf(entry.Topic);
            bool continues = entry.Continues && under.Entries.Count > 0;
            bool sameSpeaker = continues && under.Speaker == entry.Speaker;
            under.Speaker = entry.Speaker;
            under.Entries.Add(EntryOf(entry, names, zone, continues, sameSpeaker));
            if (entry.Number == lastCancellation && next is not null)
            {
                under.Entries.Add(new MinutesEntry(0, EntryKind.NextMeeting, null, "", true, null) { Date = next.Date });
            }
        }

        var topics = ImmutableArray.CreateBuilder<MinutesTopic>();
        if (sections[0].Entries.Count > 0)
        {
            topics.Add(new MinutesTopic(null, null, TopicKind.Item, [.. sections[0].Entries], []));
        }

        ILookup<int, Entry> children = printed.Headings.ToLookup(entry => ParentOf(meeting, entry));
        foreach (Entry heading in children[0])
        {
            topics.Add(TopicOf(heading, [.. children[heading.Number].Select(sub => TopicOf(sub, []))]));
        }

        return topics.DrainToImmutable();

        Section SectionOf(int topic)
        {
            if (!sections.TryGetValue(topic, out Section? section))
            {
                section = sections[meeting.Standing(topic)];
                sections[topic] = section; // a struck heading's
            }

            return section;
        }

        MinutesTopic TopicOf(Entry entry, ImmutableArray<MinutesTopic> subtopics)
        {
            var heading = (Heading)entry.Matter;
            int? number = heading.Item is { } item && meeting.Agenda.PositionOf(item) is var position and > 0 ? position : null;
            return new MinutesTopic(number, entry.Text, heading.Kind, [.. sections[entry.Number].Entries], subtopics, entry.Number);
        }
    }

    /// <summary>What is said under a heading, and whose point was the last.</summary>
    private sealed class Section
    {
        public List<MinutesEntry> Entries { get; } = [];

        public Named? Speaker { get; set; }
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
