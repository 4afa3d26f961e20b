using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>
/// When a group meets: its series, the meetings called for one day, and what was cancelled or moved. It holds at most one
/// meeting a day. A value that is stored inside events: a change is a new value. Two calendars are equal when all they hold is.
/// </summary>
/// <param name="Zone">The IANA zone in which its days and times are meant, for example <c>Europe/Berlin</c>.</param>
public sealed partial record Calendar(string Zone)
{
    /// <summary>The series, by first day. From the first day of one on, the one before it has ended. Empty for a group that meets when called.</summary>
    public ImmutableArray<Series> Series { get; init; } = [];

    /// <summary>Meetings called for one day, by day.</summary>
    public ImmutableArray<OneOff> OneOffs { get; init; } = [];

    /// <summary>Cancelled meetings, by day.</summary>
    public ImmutableArray<CancelledDate> Cancelled { get; init; } = [];

    /// <summary>Moved meetings, in the order in which they were moved: of two that were moved to one day, the later counts.</summary>
    public ImmutableArray<MovedDate> Moved { get; init; } = [];

    /// <summary>True when it holds no meeting at all, past or coming.</summary>
    public bool IsEmpty => Series.IsDefaultOrEmpty && OneOffs.IsDefaultOrEmpty && Moved.IsDefaultOrEmpty;

    /// <inheritdoc/>
    public bool Equals(Calendar? other) => other is not null && Zone == other.Zone
        && Series.AsSpan().SequenceEqual(other.Series.AsSpan())
        && OneOffs.AsSpan().SequenceEqual(other.OneOffs.AsSpan())
        && Cancelled.AsSpan().SequenceEqual(other.Cancelled.AsSpan())
        && Moved.AsSpan().SequenceEqual(other.Moved.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Zone, Series.AsSpan().Length, OneOffs.AsSpan().Length, Cancelled.AsSpan().Length, Moved.AsSpan().Length);
}
