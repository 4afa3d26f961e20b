using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Whether a command costs the same in a long meeting and among many groups, with the store in memory: each kind in turns, the median
/// of five runs, each the best of its batches. <c>commands</c>.
/// </summary>
internal static class CommandCost
{
    private const int Runs = 5;
    private const int Batches = 8;
    private const int Commands = 250;

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
                costs[0][run] = await BestAsync(100, 1, line);
                costs[1][run] = await BestAsync(10_000, 1, line);
                costs[2][run] = await BestAsync(100, 10, line);
                costs[3][run] = await BestAsync(100, 10_000, line);
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
            await BestAsync(events, groups, line);
        }
    }

    private static async Task<double> BestAsync(int events, int groups, Func<int, string> line)
    {
        var clerk = new Clerk(new InMemoryStore(), new MinutesPrinter());
        for (int group = groups - 1; group > 0; group--)
        {
            await SayAsync(clerk, group, -1, "start");
        }

        double best = double.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            // A meeting of its own for each batch: the short ones would not stay short.
            clerk = batch == 0 || groups > 10 ? clerk : new Clerk(new InMemoryStore(), new MinutesPrinter());
            int room = groups + batch;
            await SayAsync(clerk, room, -3, "start");
            await SayAsync(clerk, room, -2, "here");
            for (int made = 2; made < events; made++)
            {
                await SayAsync(clerk, room, made, $"note: the export fails on small screens, said before {made}");
            }

            var watch = Stopwatch.StartNew();
            for (int step = 0; step < Commands; step++)
            {
                await SayAsync(clerk, room, events + step, line(step));
            }

            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / Commands);
        }

        return best;
    }

    private static ValueTask<Reply> SayAsync(Clerk clerk, int group, int step, string text) => clerk.HandleAsync(Said.By(0, $"web::cost{group}", step, text), CancellationToken.None);
}
