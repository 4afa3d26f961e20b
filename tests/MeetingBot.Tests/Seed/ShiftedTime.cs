using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A clock that runs like the machine's own, from wherever it was last set to.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    /// <summary>Sets it; it never goes back.</summary>
    public void Set(Instant now) => Interlocked.Exchange(ref _shift, Math.Max(Interlocked.Read(ref _shift), (now.ToDateTimeOffset() - System.GetUtcNow()).Ticks));

    public void Begin(Instant now) => Interlocked.Exchange(ref _shift, (now.ToDateTimeOffset() - System.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));
}
