using System.Collections.Concurrent;

namespace MeetingBot.Teams;

/// <summary>
/// Teams sends an activity again when the answer is slow: a second delivery waits for the first and gets its answer, and nothing
/// happens twice. The core knows recorded messages for longer; this spares their answers and what the core is not asked about.
/// </summary>
internal sealed class DeliveredOnce(TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Delivery> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<KeyValuePair<string, Delivery>> _order = new();

    /// <summary>Handles an activity, unless it was handled before.</summary>
    public async ValueTask<ActivityAnswer> HandleAsync(Activity activity, Func<ValueTask<ActivityAnswer>> handle)
    {
        if (activity.Id is not { Length: > 0 } id)
        {
            return await handle();
        }

        string key = string.Join('|', activity.Type, activity.Name, activity.Action, activity.ChannelData?.EventType, activity.Conversation?.Id, id, activity.From?.Id, activity.Timestamp);
        var mine = new Delivery(new Lazy<Task<ActivityAnswer>>(() => handle().AsTask()), time.GetTimestamp());
        Delivery first = _known.GetOrAdd(key, mine);
        if (ReferenceEquals(first, mine))
        {
            _order.Enqueue(new(key, mine));
            while (_order.TryPeek(out KeyValuePair<string, Delivery> oldest) && (_order.Count > Most || time.GetElapsedTime(oldest.Value.At) > Kept) && _order.TryDequeue(out oldest))
            {
                _known.TryRemove(oldest);
            }
        }

        ActivityAnswer answer = await first.Answer.Value;
        if (answer.Failed)
        {
            _known.TryRemove(new(key, first));
        }

        return answer;
    }

    private sealed record Delivery(Lazy<Task<ActivityAnswer>> Answer, long At);
}
