namespace MeetingBot.Storage;

/// <summary>How long a keeper remembers which messages it has taken: platforms deliver again within hours, never days.</summary>
internal static class MessageIds
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
}
