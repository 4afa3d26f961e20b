using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests.Slack;

/// <summary>
/// A Slack of its own on this machine, stricter than the real one: it checks tokens, scopes, blocks, lengths, channels, members, threads
/// and views, counts posts, and is slow, broken or mute on demand. Its answers have the form of Slack's reference.
/// </summary>
public sealed partial class FakeSlack : IAsyncDisposable
{
    public const string Team = "T0FAKE";
    public const string BotUser = "U0BOT";
    public const string Bot = "B0BOT";
    public const string App = "A0FAKE";
    public const string BotToken = "xoxb-FAKE";
    public const string AppToken = "xapp-1-FAKE";
    public const string SigningSecret = "0123456789abcdef0123456789abcdef";

    /// <summary>The rights of a quiet installation.</summary>
    public static readonly string[] Quiet =
        ["commands", "chat:write", "app_mentions:read", "im:history", "im:write", "channels:read", "groups:read", "users:read", "reactions:write", "files:write"];

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string[]> _tokens = new() { [BotToken] = [.. Quiet, "channels:history", "groups:history"] };
    private readonly List<Fault> _faults = [];
    private readonly Lock _gate = new();
    private long _clock;
    private int _ids;

    private FakeSlack(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRouting();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Map("/api/{method}", ApiAsync);
        _app.MapPost("/upload/{id}", UploadAsync);
        _app.MapPost("/responses/{id}", ResponseAsync);
        _app.Map("/socket", SocketAsync);
        Channels["C1"] = new FakeChannel("C1", "release-team") { Members = { BotUser, "U1", "U2", "U3" } };
        foreach ((string id, string name) in new[] { ("U1", "Ana Lopes"), ("U2", "Ben Okafor"), ("U3", "Chris Duval") })
        {
            Users[id] = new FakeUser(id, name, "Europe/Berlin");
        }

        Users[BotUser] = new FakeUser(BotUser, "MeetingBot", "Etc/UTC") { IsBot = true };
    }

    /// <summary>The clock of this Slack.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where its Web API stands; ends with a slash.</summary>
    public Uri Api => new(Base, "api/");

    /// <summary>Its address.</summary>
    public Uri Base => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    public ConcurrentDictionary<string, FakeChannel> Channels { get; } = new();

    public ConcurrentDictionary<string, FakeUser> Users { get; } = new();

    /// <summary>What one person alone was shown, in order.</summary>
    public ConcurrentQueue<FakeEphemeral> Ephemerals { get; } = new();

    /// <summary>Answers to response addresses.</summary>
    public ConcurrentQueue<JsonObject> Responses { get; } = new();

    public ConcurrentQueue<FakeView> Views { get; } = new();

    public ConcurrentDictionary<string, FakeView> Homes { get; } = new();

    public ConcurrentQueue<FakeFile> Files { get; } = new();

    /// <summary>Each call that came, by method.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What the bot did that Slack would not have let pass, or would have been angry about.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public static async Task<FakeSlack> StartAsync(int port = 0, TimeProvider? time = null)
    {
        var fake = new FakeSlack(port) { Time = time ?? TimeProvider.System };
        await fake._app.StartAsync();
        return fake;
    }

    /// <summary>Replaces the rights of the bot's token.</summary>
    public void Grant(params string[] scopes) => _tokens[BotToken] = scopes;

    /// <summary>Makes another token good.</summary>
    public void Issue(string token, params string[] scopes) => _tokens[token] = scopes;

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    /// <summary>The next call of a method goes wrong.</summary>
    public void Fail(string method, Fault fault)
    {
        lock (_gate)
            _faults.Add(fault with { Method = method });
    }

    /// <summary>An address for answers, as it comes with a command.</summary>
    public string ResponseUrl() => new Uri(Base, $"responses/{Interlocked.Increment(ref _ids)}").ToString();

    /// <summary>A time stamp that no other message has.</summary>
    public string NextTs()
    {
        long now;
        lock (_gate)
            now = _clock = Math.Max(_clock + 100, Time.GetUtcNow().ToUnixTimeSeconds() * 1_000_000);
        return $"{now / 1_000_000}.{now % 1_000_000:000000}";
    }

    public async ValueTask DisposeAsync()
    {
        CloseSockets();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ApiAsync(HttpContext context)
    {
        string method = (string)context.Request.RouteValues["method"]!;
        Calls.Enqueue(method);
        JsonObject arguments = await ArgumentsAsync(context.Request);
        Fault? fault = Take(method);
        if (fault?.Delay is { } delay)
            await Task.Delay(delay);
        if (fault is { Status: not 0 })
        {
            context.Response.StatusCode = fault.Status;
            foreach ((string name, string value) in fault.Headers ?? [])
                context.Response.Headers[name] = value;
            await context.Response.WriteAsync(fault.Body ?? "");
            return;
        }

        string token = context.Request.Headers.Authorization.ToString() is { Length: > 7 } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : "";
        JsonObject answer;
        string[] scopes = _tokens.GetValueOrDefault(token, []);
        if (method == "oauth.v2.access")
            answer = Exchange(arguments, context.Request.Headers.Authorization.ToString());
        else if (method == "apps.connections.open")
            answer = token == AppToken ? OpenSocket() : No("invalid_auth");
        else if (token.Length == 0)
            answer = No("not_authed");
        else if (!_tokens.ContainsKey(token))
            answer = No("invalid_auth");
        else if (Scope(method, arguments) is { } needed && !needed.Split('|').Any(scopes.Contains))
            answer = new JsonObject { ["ok"] = false, ["error"] = "missing_scope", ["needed"] = needed.Split('|')[0], ["provided"] = string.Join(',', scopes) };
        else
            answer = Do(method, arguments, scopes);

        if (fault is { Mute: true })
        {
            context.Abort();
            return;
        }

        context.Response.Headers["X-OAuth-Scopes"] = string.Join(',', scopes);
        await context.Response.WriteAsJsonAsync(answer);
    }

    private Fault? Take(string method)
    {
        lock (_gate)
        {
            int at = _faults.FindIndex(fault => fault.Method == method);
            if (at < 0)
                return null;
            Fault found = _faults[at];
            _faults.RemoveAt(at);
            return found;
        }
    }

    private async Task<JsonObject> ArgumentsAsync(HttpRequest request)
    {
        var arguments = new JsonObject();
        foreach ((string name, var value) in request.Query)
            arguments[name] = value.ToString();
        if (request.HasJsonContentType())
        {
            foreach ((string name, JsonNode? value) in (await JsonSerializer.DeserializeAsync<JsonObject>(request.Body))!)
                arguments[name] = value?.DeepClone();
        }
        else if (request.HasFormContentType)
        {
            foreach ((string name, var value) in await request.ReadFormAsync())
            {
                string text = value.ToString();
                arguments[name] = name is "blocks" or "view" or "metadata" or "files" ? JsonNode.Parse(text) : text;
            }
        }

        if (arguments.ContainsKey("token"))
            Violations.Enqueue("a token in the body");
        return arguments;
    }

    private static JsonObject No(string error, params string[] messages) => messages.Length == 0
        ? new JsonObject { ["ok"] = false, ["error"] = error }
        : new JsonObject { ["ok"] = false, ["error"] = error, ["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)message)]) } };

    private static JsonObject Yes(params (string Name, JsonNode? Value)[] fields)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach ((string name, JsonNode? value) in fields)
            answer[name] = value;
        return answer;
    }
}

/// <summary>Something that goes wrong once.</summary>
/// <param name="Status">The status that is answered at once; 0 to do what was asked.</param>
/// <param name="Body">The body of that answer.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Delay">How long nothing happens first.</param>
/// <param name="Mute">True to do what was asked and cut the line instead of answering.</param>
public sealed record Fault(int Status = 0, string? Body = null, Dictionary<string, string>? Headers = null, TimeSpan? Delay = null, bool Mute = false)
{
    public string Method { get; init; } = "";

    public static Fault Busy(int? seconds) => new(429, "{\"ok\":false,\"error\":\"ratelimited\"}", seconds is { } wait ? new() { ["Retry-After"] = wait.ToString() } : null);

    public static Fault Says(string error) => new(200, $"{{\"ok\":false,\"error\":\"{error}\"}}", new() { ["Content-Type"] = "application/json" });
}
