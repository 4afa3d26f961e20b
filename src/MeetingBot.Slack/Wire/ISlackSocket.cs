using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>Slack's Socket Mode: the same payloads as over HTTP, through a connection that the bot opens.</summary>
internal interface ISlackSocket
{
    /// <summary>Where the connection stands.</summary>
    SocketState State { get; }

    /// <summary>How long there has been no connection: nothing with one, null before the first.</summary>
    TimeSpan? Away { get; }

    /// <summary>Keeps connected and hands over what comes, until it is cancelled or Slack says to stop.</summary>
    /// <param name="take">Takes a payload by its kind (<c>events_api</c>, <c>slash_commands</c>, <c>interactive</c>) and says how it is acknowledged.</param>
    /// <param name="cancellation">Ends it.</param>
    Task RunAsync(Func<string, JsonElement, CancellationToken, ValueTask<Acknowledgement>> take, CancellationToken cancellation);
}

/// <summary>How a payload is acknowledged.</summary>
/// <param name="Given">False when it could not be stored: it is left unacknowledged, and Slack sends it again.</param>
/// <param name="Answer">What goes back with it; null for nothing.</param>
internal sealed record Acknowledgement(bool Given, JsonObject? Answer)
{
    /// <summary>Taken, and nothing more to say.</summary>
    public static readonly Acknowledgement Plain = new(true, null);

    /// <summary>Not stored.</summary>
    public static readonly Acknowledgement Withheld = new(false, null);
}

/// <summary>Where the connection stands.</summary>
internal enum SocketState
{
    /// <summary>Not yet.</summary>
    Connecting,

    /// <summary>Slack said hello.</summary>
    Connected,

    /// <summary>It was lost and is opened again.</summary>
    Degraded,

    /// <summary>Slack refused it for good, or somebody switched Socket Mode off.</summary>
    Stopped,
}
