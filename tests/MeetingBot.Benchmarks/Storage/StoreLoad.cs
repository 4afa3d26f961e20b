using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What the embedded keeper costs over SQLite itself, measured in one run on one disk: one insert per commit with synchronous=FULL,
/// against appends of one caller and of many. The in-memory keeper is measured beside it.
/// </summary>
internal static class StoreLoad
{
    private const int Rounds = 5;

    // Commits before the clock starts: a log file that still grows makes every flush dearer than one that is written over again.
    public const int WarmUp = 2048;
    public static readonly TimeSpan Each = TimeSpan.FromSeconds(1.5);

    private static readonly (string What, Func<string, Task<double>> Measure)[] Runs =
    [
        ("SQLite alone, one insert per commit", path => Task.FromResult(Bare(path))),
        ("store, 1 caller", path => Appends(path, 1)),
        ("store, 64 callers", path => Appends(path, 64)),
    ];

    public static async Task<int> RunAsync()
    {
        await RunAsync(Runs);
        double inMemory = await InMemory();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nIn memory: {inMemory:0} ns per append."));
        return 0;
    }

    /// <summary>Measures runs in turns, because a disk and a shared machine have moods, and prints the medians against the first run.</summary>
    public static async Task<int> RunAsync((string What, Func<string, Task<double>> Measure)[] runs)
    {
        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-load-");
        try
        {
            double[][] rates = [.. runs.Select(_ => new double[Rounds])];
            for (int turn = 0; turn < Rounds * runs.Length; turn++)
            {
                int run = turn % runs.Length;
                rates[run][turn / runs.Length] = await runs[run].Measure(Path.Combine(folder.FullName, $"{turn}.db"));
            }

            Console.WriteLine("| synchronous=FULL | per second | of SQLite alone |");
            Console.WriteLine("| --- | ---: | ---: |");
            foreach ((string what, double rate) in runs.Select((run, index) => (run.What, Median(rates[index]))))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {rate:N0} | {rate / Median(rates[0]):0.00} |"));
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(double[] rates) => rates.Order().ElementAt(rates.Length / 2);

    public static double Bare(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "CREATE TABLE event (id INTEGER PRIMARY KEY, data TEXT NOT NULL)");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (data) VALUES ($data)";
        SqliteParameter data = insert.Parameters.Add("$data", SqliteType.Text);
        insert.Prepare();
        Run(connection, "PRAGMA synchronous = OFF");
        Insert(WarmUp);
        Run(connection, "PRAGMA synchronous = FULL");
        int count = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Each)
        {
            Insert(1);
            count++;
        }

        return count / watch.Elapsed.TotalSeconds;

        void Insert(int times)
        {
            for (int i = 0; i < times; i++)
            {
                data.Value = $$"""{"number":{{i}},"topic":0,"matter":{"is":"point"},"text":"The export fails on Safari.","continues":false}""";
                insert.ExecuteNonQuery();
            }
        }
    }

    private static async Task<double> Appends(string path, int callers)
    {
        await using var store = SqliteStore.Open(path);
        await Task.WhenAll(Enumerable.Range(1000, 64).Select(caller => AppendWhile(store, caller, version => version < WarmUp / 64)));
        var watch = Stopwatch.StartNew();
        int[] counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => AppendWhile(store, caller, _ => watch.Elapsed < Each)));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static Task<int> AppendWhile(SqliteStore store, int caller, Func<int, bool> more) => Task.Run(async () =>
    {
        int version = 0;
        for (; more(version); version++)
        {
            if (await store.AppendAsync(Point(caller, version), CancellationToken.None) != AppendResult.Stored)
            {
                throw new InvalidOperationException("An append of the load run was not stored.");
            }
        }

        return version;
    });

    private static async Task<double> InMemory()
    {
        const int Count = 100_000;
        Append[] appends = [.. Enumerable.Range(0, Count).Select(version => Point(0, version))];
        double best = double.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            var store = new InMemoryStore();
            var watch = Stopwatch.StartNew();
            foreach (Append append in appends)
            {
                await store.AppendAsync(append, CancellationToken.None);
            }

            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / Count);
        }

        return best;
    }

    private static Append Point(int caller, int version) => new(
        new StreamId($"meeting/g{caller}/2023-12-14.1"),
        version,
        [new EntryRecorded(version + 1, 0, new Point(), "The export fails on Safari.")],
        new Origin(new PersonId("p5k2x9ahq3"), Instant.FromUnixTimeSeconds(1_702_555_200 + version), $"load/{caller}/{version}"));

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // literals of this file
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
