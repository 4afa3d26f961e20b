using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>Which messages were taken, and where their events stand. Forgets the oldest as new ones come, so it never scans.</summary>
internal sealed class TakenMessages(TimeProvider clock)
{
    private readonly Dictionary<string, TakenAt> _taken = new(StringComparer.Ordinal);
    private readonly Queue<TakenAt> _oldest = new();

    public bool Contains(string id) => _taken.ContainsKey(id);

    public TakenAt? Find(string id) => _taken.GetValueOrDefault(id);

    public void Remove(Func<TakenAt, bool> which)
    {
        foreach (string id in _taken.Values.Where(which).Select(taken => taken.Id).ToList())
        {
            _taken.Remove(id);
        }
    }

    public void Take(string id, StreamId stream, long first, long last)
    {
        long now = clock.GetTimestamp();
        while (_oldest.TryPeek(out TakenAt? oldest) && clock.GetElapsedTime(oldest.Taken, now) > MessageIds.Kept)
        {
            _taken.Remove(_oldest.Dequeue().Id);
        }

        var at = new TakenAt(id, now, stream, first, last);
        _taken[id] = at;
        _oldest.Enqueue(at);
    }
}

/// <summary>When a message was taken, by the clock's own count, and where its events stand.</summary>
internal sealed record TakenAt(string Id, long Taken, StreamId Stream, long First, long Last);
