using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Addresses at which minutes are read that are too long for a message.</summary>
public interface IMinutesLinks
{
    /// <summary>An address that shows a meeting's minutes as they are when it is opened, to whoever has it; null where the bot has no address of its own.</summary>
    string? Of(MeetingId meeting);
}
