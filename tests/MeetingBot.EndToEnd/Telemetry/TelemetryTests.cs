using System.Diagnostics;
using System.Net;
using System.Text;

namespace MeetingBot.EndToEnd;

/// <summary>Telemetry by OTLP: what is sent where it is asked for, and that nothing is otherwise. What a meeting leaves in it is in the tests of Slack.</summary>
public sealed class TelemetryTests
{
    const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Spans_and_metrics_arrive_with_the_key_and_say_who_sent_them()
    {
        await using var collector = await Collector.StartAsync();
        await using var bot = new HostProcess { Settings = new(collector.Settings) { ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test" } };
        var key = Path.Combine(bot.Data, "headers");
        await File.WriteAllTextAsync(key, "api-key=hush-hush\n", TestContext.Current.CancellationToken);
        bot.Settings["OTEL_EXPORTER_OTLP_HEADERS_FILE"] = key;
        await bot.StartAsync();
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(bot.Address, $"/calendar/{Token}.ics?token={Token}"), TestContext.Current.CancellationToken)).StatusCode);

        string[] listed = ["meetingbot.desks", "meetingbot.store.requests", "meetingbot.notices.due", "meetingbot.notices.oldest.age", "http.server.request.duration", "dotnet.gc.collections"];
        await Collector.UntilAsync(() => collector.Spans.Any() && !listed.Except(collector.Metrics).Any());
        Assert.All(collector.Spans, name => Assert.StartsWith("GET /calendar/{name", name, StringComparison.Ordinal)); // and none of the looks at its health
        Assert.Contains(("http.request.method", "GET"), collector.SpanAttributes);
        Assert.Contains(collector.SpanAttributes, attribute => attribute.Key == "http.route" && attribute.Text.StartsWith("/calendar/{name", StringComparison.Ordinal));
        Assert.False(collector.Holds(Token));
        Assert.Contains(("service.name", "MeetingBot"), collector.Resource);
        Assert.Contains(("service.version", "0.1.0"), collector.Resource);
        Assert.Contains(("deployment.environment.name", "test"), collector.Resource);
        Assert.All(collector.Keys, sent => Assert.Equal("hush-hush", sent));
    }

    [Fact]
    public async Task Only_the_signal_whose_endpoint_is_set_is_sent()
    {
        await using var collector = await Collector.StartAsync();
        await using var bot = new HostProcess { Settings = collector.Settings };
        bot.Settings["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = bot.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/metrics";
        bot.Settings.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        await bot.StartAsync();
        using var client = new HttpClient();
        await client.GetAsync(new Uri(bot.Address, "/"), TestContext.Current.CancellationToken);

        await Collector.UntilAsync(() => collector.Keys.Count > 3);
        Assert.Equal("metrics", Assert.Single(collector.Signals));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "ftp://collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "carrier pigeon")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "soon")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "hush-hush")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS_FILE", "/nowhere")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string setting, string value)
    {
        await using var bot = new HostProcess { Settings = { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317" } };
        bot.Settings[setting] = value;

        Assert.Equal(1, await bot.RunAsync());
        var line = Assert.Single(bot.Output);
        Assert.Contains(setting, line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_loads_none_of_it()
    {
        using var folder = new HostFolder();
        var transcript = folder.File("meeting.txt");
        var trace = folder.File("loaded.nettrace");
        await File.WriteAllTextAsync(transcript, "2024-03-05T10:00 Ana: start\n2024-03-05T10:01 Ana: note: It is cold.\n2024-03-05T10:02 Ana: adjourn\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", [HostProcess.Program, "replay", transcript])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["DOTNET_EnableEventPipe"] = "1",
                ["DOTNET_EventPipeOutputPath"] = trace,
                ["DOTNET_EventPipeConfig"] = "Microsoft-Windows-DotNETRuntime:0x8:4", // what is loaded
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:4317",
            },
        };
        using var replay = Process.Start(start)!;
        var minutes = await replay.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await replay.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("It is cold.", minutes, StringComparison.Ordinal);
        var loaded = Encoding.Unicode.GetString(await File.ReadAllBytesAsync(trace, TestContext.Current.CancellationToken))
            + Encoding.Unicode.GetString((await File.ReadAllBytesAsync(trace, TestContext.Current.CancellationToken)).AsSpan(1));
        Assert.Contains("MeetingBot.Application", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenTelemetry", loaded, StringComparison.Ordinal);
    }

    sealed class HostFolder : IDisposable
    {
        readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meetingbot-");

        public string File(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
