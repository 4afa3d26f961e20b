using System.CommandLine;
using MeetingBot.Storage;
using Spectre.Console;

namespace MeetingBot;

/// <summary><c>migrate</c>: from the SQLite file into the storage account that the settings name, or back.</summary>
internal static class MigrateVerb
{
    private static readonly Argument<string> Direction = new("to")
    {
        Description = "blobs (from the SQLite file into the storage account) or sqlite (back into a new file).",
    };

    private static readonly Option<string> Store = CommandLine.StoreOption();

    public static Command Command()
    {
        Direction.AcceptOnlyFromAmong("blobs", "sqlite");
        var command = new Command("migrate", "Move everything between a SQLite file and a storage account, and compare. Stop every bot first.") { Direction, Store };
        command.SetAction(async (parsed, cancellation) => await RunAsync(parsed.GetRequiredValue(Direction) == "blobs", Path.GetFullPath(parsed.GetRequiredValue(Store)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool toBlobs, string path, CancellationToken cancellation)
    {
        if (StorageSettings.OfEnvironment(out string? wrong) is not { Account: { } account })
        {
            await Console.Error.WriteLineAsync(wrong ?? "Storage__Kind is not AzureBlobs: set it, and Storage__AzureBlobs__ServiceUri or Storage__AzureBlobs__ConnectionString, to name the account.");
            return 1;
        }

        if (toBlobs && !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"There is no file {path}.");
            return CommandLine.Unreadable;
        }

        await using SqliteStore file = SqliteStore.Open(path);
        await using AzureBlobStore blobs = await AzureBlobStore.OpenAsync(account.Connect(), cancellation: cancellation);
        string keys = Path.Combine(Path.GetDirectoryName(path)!, "keys");
        int lines = await ShownAsync(async progress =>
        {
            if (toBlobs)
            {
                int moved = await new Migration(file, progress).RunAsync(blobs, cancellation);
                await SharedKeys.BringAsync(keys, blobs, cancellation);
                return moved;
            }

            int back = await new Migration(blobs, progress).RunAsync(file, cancellation);
            await SharedKeys.TakeAsync(blobs, keys, cancellation);
            return back;
        });
        (string from, string into) = toBlobs ? (file.Where, blobs.Where) : (blobs.Where, file.Where);
        await Console.Out.WriteLineAsync($"{lines} lines moved from {from} to {into}; both hold the same.");
        return 0;
    }

    /// <summary>With a line that moves where somebody would see it.</summary>
    private static async Task<int> ShownAsync(Func<IProgress<int>, Task<int>> run)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return await run(new Progress<int>());
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new SpinnerColumn(), new ElapsedTimeColumn()).StartAsync(async context =>
        {
            ProgressTask task = context.AddTask("migrating");
            task.IsIndeterminate = true;
            return await run(new Progress<int>(lines => task.Description = $"migrating, {lines} lines"));
        });
    }
}
