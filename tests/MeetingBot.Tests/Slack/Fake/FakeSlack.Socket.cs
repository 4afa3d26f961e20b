using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Tests.Slack;

/// <content>Socket Mode, and the exchange of codes for tokens.</content>
public sealed partial class FakeSlack
{
    private readonly ConcurrentDictionary<string, bool> _tickets = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<(JsonObject Ack, FakeSocket Socket)>> _acks = new();

    /// <summary>Every connection that said hello, in order.</summary>
    public ConcurrentQueue<FakeSocket> Sockets { get; } = new();

    /// <summary>Whether a new connection is greeted; a Slack that accepts and stays mute is not connected.</summary>
    public bool SaysHello { get; set; } = true;

    /// <summary>Answers to codes, by code; each is good once.</summary>
    public ConcurrentDictionary<string, JsonObject> Codes { get; } = new();

    /// <summary>Answers to refresh tokens; each is good once.</summary>
    public ConcurrentDictionary<string, JsonObject> Refreshes { get; } = new();

    /// <summary>Sends a payload through the newest connection, and waits for its acknowledgement.</summary>
    public async Task<(JsonObject Ack, FakeSocket Socket)> SendAsync(string type, JsonNode payload, FakeSocket? through = null, int pieces = 1)
    {
        string envelope = Guid.NewGuid().ToString();
        var frame = new JsonObject { ["envelope_id"] = envelope, ["type"] = type, ["payload"] = payload.DeepClone(), ["accepts_response_payload"] = type != "events_api" };
        TaskCompletionSource<(JsonObject, FakeSocket)> ack = _acks[envelope] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await (through ?? Sockets.Last(socket => socket.IsOpen)).SendAsync(frame, pieces);
        return await ack.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private void CloseSockets()
    {
        foreach (FakeSocket socket in Sockets)
            socket.Cut();
    }

    private JsonObject OpenSocket()
    {
        string ticket = Guid.NewGuid().ToString("N");
        _tickets[ticket] = true;
        return Yes(("url", $"{Base.ToString().Replace("http://", "ws://", StringComparison.Ordinal)}socket?ticket={ticket}"));
    }

    private async Task SocketAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !_tickets.TryRemove(context.Request.Query["ticket"].ToString(), out _))
        {
            context.Response.StatusCode = 403;
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new FakeSocket(socket);
        if (SaysHello)
        {
            await connection.SendAsync(new JsonObject { ["type"] = "hello", ["num_connections"] = 1, ["connection_info"] = new JsonObject { ["app_id"] = App } });
            Sockets.Enqueue(connection);
        }

        try
        {
            while (await connection.ReadAsync() is { } frame)
            {
                if (frame["envelope_id"]?.GetValue<string>() is { } envelope && _acks.TryRemove(envelope, out var ack))
                    ack.SetResult((frame, connection));
            }
        }
        catch (WebSocketException)
        {
            // The other side is gone.
        }

        connection.Closed.TrySetResult();
    }

    private JsonObject Exchange(JsonObject arguments, string authorization)
    {
        string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("111.222:client-secret"));
        if (authorization != basic)
            return No("bad_client_secret");
        bool refresh = Word(arguments, "grant_type") == "refresh_token";
        return (refresh ? Refreshes : Codes).TryRemove(Word(arguments, refresh ? "refresh_token" : "code") ?? "", out JsonObject? answer) ? answer : No(refresh ? "invalid_refresh_token" : "invalid_code");
    }
}

/// <summary>One connection of Socket Mode, seen from Slack.</summary>
public sealed class FakeSocket(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => socket.State == WebSocketState.Open && !Closed.Task.IsCompleted;

    public async Task SendAsync(JsonNode frame, int pieces = 1)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(frame.ToJsonString());
        int each = Math.Max(1, bytes.Length / pieces);
        await _writing.WaitAsync();
        try
        {
            for (int from = 0; from < bytes.Length; from += each)
                await socket.SendAsync(bytes.AsMemory(from, Math.Min(each, bytes.Length - from)), WebSocketMessageType.Text, from + each >= bytes.Length, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    public Task DisconnectAsync(string reason) => SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason });

    public async Task SendTextAsync(string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None);

    public void Cut() => socket.Abort();

    public void Dispose() => _writing.Dispose();

    internal async Task<JsonObject?> ReadAsync()
    {
        using var frame = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (socket.State == WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                return null;
            }

            frame.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
                return JsonNode.Parse(frame.ToArray()) as JsonObject ?? [];
        }
    }
}
