namespace MeetingBot.Web;

/// <summary>Where the web room may be opened.</summary>
public sealed class MeetingBotWebOptions
{
    /// <summary>Names by which a browser may call it. Beyond loopback, the public name is added here by whoever demands the sign-in.</summary>
    public ISet<string> Hosts { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "localhost", "127.0.0.1", "[::1]" };
}
