using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Whether a command costs the same in a long meeting and among many groups, with the store in memory: the median of five runs, each
/// the median of its handfuls of commands, which the four cases say in turns, so that what else the machine does counts little. <c>commands</c>.
/// </summary>
/// <remarks>
/// Every clerk has taken the same number of messages before, so that what it remembers of messages is as long in each; only into how
/// many groups, or into how long a meeting, they went differs. The last column goes round all 10,000 groups, one command in each: what
/// it costs more is the processor fetching from memory what it did not have at hand.
/// </remarks>
internal static class CommandCost
{
    private const int Runs = 5;
    private const int Turns = 30;
    private const int HandfulsATurn = 25;
    private const int Handful = 10;
    private const int Before = 40_000;
    private const int ToSettle = 20_000;
    private const int Idle = -1;

    private static readonly (string Kind, Func<int, string> Line)[] Kinds =
    [
        ("note", step => $"note: the export fails on small screens {step}"),
        ("here, again", _ => "here"),
        ("decision", step => $"decision: ship the export {step}"),
        ("correct", step => $"correct 2 the export fails {step}"),
        ("s/old/new/", step => step % 2 == 0 ? "s/screens/phones/" : "s/phones/screens/"),
        ("q+ and q-", step => step % 2 == 0 ? "q+" : "q-"),
    ];

    public static async Task<int> RunAsync()
    {
        foreach ((_, Func<int, string> line) in Kinds)
        {
            await MediansAsync(line, (100, 10)); // compiles
        }

        Console.WriteLine("| command | 100 events, µs | 10,000 events | ratio | 10 groups, µs | 10,000 groups | ratio | round 10,000 groups |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach ((string kind, Func<int, string> line) in Kinds)
        {
            var runs = new List<double[]>();
            for (int run = 0; run < Runs; run++)
            {
                runs.Add(await MediansAsync(line, (100, 1), (10_000, 1), (100, 10), (100, 10_000)));
            }

            double round = await RoundAsync(10_000, line);
            double[] median = [.. Enumerable.Range(0, 4).Select(side => runs.Select(run => run[side]).Order().ElementAt(Runs / 2))];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {kind} | {median[0]:0.0} | {median[1]:0.0} | {median[1] / median[0]:0.00} | {median[2]:0.0} | {median[3]:0.0} | {median[3] / median[2]:0.00} | {round:0.0} |"));
        }

        return 0;
    }

    /// <summary>What a command costs in meetings of so many events, in one of so many groups.</summary>
    private static async Task<double[]> MediansAsync(Func<int, string> line, params (int Events, int Groups)[] cases)
    {
        var sides = new List<Side>();
        foreach ((int events, int groups) in cases)
        {
            sides.Add(new Side(await ClerkAsync(groups, Before - (Side.Meetings(events) * events)), events, groups, line));
        }

        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (Side side in sides)
            {
                await side.TakeTurnAsync(turn);
            }
        }

        return [.. sides.Select(side => side.Median)];
    }

    private sealed class Side(Clerk clerk, int events, int groups, Func<int, string> line)
    {
        private readonly List<double> _costs = [];
        private int _step;

        public double Median => _costs.Order().ElementAt(_costs.Count / 2);

        /// <summary>Short meetings would not stay short: each turn has its own.</summary>
        public static int Meetings(int events) => events < 1000 ? Turns : 3;

        public async Task TakeTurnAsync(int turn)
        {
            int turns = Turns / Meetings(events);
            int room = groups + (turn / turns);
            if (turn % turns == 0)
            {
                await BeginAsync(room);
            }

            for (int handful = 0; handful < HandfulsATurn; handful++)
            {
                var watch = Stopwatch.StartNew();
                for (int end = _step + Handful; _step < end; _step++)
                {
                    await SayAsync(clerk, room, events + _step, line(_step));
                }

                _costs.Add(watch.Elapsed.TotalMicroseconds / Handful);
            }
        }

        private async Task BeginAsync(int room)
        {
            _step = 0;
            await SayAsync(clerk, room, -3, "start");
            await SayAsync(clerk, room, -2, "here");
            for (int made = 2; made < events; made++)
            {
                await SayAsync(clerk, room, made, $"note: the export fails on small screens, said before {made}");
            }
        }
    }

    /// <summary>One command in each group after the other.</summary>
    private static async Task<double> RoundAsync(int groups, Func<int, string> line)
    {
        Clerk clerk = await ClerkAsync(groups, Before);
        for (int group = 0; group < groups; group++)
        {
            await SayAsync(clerk, group, 0, "note: the export fails on small screens");
        }

        var costs = new List<double>();
        for (int first = 0; first + Handful <= groups; first += Handful)
        {
            var watch = Stopwatch.StartNew();
            for (int group = first; group < first + Handful; group++)
            {
                await SayAsync(clerk, group, 1, line(2 * group));
            }

            costs.Add(watch.Elapsed.TotalMicroseconds / Handful);
        }

        return costs.Order().ElementAt(costs.Count / 2);
    }

    /// <summary>A clerk that keeps a number of groups, each in a meeting, and has taken a number of messages.</summary>
    private static async Task<Clerk> ClerkAsync(int groups, int messages)
    {
        var clerk = new Clerk(new InMemoryStore(), new MinutesPrinter());
        for (int taken = 0; taken < messages; taken++)
        {
            await SayAsync(clerk, taken % groups, -taken, taken < groups ? "start" : $"note: the export fails on small screens, said before {taken}");
        }

        // A collection not in the middle of what is measured; afterwards new objects stand on pages that are fetched anew, until they come round.
        GC.Collect();
        await SayAsync(clerk, Idle, -2, "start");
        for (int step = 0; step < ToSettle; step++)
        {
            await SayAsync(clerk, Idle, step, "here");
        }

        return clerk;
    }

    private static ValueTask<Reply> SayAsync(Clerk clerk, int group, int step, string text) => clerk.HandleAsync(Said.By(0, $"web::cost{group}", step, text), CancellationToken.None);
}
