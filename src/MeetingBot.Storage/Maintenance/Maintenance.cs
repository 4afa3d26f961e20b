using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>
/// What the command line does to a SQLite store by its path. All but import only read, and can run beside a running bot. What
/// cannot be done is a <see cref="StoreException"/> with one line for the person at the keyboard.
/// </summary>
public static class Maintenance
{
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

    /// <summary>Reads every blob of a storage account's container that belongs to the store and checks it; empty when all is well.</summary>
    public static async Task<ImmutableArray<Finding>> VerifyAsync(AzureBlobStore store, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        try
        {
            await foreach (Finding finding in Archives.VerifyAsync(store, EventJson.Standard, cancellation))
            {
                findings.Add(finding);
            }
        }
        catch (StoreException damaged)
        {
            findings.Add(new Finding(store.Where, damaged.Message));
        }

        return findings.ToImmutable();
    }

    /// <summary>Copies the store as it stands at one moment to a new file, and checks the copy. Refuses to overwrite.</summary>
    public static Task BackupAsync(string path, string destination, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using SqliteConnection source = SqliteFile.OpenToRead(path);
            SqliteArchive.Backup(source, Path.GetFullPath(destination));
        },
        cancellation);

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

    /// <summary>Fills a new or empty store from an export, all or nothing. The bot must not be running on that file.</summary>
    /// <returns>How many lines stand between the first and the last.</returns>
    public static async Task<int> ImportAsync(string path, Stream input, CancellationToken cancellation)
    {
        await using var store = SqliteStore.Open(path);
        return await Archives.ImportAsync(store, input, EventJson.Standard, cancellation);
    }
}
