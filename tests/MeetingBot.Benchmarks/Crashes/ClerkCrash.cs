using System.Diagnostics;
using System.Globalization;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Kills a process with the whole clerk on SQLite at a random moment, in the middle of meetings or of its own start, again and again,
/// and looks whether everything it had acknowledged is there. <c>crash [rounds]</c>; <c>crash child &lt;file&gt; &lt;round&gt;</c> is
/// the process that dies.
/// </summary>
internal static class ClerkCrash
{
    // A file that never ended would make each look at it longer than the last.
    private const int RoundsOfOneFile = 10;
    private const int MostReceipts = 400;
    private const int MostAfterReceipt = 30;
    private const int MostAfterStart = 1000;

    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["child", var path, var round] => ChildAsync(path, int.Parse(round, CultureInfo.InvariantCulture)),
        [var rounds] => ParentAsync(int.Parse(rounds, CultureInfo.InvariantCulture)),
        _ => ParentAsync(20),
    };

    private static async Task<int> ParentAsync(int rounds)
    {
        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-crash-");
        int acknowledged = 0;
        var check = new CrashCheck("");
        try
        {
            for (int round = 0; round < rounds; round++)
            {
                check = round % RoundsOfOneFile == 0 ? new CrashCheck(Path.Combine(folder.FullName, $"{round}.db")) : check;
                List<Acknowledged> taken = await KillOneAsync(check.Path, round);
                acknowledged += taken.Count;
                if (File.Exists(check.Path))
                {
                    await check.RunAsync(taken);
                }
            }

            Console.WriteLine($"{rounds} kills, {acknowledged} acknowledged commands: none lost, none twice, every follow-up at its end, every store verified.");
            folder.Delete(recursive: true);
            return 0;
        }
        catch (InvalidDataException broken)
        {
            Console.WriteLine($"BROKEN: {broken.Message} ({check.Path} is kept)");
            return 1;
        }
    }

    /// <summary>Runs the child and kills it: four times of five a moment after some receipt of it, else while it starts.</summary>
    private static async Task<List<Acknowledged>> KillOneAsync(string path, int round)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] prefix = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(ClerkCrash).Assembly.Location] : [];
        foreach (string arg in (string[])[.. prefix, "crash", "child", path, $"{round}"])
        {
            start.ArgumentList.Add(arg);
        }

        using Process child = Process.Start(start)!;
        int receipts = round % 5 == 4 ? -1 : Random.Shared.Next(MostReceipts);
        Task kill = receipts < 0 ? KillAfter(child, MostAfterStart) : Task.CompletedTask;
        var taken = new List<Acknowledged>();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Acknowledged.Read(line) is { } one)
            {
                taken.Add(one);
            }

            if (receipts >= 0 && taken.Count >= receipts)
            {
                receipts = -1;
                kill = KillAfter(child, MostAfterReceipt);
            }
        }

        await kill;
        await child.WaitForExitAsync();
        return taken;
    }

    /// <summary>SIGKILL: nothing is flushed, nothing closed.</summary>
    private static Task KillAfter(Process child, int most) =>
        Task.Delay(Random.Shared.Next(most)).ContinueWith(_ => child.Kill(), TaskScheduler.Default);

    private static async Task<int> ChildAsync(string path, int round)
    {
        await using var store = SqliteStore.Open(path);
        var clerk = new Application.Clerk(store, new MinutesPrinter());
        await clerk.DriveFollowUpsAsync(CancellationToken.None);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await output.WriteLineAsync("ready");
        await Task.WhenAll(Enumerable.Range(0, CrashScript.Callers).Select(caller => Task.Run(async () =>
        {
            for (int step = 0; ; step++)
            {
                Application.ChatMessage message = CrashScript.Line(round, caller, step);
                Application.Reply reply = await clerk.HandleAsync(message, CancellationToken.None);
                if (reply.Kind == Application.ReplyKind.Receipt)
                {
                    lock (output)
                    {
                        output.WriteLine(new Acknowledged(message.Id, message.Conversation, message.Text, reply.Text).Written);
                    }
                }
            }
        })));
        return 0;
    }
}

/// <summary>A command for which the clerk gave a receipt, as it came through the pipe.</summary>
internal sealed record Acknowledged(string Id, string Conversation, string Text, string Receipt)
{
    /// <summary>One line; the mark at its end tells it from one cut off by the kill.</summary>
    public string Written => string.Join('\t', Id, Conversation, Text, Receipt.ReplaceLineEndings(" "), ".");

    public static Acknowledged? Read(string line) => line.Split('\t') is [var id, var conversation, var text, var receipt, "."] ? new(id, conversation, text, receipt) : null;
}
