using NodaTime;

namespace MeetingBot.Domain;

/// <summary>A day on which the meeting that the calendar holds will not take place.</summary>
/// <param name="Date">The day, in the group's zone.</param>
/// <param name="Reason">Why, as it was said; null when nobody said.</param>
public sealed record CancelledDate(LocalDate Date, string? Reason = null);
