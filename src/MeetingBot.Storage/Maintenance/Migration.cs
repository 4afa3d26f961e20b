using System.Security.Cryptography;
using System.Text;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>
/// Moves a whole store into another keeper, with what the adapters keep, and then holds the two against each other. No bot may run on either.
/// Nothing is written before all of the source was read and found sound, and nothing counts as a store before all of it was found right.
/// </summary>
/// <param name="source">Where everything is.</param>
/// <param name="progress">Hears how far it is.</param>
public sealed class Migration(IKeeper source, IProgress<MigrationProgress> progress)
{
    /// <summary>
    /// What the notes begin with that protect the others. They are no part of a SQLite file, so that a copy of it alone opens nothing: whoever
    /// migrates brings them.
    /// </summary>
    public const string KeyNotes = "keys/";

    /// <summary>Into an account. What an earlier run that was cut off has written stays and is gone on with.</summary>
    /// <param name="target">The store in the account.</param>
    /// <param name="besides">Brings what no store holds; done again when the migration is gone on with.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many lines there are.</returns>
    public async Task<int> RunAsync(AzureBlobStore target, Func<Task> besides, CancellationToken cancellation)
    {
        Content content = await ReadAsync(cancellation);
        await target.MigrateAsync(Lines(content.Lines, cancellation), async () =>
        {
            await NotesAsync(target, cancellation);
            await besides();
            await CompareAsync(content, target, cancellation);
            if ((await Maintenance.VerifyQueueAsync(target, cancellation)).FirstOrDefault() is { } lost)
            {
                throw new StoreException($"{target.Where} is not sound: {lost}. Run the same migrate again.");
            }
        }, cancellation);
        return content.Lines;
    }

    /// <summary>
    /// Into a new SQLite file, whole or not at all: it is written beside its place and moved there when it was found right. A run that was cut
    /// off is begun anew.
    /// </summary>
    /// <param name="path">The file, which is not there.</param>
    /// <param name="besides">Brings what no store holds.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many lines there are.</returns>
    public async Task<int> RunAsync(string path, Func<Task> besides, CancellationToken cancellation)
    {
        if (source is AzureBlobStore account && await account.UnfinishedAsync(cancellation) is { } unfinished)
        {
            throw new StoreException(unfinished);
        }

        using var place = new NewSqliteFile(path);
        Content content = await ReadAsync(cancellation);
        await using (SqliteStore target = place.Open())
        {
            await NotesAsync(target, cancellation);
            await target.LoadArchiveAsync(Lines(content.Lines, cancellation), cancellation);
            await CompareAsync(content, target, cancellation);
        }

        await besides();
        place.Keep();
        return content.Lines;
    }

    /// <summary>Reads all of the source: how much it is, and its sum. What this program cannot read is not carried on.</summary>
    private async Task<Content> ReadAsync(CancellationToken cancellation)
    {
        long events = await source.ListAsync("", cancellation).AggregateAsync(0L, static (sum, stream) => sum + stream.Version, cancellation);
        Content content = await ContentAsync(source, "reading", events, cancellation);
        return content.Lines > 0 ? content : throw new StoreException($"There is nothing in {source.Where} that could be migrated.");
    }

    private IEnumerable<ArchiveLine> Lines(int all, CancellationToken cancellation)
    {
        int moved = 0;
        foreach (ArchiveLine line in source.ReadArchiveAsync(cancellation).ToBlockingEnumerable(cancellation))
        {
            yield return line;
            progress.Report(new MigrationProgress("moving", ++moved, all));
        }
    }

    private async Task NotesAsync(IAdapterNotes target, CancellationToken cancellation)
    {
        await foreach ((string key, string text) in Notes(source, cancellation))
        {
            await target.WriteNoteAsync(key, text, cancellation);
        }
    }

    private async Task CompareAsync(Content content, IKeeper target, CancellationToken cancellation)
    {
        if (await ContentAsync(target, "comparing", content.Lines, cancellation) != content)
        {
            throw new StoreException($"{target.Where} does not hold the same as {source.Where}. Do not use it; migrate into another place.");
        }
    }

    /// <summary>Equal stores have equal exports, byte for byte, and equal notes.</summary>
    private async Task<Content> ContentAsync(IKeeper store, string doing, long expected, CancellationToken cancellation)
    {
        int lines = 0;
        var check = new ArchiveCheck(EventJson.Standard);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (ArchiveLine line in store.ReadArchiveAsync(cancellation))
        {
            if (check.Look(line).FirstOrDefault() is { } finding)
            {
                throw new StoreException($"{store.Where} is not sound: {finding}. Run 'verify', and restore the last backup.");
            }

            sum.AppendData(Archives.Written(line));
            progress.Report(new MigrationProgress(doing, ++lines, Math.Max(lines, expected)));
        }

        await foreach ((string key, string text) in Notes(store, cancellation))
        {
            sum.AppendData(Encoding.UTF8.GetBytes($"{key}\0{text}\0"));
        }

        return new Content(lines, Convert.ToHexString(sum.GetHashAndReset()));
    }

    private static IAsyncEnumerable<KeyValuePair<string, string>> Notes(IAdapterNotes notes, CancellationToken cancellation) =>
        notes.ListNotesAsync("", cancellation).Where(note => !note.Key.StartsWith(KeyNotes, StringComparison.Ordinal)).OrderBy(note => note.Key, StringComparer.Ordinal);

    private sealed record Content(int Lines, string Sum);
}
