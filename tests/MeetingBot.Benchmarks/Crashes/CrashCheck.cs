using System.Globalization;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Benchmarks;

/// <summary>Opens the store that a killed process has left, drives what was under way to its end, and holds it against every receipt so far.</summary>
internal sealed partial class CrashCheck(string path)
{
    private readonly List<Acknowledged> _acknowledged = [];
    private readonly ILookup<string, Recorded<StreamEvent>> _nothing = Array.Empty<Recorded<StreamEvent>>().ToLookup(_ => "");

    public string Path => path;

    /// <exception cref="InvalidDataException">What was acknowledged is not there, or not as it was acknowledged.</exception>
    public async Task RunAsync(IReadOnlyCollection<Acknowledged> taken)
    {
        _acknowledged.AddRange(taken);
        await using var store = SqliteStore.Open(path);
        var clerk = new Clerk(store, new MinutesPrinter());
        await clerk.DriveFollowUpsAsync(CancellationToken.None);
        Must((await store.PendingFollowUpsAsync(1, CancellationToken.None)).IsEmpty, "a follow-up is still under way");

        Dictionary<StreamId, Recorded<StreamEvent>[]> streams = await ReadAsync(store);
        ILookup<string, Recorded<StreamEvent>> byMessage = streams.Count == 0 ? _nothing : streams.SelectMany(stream => stream.Value).ToLookup(recorded => recorded.Origin.MessageId, StringComparer.Ordinal);
        foreach (Recorded<StreamEvent>[] events in streams.Values)
        {
            CheckNumbers(events);
        }

        foreach (IGrouping<string, Acknowledged> room in _acknowledged.GroupBy(one => one.Conversation))
        {
            GroupView view = await clerk.ViewAsync(room.Key, CancellationToken.None) ?? throw new InvalidDataException($"{room.Key} has lost its group");
            foreach (Acknowledged one in room)
            {
                Check(one, [.. byMessage[one.Id]], view, streams);
            }
        }

        await RetryAsync(clerk, store, taken);
        Finding[] findings = [.. await Maintenance.VerifyAsync(path, CancellationToken.None)];
        Must(findings.Length == 0, $"verify finds {string.Join("; ", findings.Take(3))}");
    }

    private static async Task<Dictionary<StreamId, Recorded<StreamEvent>[]>> ReadAsync(SqliteStore store)
    {
        var streams = new Dictionary<StreamId, Recorded<StreamEvent>[]>();
        await foreach (StreamListing listing in store.ListAsync("", CancellationToken.None))
        {
            streams[listing.Stream] = [.. (await store.ReadAsync(listing.Stream, 0, CancellationToken.None)).Events];
        }

        return streams;
    }

    /// <summary>Entries are numbered from 1 without a gap, and no text stands twice: every text of the script is its own.</summary>
    private static void CheckNumbers(Recorded<StreamEvent>[] events)
    {
        EntryRecorded[] entries = [.. events.Select(recorded => recorded.Event).OfType<EntryRecorded>()];
        for (int index = 0; index < entries.Length; index++)
        {
            Must(entries[index].Number == index + 1, $"entry {index + 1} is numbered {entries[index].Number}");
        }

        string[] texts = [.. entries.Where(entry => entry.Text.Length > 0).Select(entry => entry.Text)];
        Must(texts.Distinct().Count() == texts.Length, "an entry stands twice");
    }

    private static void Check(Acknowledged one, Recorded<StreamEvent>[] made, GroupView view, Dictionary<StreamId, Recorded<StreamEvent>[]> streams)
    {
        string words = one.Text[(one.Text.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        switch (one.Text.Split(' ', ':')[0])
        {
            case "here":
                bool recorded = made is [{ Event: AttendanceRecorded or EarlyArrivalRecorded }] || (made.Length == 0 && one.Receipt.StartsWith("Marked already", StringComparison.Ordinal));
                Must(recorded, $"the attendance of {one.Id} is lost");
                break;
            case "note":
                Must(made is [{ Event: EntryRecorded { Matter: Point } note }] && note.Text == words && Numbered(one, note), $"the note of {one.Id} is lost or changed");
                break;
            case "decision":
                Must(made is [{ Event: EntryRecorded { Matter: Decision } decision }] && decision.Text == words && Numbered(one, decision), $"the decision of {one.Id} is lost or changed: {one.Receipt}");
                break;
            case "cancel":
                LocalDate date = LocalDatePattern.Iso.Parse(words[..10]).Value;
                Must(made.Length == 1 && view.Group.Calendar.On(date) is { Cancelled: true }, $"the cancellation of {one.Id} is lost, or the group does not know it");
                break;
            case "start":
                MeetingStarted? started = made.Concat(streams.Values.SelectMany(events => events).Where(known => known.Origin.MessageId == one.Id + "/start")).Select(known => known.Event).OfType<MeetingStarted>().FirstOrDefault();
                Must(started is not null && streams.TryGetValue(StreamId.Of(started.Meeting), out Recorded<StreamEvent>[]? called) && called[0].Event is MeetingCalled, $"the meeting of {one.Id} was not called");
                break;
            case "end":
                Must(made is [{ Event: MeetingAdjourned }], $"the end of {one.Id} is lost");
                (StreamId stream, Recorded<StreamEvent>[] events) = streams.Single(known => known.Value.Contains(made[0]));
                MeetingId meeting = stream.Meeting!;
                int decided = events.Count(known => known.Event is EntryRecorded { Matter: Decision });
                Must(view.Group.InSession != meeting && view.Group.Meetings.TryGetValue(meeting, out MeetingSummary? summary) && summary.Decisions.Length == decided, $"the group does not know how the meeting of {one.Id} ended");
                break;
            case "schedule":
                Must(made.Length == 1 && !view.Group.Calendar.Series.IsDefaultOrEmpty, $"the series of {one.Id} is lost");
                break;
            default:
                throw new InvalidDataException($"the script says \"{one.Text}\", which nobody checks");
        }
    }

    /// <summary>A receipt names the entry's number where it has room for it.</summary>
    private static bool Numbered(Acknowledged one, EntryRecorded entry) =>
        EntryNumber().Match(one.Receipt) is not { Success: true } named || int.Parse(named.Groups[1].ValueSpan, CultureInfo.InvariantCulture) == entry.Number;

    /// <summary>The platform, which heard no answer of the dying process, delivers its last message again.</summary>
    private static async Task RetryAsync(Clerk clerk, SqliteStore store, IReadOnlyCollection<Acknowledged> taken)
    {
        if (taken.LastOrDefault(one => one.Text.StartsWith("note", StringComparison.Ordinal)) is not { } last)
        {
            return;
        }

        int[] numbers = [.. last.Id.Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        GroupView room = await clerk.ViewAsync(last.Conversation, CancellationToken.None) ?? throw new InvalidDataException($"{last.Conversation} has lost its group");
        TakenMessage? before = await store.FindMessageAsync(room.Group.Id, last.Id, CancellationToken.None);
        Must(before is not null, $"message {last.Id} is not known to be taken");
        long version = (await store.ReadAsync(before!.Stream, long.MaxValue - 1, CancellationToken.None)).Version;
        await clerk.HandleAsync(CrashScript.Line(numbers[0], numbers[1], numbers[2]), CancellationToken.None);
        Must((await store.ReadAsync(before.Stream, long.MaxValue - 1, CancellationToken.None)).Version == version, $"message {last.Id}, delivered again, was taken again");
    }

    private static void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    [GeneratedRegex(@"(?:[Ee]ntry|#) ?(\d+)")]
    private static partial Regex EntryNumber();
}
