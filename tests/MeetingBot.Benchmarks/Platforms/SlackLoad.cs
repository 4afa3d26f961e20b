using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Slash commands a second that are recorded before they are answered, signed as Slack signs them, on SQLite with synchronous=FULL;
/// beside a Bolt app that only acknowledges the same requests. <c>slack [--bolt &lt;folder with node_modules&gt;]</c>;
/// with <c>--steady &lt;a second&gt;</c> at that pace for two minutes.
/// </summary>
internal static class SlackLoad
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const int People = 50;

    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);

    public static async Task<int> RunAsync(string[] args)
    {
        using Answering slack = Slack();
        await using ServedBot bot = await ServedBot.StartAsync(("Slack__SigningSecret", Secret), ("Slack__BotToken", "xoxb-load"), ("Slack__ApiUrl", slack.Url + "api/"));
        HttpLoad ours = Load(bot.Port, "/slack/commands", "note the export fails on small screens", answer => answer.Contains("200 OK", StringComparison.Ordinal) && answer.Contains("Noted", StringComparison.Ordinal));
        HttpLoad start = Load(bot.Port, "/slack/commands", "start", answer => answer.Contains("200 OK", StringComparison.Ordinal));
        await start.RunAsync(1, TimeSpan.FromMilliseconds(1));
        if (args is ["--steady", var perSecond])
        {
            await LoadTable.PrintSteadyAsync("slash commands in one meeting", bot, ours, double.Parse(perSecond, CultureInfo.InvariantCulture));
            return 0;
        }

        using Process? node = args is ["--bolt", var folder] ? StartBolt(folder, out int port) : Without(out port);
        try
        {
            HttpLoad? bolt = node is null ? null : Load(port, "/slack/events", "note the export fails on small screens", answer => answer.Contains("200 OK", StringComparison.Ordinal));
            await LoadTable.PrintAsync("slash commands, signed", bot, ours, bolt is null ? null : ("Bolt, acknowledged only", bolt));
        }
        finally
        {
            node?.Kill(entireProcessTree: true);
        }

        return 0;
    }

    /// <summary>A Slack that says yes to everything.</summary>
    public static Answering Slack() => new(path => path switch
    {
        "/api/auth.test" => """{"ok":true,"url":"https://load.slack.com/","team":"Load","user":"bot","team_id":"T1","user_id":"UBOT","bot_id":"B1"}""",
        "/api/users.info" => """{"ok":true,"user":{"id":"U1","name":"ana","tz":"Etc/UTC","profile":{"display_name":"Ana","real_name":"Ana Lopes"}}}""",
        "/api/conversations.info" => """{"ok":true,"channel":{"id":"C1","name":"load"}}""",
        _ => """{"ok":true,"ts":"1700000000.000100","channel":{"id":"D1"},"message":{}}""",
    });

    private static HttpLoad Load(int port, string path, string text, Func<string, bool> accepts) => new(new IPEndPoint(IPAddress.Loopback, port), number => Command(path, text, number), accepts);

    /// <summary>A slash command as Slack sends it.</summary>
    public static byte[] Command(string path, string text, int number, string channel = "C1")
    {
        string body = string.Create(CultureInfo.InvariantCulture,
            $"token=x&team_id=T1&team_domain=load&channel_id={channel}&channel_name=load&user_id=U{number % People}&user_name=ana&command=%2Fmeeting&text={Uri.EscapeDataString(text)}&api_app_id=A1&is_enterprise_install=false&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2Fx&trigger_id={Environment.ProcessId}.{number}.x");
        string at = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"v0:{at}:{body}")));
        return Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: v0={signature}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static Process? Without(out int port)
    {
        port = 0;
        return null;
    }

    private static Process StartBolt(string folder, out int port)
    {
        port = ServedBot.FreePort();
        var start = new ProcessStartInfo("node") { ArgumentList = { Path.Combine(Repository.Root, "tests/MeetingBot.Benchmarks/Platforms/bolt.cjs") } };
        start.Environment["NODE_PATH"] = Path.Combine(folder, "node_modules");
        start.Environment["SIGNING_SECRET"] = Secret;
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        Process node = Process.Start(start)!;
        Thread.Sleep(2000);
        return node;
    }
}
