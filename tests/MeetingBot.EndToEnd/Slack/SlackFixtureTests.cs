using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>Everything that Slack is known to send, sent to the program as it runs. How long each answer took is printed; Slack gives up after three seconds.</summary>
public sealed class SlackFixtureTests(ITestOutputHelper output)
{
    /// <summary>What Slack waits for, and more than a slow machine needs.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Every_payload_is_answered_200_in_time()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        await using var bot = new HostProcess
        {
            Settings = new() { ["Slack__BotToken"] = FakeSlack.BotToken, ["Slack__SigningSecret"] = FakeSlack.SigningSecret, ["Slack__ApiUrl"] = slack.Api.ToString(), ["Slack__Package"] = "listening" },
        };
        await bot.StartAsync();
        using var caller = new SlackCaller(slack, bot.Address);
        var took = new List<(double Milliseconds, string Name)>();

        foreach (string name in Names())
        {
            (string path, byte[] body, string type) = Request(name, took.Count);
            long from = Stopwatch.GetTimestamp();
            (int status, string answer) = await caller.SendAsync(path, body, type);
            TimeSpan waited = Stopwatch.GetElapsedTime(from);
            took.Add((waited.TotalMilliseconds, name));
            Assert.True(status == 200, $"{name}: {status} {answer}");
            Assert.True(waited < Most, $"{name} took {waited.TotalMilliseconds:0} ms");
        }

        Assert.InRange(took.Count, 90, 200);
        double[] sorted = [.. took.Select(one => one.Milliseconds).Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{took.Count} payloads: half within {sorted[sorted.Length / 2]:0} ms, all within {sorted[^1]:0} ms; the slowest:"));
        foreach ((double milliseconds, string name) in took.OrderDescending().Take(5))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,6:0} ms {name}"));
    }

    /// <summary>Those that remove the app come last.</summary>
    private static IEnumerable<string> Names() => new[] { "event.*.json", "interaction.*", "command.*.txt" }.SelectMany(Fixtures.Names)
        .Where(name => !name.StartsWith("event.pair", StringComparison.Ordinal) && name != "interaction.view_submission.state_values_only.json")
        .OrderBy(name => name.Contains("uninstalled", StringComparison.Ordinal) || name.Contains("revoked", StringComparison.Ordinal));

    /// <summary>A payload as it comes over HTTP. Many of the samples have the same event id; each is given one of its own.</summary>
    private static (string Path, byte[] Body, string Type) Request(string name, int number)
    {
        if (name.EndsWith(".txt", StringComparison.Ordinal))
            return (name.StartsWith("command", StringComparison.Ordinal) ? "slack/commands" : "slack/interactivity", Fixtures.Bytes(name), "application/x-www-form-urlencoded");
        JsonNode node = Fixtures.Node(name);
        if (name.StartsWith("interaction", StringComparison.Ordinal))
            return ("slack/interactivity", Encoding.UTF8.GetBytes("payload=" + HttpUtility.UrlEncode(node.ToJsonString())), "application/x-www-form-urlencoded");
        if (node["event_id"] is not null)
            node["event_id"] = $"Ev{number}";
        return ("slack/events", Encoding.UTF8.GetBytes(node.ToJsonString()), "application/json");
    }
}
