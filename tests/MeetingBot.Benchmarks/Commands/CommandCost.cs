using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Whether a command costs the same in a long meeting and among many groups, with the store in memory: each kind in turns, the median
/// of five runs, each the median of its handfuls of commands, so that what else the machine does counts little. <c>commands</c>.
/// </summary>
internal static class CommandCost
{
    private const int Runs = 5;
    private const int Meetings = 3;
    private const int Handfuls = 25;
    private const int Handful = 10;

    private static readonly (string Kind, Func<int, string> Line)[] Kinds =
    [
        ("note", step => $"note: the export fails on small screens {step}"),
        ("here, again", _ => "here"),
        ("decision", step => $"decision: ship the export {step}"),
        ("correct", step => $"correct 50 the export fails {step}"),
        ("s/old/new/", step => step % 2 == 0 ? "s/screens/phones/" : "s/phones/screens/"),
        ("q+ and q-", step => step % 2 == 0 ? "q+" : "q-"),
    ];

    public static async Task<int> RunAsync()
    {
        await RunAllAsync(100, 10); // compiles
        Console.WriteLine("| command | 100 events, µs | 10,000 events | ratio | 10 groups, µs | 10,000 groups | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((string kind, Func<int, string> line) in Kinds)
        {
            double[][] costs = [new double[Runs], new double[Runs], new double[Runs], new double[Runs]];
            for (int run = 0; run < Runs; run++)
            {
                costs[0][run] = await MedianAsync(100, 1, line);
                costs[1][run] = await MedianAsync(10_000, 1, line);
                costs[2][run] = await MedianAsync(100, 10, line);
                costs[3][run] = await MedianAsync(100, 10_000, line);
            }

            double[] median = [.. costs.Select(runs => runs.Order().ElementAt(Runs / 2))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind} | {median[0]:0.0} | {median[1]:0.0} | {median[1] / median[0]:0.00} | {median[2]:0.0} | {median[3]:0.0} | {median[3] / median[2]:0.00} |"));
        }

        return 0;
    }

    private static async Task RunAllAsync(int events, int groups)
    {
        foreach ((_, Func<int, string> line) in Kinds)
        {
            await MedianAsync(events, groups, line);
        }
    }

    private static async Task<double> MedianAsync(int events, int groups, Func<int, string> line)
    {
        var clerk = new Clerk(new InMemoryStore(), new MinutesPrinter());
        for (int group = groups - 1; group > 0; group--)
        {
            await SayAsync(clerk, group, -1, "start");
        }

        var costs = new List<double>();
        for (int meeting = 0; meeting < Meetings; meeting++)
        {
            // A meeting of its own each time: the short ones would not stay short.
            int room = groups + meeting;
            await SayAsync(clerk, room, -3, "start");
            await SayAsync(clerk, room, -2, "here");
            for (int made = 2; made < events; made++)
            {
                await SayAsync(clerk, room, made, $"note: the export fails on small screens, said before {made}");
            }

            for (int handful = 0; handful < Handfuls; handful++)
            {
                var watch = Stopwatch.StartNew();
                for (int step = Handful * handful; step < Handful * (handful + 1); step++)
                {
                    await SayAsync(clerk, room, events + step, line(step));
                }

                costs.Add(watch.Elapsed.TotalMicroseconds / Handful);
            }
        }

        return costs.Order().ElementAt(costs.Count / 2);
    }

    private static ValueTask<Reply> SayAsync(Clerk clerk, int group, int step, string text) => clerk.HandleAsync(Said.By(0, $"web::cost{group}", step, text), CancellationToken.None);
}
