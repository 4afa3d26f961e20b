using System.Globalization;

namespace MeetingBot.Benchmarks;

/// <summary>The table of a load run: the bot with few and many connections, beside another program where there is one, and at half of its peak.</summary>
internal static class LoadTable
{
    private const int Rounds = 3;
    private const int SteadyRounds = 25;

    private static readonly int[] Connections = [32, 128];
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(5);

    /// <summary>Measures and prints; the rounds of the two take turns, and the middle one counts.</summary>
    public static async Task PrintAsync(string what, ServedBot bot, HttpLoad ours, (string Name, HttpLoad Load)? other = null)
    {
        await ours.RunAsync(32, Each);
        if (other is { } warm)
        {
            await warm.Load.RunAsync(32, Each);
        }

        Console.WriteLine($"| {what} | connections | a second | p50, ms | p99, ms | memory of the bot, MiB |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        double peak = 0;
        foreach (int connections in Connections)
        {
            var recorded = new List<LoadFigures>();
            var others = new List<LoadFigures>();
            for (int round = 0; round < Rounds; round++)
            {
                recorded.Add(await ours.RunAsync(connections, Each));
                if (other is { } beside)
                {
                    others.Add(await beside.Load.RunAsync(connections, Each));
                }
            }

            peak = Math.Max(peak, Print("MeetingBot, recorded", connections, recorded, bot).PerSecond);
            if (other is { } named)
            {
                Print(named.Name, connections, others, null);
            }
        }

        var half = new List<LoadFigures>();
        for (int round = 0; round < Rounds; round++)
        {
            half.Add(await ours.RunAsync(128, Each, peak / 2));
        }

        Print("MeetingBot at half of its peak", 128, half, bot, byP99: true);
    }

    /// <summary>Measures at one pace for two minutes, in which a meeting becomes long, and prints each five seconds.</summary>
    public static async Task PrintSteadyAsync(string what, ServedBot bot, HttpLoad ours, double perSecond)
    {
        Console.WriteLine($"| {what} so far | a second | p50, ms | p99, ms | memory of the bot, MiB |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        double sent = 0;
        for (int round = 0; round < SteadyRounds; round++)
        {
            LoadFigures figures = await ours.RunAsync(128, Each, perSecond);
            sent += figures.PerSecond * Each.TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {sent:n0} | {figures.PerSecond:n0} | {figures.Median:f1} | {figures.P99:f1} | {bot.Memory / 1024 / 1024} |"));
        }
    }

    private static LoadFigures Print(string what, int connections, List<LoadFigures> rounds, ServedBot? bot, bool byP99 = false)
    {
        LoadFigures middle = rounds.OrderBy(figures => byP99 ? figures.P99 : figures.PerSecond).ElementAt(rounds.Count / 2);
        string memory = bot is null ? "" : (bot.Memory / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {connections} | {middle.PerSecond:n0} | {middle.Median:f1} | {middle.P99:f1} | {memory} |"));
        return middle;
    }
}
