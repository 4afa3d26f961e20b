using MeetingBot.Storage;

namespace MeetingBot;

/// <summary>The two ends of a migration, each with what stands beside its store: keys and published minutes.</summary>
/// <param name="Path">The SQLite file.</param>
/// <param name="Folder">The folder of published minutes; null where they stay where they are.</param>
/// <param name="Blobs">The store in the account.</param>
/// <param name="Container">The container of published minutes; null where they are in no account.</param>
internal sealed record MigrationWay(string Path, FolderArchive? Folder, AzureBlobStore Blobs, AzureBlobArchive? Container)
{
    private string Keys => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "keys");

    /// <summary>From the file into the account; what was done, as lines for people.</summary>
    public async Task<string> ThereAsync(IProgress<MigrationProgress> progress, CancellationToken cancellation)
    {
        await using SqliteStore file = SqliteStore.Open(Path);
        int minutes = 0;
        int lines = await new Migration(file, progress).RunAsync(Blobs, async () =>
        {
            await SharedKeys.BringAsync(Keys, Blobs, cancellation);
            minutes = Folder is null ? 0 : await new PublishedMinutes(file, progress).MoveAsync(Folder, Container!, cancellation);
        }, cancellation);
        return Done(lines, file.Where, Blobs.Where) + (Folder is null
            ? "Published minutes stay where they are filed; those in a folder come along with --minutes."
            : $"{minutes} files of published minutes copied from {Folder.Where} to {Container!.Where}.");
    }

    /// <summary>From the account into a new file; what was done, as lines for people.</summary>
    public async Task<string> BackAsync(IProgress<MigrationProgress> progress, CancellationToken cancellation)
    {
        int minutes = 0;
        int lines = await new Migration(Blobs, progress).RunAsync(Path, async () =>
        {
            await SharedKeys.TakeAsync(Blobs, Keys, cancellation);
            minutes = Folder is null ? 0 : await new PublishedMinutes(Blobs, progress).MoveAsync(Container!, Folder, cancellation);
        }, cancellation);
        return Done(lines, Blobs.Where, Path) + (Folder is null
            ? "Published minutes stay where they are filed; those in the account come along with --minutes."
            : $"{minutes} files of published minutes copied from {Container!.Where} to {Folder.Where}.");
    }

    private static string Done(int lines, string from, string into) => $"{lines} lines moved from {from} to {into}; both hold the same, and the copy is clean.{Environment.NewLine}";
}
