using System.Collections.Concurrent;

namespace MeetingBot.Slack;

/// <summary>
/// What was asked of Slack, remembered for an hour. Each thing is asked for once at a time, however many want to know it; the first of them
/// wait a second at most, and later ones not at all: what was known before, or that nothing is known, holds until the answer is there.
/// </summary>
internal sealed class AskedNames<T>(TimeProvider time)
    where T : class
{
    private const int Most = 50_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptWithout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<T?>>> _asked = new(StringComparer.Ordinal);

    /// <summary>What is known of something; null where Slack does not tell, or has not yet.</summary>
    public async ValueTask<T?> GetAsync(string key, Func<Task<T?>> ask, CancellationToken cancellation)
    {
        if (_known.TryGetValue(key, out Known? known) && known.Until > time.GetUtcNow())
        {
            return known.Value;
        }

        Task<T?> asked = _asked.GetOrAdd(key, _ => new Lazy<Task<T?>>(() => AskAsync(key, ask))).Value;
        if (known is null)
        {
            try
            {
                return await asked.WaitAsync(Patience, cancellation);
            }
            catch (TimeoutException)
            {
                _known.TryAdd(key, new Known(null, time.GetUtcNow() + KeptWithout));
            }
        }

        return asked.IsCompletedSuccessfully ? await asked : known?.Value;
    }

    /// <summary>Slack said it unasked.</summary>
    public void Learn(string key, T value) => _known[key] = new Known(value, time.GetUtcNow() + Kept);

    /// <summary>It is so no longer.</summary>
    public void Forget(string key) => _known.TryRemove(key, out _);

    private async Task<T?> AskAsync(string key, Func<Task<T?>> ask)
    {
        try
        {
            T? found = await ask();
            T? value = found ?? _known.GetValueOrDefault(key)?.Value;
            if (_known.Count > Most)
            {
                _known.Clear();
            }

            _known[key] = new Known(value, time.GetUtcNow() + (found is null ? KeptWithout : Kept));
            return value;
        }
        finally
        {
            _asked.TryRemove(key, out _);
        }
    }

    private sealed record Known(T? Value, DateTimeOffset Until);
}
