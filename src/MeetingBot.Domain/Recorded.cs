namespace MeetingBot.Domain;

/// <summary>An event as it stands in its stream.</summary>
/// <typeparam name="TEvent">The family of the stream's events.</typeparam>
/// <param name="Version">Its place in the stream, from 1 without gaps.</param>
/// <param name="Event">What happened.</param>
/// <param name="Origin">Who did it, when, and from which message.</param>
public sealed record Recorded<TEvent>(long Version, TEvent Event, Origin Origin);
