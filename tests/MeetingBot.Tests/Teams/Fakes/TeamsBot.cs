using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;
using MeetingBot.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The bot in Teams, served on this machine over real HTTP, and people who speak to it with signed tokens.</summary>
internal sealed class TeamsBot : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly FakeConnector _teams;
    readonly HttpClient _client = new();
    long _messages = 1795446000000;

    TeamsBot(WebApplication app, FakeConnector teams) => (_app, _teams) = (app, teams);

    /// <summary>When what is sent now is sent.</summary>
    public Instant Now { get; set; } = Instant.FromUtc(2026, 11, 23, 9, 5);

    public Uri Address => new(_app.Urls.First());

    public InMemoryStore Store { get; private init; } = null!;

    public ConcurrentQueue<string> Errors { get; private init; } = null!;

    public T Part<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<TeamsBot> StartAsync(FakeConnector teams, Func<TeamsOptions, TeamsOptions>? change = null, ClerkOptions? clerk = null, InMemoryStore? kept = null, Func<IMeetingDesk, IMeetingDesk>? desk = null, TokenCredential? credential = null)
    {
        var store = kept ?? new InMemoryStore();
        var errors = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new Listener(errors));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton<IAdapterNotes>(store);
        services.AddSingleton<INoticeQueue>(store);
        services.AddSingleton<IMinutesPrinter, MinutesPrinter>();
        services.AddSingleton<IRichTextReader, RichTextReader>();
        services.AddSingleton(provider => new Clerk(store, provider.GetRequiredService<IMinutesPrinter>(), clerk ?? new ClerkOptions { PostAtOnce = true }, store));
        services.AddSingleton(provider => (desk ?? (one => one))(provider.GetRequiredService<Clerk>()));
        services.AddSingleton<NoticeDispatcher>();
        services.AddSingleton<BoardKeeper>();
        services.AddKeyedSingleton<TokenCredential>(ConnectorClient.HttpName, credential ?? DelegatedTokenCredential.Create((_, _) => new AccessToken(FakeConnector.GoodToken, DateTimeOffset.MaxValue)));
        var options = new TeamsOptions(TokenIssuer.AppId, new TeamsCredential.None())
        {
            Tenants = [FakeConnector.Tenant],
            OpenIdMetadataUrl = teams.MetadataUrl,
            AllowLoopback = true,
            Retry = new ConnectorRetry { FirstPause = TimeSpan.FromMilliseconds(50), MostTries = 8 },
        };
        services.AddMeetingBotTeams(change?.Invoke(options) ?? options);
        var app = builder.Build();
        app.MapMeetingBotTeams();
        await app.StartAsync();
        return new TeamsBot(app, teams) { Store = store, Errors = errors };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Sends an activity as Teams does, and waits until the bot has said everything it has to say to it.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(JsonObject activity, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_app.Urls.First()}/api/messages") { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", header ?? _teams.Tokens.Header(_teams.ServiceUrl));
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await Part<Answerer>().DrainAsync();
        return (answer.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body));
    }

    /// <summary>Somebody writes, with a mention of the bot.</summary>
    public async Task<string> SayAsync(string who, string text, string conversation, bool mention = true)
    {
        var activity = Activity("message", who, conversation);
        activity["text"] = mention ? $"<at>MinuteBot</at> {text}" : text;
        activity["textFormat"] = "plain";
        if (mention)
            activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>MinuteBot</at>", ["mentioned"] = new JsonObject { ["id"] = FakeConnector.BotId, ["name"] = "MinuteBot" } });
        var (status, _) = await SendAsync(activity);
        Assert.Equal(HttpStatusCode.OK, status);
        return activity["id"]!.ToString();
    }

    /// <summary>Somebody presses a button; what the client shows them is returned.</summary>
    public async Task<string> PressAsync(string who, FakeConnector.Said card, string label)
    {
        var button = card.Buttons[label];
        var activity = Activity("invoke", who, card.Conversation);
        activity["name"] = "adaptiveCard/action";
        activity["replyToId"] = card.Id;
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = button["verb"]?.DeepClone(), ["data"] = button["data"]!.DeepClone() }, ["trigger"] = "manual" };
        var (status, body) = await SendAsync(activity);
        Assert.Equal(HttpStatusCode.OK, status);
        return body!["value"] is JsonObject problem ? problem["message"]!.ToString() : body["value"]!.ToString();
    }

    /// <summary>Somebody opens the form behind a button, fills it in and sends it; the line that ends the dialog is returned.</summary>
    public async Task<string> FillAsync(string who, FakeConnector.Said card, string label, params (string Name, string Value)[] inputs)
    {
        var open = Activity("invoke", who, card.Conversation);
        open["name"] = "task/fetch";
        open["value"] = new JsonObject { ["data"] = card.Buttons[label]["data"]!.DeepClone() };
        var form = (await SendAsync(open)).Body!["task"]!["value"]!["card"]!["content"]!;
        var data = form["body"]!.AsArray().Single(one => one!["type"]!.ToString() == "ActionSet")!["actions"]![0]!["data"]!.DeepClone().AsObject();
        foreach (var (name, value) in inputs)
            data[name] = value;
        var submit = Activity("invoke", who, card.Conversation);
        submit["name"] = "task/submit";
        submit["value"] = new JsonObject { ["data"] = data };
        return (await SendAsync(submit)).Body!["task"]!["value"]!.ToString();
    }

    /// <summary>Posts what is due, from one moment to the next.</summary>
    public async Task PostDueAsync()
    {
        while (await ((INoticeQueue)Store).NextDueAsync(TestContext.Current.CancellationToken) is { } due && due <= Now
            && await Part<NoticeDispatcher>().RunAsync(due, TestContext.Current.CancellationToken) > 0)
        {
        }
    }

    public JsonObject Activity(string type, string who, string conversation) => new()
    {
        ["type"] = type,
        ["id"] = (++_messages).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["timestamp"] = Now.ToString(),
        ["channelId"] = "msteams",
        ["serviceUrl"] = _teams.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = UserId(who), ["name"] = who },
        ["recipient"] = new JsonObject { ["id"] = FakeConnector.BotId, ["name"] = "MinuteBot" },
        ["conversation"] = new JsonObject
        {
            ["id"] = conversation,
            ["tenantId"] = FakeConnector.Tenant,
            ["conversationType"] = conversation.StartsWith("a:", StringComparison.Ordinal) ? "personal" : conversation.Contains("@thread.tacv2", StringComparison.Ordinal) ? "channel" : "groupChat",
        },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeConnector.Tenant } },
    };

    public static string UserId(string who) => $"29:1{who.Replace(' ', '-').ToLowerInvariant()}";

    sealed class Listener(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                errors.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }
}
