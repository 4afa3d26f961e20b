using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>Which messages were taken, and where their events stand. Forgets the oldest as new ones come, so it never scans.</summary>
internal sealed class TakenMessages(TimeProvider clock)
{
    private readonly Dictionary<string, TakenAt> _taken = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Taken)> _oldest = new();

    public bool Contains(string id) => _taken.ContainsKey(id);

    public TakenAt? Find(string id) => _taken.TryGetValue(id, out TakenAt at) ? at : null;

    public void Remove(Func<TakenAt, bool> which)
    {
        foreach (string id in _taken.Where(taken => which(taken.Value)).Select(taken => taken.Key).ToList())
        {
            _taken.Remove(id);
        }
    }

    public void Take(string id, StreamId stream, long first, long last)
    {
        long now = clock.GetTimestamp();
        while (_oldest.TryPeek(out (string Id, long Taken) oldest) && clock.GetElapsedTime(oldest.Taken, now) > MessageIds.Kept)
        {
            _taken.Remove(_oldest.Dequeue().Id);
        }

        _taken[id] = new TakenAt(stream, first, last);
        _oldest.Enqueue((id, now));
    }
}

/// <summary>Where the events of a message stand.</summary>
internal readonly record struct TakenAt(StreamId Stream, long First, long Last);
