namespace MeetingBot.Domain;

/// <summary>Anything that stands in a stream: an event of a group, of a meeting, or (later) of a ballot.</summary>
public abstract record StreamEvent;
