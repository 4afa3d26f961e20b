using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Slack;
using Microsoft.Extensions.Logging.Abstractions;

namespace MeetingBot.Tests.Slack;

/// <summary>Socket Mode: hello, acknowledgement, and every way in which a connection ends.</summary>
public sealed class SocketModeTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<(string Kind, JsonElement Payload)> _taken = [];
    private Func<string, JsonElement, Task<Acknowledgement>> _answer = (_, _) => Task.FromResult(Acknowledgement.Plain);
    private FakeSlack _slack = null!;
    private SocketMode _socket = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _slack = await FakeSlack.StartAsync();
        _socket = new SocketMode(Lines.To(_slack.Api), FakeSlack.AppToken, TimeProvider.System, NullLogger<SocketMode>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(20));
        await _slack.DisposeAsync();
        _end.Dispose();
    }

    [Fact]
    public async Task A_command_is_answered_in_its_acknowledgement()
    {
        _answer = (_, _) => Task.FromResult(new Acknowledgement(true, new JsonObject { ["text"] = "hello" }));
        await ConnectAsync();

        (JsonObject ack, _) = await _slack.SendAsync("slash_commands", Payload("socket.envelope.slash_commands.json"));

        Assert.Equal("hello", ack["payload"]!["text"]!.GetValue<string>());
        Assert.Equal("slash_commands", Assert.Single(_taken).Kind);
    }

    [Fact]
    public async Task An_event_is_acknowledged_without_an_answer()
    {
        _answer = (_, _) => Task.FromResult(new Acknowledgement(true, new JsonObject { ["text"] = "hello" }));
        await ConnectAsync();

        (JsonObject ack, _) = await _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"));

        Assert.False(ack.ContainsKey("payload"));
    }

    [Fact]
    public async Task Until_Slack_says_hello_it_is_not_connected()
    {
        _slack.SaysHello = false;
        _running = _socket.RunAsync(TakeAsync, _end.Token);
        await Task.Delay(400, TestContext.Current.CancellationToken);

        Assert.NotEqual(SocketState.Connected, _socket.State);
    }

    [Fact]
    public async Task A_large_frame_in_pieces_is_one_payload()
    {
        await ConnectAsync();
        var payload = (JsonObject)Payload("socket.envelope.interactive.large_block_actions.json").DeepClone();
        payload["padding"] = new string('x', 200_000);

        await _slack.SendAsync("interactive", payload, pieces: 7);

        Assert.Equal(200_000, _taken.Single().Payload.Text("padding")!.Length);
    }

    [Fact]
    public async Task What_is_no_json_is_passed_over()
    {
        await ConnectAsync();
        await _slack.Sockets.First().SendTextAsync("good morning");

        await _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"));

        Assert.Single(_taken);
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    public async Task A_connection_that_ends_is_replaced_before_it_is_closed(string reason)
    {
        await ConnectAsync();
        FakeSocket old = _slack.Sockets.First();

        await old.DisconnectAsync(reason);
        await Until(() => _slack.Sockets.Count == 2);
        await old.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        (_, FakeSocket through) = await _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"));
        Assert.NotSame(old, through);
        Assert.Equal(SocketState.Connected, _socket.State);
    }

    [Fact]
    public async Task What_came_through_the_old_connection_is_acknowledged_through_it()
    {
        var patience = new TaskCompletionSource();
        _answer = async (_, _) =>
        {
            await patience.Task;
            return Acknowledgement.Plain;
        };
        await ConnectAsync();
        FakeSocket old = _slack.Sockets.First();
        Task<(JsonObject, FakeSocket)> sending = _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"));
        await Until(() => _taken.Count == 1);

        await old.DisconnectAsync("refresh_requested");
        await Until(() => _slack.Sockets.Count == 2);
        patience.SetResult();

        Assert.Same(old, (await sending).Item2);
    }

    [Fact]
    public async Task While_the_next_connection_is_opened_the_old_one_is_read()
    {
        await ConnectAsync();
        FakeSocket old = _slack.Sockets.First();
        _slack.Fail("apps.connections.open", new Fault(Delay: TimeSpan.FromSeconds(3)));

        await old.DisconnectAsync("warning");
        (_, FakeSocket through) = await _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"), old);

        Assert.Same(old, through);
        Assert.Single(_slack.Sockets);
        await Until(() => _slack.Sockets.Count == 2);
    }

    [Fact]
    public async Task A_line_that_breaks_is_opened_again()
    {
        await ConnectAsync();
        _slack.Sockets.First().Cut();

        await Until(() => _slack.Sockets.Count == 2);
        await _slack.SendAsync("events_api", Payload("socket.envelope.events_api.message.json"));
    }

    [Fact]
    public async Task Socket_Mode_that_is_switched_off_stops_it()
    {
        await ConnectAsync();
        await _slack.Sockets.First().DisconnectAsync("link_disabled");

        await _running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(SocketState.Stopped, _socket.State);
        Assert.Single(_slack.Sockets);
    }

    [Fact]
    public async Task A_token_that_is_refused_stops_it()
    {
        _slack.Fail("apps.connections.open", Fault.Says("invalid_auth"));

        await _socket.RunAsync(TakeAsync, _end.Token).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(SocketState.Stopped, _socket.State);
    }

    [Fact]
    public async Task Too_many_connections_are_not_made_more()
    {
        await ConnectAsync();
        await _slack.Sockets.First().DisconnectAsync("too_many_websockets");
        await Task.Delay(1500, TestContext.Current.CancellationToken);

        Assert.Single(_slack.Sockets);
        Assert.Equal(SocketState.Degraded, _socket.State);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_not_acknowledged()
    {
        _answer = (_, payload) => payload.Text("event_id") == "lost" ? throw new IOException("disk") : Task.FromResult(Acknowledgement.Plain);
        await ConnectAsync();
        Task<(JsonObject, FakeSocket)> lost = _slack.SendAsync("events_api", new JsonObject { ["event_id"] = "lost" });

        await _slack.SendAsync("events_api", new JsonObject { ["event_id"] = "kept" });

        Assert.False(lost.IsCompleted);
    }

    private async Task ConnectAsync()
    {
        _running = _socket.RunAsync(TakeAsync, _end.Token);
        await Until(() => _socket.State == SocketState.Connected);
    }

    private async ValueTask<Acknowledgement> TakeAsync(string kind, JsonElement payload, CancellationToken cancellation)
    {
        lock (_taken)
            _taken.Add((kind, payload));
        return await _answer(kind, payload);
    }

    private static JsonNode Payload(string name) => Fixtures.Node(name)["payload"]!;

    private static async Task Until(Func<bool> so)
    {
        for (int tries = 0; !so() && tries < 500; tries++)
            await Task.Delay(20);
        Assert.True(so());
    }
}
