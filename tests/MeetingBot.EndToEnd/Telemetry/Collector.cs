using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingBot.EndToEnd;

/// <summary>Takes what OTLP brings over HTTP, and keeps every byte of it (opentelemetry-proto, collector/*/v1 and */v1).</summary>
internal sealed class Collector : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<(string Signal, byte[] Body)> _taken = new();

    Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", TakeAsync);
    }

    /// <summary>What the bot is told, so that it sends here, and soon.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
    };

    /// <summary>The header by which the sender proves itself, of each request.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    public IEnumerable<string> Signals => _taken.Select(taken => taken.Signal).Distinct();

    /// <summary>Names of spans.</summary>
    public IEnumerable<string> Spans => Texts("traces", 1, 2, 2, 5);

    /// <summary>Attributes of spans with their texts.</summary>
    public IEnumerable<(string Key, string Text)> SpanAttributes =>
        Bodies("traces", 1, 2, 2, 9).Select(attribute => (Text(Protobuf.At(attribute, 1).Single()), string.Concat(Protobuf.At(attribute, 2, 1).Select(Text))));

    /// <summary>Names of metrics.</summary>
    public IEnumerable<string> Metrics => Texts("metrics", 1, 2, 2, 1);

    /// <summary>What log lines say.</summary>
    public IEnumerable<string> Lines => Texts("logs", 1, 2, 2, 5, 1);

    /// <summary>How grave they are.</summary>
    public IEnumerable<string> Levels => Texts("logs", 1, 2, 2, 3).Distinct();

    /// <summary>What the resource says of itself.</summary>
    public IEnumerable<(string Key, string Text)> Resource =>
        Bodies("metrics", 1, 1, 1).Select(attribute => (Text(Protobuf.At(attribute, 1).Single()), string.Concat(Protobuf.At(attribute, 2, 1).Select(Text))));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Whether a word stands anywhere in what came, of whatever signal and field.</summary>
    public bool Holds(string word) => _taken.Any(taken => taken.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);

    /// <summary>Waits for something to come.</summary>
    public static async Task UntilAsync(Func<bool> so)
    {
        for (var tries = 0; !so(); tries++)
        {
            if (tries == 2400)
                throw new TimeoutException("It did not come.");
            await Task.Delay(25);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IEnumerable<string> Texts(string signal, params int[] path) => Bodies(signal, path).Select(Text);

    IEnumerable<ReadOnlyMemory<byte>> Bodies(string signal, params int[] path) => _taken.Where(taken => taken.Signal == signal).SelectMany(taken => Protobuf.At(taken.Body, path));

    static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        if (request.ContentType != "application/x-protobuf" || request.Headers.ContentEncoding.Count > 0)
            return Results.BadRequest();

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _taken.Enqueue((signal, body.ToArray()));
        Keys.Enqueue(request.Headers["api-key"].ToString());
        return Results.Bytes([], "application/x-protobuf");
    }
}
