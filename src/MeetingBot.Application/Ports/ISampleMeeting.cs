namespace MeetingBot.Application;

/// <summary>A short meeting of people who do not exist, for whoever opens an empty room and wants to see what comes of one.</summary>
public interface ISampleMeeting
{
    /// <summary>Plays it in the conversation, line by line, up to the posted minutes.</summary>
    ValueTask PlayAsync(string conversation, CancellationToken cancellation);
}
