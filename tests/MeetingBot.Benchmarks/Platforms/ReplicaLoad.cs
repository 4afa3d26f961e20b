using System.Globalization;
using System.Net;
using MeetingBot.Tests;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Slash commands a second that are recorded before they are answered, by one to four replicas as processes over one Azurite, in 32 meetings: each meeting's
/// commands to one replica, and to any. Whoever is told "still recording" after two seconds counts as answered then; a p99 of 2,000 says that
/// it happened. Load, Slack and Azurite, which has one core for all, share the machine. <c>replicas</c>.
/// </summary>
internal static class ReplicaLoad
{
    private const int Channels = 32;
    private const int Connections = 32;
    private const int Most = 4;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| replicas | commands of a meeting go | a second | p50, ms | p99, ms |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: |");
        for (int replicas = 1; replicas <= Most; replicas++)
        {
            await MeasureAsync(replicas);
        }

        return 0;
    }

    private static async Task MeasureAsync(int replicas)
    {
        await using Azurite azurite = await Azurite.StartAsync() ?? throw new InvalidOperationException(Azurite.Problem);
        using Answering slack = SlackLoad.Slack();
        var bots = new List<ServedBot>();
        try
        {
            for (int replica = 0; replica < replicas; replica++)
            {
                bots.Add(await ServedBot.StartAsync(("Slack__SigningSecret", SlackLoad.Secret), ("Slack__BotToken", "xoxb-load"), ("Slack__ApiUrl", slack.Url + "api/"),
                    ("Storage__Kind", "AzureBlobs"), ("Storage__AzureBlobs__ConnectionString", azurite.ConnectionString)));
            }

            foreach (int channel in Enumerable.Range(0, Channels))
            {
                await Load(bots[channel % replicas], "start", _ => channel).RunAsync(1, TimeSpan.FromMilliseconds(1));
            }

            await Task.Delay(Each); // what took longer than two seconds is recorded by then
            int own = Channels / replicas;
            HttpLoad[] toOne = [.. bots.Select((bot, replica) => Load(bot, "note the export fails on small screens", number => (number % own * replicas) + replica))];
            HttpLoad[] toAny = [.. bots.Select(bot => Load(bot, "note the export fails on small screens", number => number % Channels))];
            await RunAsync(toOne);
            Print(replicas, "to one replica", await RunAsync(toOne));
            Print(replicas, "to any", await RunAsync(toAny));
        }
        finally
        {
            foreach (ServedBot bot in bots)
            {
                await bot.DisposeAsync();
            }
        }
    }

    private static HttpLoad Load(ServedBot bot, string text, Func<int, int> channel) => new(new IPEndPoint(IPAddress.Loopback, bot.Port),
        number => SlackLoad.Command("/slack/commands", text, number, $"C{channel(number)}"),
        answer => answer.Contains("200 OK", StringComparison.Ordinal) && (answer.Contains("Noted", StringComparison.Ordinal) || answer.Contains("is open", StringComparison.Ordinal) || answer.Contains("Still recording", StringComparison.Ordinal)));

    private static Task<LoadFigures[]> RunAsync(HttpLoad[] loads) => Task.WhenAll(loads.Select(load => load.RunAsync(Connections / loads.Length, Each)));

    /// <summary>Together they did so much, half of the waits of the middle replica were so long, and one of a hundred of the slowest.</summary>
    private static void Print(int replicas, string where, LoadFigures[] figures) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {replicas} | {where} | {figures.Sum(one => one.PerSecond):n0} | {figures.Select(one => one.Median).Order().ElementAt(figures.Length / 2):f0} | {figures.Max(one => one.P99):f0} |"));
}
