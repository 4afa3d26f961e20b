using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>An entry with those that continue it: what prints as one paragraph.</summary>
sealed class MinutesParagraph
{
    internal static readonly Shape<MinutesParagraph> Shape = new(
        ("kind", p => Words.Of(p.First.Kind)),
        ("label", p => p.Label),
        ("number", p => p.First.Number),
        ("speaker", p => p.Speaker),
        ("text", p => new Prose(p.Text)),
        ("said", p => new Prose(p.Said)),
        ("outcome", p => Words.Of(p.First.Outcome)),
        ("due", p => Iso.Of(p.First.Due)),
        ("url", p => p.First.Url),
        ("at", p => Iso.Of(p.First.At)),
        ("entries", p => MinutesShapes.List(MinutesShapes.Entry, p.Entries)));

    MinutesParagraph(ImmutableArray<MinutesEntry> entries, Names names)
    {
        Entries = entries;
        Text = Join(entries, Sentences.Of);
        var people = First.Kind == EntryKind.Action ? First.People : First.Speaker is { } speaker ? [speaker] : [];
        var named = First.Kind == EntryKind.Decision || First.Continues || OpensWith(people, names);
        Speaker = named || people.IsEmpty ? null : (people.Length == 1 ? names.Short(people[0]) : string.Join(", ", people.Select(names.Short))) + (First.NameUnclear ? " (who?)" : "");
    }

    internal ImmutableArray<MinutesEntry> Entries { get; }

    /// <summary>Whose point or action it is, as printed before the text; null where the text says so itself.</summary>
    internal string? Speaker { get; }

    /// <summary>The texts of the entries and the sentences of those that have no text, with one space between two.</summary>
    internal string Text { get; }

    /// <summary>The texts of the entries alone.</summary>
    internal string Said => field ??= Join(Entries, entry => entry.Text);

    /// <summary>True for what prints among the notes: it says something or is a link, and stands in no list of decisions, actions or motions.</summary>
    internal bool IsNote => First.Kind is not (EntryKind.Decision or EntryKind.Action or EntryKind.Motion) && (First.Url is not null || Clean.Lines(Said).Length > 0);

    /// <summary>What the templates that mark decisions and the like call this; null for a point or a link.</summary>
    string? Label => (First.Kind, First.Outcome) switch
    {
        (EntryKind.Decision, ResolutionOutcome.Rejected) => "Rejected",
        (EntryKind.Decision, ResolutionOutcome.Inconclusive) => "Inconclusive",
        (EntryKind.Decision, _) => "Decision",
        (EntryKind.Action, _) => "Action",
        (EntryKind.Motion, _) => "Motion",
        (EntryKind.Idea, _) => "Idea",
        (EntryKind.HelpWanted, _) => "Help wanted",
        _ => null,
    };

    MinutesEntry First => Entries[0];

    bool OpensWith(ImmutableArray<string> people, Names names)
    {
        foreach (var name in people)
        {
            if (names.Opens(Text, name))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Statements, earlier minutes and headings stand elsewhere in the minutes and make no paragraph.</summary>
    internal static IEnumerable<MinutesParagraph> Of(IEnumerable<MinutesEntry> entries, Names names)
    {
        var open = new List<MinutesEntry>();
        foreach (var entry in entries)
        {
            if (entry.Kind is EntryKind.Statement or EntryKind.EarlierMinutes or EntryKind.Topic)
            {
                continue;
            }
            if (!entry.Continues && open.Count > 0)
            {
                yield return new MinutesParagraph([.. open], names);
                open.Clear();
            }
            open.Add(entry);
        }
        if (open.Count > 0)
        {
            yield return new MinutesParagraph([.. open], names);
        }
    }

    static string Join(ImmutableArray<MinutesEntry> entries, Func<MinutesEntry, string> say) =>
        entries.Length == 1 ? say(entries[0]) : string.Join(' ', entries.Select(say).Where(text => text.Length > 0));
}
