using System.Net;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Slack;
using MeetingBot.Storage;
using MeetingBot.Tests.Slack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests;

/// <summary>Ready means that the bot does its work; alive only that it runs.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 3, 5, 10, 0, 0, TimeSpan.Zero));
    private readonly InMemoryStore _inner = new();
    private readonly FailingStore _store;
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    public HealthTests() => _store = new FailingStore(_inner);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IEventStore>(_store);
        builder.Services.AddSingleton<INoticeQueue>(_inner);
        builder.Services.AddSingleton<IMinutesPrinter, MinutesPrinter>();
        builder.Services.AddSingleton(provider => new Clerk(_store, provider.GetRequiredService<IMinutesPrinter>()));
        builder.Services.AddSingleton<NoticeDispatcher>();
        builder.Services.AddSingleton<NoticeWorker>();
        Health.AddTo(builder.Services, shared: true);
        _app = builder.Build();
        Health.Map(_app);
        await _app.StartAsync(Cancellation);
        _client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_bot_whose_store_answers_and_whose_notices_are_looked_at_is_ready()
    {
        Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "alive"), await AskAsync("live"));
    }

    [Fact]
    public async Task A_store_that_fails_makes_it_not_ready_without_a_word_of_why_and_alive_all_the_same()
    {
        _store.Finding = () => throw new StoreException("AccountKey=secret");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: the store fails"), await AskAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "alive"), await AskAsync("live"));

        _store.Finding = () => Task.CompletedTask;
        Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync("ready"));
    }

    [Fact]
    public async Task A_store_that_hangs_is_waited_for_five_seconds_and_asked_only_once()
    {
        var hangs = new TaskCompletionSource();
        int questions = 0;
        _store.Finding = () =>
        {
            questions++;
            return hangs.Task;
        };
        for (int look = 0; look < 2; look++)
        {
            Task<(HttpStatusCode Status, string Line)> asked = AskAsync("ready");
            while (!asked.IsCompleted)
            {
                await Task.Delay(20, Cancellation);
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: the store does not answer"), await asked);
        }

        Assert.Equal(1, questions);
        hangs.SetResult();
    }

    [Fact]
    public async Task A_queue_that_nobody_looks_at_makes_it_not_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ready")).Status);
        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: due notices are not looked at"), await AskAsync("ready"));

        await _app.Services.GetRequiredService<NoticeWorker>().StartAsync(Cancellation);
        await UntilReadyAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Follow_ups_that_keep_failing_make_it_not_ready_and_a_short_failure_does_not()
    {
        int drives = 0;
        _store.Driving = () =>
        {
            drives++;
            throw new StoreException("nothing can be read");
        };
        NoticeWorker worker = _app.Services.GetRequiredService<NoticeWorker>();
        await worker.StartAsync(Cancellation);
        await Until(() => drives > 0);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("ready")).Status);

        _time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready: follow-ups cannot be driven"), await AskAsync("ready"));

        _store.Driving = () => { };
        foreach (string line in (string[])["setup Apollo timezone Etc/UTC", "schedule every 1 weeks on Thursday at 12:00 from 2024-03-07"]) // something to post wakes the worker
        {
            await _app.Services.GetRequiredService<Clerk>().HandleAsync(new ChatMessage(line, new("test::Ana"), "Ana", "test::room", line, NodaTime.Instant.FromDateTimeOffset(_time.GetUtcNow())), Cancellation);
        }

        await UntilReadyAsync(HttpStatusCode.OK);
        await worker.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_replica_that_is_told_to_stop_is_not_ready_and_serves_on_for_ten_seconds()
    {
        Task stopping = _app.StopAsync(Cancellation);
        await UntilReadyAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not ready: the bot is stopping", (await AskAsync("ready")).Line);
        _time.Advance(TimeSpan.FromSeconds(9));
        await Task.Delay(100, Cancellation);
        Assert.False(stopping.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task A_bot_that_is_alone_stops_at_once() =>
        await new Ending(_time, shared: false).StoppingAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(1), Cancellation);

    [Fact]
    public async Task The_socket_to_Slack_may_be_away_for_a_minute()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        using var end = new CancellationTokenSource();
        var socket = new SocketMode(Lines.To(slack.Api), FakeSlack.AppToken, _time, NullLogger<SocketMode>.Instance);
        Assert.Equal("the socket to Slack is not open yet", await TroubleAsync(socket));

        Task running = socket.RunAsync((_, _, _) => new(Acknowledgement.Plain), end.Token);
        await Until(() => socket.State == SocketState.Connected);
        Assert.Null(await TroubleAsync(socket));

        slack.SaysHello = false;
        slack.Sockets.Single().Cut();
        await Until(() => socket.State == SocketState.Degraded);
        Assert.Null(await TroubleAsync(socket));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("the socket to Slack is lost", await TroubleAsync(socket));

        await end.CancelAsync();
        await running;
    }

    private static async Task<string?> TroubleAsync(ISlackSocket socket) => (await new SocketCheck(socket).CheckHealthAsync(new HealthCheckContext(), Cancellation)).Description;

    private async Task<(HttpStatusCode Status, string Line)> AskAsync(string what)
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri($"/healthz/{what}", UriKind.Relative), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task UntilReadyAsync(HttpStatusCode status)
    {
        for (int tries = 0; (await AskAsync("ready")).Status != status; tries++)
        {
            Assert.True(tries < 200, $"It does not become {status}.");
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Delay(20, Cancellation);
        }
    }

    private static async Task Until(Func<bool> so)
    {
        for (int tries = 0; !so(); tries++)
        {
            Assert.True(tries < 400, "It did not come to that.");
            await Task.Delay(25, Cancellation);
        }
    }
}
