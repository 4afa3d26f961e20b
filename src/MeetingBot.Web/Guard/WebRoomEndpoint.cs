namespace MeetingBot.Web;

/// <summary>Marks the endpoints of the web room, which only a browser on an expected address may use; the chat platforms' have rules of their own.</summary>
internal sealed class WebRoomEndpoint
{
    public static readonly WebRoomEndpoint Mark = new();
}
