using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Keeps a socket to Slack open (docs.slack.dev/apis/events-api/using-socket-mode). It is connected only after Slack's hello; when Slack
/// announces that a connection ends, the next one says hello before the old one is closed.
/// </summary>
internal sealed class SocketMode(ISlackApi api, string appToken, TimeProvider time, ILogger<SocketMode> log) : ISlackSocket
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Crowded = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HelloPatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(5);

    private Func<string, JsonElement, CancellationToken, ValueTask<Acknowledgement>> _take = (_, _, _) => new(Acknowledgement.Withheld);
    private int _failures;
    private long _lost; // when; 0 for never

    /// <inheritdoc/>
    public SocketState State
    {
        get;
        private set
        {
            if (field == SocketState.Connected)
            {
                Volatile.Write(ref _lost, time.GetTimestamp());
            }

            field = value;
        }
    }

    /// <inheritdoc/>
    public TimeSpan? Away => State == SocketState.Connected ? TimeSpan.Zero : Volatile.Read(ref _lost) is not 0 and var lost ? time.GetElapsedTime(lost) : null;

    /// <inheritdoc/>
    public async Task RunAsync(Func<string, JsonElement, CancellationToken, ValueTask<Acknowledgement>> take, CancellationToken cancellation)
    {
        _take = take;
        SocketConnection? current = null;
        while (State != SocketState.Stopped && !cancellation.IsCancellationRequested)
        {
            current ??= await OpenAsync(cancellation);
            if (current is null)
            {
                continue;
            }

            Ending ending = await ListenAsync(current, cancellation);
            if (ending == Ending.Stop)
            {
                log.LogError("Socket Mode was switched off for this app: nothing comes from Slack any more. Switch it on and start the bot again.");
                State = SocketState.Stopped;
            }

            if (ending == Ending.Replace)
            {
                current = await ReplaceAsync(current, cancellation);
                continue;
            }

            if (ending == Ending.Crowded)
            {
                State = SocketState.Degraded;
                await PauseAsync(Crowded, cancellation);
            }
            else if (ending == Ending.Broken)
            {
                State = SocketState.Degraded;
                await PauseAsync(NextPause(), cancellation);
            }

            _ = DrainAsync(current, Task.CompletedTask, cancellation);
            current = null;
        }

        if (current is not null)
        {
            await DrainAsync(current, Task.CompletedTask, CancellationToken.None);
        }
    }

    /// <summary>Opens the next connection while the old one is still read; null when the old one was over first.</summary>
    private async ValueTask<SocketConnection?> ReplaceAsync(SocketConnection old, CancellationToken cancellation)
    {
        Task rest = ListenAsync(old, cancellation).AsTask();
        SocketConnection? next;
        do
        {
            next = await OpenAsync(cancellation);
        }
        while (next is null && !rest.IsCompleted && State != SocketState.Stopped && !cancellation.IsCancellationRequested);

        _ = DrainAsync(old, rest, cancellation);
        return next;
    }

    /// <summary>Opens a connection and waits for hello; null after a failure, for which it has waited already, or when it is given up.</summary>
    private async ValueTask<SocketConnection?> OpenAsync(CancellationToken cancellation)
    {
        SocketConnection? connection = null;
        try
        {
            JsonElement answer = await api.CallAsync(new ApiCall("apps.connections.open", "app", appToken), cancellation);
            var address = new Uri(answer.Text("url") ?? "");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(HelloPatience);
            var socket = new ClientWebSocket();
            connection = new SocketConnection(socket);
            socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(10);
            await socket.ConnectAsync(address, patience.Token);
            while (await connection.ReadAsync(patience.Token) is { } frame)
            {
                if (frame.Text("type") == "hello")
                {
                    _failures = 0;
                    State = SocketState.Connected;
                    return connection;
                }
            }

            throw new WebSocketException("it closed before it said hello");
        }
        catch (SlackApiException refused) when (refused.Remedy is Remedy.StopInstallation or Remedy.FixSetup)
        {
            log.LogError("Slack refuses the app-level token ({Error}): nothing comes from Slack. It needs the scope connections:write, and Socket Mode must be on.", refused.Error);
            State = SocketState.Stopped;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            connection?.Dispose();
        }
        catch (Exception problem)
        {
            connection?.Dispose();
            State = SocketState.Degraded;
            TimeSpan pause = problem is SlackBusyException busy ? busy.RetryAfter : NextPause();
            log.LogWarning("No connection to Slack ({Problem}); the next try is in {Pause:0.0} s", problem is UriFormatException ? "no address" : problem.GetType().Name, pause.TotalSeconds);
            await PauseAsync(pause, cancellation);
        }

        return null;
    }

    private async ValueTask<Ending> ListenAsync(SocketConnection connection, CancellationToken cancellation)
    {
        try
        {
            while (await connection.ReadAsync(cancellation) is { } frame)
            {
                switch (frame.Text("type"))
                {
                    case "disconnect":
                        return frame.Text("reason") switch
                        {
                            "link_disabled" => Ending.Stop,
                            "too_many_websockets" => Ending.Crowded,
                            _ => Ending.Replace,
                        };
                    case "hello":
                        break;
                    case { } kind when frame.Word("envelope_id") is { } envelope && frame.Part("payload") is { } payload:
                        connection.Owe();
                        _ = TakeAsync(connection, kind, envelope, payload, frame.Flag("accepts_response_payload"), cancellation);
                        break;
                    default:
                        log.LogWarning("A frame from Slack that is nothing known is passed over");
                        break;
                }
            }
        }
        catch (Exception problem) when (problem is WebSocketException or IOException or ObjectDisposedException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogWarning("The connection to Slack broke ({Problem})", problem.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return Ending.Cancelled;
        }

        return Ending.Broken;
    }

    private async Task TakeAsync(SocketConnection connection, string kind, string envelope, JsonElement payload, bool mayAnswer, CancellationToken cancellation)
    {
        Acknowledgement acknowledgement = Acknowledgement.Withheld;
        try
        {
            acknowledgement = await _take(kind, payload, cancellation);
        }
        catch (Exception problem)
        {
            // Not the exception itself: it may quote what somebody wrote.
            log.LogError("A payload from Slack could not be taken ({Problem}); Slack sends an event again", problem.GetType().Name);
        }

        var frame = new JsonObject { ["envelope_id"] = envelope };
        if (mayAnswer && acknowledgement.Answer is { } answer)
        {
            frame["payload"] = answer;
        }

        await connection.PayAsync(acknowledgement.Given ? frame : null, CancellationToken.None);
    }

    /// <summary>Lets what came through an old connection be acknowledged, and closes it.</summary>
    private async Task DrainAsync(SocketConnection connection, Task listening, CancellationToken cancellation)
    {
        using (connection)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(DrainPatience);
            try
            {
                while (connection.Open > 0 && !patience.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), time, patience.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // It was given its time.
            }

            await connection.CloseAsync(CancellationToken.None);
            await Task.WhenAny(listening, Task.Delay(DrainPatience, time, CancellationToken.None));
        }
    }

    private TimeSpan NextPause()
    {
        TimeSpan pause = FirstPause * Math.Pow(2, Math.Min(_failures++, 6));
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000.0));
    }

    private async ValueTask PauseAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The caller looks at the token.
        }
    }

    /// <summary>How a connection ended.</summary>
    private enum Ending
    {
        Broken,
        Replace,
        Crowded,
        Stop,
        Cancelled,
    }
}
