using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>The notices of an in-memory store; its owner holds the lock.</summary>
internal sealed class NoticeShelf
{
    private readonly Dictionary<string, Entry> _all = new(StringComparer.Ordinal);
    private readonly SortedSet<Entry> _waiting = new(Comparer<Entry>.Create(static (a, b) =>
        a.Notice.Due.CompareTo(b.Notice.Due) is var due and not 0 ? due : a.Number.CompareTo(b.Number)));
    private readonly List<Entry> _ended = [];
    private readonly Dictionary<(GroupId, string, string), string?> _posted = [];
    private readonly Dictionary<string, Instant> _putOff = new(StringComparer.Ordinal);
    private long _number;

    public void Queue(QueuedNotice notice)
    {
        var entry = new Entry(++_number, notice);
        if (_all.TryAdd(notice.Id, entry))
        {
            _waiting.Add(entry);
        }
    }

    public ImmutableArray<QueuedNotice> Due(Instant now, int most) =>
        [.. _waiting.TakeWhile(entry => entry.Notice.Due <= now).Take(most).Select(entry => entry.Notice)];

    public Instant? NextDue() => _waiting.Min?.Notice.Due;

    public Posting Begin(string id)
    {
        if (!_all.TryGetValue(id, out Entry? entry) || !_waiting.Contains(entry))
        {
            return Posting.Ended;
        }

        bool again = entry.Notice.Begun;
        entry.Notice = entry.Notice with { Begun = true };
        return again ? Posting.Again : Posting.First;
    }

    public void Close(string id, NoticeEnd end, string? platformMessage)
    {
        if (_all.TryGetValue(id, out Entry? entry) && _waiting.Remove(entry))
        {
            (entry.End, entry.PlatformMessage) = (end, platformMessage);
            _ended.Add(entry);
            if (end == NoticeEnd.Posted)
            {
                _posted[Key(entry.Notice.Group, entry.Notice.Kind, entry.Notice.Subject)] = platformMessage;
            }
        }
    }

    public void Postpone(string id, Instant until)
    {
        if (!_all.TryGetValue(id, out Entry? first) || !_waiting.Contains(first))
        {
            return;
        }

        string conversation = first.Notice.Conversation;
        if (conversation.Length > 0)
        {
            _putOff[conversation] = until;
        }

        foreach (Entry entry in _waiting.Where(entry => entry.Notice.Due < until && (entry == first || (conversation.Length > 0 && entry.Notice.Conversation == conversation))).ToList())
        {
            _waiting.Remove(entry);
            entry.Notice = entry.Notice with { Due = until };
            _waiting.Add(entry);
        }
    }

    /// <summary>Until when a conversation was put off last; null for never.</summary>
    public Instant? PutOff(string conversation) => _putOff.TryGetValue(conversation, out Instant until) ? until : null;

    public void Retry(string id, Instant until, string problem)
    {
        if (_all.TryGetValue(id, out Entry? failed) && _waiting.Contains(failed))
        {
            failed.Problem = problem;
            failed.Notice = failed.Notice with { Attempts = failed.Notice.Attempts + 1 };
            Postpone(id, until);
        }
    }

    public IEnumerable<NoticeRecord> List(GroupId group, int waiting, int ended) =>
        _waiting.Where(entry => entry.Notice.Group == group).Take(waiting)
            .Concat(Enumerable.Reverse(_ended).Where(entry => entry.Notice.Group == group).Take(ended))
            .Select(entry => new NoticeRecord(entry.Notice, entry.End, entry.Problem));

    public string? FindPosted(GroupId group, string kind, string subject) => _posted.GetValueOrDefault(Key(group, kind, subject));

    public IEnumerable<(QueuedNotice Notice, NoticeEnd? End, string? PlatformMessage)> All() =>
        _ended.Concat(_waiting.OrderBy(entry => entry.Number)).Select(entry => (entry.Notice, entry.End, entry.PlatformMessage));

    public void Remove(Func<QueuedNotice, bool> which, bool waiting)
    {
        foreach (Entry entry in _all.Values.Where(entry => (waiting || entry.End is not null) && which(entry.Notice)).ToList())
        {
            _all.Remove(entry.Notice.Id);
            _waiting.Remove(entry);
            _ended.Remove(entry);
            _posted.Remove(Key(entry.Notice.Group, entry.Notice.Kind, entry.Notice.Subject));
        }
    }

    private static (GroupId, string, string) Key(GroupId group, string kind, string subject) => (group, kind, subject);

    private sealed class Entry(long number, QueuedNotice notice)
    {
        public long Number { get; } = number;

        public QueuedNotice Notice { get; set; } = notice;

        public NoticeEnd? End { get; set; }

        public string? Problem { get; set; }

        public string? PlatformMessage { get; set; }
    }
}
