using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Whether memory stays flat: slash commands in meetings that are held one after another in twenty channels, each with its board, panel and
/// draft, while the resident memory of the bot is looked at. <c>memory [commands, default 100,000]</c>. The exit code is 1 when it grew.
/// </summary>
internal static class MemoryLoad
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const int Channels = 20;
    private const int PerMeeting = 100;
    private const int Looks = 20;

    /// <summary>How much more than in the middle of the run it may be at its end.</summary>
    private const double MostGrowth = 1.10;

    private static readonly byte[] Key = Encoding.UTF8.GetBytes(Secret);
    private static readonly string[] Ending = ["adjourn", "minutes post", "minutes approve"];

    private static int _sent;

    public static async Task<int> RunAsync(string[] args)
    {
        int commands = args is [var given] ? int.Parse(given, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 100_000;
        using Answering slack = SlackLoad.Slack();
        await using ServedBot bot = await ServedBot.StartAsync(("Slack__SigningSecret", Secret), ("Slack__BotToken", "xoxb-load"), ("Slack__ApiUrl", slack.Url + "api/"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{bot.Port}/") };
        Task load = Task.WhenAll(Enumerable.Range(0, Channels).Select(channel => HoldAsync(client, channel, commands / Channels)));
        var seen = new List<double>();
        Console.WriteLine("| commands | memory of the bot, MiB |");
        Console.WriteLine("| ---: | ---: |");
        for (int look = 1; look <= Looks; look++)
        {
            while (!load.IsCompleted && Volatile.Read(ref _sent) < (long)commands * look / Looks)
            {
                await Task.Delay(50);
            }

            seen.Add(bot.Memory / 1024.0 / 1024);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Volatile.Read(ref _sent):n0} | {seen[^1]:f0} |"));
        }

        await load;
        double middle = seen.Skip(Looks / 3).Take(Looks / 3).Average();
        double end = seen.TakeLast(Looks / 3).Average();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"In the middle third {middle:f0} MiB, in the last third {end:f0} MiB: {(end <= middle * MostGrowth ? "flat" : "it grew")}."));
        return end <= middle * MostGrowth ? 0 : 1;
    }

    private static async Task HoldAsync(HttpClient client, int channel, int commands)
    {
        for (int n = 0; n < commands; n++)
        {
            int at = n % PerMeeting;
            string text = at == 0 ? "start" : at >= PerMeeting - Ending.Length ? Ending[at - PerMeeting + Ending.Length] : at % 10 == 0 ? "decision Ship on Monday" : "note the export fails on small screens";
            await SendAsync(client, channel, n, text);
            Interlocked.Increment(ref _sent);
        }
    }

    private static async Task SendAsync(HttpClient client, int channel, int number, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"team_id=T1&channel_id=C{channel}&channel_name=load-{channel}&user_id=U{channel}&command=%2Fmeeting&text={Uri.EscapeDataString(text)}&is_enterprise_install=false&trigger_id={channel}.{number}.x"));
        string at = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, "slack/commands") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Add("X-Slack-Request-Timestamp", at);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{at}:"), .. body];
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Key, signed)));
        using HttpResponseMessage answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The server answered {(int)answer.StatusCode} to: {text}");
        }
    }
}
