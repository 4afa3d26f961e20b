using System.Collections.Concurrent;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Slack;
using MeetingBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Tests.Slack;

/// <summary>A Slack and the bot in it, with everything but the disk as it is when it serves. A log line that holds a secret fails the test.</summary>
public sealed class Town : IAsyncDisposable
{
    /// <summary>Shorter texts stand in log lines by chance: "start", an id, a date.</summary>
    private const int Telling = 12;

    private readonly CancellationTokenSource _end = new();
    private WebApplication _bot = null!;
    private Town? _beside;
    private Task _posting = Task.CompletedTask;

    public FakeSlack Slack { get; private set; } = null!;

    public SlackCaller Caller { get; private set; } = null!;

    public InMemoryStore Store { get; private init; } = new();

    public Clerk Clerk { get; private set; } = null!;

    /// <summary>Every line that was logged, at every level.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    internal static async Task<Town> OpenAsync(bool listening = false, bool socket = false, IMeetingDesk? desk = null, Func<Clerk, IMeetingDesk>? around = null, TimeProvider? time = null, string[]? scopes = null, Town? beside = null)
    {
        Town town = beside is null ? new Town { Slack = await FakeSlack.StartAsync(time: time) } : new Town { Slack = beside.Slack, Store = beside.Store, _beside = beside };
        int sockets = town.Slack.Sockets.Count;
        if (scopes is not null)
            town.Slack.Grant(scopes);
        var options = new SlackOptions(socket ? [] : [FakeSlack.SigningSecret], FakeSlack.BotToken, socket ? FakeSlack.AppToken : null, town.Slack.Api, "/meeting", listening, null);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Listening(town.Log));
        builder.Services.AddSingleton(town.Slack.Time);
        var printer = new MinutesPrinter();
        town.Clerk = new Clerk(town.Store, printer, new ClerkOptions { Shared = true }, town.Store);
        builder.Services.AddSingleton<IMinutesPrinter>(printer);
        builder.Services.AddSingleton<IRichTextReader, RichTextReader>();
        builder.Services.AddSingleton<IAdapterNotes>(town.Store);
        builder.Services.AddSingleton(desk ?? around?.Invoke(town.Clerk) ?? town.Clerk);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddMeetingBotSlack(options);
        town._bot = builder.Build();
        town._bot.MapMeetingBotSlack();
        await town._bot.StartAsync();
        town.Caller = new SlackCaller(town.Slack, new Uri(town._bot.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/"));
        INoticeChannel[] channels = [.. town._bot.Services.GetServices<INoticeChannel>()];
        var boards = new BoardKeeper(town.Clerk, town.Store, printer, channels);
        town.Clerk.Changed += boards.Touch;
        if (beside is null)
            town._posting = town.PostAsync(new NoticeDispatcher(town.Store, town.Clerk, printer, channels), boards);
        if (socket)
            await Until(() => town.Slack.Sockets.Count > sockets);
        return town;
    }

    /// <summary>The panel of whoever presides or takes the minutes; waits until it stands.</summary>
    public Task<FakeMessage> PanelAsync(string user = "U1") => FindAsync(() => Slack.Channels.GetValueOrDefault("D" + user)?.Now().FirstOrDefault(message => message.Shown.Contains("form:decision", StringComparison.Ordinal)));

    /// <summary>The meeting in the channel as it stands.</summary>
    public async Task<MeetingBot.Domain.Meeting> MeetingAsync() => (await Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", CancellationToken.None))!.Meeting!;

    /// <summary>The texts of what came to response addresses.</summary>
    public string[] Answers => [.. Slack.Responses.Select(answer => answer["text"]!.GetValue<string>())];

    /// <summary>What part of the bot stands behind a type.</summary>
    public T Part<T>()
        where T : notnull => _bot.Services.GetRequiredService<T>();

    /// <summary>The board of the channel; waits until it stands.</summary>
    public async Task<FakeMessage> BoardAsync(string channel = "C1") => await FindAsync(() => Slack.Channels[channel].Now().FirstOrDefault(message => message.User == FakeSlack.BotUser && message.Shown.Contains("line:hand", StringComparison.Ordinal)));

    public static async Task<T> FindAsync<T>(Func<T?> look)
        where T : class
    {
        for (int tries = 0; tries < 600; tries++)
        {
            if (look() is { } found)
                return found;
            await Task.Delay(25);
        }

        throw new TimeoutException("It did not come.");
    }

    public static async Task Until(Func<bool> so) => await FindAsync(() => so() ? "" : null);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _posting;
        await _bot.StopAsync();
        await _bot.DisposeAsync();
        Caller.Dispose();
        if (_beside is null)
            await Slack.DisposeAsync();
        _end.Dispose();
        Assert.DoesNotContain(Log, line => line.Contains("xox", StringComparison.Ordinal) || line.Contains("xapp", StringComparison.Ordinal) || line.Contains("hooks.slack.com/", StringComparison.Ordinal)
            || line.Contains("/responses/", StringComparison.Ordinal) || line.Contains(FakeSlack.SigningSecret, StringComparison.Ordinal));
        Assert.DoesNotContain(Log, line => Caller.Said.Any(said => said.Length >= Telling && line.Contains(said, StringComparison.Ordinal)));
        Assert.Empty(Slack.Violations);
    }

    private async Task PostAsync(NoticeDispatcher dispatcher, BoardKeeper boards)
    {
        while (!_end.IsCancellationRequested)
        {
            await dispatcher.RunAsync(Instant.FromDateTimeOffset(Slack.Time.GetUtcNow()), CancellationToken.None);
            await boards.RunAsync(CancellationToken.None);
            await Task.Delay(40);
        }
    }

    private sealed class Listening(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
