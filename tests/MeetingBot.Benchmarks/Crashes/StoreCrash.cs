using System.Diagnostics;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Kills a process in the middle of its appends, again and again on the same file, and looks whether everything that it had
/// acknowledged is there, whole and once. <c>crash store [rounds]</c>; <c>crash store child &lt;file&gt; &lt;round&gt;</c> is the process that dies.
/// </summary>
internal static class StoreCrash
{
    private const int Callers = 8;
    private const int BatchLength = 3;

    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["child", var path, var round] => ChildAsync(path, int.Parse(round, CultureInfo.InvariantCulture)),
        [var rounds] => ParentAsync(int.Parse(rounds, CultureInfo.InvariantCulture)),
        _ => ParentAsync(20),
    };

    private static async Task<int> ParentAsync(int rounds)
    {
        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-crash-");
        string path = Path.Combine(folder.FullName, "store.db");
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            for (int round = 0; round < rounds; round++)
            {
                // From the first appends to well after the first checkpoint of the log.
                await KillAfter(TimeSpan.FromMilliseconds(300 + (97 * round % 1500)), path, round, acknowledged);
                await CheckAsync(path, round, acknowledged);
            }

            Console.WriteLine($"{rounds} kills, {acknowledged.Count} acknowledged appends, none lost, none in part, none twice.");
            folder.Delete(recursive: true);
            return 0;
        }
        catch (InvalidDataException broken)
        {
            Console.WriteLine($"BROKEN: {broken.Message} ({path} is kept)");
            return 1;
        }
    }

    private static async Task KillAfter(TimeSpan time, string path, int round, HashSet<string> acknowledged)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] prefix = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(StoreCrash).Assembly.Location] : [];
        foreach (string arg in (string[])[.. prefix, "crash", "store", "child", path, $"{round}"])
        {
            start.ArgumentList.Add(arg);
        }

        using Process child = Process.Start(start)!;
        Task kill = Task.CompletedTask;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                kill = Task.Delay(time).ContinueWith(_ => child.Kill(), TaskScheduler.Default); // SIGKILL: nothing is flushed, nothing closed
            }
            else if (line.EndsWith('.'))
            {
                acknowledged.Add(line[..^1]);
            }
        }

        await kill;
        await child.WaitForExitAsync();
    }

    private static async Task CheckAsync(string path, int round, HashSet<string> acknowledged)
    {
        await using var store = SqliteStore.Open(path);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (StreamListing listing in store.ListAsync("", CancellationToken.None))
        {
            StreamTail tail = await store.ReadAsync(listing.Stream, 0, CancellationToken.None);
            foreach (Recorded<StreamEvent> recorded in tail.Events)
            {
                found[recorded.Origin.MessageId] = found.GetValueOrDefault(recorded.Origin.MessageId) + 1;
            }
        }

        string[] lost = [.. acknowledged.Where(id => found.GetValueOrDefault(id) == 0)];
        string[] partly = [.. found.Where(message => message.Value != BatchLength).Select(message => message.Key)];
        Finding[] findings = [.. await Maintenance.VerifyAsync(path, CancellationToken.None)];
        if (lost.Length + partly.Length + findings.Length > 0)
        {
            throw new InvalidDataException($"round {round}: lost [{string.Join(' ', lost)}], not once and whole [{string.Join(' ', partly)}], findings [{string.Join("; ", findings.Take(3))}]");
        }

        foreach (string id in acknowledged.TakeLast(Callers))
        {
            if (await store.FindMessageAsync(new GroupId($"g{id.Split('/')[1]}"), id, CancellationToken.None) is null)
            {
                throw new InvalidDataException($"round {round}: message {id} is not known to be taken");
            }
        }
    }

    private static async Task<int> ChildAsync(string path, int round)
    {
        await using var store = SqliteStore.Open(path);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await output.WriteLineAsync("ready");
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var stream = StreamId.Of(new GroupId($"g{caller}"));
            long version = (await store.ReadAsync(stream, 0, CancellationToken.None)).Version;
            for (int i = 0; ; i++, version += BatchLength)
            {
                var origin = new Origin(PersonId.Bot, Instant.FromUnixTimeSeconds(i), $"{round}/{caller}/{i}");
                var append = new Append(stream, version, [.. Enumerable.Range(0, BatchLength).Select(n => new SettingChanged("name", $"{n}"))], origin);
                if (await store.AppendAsync(append, CancellationToken.None) == AppendResult.Stored)
                {
                    lock (output)
                    {
                        output.WriteLine(origin.MessageId + "."); // the full stop tells a whole line from one cut off by the kill
                    }
                }
            }
        })));
        return 0;
    }
}
