using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>
/// What the command line does to a SQLite store by its path. All but import only read, and can run beside a running bot. What
/// cannot be done is a <see cref="StoreException"/> with one line for the person at the keyboard.
/// </summary>
public static class Maintenance
{
    /// <summary>How an export begins.</summary>
    private static ReadOnlySpan<byte> ExportStart => "{\"line\":\"meetingbot\","u8;

    /// <summary>Checks the file and every stream, directory entry and queued row in it; empty when all is well.</summary>
    public static Task<ImmutableArray<Finding>> VerifyAsync(string path, CancellationToken cancellation) => Task.Run<ImmutableArray<Finding>>(
        async () =>
        {
            using SqliteConnection connection = SqliteFile.OpenToRead(path);
            try
            {
                return [.. SqliteArchive.Integrity(connection), .. await Archives.VerifyAsync(new SqliteArchive(connection), EventJson.Standard, cancellation).ToListAsync(cancellation)];
            }
            catch (SqliteException damaged)
            {
                return [new Finding(path, damaged.Message)];
            }
        },
        cancellation);

    /// <summary>
    /// Reads every blob of a storage account's container that belongs to the store and checks it; empty when all is well. A waiting notice that
    /// lost its marker gets it again: a SQLite file cannot lose one, since there it is queued by one row in the transaction of its event.
    /// </summary>
    public static async Task<ImmutableArray<Finding>> VerifyAsync(AzureBlobStore store, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            if (await store.UnfinishedAsync(cancellation) is { } unfinished)
            {
                findings.Add(new Finding(store.Where, unfinished));
            }

            await foreach (Finding finding in Archives.VerifyAsync(store, EventJson.Standard, cancellation))
            {
                findings.Add(finding);
            }

            findings.AddRange(await VerifyQueueAsync(store, cancellation));
        }
        catch (StoreException damaged)
        {
            findings.Add(new Finding(store.Where, damaged.Message));
        }

        return findings.ToImmutable();
    }

    /// <summary>Gives every waiting notice its marker again and tells which had lost it.</summary>
    internal static async Task<ImmutableArray<Finding>> VerifyQueueAsync(AzureBlobStore store, CancellationToken cancellation) =>
        [.. (await store.RequeueAsync(cancellation)).Select(id => new Finding($"notice {id}", "waited where nobody would have found it; it is queued again"))];

    /// <summary>
    /// Deletes the backups beside a new one that are older than so many days, so that what was forgotten leaves them too. Only files of the same
    /// ending that are backups by what stands in them; a store that a bot keeps open has a lock beside it and is never one.
    /// </summary>
    /// <returns>What was deleted.</returns>
    public static ImmutableArray<string> DeleteBackups(string newest, string? store, DateTime before)
    {
        newest = Path.GetFullPath(newest);
        ImmutableArray<string> old =
        [
            .. System.IO.Directory.GetFiles(Path.GetDirectoryName(newest)!, "*" + Path.GetExtension(newest))
                .Where(file => file != newest && file != store && File.GetLastWriteTimeUtc(file) < before && !File.Exists(file + "-lock") && IsBackup(file))
                .Order(StringComparer.Ordinal),
        ];
        foreach (string file in old)
        {
            File.Delete(file);
        }

        return old;
    }

    /// <summary>By its first bytes alone: to open a file as a store leaves others beside it.</summary>
    private static bool IsBackup(string file)
    {
        Span<byte> start = stackalloc byte[SqliteFile.HeaderLength];
        using FileStream read = File.OpenRead(file);
        start = start[..read.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start.StartsWith(ExportStart) || SqliteFile.IsStore(start);
    }

    /// <summary>Copies the store as it stands at one moment to a new file, and checks the copy. Refuses to overwrite.</summary>
    public static Task BackupAsync(string path, string destination, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using SqliteConnection source = SqliteFile.OpenToRead(path);
            SqliteArchive.Backup(source, Path.GetFullPath(destination));
        },
        cancellation);

    /// <summary>Writes the whole of an opened store to a new file as JSON Lines. Refuses to overwrite.</summary>
    public static async Task BackupAsync(IStoreArchive store, string destination, CancellationToken cancellation)
    {
        string partial = destination + ".partial";
        if (File.Exists(destination))
        {
            throw new StoreException($"{destination} is there already. Name a new file: a backup is never written over another.");
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        await using (FileStream to = File.Create(partial))
        {
            await Archives.ExportAsync(store, to, cancellation);
        }

        File.Move(partial, destination);
    }

    /// <summary>Writes the whole store as JSON Lines.</summary>
    /// <returns>How many lines stand between the first and the last.</returns>
    public static async Task<int> ExportAsync(string path, Stream output, CancellationToken cancellation)
    {
        await using SqliteConnection connection = SqliteFile.OpenToRead(path);
        try
        {
            return await Archives.ExportAsync(new SqliteArchive(connection), output, cancellation);
        }
        catch (SqliteException damaged)
        {
            throw new StoreException($"{path} is damaged: {damaged.Message}. Run 'verify', and restore the last backup.", damaged);
        }
    }
}
