using System.Collections.Concurrent;

namespace MeetingBot.Application;

/// <summary>
/// The replies of the last ten minutes by message id, so that a message that is delivered again gets the same answer. What was
/// recorded is answered from the store after that too; a refusal, of which nothing is stored, is decided again.
/// </summary>
internal sealed class RecentReplies(int most, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Given> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<KeyValuePair<string, Given>> _order = new();
    private int _count; // the queue would count itself piece by piece, under a lock

    public Reply? Find(string messageId) => _replies.TryGetValue(messageId, out Given given) && !IsOld(given) ? given.Reply : null;

    public void Remember(string messageId, Reply reply)
    {
        while (_order.TryPeek(out KeyValuePair<string, Given> oldest) && (Volatile.Read(ref _count) >= most || IsOld(oldest.Value)) && _order.TryDequeue(out oldest))
        {
            _replies.TryRemove(oldest);
            Interlocked.Decrement(ref _count);
        }

        var given = new Given(reply, clock.GetTimestamp());
        if (_replies.TryAdd(messageId, given))
        {
            _order.Enqueue(new(messageId, given));
            Interlocked.Increment(ref _count);
        }
    }

    private bool IsOld(Given given) => clock.GetElapsedTime(given.At) > Kept;

    private readonly record struct Given(Reply Reply, long At);
}
