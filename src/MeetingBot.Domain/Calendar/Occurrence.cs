using NodaTime;

namespace MeetingBot.Domain;

/// <summary>One meeting that the calendar holds, past or coming, in the group's local time.</summary>
/// <param name="Date">The day, in the group's zone.</param>
/// <param name="Time">The local time.</param>
/// <param name="DurationMinutes">How long it is planned to take; null where nobody said.</param>
/// <param name="Kind">How it is held.</param>
/// <param name="MovedFrom">The day it was moved from (its own day when only the time was changed); null for one that stands where it was.</param>
/// <param name="Cancelled">True when it will not take place.</param>
/// <param name="Reason">Why it was cancelled; null when it was not, or when nobody said.</param>
public sealed record Occurrence(LocalDate Date, LocalTime Time, int? DurationMinutes = null, MeetingKind Kind = MeetingKind.Call,
    LocalDate? MovedFrom = null, bool Cancelled = false, string? Reason = null)
{
    /// <summary>
    /// When it starts. A local time that the clocks skip in spring is taken as much later as they jump; of one that they
    /// repeat in autumn the first is taken.
    /// </summary>
    public Instant StartIn(DateTimeZone zone) => zone.AtLeniently(Date + Time).ToInstant();
}
