using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Where a meeting in session takes place on its platform: whose lines are heard there.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Thread">The thread in which it was called to order; null where that was the top level.</param>
/// <param name="Board">The platform's id of the board's post; null before it stands, and where there are no boards.</param>
public sealed record MeetingPlace(MeetingId Meeting, string? Thread, string? Board);
