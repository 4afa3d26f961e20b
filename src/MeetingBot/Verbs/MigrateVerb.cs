using System.CommandLine;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary><c>migrate</c>: from the SQLite file into the storage account that the settings name, or back.</summary>
internal static class MigrateVerb
{
    private static readonly Argument<string> Direction = new("to")
    {
        Description = "blobs (from the SQLite file into the storage account; cut off, the same command goes on where it stopped) or sqlite (back into a new file, which is there when it is whole; cut off, the same command begins anew).",
    };

    private static readonly Option<string?> Store = CommandLine.StoreOption();

    private static readonly Option<string?> Minutes = new("--minutes")
    {
        Description = "The folder of published minutes (Archive__Path) beside SQLite: they are copied too, from there into the account or back. Without it they stay where they are.",
        HelpName = "folder",
    };

    public static Command Command()
    {
        Direction.AcceptOnlyFromAmong("blobs", "sqlite");
        var command = new Command("migrate", "Move everything between a SQLite file and a storage account, compare and verify. Stop every bot first.") { Direction, Store, Minutes };
        command.SetAction(async (parsed, cancellation) => await RunAsync(
            parsed.GetRequiredValue(Direction) == "blobs", Path.GetFullPath(parsed.GetValue(Store) ?? StorageSettings.DefaultFile), parsed.GetValue(Minutes), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool toBlobs, string path, string? folder, CancellationToken cancellation)
    {
        IConfiguration settings = StorageSettings.Environment();
        if (StorageSettings.Read(settings, out string? wrong) is not { Account: { } account } storage)
        {
            await Console.Error.WriteLineAsync(wrong ?? "Storage__Kind is not AzureBlobs: set it, and Storage__AzureBlobs__ServiceUri or Storage__AzureBlobs__ConnectionString, to name the account.");
            return 1;
        }

        if ((toBlobs && !File.Exists(path)) || (toBlobs && folder is not null && !Directory.Exists(folder)))
        {
            await Console.Error.WriteLineAsync(File.Exists(path) ? $"There is no folder {folder}." : $"There is no file {path}.");
            return CommandLine.Unreadable;
        }

        AzureBlobArchive? minutes = ArchiveSettings.InAccount(settings, storage, out wrong);
        if (wrong is not null || (folder is not null && minutes is null))
        {
            await Console.Error.WriteLineAsync(wrong ?? "--minutes moves published minutes between a folder and the account, but Archive__Path says that they are in a folder with the account too: leave one of the two out.");
            return 1;
        }

        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(account.Connect(), cancellation: cancellation);
        var way = new MigrationWay(path, folder is null ? null : new FolderArchive(folder), blobs, minutes);
        await Console.Out.WriteLineAsync(await MigrationBar.ShownAsync(progress => toBlobs ? way.ThereAsync(progress, cancellation) : way.BackAsync(progress, cancellation)));
        return 0;
    }
}
