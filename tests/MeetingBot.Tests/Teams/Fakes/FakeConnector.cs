using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests;

/// <summary>
/// Teams as the bot sees it, on this machine: signing keys, and a connector that is stricter than the real one. It knows who is where,
/// wants the token it gave, refuses what is too long, too fast or not quite in form, and keeps what was said.
/// </summary>
public sealed partial class FakeConnector : IAsyncDisposable
{
    public const string Tenant = "5f0e1d2c-0000-4000-8000-00000000aaaa";
    public const string BotId = "28:" + TokenIssuer.AppId;
    public const string GoodToken = "a-token-that-only-this-connector-gives";

    readonly WebApplication _app;
    readonly List<Said> _said = [];
    readonly ConcurrentQueue<Failure> _failures = new();
    readonly Dictionary<string, Queue<DateTimeOffset>> _rates = [];
    long _lastId = 1795446400000;

    FakeConnector(WebApplication app) => _app = app;

    public TokenIssuer Tokens { get; } = new();

    /// <summary>How often the signing keys were fetched.</summary>
    public int KeysFetched { get; private set; }

    /// <summary>The connector's address, with the tenant in it as Teams' own have it.</summary>
    public string ServiceUrl => $"{_app.Urls.First()}/emea/{Tenant}/";

    /// <summary>Where a file's bytes may be put, without any token.</summary>
    public string UploadUrl => $"{_app.Urls.First()}/upload/1";

    /// <summary>The files that were put there.</summary>
    public ConcurrentQueue<string> Uploads { get; } = new();

    public Uri MetadataUrl => new($"{_app.Urls.First()}/v1/.well-known/openidconfiguration");

    /// <summary>Conversations that the bot is in, without threads.</summary>
    public HashSet<string> Conversations { get; } = [];

    /// <summary>Threads of channels, as whole conversation ids.</summary>
    public HashSet<string> Threads { get; } = [];

    /// <summary>The names of a team's channels, without its first.</summary>
    public Dictionary<string, string> ChannelNames { get; } = [];

    /// <summary>People who have the app in personal scope, with their chat.</summary>
    public Dictionary<string, string> Personal { get; } = [];

    /// <summary>Whether messages that one person sees are taken.</summary>
    public bool TakesTargeted { get; set; }

    /// <summary>Whether nothing can be deleted, as in the Agents Playground.</summary>
    public bool RefusesDeletes { get; set; }

    /// <summary>Whether 8 messages a second in one conversation are too many, as with Teams.</summary>
    public bool Throttles { get; set; }

    /// <summary>Every request that was answered, for counting.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What stands in the conversations now or was deleted, in order.</summary>
    public Said[] All
    {
        get
        {
            lock (_said)
                return [.. _said];
        }
    }

    /// <summary>What everybody sees now in a conversation, all of its threads together.</summary>
    public Said[] In(string conversation) => [.. All.Where(one => one.Conversation.Split(';')[0] == conversation && !one.Deleted)];

    public static async Task<FakeConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeConnector(app);
        fake.Map(app);
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    /// <summary>Makes the next request fail; a negative <paramref name="retryAfter"/> is told as a moment in the past; one that is <paramref name="takenAllTheSame"/> is done, and then never answered.</summary>
    public void FailNext(int status, string code = "", int? retryAfter = null, bool takenAllTheSame = false) => _failures.Enqueue(new(status, code, retryAfter, takenAllTheSame));

    void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/.well-known/openidconfiguration", () => Results.Json(new JsonObject { ["issuer"] = TokenIssuer.Issuer, ["jwks_uri"] = $"{_app.Urls.First()}/v1/.well-known/keys", ["id_token_signing_alg_values_supported"] = new JsonArray("RS256") }));
        app.MapGet("/v1/.well-known/keys", () =>
        {
            KeysFetched++;
            return Results.Json(Tokens.KeySet());
        });
        var connector = app.MapGroup("/emea/{tenant}");
        connector.AddEndpointFilter(GuardAsync);
        connector.MapPost("/v3/conversations/{conversation}/activities", SendAsync);
        connector.MapPut("/v3/conversations/{conversation}/activities/{activity}", UpdateAsync);
        connector.MapDelete("/v3/conversations/{conversation}/activities/{activity}", Delete);
        connector.MapPost("/v3/conversations", CreateAsync);
        connector.MapGet("/v3/teams/{team}", (string team) => Results.Json(new JsonObject { ["id"] = Uri.UnescapeDataString(team), ["name"] = "Programme Team", ["aadGroupId"] = "f3ec8cd2-0000-4000-8000-000000000001" }));
        connector.MapGet("/v3/teams/{team}/conversations", (string team) => Results.Json(new JsonObject
        {
            ["conversations"] = new JsonArray([new JsonObject { ["id"] = Uri.UnescapeDataString(team) }, .. ChannelNames.Select(one => new JsonObject { ["id"] = one.Key, ["name"] = one.Value })]),
        }));
        connector.MapGet("/v1/meetings/{meeting}", (string meeting) => Results.Text(Fixture("connector/meeting-info.scheduled.json"), "application/json"));
        app.MapPut("/upload/1", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            if (request.Headers.Authorization.Count > 0 || request.Headers.ContentRange != $"bytes 0-{Encoding.UTF8.GetByteCount(body) - 1}/{Encoding.UTF8.GetByteCount(body)}")
                return Results.BadRequest();
            Uploads.Enqueue(body);
            return Results.StatusCode(201);
        });
        app.MapPost("/teams/v3/conversations/{conversation}/activities", SendAsync);
    }

    async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        Requests.Enqueue($"{request.Method} {Uri.UnescapeDataString(request.Path + request.QueryString)}");
        if (request.Headers.Authorization != "Bearer " + GoodToken || request.RouteValues["tenant"] as string != Tenant)
            return Error(401, "BotNotRegistered");
        if (!request.Headers.UserAgent.ToString().StartsWith("MeetingBot/", StringComparison.Ordinal))
            return Error(400, "BadArgument");
        if (!_failures.TryDequeue(out var failure))
            return await next(context);

        if (failure.TakenAllTheSame)
        {
            await next(context);
            await Task.Delay(Timeout.Infinite, context.HttpContext.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return Results.StatusCode(504);
        }

        if (failure.RetryAfter is { } seconds)
            context.HttpContext.Response.Headers.RetryAfter = seconds < 0 ? DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("r") : seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Error(failure.Status, failure.Code);
    }

    static IResult Error(int status, string code) => Results.Json(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "refused" } }, statusCode: status);

    static string Fixture(string name) => File.ReadAllText(Path.Combine(SourceRoot.Path, "tests/MeetingBot.Tests/Teams/Fixtures", name));

    static async Task<string> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    sealed record Failure(int Status, string Code, int? RetryAfter, bool TakenAllTheSame);

    /// <summary>A message of the bot.</summary>
    public sealed class Said(string conversation, string id, JsonObject activity)
    {
        public string Conversation { get; } = conversation;

        public string Id { get; } = id;

        public JsonObject Activity { get; set; } = activity;

        public bool Deleted { get; set; }

        public int Edits { get; set; }

        /// <summary>Whose eyes it is for; null for everybody's.</summary>
        public string? OnlyFor { get; init; }

        /// <summary>Everything that it shows: its text and all texts of its cards.</summary>
        public string Text => string.Join('\n', Texts(Activity));

        /// <summary>The lines behind its buttons, by label.</summary>
        public Dictionary<string, JsonObject> Buttons => Nodes(Activity).OfType<JsonObject>()
            .Where(one => one["type"]?.ToString().StartsWith("Action.", StringComparison.Ordinal) == true && one["title"] is not null)
            .GroupBy(one => one["title"]!.ToString()).ToDictionary(same => same.Key, same => same.First());

        static IEnumerable<string> Texts(JsonObject activity)
        {
            if (activity["text"] is { } text)
                yield return text.ToString();
            foreach (var attachment in activity["attachments"]?.AsArray() ?? [])
            {
                foreach (var element in Nodes(attachment!["content"]!).OfType<JsonObject>().Where(one => one["type"]?.ToString() is "RichTextBlock" or "TextBlock"))
                    yield return element["text"]?.ToString() ?? string.Concat(element["inlines"]!.AsArray().Select(run => run!["text"]!.ToString()));
            }
        }

        static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
        {
            JsonObject members => members.Where(member => member.Value is not null && member.Key != "fallback").SelectMany(member => Nodes(member.Value!)).Prepend(members),
            JsonArray list => list.Where(one => one is not null).SelectMany(one => Nodes(one!)),
            _ => [node],
        };
    }
}
