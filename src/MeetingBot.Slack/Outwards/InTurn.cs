using System.Collections.Immutable;

namespace MeetingBot.Slack;

/// <summary>
/// What is told in each place in the order in which it happened, one batch after another: what comes while a batch is on its way waits, and is
/// the next batch together. Slack takes about one post a second in a channel.
/// </summary>
internal sealed class InTurn<T>
{
    private readonly Dictionary<string, List<T>> _waiting = new(StringComparer.Ordinal);

    /// <param name="place">Where.</param>
    /// <param name="item">What.</param>
    /// <param name="tell">Tells a batch; it does not throw.</param>
    public void Add(string place, T item, Func<string, ImmutableArray<T>, Task> tell)
    {
        lock (_waiting)
        {
            if (_waiting.TryGetValue(place, out List<T>? waiting))
            {
                waiting.Add(item);
                return;
            }

            _waiting.Add(place, [item]);
        }

        using (ExecutionContext.SuppressFlow()) // what comes later is of other requests
        {
            _ = Task.Run(() => TellAsync(place, tell));
        }
    }

    private async Task TellAsync(string place, Func<string, ImmutableArray<T>, Task> tell)
    {
        while (Next(place) is { IsEmpty: false } batch)
        {
            await tell(place, batch);
        }
    }

    private ImmutableArray<T> Next(string place)
    {
        lock (_waiting)
        {
            ImmutableArray<T> batch = [.. _waiting[place]];
            _waiting[place].Clear();
            if (batch.IsEmpty)
            {
                _waiting.Remove(place);
            }

            return batch;
        }
    }
}
