using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MeetingBot.Slack;

/// <summary>
/// Keeps the bot within Slack's limits (docs.slack.dev/apis/web-api/rate-limits): about one message a second in a channel, in bursts
/// of three, and a number of calls a minute per workspace and method. Whoever asks first goes first.
/// </summary>
internal sealed class SlackPace(TimeProvider time)
{
    private const int Burst = 3;
    private const int SmallestBurst = 5;
    private const int Kept = 20_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Waits until a call may be made.</summary>
    /// <param name="tenant">The workspace.</param>
    /// <param name="method">The method.</param>
    /// <param name="channel">The channel a message goes into; null for other calls.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask WaitAsync(string tenant, string method, string? channel, CancellationToken cancellation)
    {
        if (channel is not null)
        {
            await WaitAsync($"{tenant} #{channel}", TimeSpan.FromSeconds(1), Burst, cancellation);
        }

        int perMinute = ApiMethods.PerMinute(method);
        await WaitAsync($"{tenant} {method}", TimeSpan.FromMinutes(1) / perMinute, Math.Max(SmallestBurst, perMinute / 4), cancellation);
    }

    /// <summary>Waits for a turn of anything else that has a pace of its own.</summary>
    public ValueTask WaitAsync(string key, TimeSpan each, int burst, CancellationToken cancellation)
    {
        TimeSpan wait = BucketOf(key).Take(time.GetUtcNow(), each, burst);
        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new ValueTask(Task.Delay(wait, time, cancellation));
    }

    /// <summary>Slack asked for patience: nothing more of this method goes to this workspace before it is over. Returns how long, with a little more so that not all come back at once.</summary>
    public TimeSpan Pause(string tenant, string method, TimeSpan asked)
    {
        TimeSpan pause = asked * (1 + (RandomNumberGenerator.GetInt32(100) / 1000.0));
        BucketOf($"{tenant} {method}").NotBefore(time.GetUtcNow() + pause);
        return pause;
    }

    /// <summary>How long a call of this method would still be held back because Slack asked for patience; zero for not at all.</summary>
    public TimeSpan Paused(string tenant, string method) =>
        _buckets.TryGetValue($"{tenant} {method}", out Bucket? bucket) ? bucket.Paused(time.GetUtcNow()) : TimeSpan.Zero;

    private Bucket BucketOf(string key)
    {
        if (_buckets.Count > Kept)
        {
            DateTimeOffset now = time.GetUtcNow();
            foreach ((string old, Bucket bucket) in _buckets)
            {
                if (bucket.IsIdle(now))
                {
                    _buckets.TryRemove(old, out _);
                }
            }
        }

        return _buckets.GetOrAdd(key, static _ => new Bucket());
    }

    /// <summary>A bucket that refills at a steady rate, as one moment: when it will be full again.</summary>
    private sealed class Bucket
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _full;
        private DateTimeOffset _notBefore;

        public TimeSpan Take(DateTimeOffset now, TimeSpan each, int burst)
        {
            lock (_gate)
            {
                DateTimeOffset full = _full > now ? _full : now;
                DateTimeOffset turn = full - (each * (burst - 1));
                turn = turn > now ? turn : now;
                if (_notBefore > turn)
                {
                    turn = _notBefore;
                    full = full > turn ? full : turn;
                }

                _full = full + each;
                return turn - now;
            }
        }

        public void NotBefore(DateTimeOffset moment)
        {
            lock (_gate)
            {
                _notBefore = moment > _notBefore ? moment : _notBefore;
            }
        }

        public TimeSpan Paused(DateTimeOffset now)
        {
            lock (_gate)
            {
                return _notBefore > now ? _notBefore - now : TimeSpan.Zero;
            }
        }

        public bool IsIdle(DateTimeOffset now)
        {
            lock (_gate)
            {
                return _full <= now && _notBefore <= now;
            }
        }
    }
}
