using System.Collections.Concurrent;

namespace MeetingBot.Application;

/// <summary>The replies of the last minutes by message id, so that a message that is delivered again gets the same answer.</summary>
internal sealed class RecentReplies(int most)
{
    private readonly ConcurrentDictionary<string, Reply> _replies = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();

    public Reply? Find(string messageId) => _replies.GetValueOrDefault(messageId);

    public void Remember(string messageId, Reply reply)
    {
        if (_replies.TryAdd(messageId, reply))
        {
            _order.Enqueue(messageId);
            while (_replies.Count > most && _order.TryDequeue(out string? oldest))
            {
                _replies.TryRemove(oldest, out _);
            }
        }
    }
}
