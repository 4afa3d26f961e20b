using System.Diagnostics;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What the whole clerk on SQLite costs over SQLite itself: notes of one caller and of many, in groups of their own and in one
/// meeting, against one insert per commit, in turns in one run on one disk. <c>clerk</c>.
/// </summary>
internal static class ClerkLoad
{
    private static readonly (string What, Func<string, Task<double>> Measure)[] Runs =
    [
        ("SQLite alone, one insert per commit", path => Task.FromResult(StoreLoad.Bare(path))),
        ("clerk, 1 caller", path => NotesAsync(path, callers: 1, groups: 1)),
        ("clerk, 64 callers in 64 groups", path => NotesAsync(path, callers: 64, groups: 64)),
        ("clerk, 64 callers in one meeting", path => NotesAsync(path, callers: 64, groups: 1)),
    ];

    public static Task<int> RunAsync() => StoreLoad.RunAsync(Runs);

    private static async Task<double> NotesAsync(string path, int callers, int groups)
    {
        await using var store = SqliteStore.Open(path);
        var clerk = new Clerk(store, new MinutesPrinter());
        for (int group = 0; group < groups; group++)
        {
            await SayAsync(clerk, group, 0, -1, "start");
        }

        // The log file has stopped growing, and the code is compiled, when the clock starts.
        await WhileAsync(clerk, 64, groups, 100, step => step < StoreLoad.WarmUp / 64);
        var watch = Stopwatch.StartNew();
        int count = await WhileAsync(clerk, callers, groups, 200, _ => watch.Elapsed < StoreLoad.Each);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<int> WhileAsync(Clerk clerk, int callers, int groups, int firstCaller, Func<int, bool> more)
    {
        int[] counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            int step = 0;
            for (; more(step); step++)
            {
                await SayAsync(clerk, caller % groups, firstCaller + caller, step, "note: the export fails on small screens");
            }

            return step;
        })));
        return counts.Sum();
    }

    private static async ValueTask SayAsync(Clerk clerk, int group, int caller, int step, string text)
    {
        Reply reply = await clerk.HandleAsync(Said.By(caller, $"web::load{group}", step, text), CancellationToken.None);
        if (reply.Kind != ReplyKind.Receipt)
        {
            throw new InvalidOperationException($"\"{text}\" was not recorded: {reply.Text}");
        }
    }
}
