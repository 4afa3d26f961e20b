using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What a due notice costs, from the clock that makes it due to its post, when many groups are due in the same minute and when many
/// others have nothing to say; on SQLite with synchronous=FULL. <c>notices</c>.
/// </summary>
internal static class NoticeLoad
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 12, 0);

    /// <summary>Groups with a notice due in the same minute, and groups without.</summary>
    private static readonly (int Due, int Idle)[] Runs = [(1_000, 0), (1_000, 9_000), (1_000, 99_000), (10_000, 0), (100_000, 0)];

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| groups with a notice due | idle groups | all posted after, s | a notice, µs |");
        Console.WriteLine("| ---: | ---: | ---: | ---: |");
        foreach ((int due, int idle) in Runs)
        {
            string path = Path.Combine(Path.GetTempPath(), $"meetingbot-notices-{Guid.NewGuid():n}.db");
            try
            {
                double seconds = await MeasureAsync(path, due, idle);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {due:n0} | {idle:n0} | {seconds:f1} | {seconds * 1e6 / due:f0} |"));
            }
            finally
            {
                foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"))
                {
                    File.Delete(file);
                }
            }
        }

        return 0;
    }

    private static async Task<double> MeasureAsync(string path, int due, int idle)
    {
        await using var store = SqliteStore.Open(path);
        var printer = new MinutesPrinter();
        var founding = new Clerk(store, printer, null, store);
        await Parallel.ForEachAsync(Enumerable.Range(0, due + idle), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (group, _) =>
        {
            await SayAsync(founding, group, 1, $"setup Group {group} timezone Etc/UTC");
            await SayAsync(founding, group, 2, group < due ? "schedule every 2 weeks on Thursday at 12:00 from 2024-01-11" : "schedule every 2 weeks on Thursday at 12:00 from 2025-01-09");
        });

        // As after a restart: nothing is in memory.
        var clerk = new Clerk(store, printer, null, store);
        var channel = new CountingChannel();
        var dispatcher = new NoticeDispatcher(store, clerk, printer, [channel], new CalendarPrinter());
        var watch = Stopwatch.StartNew();
        await dispatcher.RunAsync(Instant.FromUtc(2024, 1, 10, 12, 0), CancellationToken.None);
        watch.Stop();
        return channel.Posts == due ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"{channel.Posts} of {due} notices were posted.");
    }

    private static async ValueTask SayAsync(Clerk clerk, int group, int step, string line)
    {
        Reply reply = await clerk.HandleAsync(Said.By(0, string.Create(CultureInfo.InvariantCulture, $"load::{group}"), step, line) with { At = Start }, CancellationToken.None);
        if (reply.Kind != ReplyKind.Receipt)
        {
            throw new InvalidOperationException($"\"{line}\" was not recorded: {reply.Text}");
        }
    }

    private sealed class CountingChannel : INoticeChannel
    {
        private int _posts;

        public string Platform => "load";

        public bool ShowsBoards => true;

        public int Posts => _posts;

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation) => new(Interlocked.Increment(ref _posts).ToString(CultureInfo.InvariantCulture));

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }
}
