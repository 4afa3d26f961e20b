using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>What must leave the store for good: redacted passages, names, whole groups; and where the name of somebody forgotten still stands.</content>
public sealed partial class Clerk
{
    private const int MostMentions = 20;

    /// <summary>How an event's line in an export begins, up to the name of its stream.</summary>
    private const string EventLine = "{\"line\":\"event\",\"stream\":\"";

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
                MotionAmended motion when motion.Motion == rewrite.Entry && motion.Text != Without(motion.Text) => motion with { Text = Without(motion.Text) },
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

        if (stream.Meeting is { } meeting)
        {
            await RewriteCarriedAsync(meeting, Without, cancellation);
        }

        desk.Forget();
    }

    /// <summary>Meetings that came later began with the actions that were open then, in their words.</summary>
    private async ValueTask RewriteCarriedAsync(MeetingId meeting, Func<string, string> without, CancellationToken cancellation)
    {
        await foreach (StreamListing listing in _store.ListAsync($"meeting/{meeting.Group.Value}/", cancellation))
        {
            if ((await _store.ReadAsync(listing.Stream, 0, cancellation)).Events is [{ Event: MeetingCalled { Convocation: var called } }, ..]
                && called.OpenActions.Any(action => Rewritten(action) != action))
            {
                await _store.RewriteAsync(listing.Stream, 1, new MeetingCalled(called with { OpenActions = [.. called.OpenActions.Select(Rewritten)] }), cancellation);
            }
        }

        RegisteredAction Rewritten(RegisteredAction action) => action.Meeting == meeting ? Clerk.Rewritten(action, without) : action;
    }

    /// <summary>
    /// Writes the cards of somebody who was forgotten once more as they stand now. The append that emptied them may have left the old ones
    /// beside the new; this leaves nothing.
    /// </summary>
    private async ValueTask EraseAsync(GroupId group, PersonId person, CancellationToken cancellation)
    {
        if (await _store.ReadDirectoryAsync(group, 0, cancellation) is { } page)
        {
            await _store.WriteDirectoryAsync(group, [.. PeopleDirectory.Of(page.Version, page.People).CardsOf(person)], cancellation);
        }
    }

    /// <summary>
    /// Removes the stream of a meeting that is older than the group keeps records, and first the names of those who stand in it and neither in
    /// another meeting or ballot nor on the roster. In what the group kept of it they stand by a pseudonym.
    /// </summary>
    private async ValueTask RemoveRecordAsync(GroupDesk desk, MeetingId meeting, CancellationToken cancellation)
    {
        await LoadAsync(desk, cancellation);
        Group group = desk.Group!;
        var old = StreamId.Of(meeting);
        var there = new HashSet<PersonId>();
        var elsewhere = new HashSet<PersonId>(group.Roster.Keys.Concat(group.Admins).Concat(group.Actions.Values.Where(action => action.Status == ActionStatus.Open).SelectMany(action => action.Owners).Select(owner => owner.Id).OfType<PersonId>()));
        string[] ids = [.. desk.Directory.All.Select(card => card.Id.Value)];
        foreach (string line in Encoding.UTF8.GetString((await _store.ExportAsync(desk.Id, cancellation)).Span).Split('\n'))
        {
            bool isOld = line.StartsWith($"{EventLine}{old}\"", StringComparison.Ordinal);
            if (isOld || (line.StartsWith(EventLine, StringComparison.Ordinal) && !line.StartsWith($"{EventLine}{desk.Stream}\"", StringComparison.Ordinal)))
            {
                (isOld ? there : elsewhere).UnionWith(ids.Where(id => line.Contains($"\"{id}\"", StringComparison.Ordinal)).Select(id => desk.Directory.Resolve(new PersonId(id))));
            }
        }

        PersonCard[] emptied = [.. there.Except(elsewhere.Select(desk.Directory.Resolve)).SelectMany(desk.Directory.CardsOf).Select(PersonCard.Former)];
        await _store.WriteDirectoryAsync(desk.Id, [.. emptied], cancellation);
        await _store.RemoveStreamAsync(old, cancellation);
        desk.Forget();
    }

    /// <summary>Removes a group with everything that is kept of it. What is published stays, and what was posted.</summary>
    public async ValueTask RemoveGroupAsync(GroupId id, CancellationToken cancellation)
    {
        GroupDesk desk = _desks.Get(id);
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            IEnumerable<string> conversations = (await _store.ReadAsync(desk.Stream, 0, cancellation)).Events.SelectMany(recorded => Bound(recorded.Event));
            await _store.RemoveGroupAsync(id, [.. conversations.Distinct()], cancellation);
            desk.Forget();
            Leave(id);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>Forgets what is in memory of a group that is no more.</summary>
    private void Leave(GroupId id)
    {
        _desks.Forget(id);
        foreach (Room room in _rooms.Values.Where(room => room.Group == id))
        {
            room.Group = null;
        }
    }

    private static MeetingSummary Rewritten(MeetingSummary summary, Func<string, string> without) => summary with
    {
        Decisions = [.. summary.Decisions.Select(decision => decision with { Text = without(decision.Text), Context = Rewritten(decision.Context, without), Topic = Rewritten(decision.Topic, without) })],
        Actions = [.. summary.Actions.Select(action => Rewritten(action, without))],
    };

    private static RegisteredAction Rewritten(RegisteredAction action, Func<string, string> without) => action with
    {
        Text = without(action.Text),
        Context = Rewritten(action.Context, without),
        Topic = Rewritten(action.Topic, without),
    };

    private static string? Rewritten(string? text, Func<string, string> without) => text is null ? null : without(text);

    /// <summary>
    /// Where free text still names somebody who was forgotten: in all that the group, its meetings and its ballots recorded, and in its own
    /// templates. What is too long for an answer comes as a file.
    /// </summary>
    private async ValueTask<Reply> WithMentionsAsync(Reply reply, GroupDesk desk, IEnumerable<PersonCard> forgotten, CancellationToken cancellation)
    {
        string[] names = [.. forgotten.SelectMany(card => card.Names.Select(dated => dated.Name).Concat(card.Aliases))
            .SelectMany(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase)];
        var found = new List<string>();
        foreach (string family in (string[])["ballot", "group", "meeting"])
        {
            await foreach (StreamListing listing in _store.ListAsync(family == "group" ? desk.Stream.Value : $"{family}/{desk.Id.Value}/", cancellation))
            {
                found.AddRange((await _store.ReadAsync(listing.Stream, 0, cancellation)).Events.SelectMany(recorded => Mentions.In(recorded.Event))
                    .Select(text => (Text: text, Place: listing.Stream.Meeting is { } meeting ? $"{Words.Iso(meeting.Date)} {text.Place}" : text.Place))
                    .Where(text => names.Any(name => text.Text.Words.Contains(name, StringComparison.OrdinalIgnoreCase)))
                    .Select(text => $"{text.Place}: {Words.Cut(text.Text.Words.ReplaceLineEndings(" "), 120)}").Distinct());
            }
        }

        foreach (string template in await _store.ListTextsAsync(desk.Id, cancellation))
        {
            if (await _store.ReadTextAsync(desk.Id, template, cancellation) is { } text && names.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add($"template {template}");
            }
        }

        return found.Count == 0 ? reply with { Text = reply.Text + "\nNo text names the person." } : reply with
        {
            Text = $"{reply.Text}\n{Words.Count(found.Count, "text still names", "texts still name")} the person; `redact for <date>: <n> <passage>` removes a passage of an entry:\n{string.Join('\n', found.Take(MostMentions))}"
                + (found.Count > MostMentions ? "\nAll of them are in the file." : ""),
            File = found.Count > MostMentions ? new Attachment("mentions.txt", "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(string.Join('\n', found) + "\n")) : null,
        };
    }
}
