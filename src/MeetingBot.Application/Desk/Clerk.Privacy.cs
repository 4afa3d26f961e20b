using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>What must leave the store for good: redacted passages; and where the name of somebody forgotten still stands.</content>
public sealed partial class Clerk
{
    private const int MostMentions = 20;

    /// <summary>Takes a redacted passage out of the events that made the entry, and out of the summaries the group keeps of the meeting.</summary>
    private async ValueTask RewriteAsync(GroupDesk desk, StreamId stream, RewritePassage rewrite, CancellationToken cancellation)
    {
        string Without(string text) => text.Replace(rewrite.Passage, rewrite.Replacement, StringComparison.Ordinal);
        foreach (Recorded<StreamEvent> recorded in (await _store.ReadAsync(stream, 0, cancellation)).Events)
        {
            StreamEvent? without = recorded.Event switch
            {
                EntryRecorded entry when entry.Number == rewrite.Entry && entry.Text != Without(entry.Text) => entry with { Text = Without(entry.Text) },
                EntryCorrected entry when entry.Number == rewrite.Entry && entry.Text != Without(entry.Text) => entry with { Text = Without(entry.Text) },
                CorrectionAsked { Text: { } text } asked when asked.Number == rewrite.Entry && text != Without(text) => asked with { Text = Without(text) },
                _ => null,
            };
            if (without is not null)
            {
                await _store.RewriteAsync(stream, recorded.Version, without, cancellation);
            }
        }

        var group = StreamId.Of(desk.Id);
        foreach (Recorded<StreamEvent> recorded in (await _store.ReadAsync(group, 0, cancellation)).Events)
        {
            StreamEvent? without = recorded.Event switch
            {
                MeetingConcluded concluded when StreamId.Of(concluded.Summary.Meeting) == stream => concluded with { Summary = Rewritten(concluded.Summary, Without) },
                ConclusionAmended amended when StreamId.Of(amended.Summary.Meeting) == stream => amended with { Summary = Rewritten(amended.Summary, Without) },
                _ => null,
            };
            if (without is not null)
            {
                await _store.RewriteAsync(group, recorded.Version, without, cancellation);
            }
        }

        (desk.Loaded, desk.Read) = (false, null);
    }

    private static MeetingSummary Rewritten(MeetingSummary summary, Func<string, string> without) => summary with
    {
        Decisions = [.. summary.Decisions.Select(decision => decision with { Text = without(decision.Text), Context = decision.Context is { } context ? without(context) : null })],
        Actions = [.. summary.Actions.Select(action => action with { Text = without(action.Text), Context = action.Context is { } context ? without(context) : null })],
    };

    /// <summary>The entries whose free text still names somebody who was forgotten, for the secretary to look at.</summary>
    private async ValueTask<string> MentionsAsync(GroupDesk desk, PersonCard forgotten, CancellationToken cancellation)
    {
        string[] names = [.. forgotten.Names.Select(dated => dated.Name).Concat(forgotten.Aliases)
            .SelectMany(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase)];
        var found = new StringBuilder();
        int count = 0;
        IEnumerable<MeetingId> meetings = desk.Group!.InSession is { } running ? desk.Group.Held.Add(running) : desk.Group.Held;
        foreach (MeetingId id in meetings.Reverse())
        {
            (Meeting? meeting, _) = await ReadMeetingAsync(desk, id, cancellation);
            foreach (Entry entry in meeting?.Entries ?? EntryList.Empty)
            {
                if (names.Any(name => entry.Text.Contains(name, StringComparison.OrdinalIgnoreCase)) && count++ < MostMentions)
                {
                    found.Append('\n').Append(Words.Iso(id.Date)).Append(" #").Append(entry.Number).Append(": ").Append(Words.Cut(entry.Text.ReplaceLineEndings(" "), 120));
                }
            }
        }

        return count == 0 ? "\nNo entry names the person in its text."
            : $"\n{Words.Count(count, "entry names", "entries name")} the person in free text; `redact <n> <passage>` removes a passage:{found}";
    }
}
