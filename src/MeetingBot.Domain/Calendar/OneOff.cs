using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A meeting that was called for one day, outside the series or in place of its meeting of that day.</summary>
/// <param name="Date">The day, in the group's zone.</param>
/// <param name="Time">The local time.</param>
/// <param name="DurationMinutes">How long it is planned to take; null where nobody said.</param>
/// <param name="Kind">How it is held.</param>
public sealed record OneOff(LocalDate Date, LocalTime Time, int? DurationMinutes = null, MeetingKind Kind = MeetingKind.Call);
