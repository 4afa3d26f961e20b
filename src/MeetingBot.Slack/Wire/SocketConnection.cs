using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>One socket to Slack. What came through it is acknowledged through it, even when another has taken its place.</summary>
internal sealed class SocketConnection(ClientWebSocket socket) : IDisposable
{
    private const int LargestFrame = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _writing = new(1);
    private int _open;

    /// <summary>Payloads that came through it and are not acknowledged yet.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The next frame as JSON; null when the connection is over. A frame that is no JSON comes as an object without fields.</summary>
    public async ValueTask<JsonElement?> ReadAsync(CancellationToken cancellation)
    {
        var frame = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(frame.GetMemory(16 * 1024), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            frame.Advance(part.Count);
            if (frame.WrittenCount > LargestFrame)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Loose.Parse(frame.WrittenMemory) ?? JsonDocument.Parse("{}").RootElement;
            }
        }
    }

    /// <summary>Notes that a payload came whose acknowledgement is owed.</summary>
    public void Owe() => Interlocked.Increment(ref _open);

    /// <summary>Pays what was owed; null when nothing is acknowledged.</summary>
    public async ValueTask PayAsync(JsonObject? frame, CancellationToken cancellation)
    {
        try
        {
            if (frame is not null && socket.State == WebSocketState.Open)
            {
                await _writing.WaitAsync(cancellation);
                try
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()).AsMemory(), WebSocketMessageType.Text, true, cancellation);
                }
                finally
                {
                    _writing.Release();
                }
            }
        }
        catch (WebSocketException)
        {
            // The connection broke: Slack sends an event again, and a person presses again.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Says goodbye, as far as the other side still listens.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellation)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It is closed either way.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        _writing.Dispose();
    }
}
