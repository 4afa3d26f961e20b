using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A meeting that takes place on another day, or at another time, than the series or its call said.</summary>
/// <param name="From">The day it stood on at first; the series has no meeting on that day any more.</param>
/// <param name="To">The day it stands on now; the same day when only its time was changed.</param>
/// <param name="Time">Its local time now.</param>
/// <param name="DurationMinutes">How long it is planned to take; null where nobody said.</param>
/// <param name="Kind">How it is held.</param>
public sealed record MovedDate(LocalDate From, LocalDate To, LocalTime Time, int? DurationMinutes = null, MeetingKind Kind = MeetingKind.Call);
