using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>How long a keeper remembers which messages it has taken: platforms deliver again within hours, never days.</summary>
internal static class MessageIds
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>
    /// When a message that is brought from another store counts as taken, which no store tells another: now, unless it was said so long ago
    /// that its id is free again.
    /// </summary>
    public static DateTimeOffset Taken(Origin origin, TimeProvider clock)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return origin.At.ToDateTimeOffset() is var said && said < now - Kept ? said : now;
    }

    /// <summary>Whether the id of such a message is still remembered.</summary>
    public static bool IsKept(Origin origin, TimeProvider clock) => clock.GetUtcNow() - Taken(origin, clock) < Kept;
}
