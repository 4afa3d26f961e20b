using MeetingBot.Domain;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>The whole of a SQLite store over one connection.</summary>
internal sealed class SqliteArchive(SqliteConnection connection) : IStoreArchive
{
    /// <summary>Which rows are of group ?1, by their stream.</summary>
    public const string InStreams = "(stream = 'group/' || ?1 OR stream BETWEEN 'ballot/' || ?1 || '/' AND 'ballot/' || ?1 || '0' OR stream BETWEEN 'meeting/' || ?1 || '/' AND 'meeting/' || ?1 || '0')";

    /// <summary>Which follow-ups are for group ?1.</summary>
    public static readonly string InTargets = InStreams.Replace("stream", "target", StringComparison.Ordinal);

    public IAsyncEnumerable<ArchiveLine> ReadArchiveAsync(CancellationToken cancellation, GroupId? only = null) => ReadArchive(only?.Value).ToAsyncEnumerable();

    private IEnumerable<ArchiveLine> ReadArchive(string? only)
    {
        new Statement(connection, "BEGIN").Run();
        try
        {
            foreach (ArchiveLine line in Events(only).Concat(People(only)).Concat(Texts(only)).Concat(Bindings(only)).Concat(FollowUps(only)).Concat(Notices(only)))
            {
                yield return line;
            }
        }
        finally
        {
            new Statement(connection, "COMMIT").Run();
        }
    }

    public Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation) =>
        throw new NotSupportedException("Only a store that was opened to be written can be filled.");

    /// <summary>What SQLite itself finds wrong with the file.</summary>
    public static IEnumerable<Finding> Integrity(SqliteConnection connection) =>
        Rows(connection, null, "PRAGMA integrity_check", static row => row.GetString(0))
            .Where(static line => line != "ok")
            .Select(line => new Finding(connection.DataSource, line));

    public static void Backup(SqliteConnection source, string destination)
    {
        string partial = destination + ".partial";
        if (File.Exists(destination))
        {
            throw new StoreException($"{destination} is there already. Name a new file: a backup is never written over another.");
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        File.Delete(partial);
        try
        {
            using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
            {
                copy.Open();
                source.BackupDatabase(copy);
                if (Integrity(copy).FirstOrDefault() is { } damaged)
                {
                    throw new StoreException($"The copy is damaged: {damaged}. Run 'verify' on the store.");
                }
            }

            File.Move(partial, destination);
        }
        catch (Exception failed) when (failed is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup was not made: {failed.Message}", failed);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private IEnumerable<ArchiveLine> Events(string? only) => Rows(connection, only,
        $"SELECT stream, version, name, data, origin FROM event WHERE {(only is null ? "?1 IS NULL" : InStreams)} ORDER BY stream, version",
        static row => new ArchivedEvent(row.GetString(0), row.GetInt64(1), row.GetString(2), Json(row, 3), Json(row, 4)));

    private IEnumerable<ArchiveLine> People(string? only) => Rows(connection, only,
        "SELECT group_id, id, card FROM person WHERE (?1 IS NULL OR group_id = ?1) ORDER BY group_id, id",
        static row => new ArchivedPerson(row.GetString(0), row.GetString(1), Json(row, 2)));

    private IEnumerable<ArchiveLine> Texts(string? only) => Rows(connection, only,
        "SELECT group_id, name, content FROM text WHERE (?1 IS NULL OR group_id = ?1) ORDER BY group_id, name",
        static row => new ArchivedText(row.GetString(0), row.GetString(1), row.GetString(2)));

    private IEnumerable<ArchiveLine> Bindings(string? only) => Rows(connection, only,
        "SELECT conversation, group_id FROM binding WHERE (?1 IS NULL OR group_id = ?1) ORDER BY conversation",
        static row => new ArchivedBinding(row.GetString(0), row.GetString(1)));

    private IEnumerable<ArchiveLine> FollowUps(string? only) => Rows(connection, only,
        $"SELECT id, target, name, data, origin FROM follow_up WHERE {(only is null ? "?1 IS NULL" : InTargets)} ORDER BY number",
        static row => new ArchivedFollowUp(row.GetString(0), row.GetString(1), row.GetString(2), Json(row, 3), Json(row, 4)));

    private IEnumerable<ArchiveLine> Notices(string? only) => Rows(connection, only,
        "SELECT id, group_id, conversation, kind, subject, due, outcome, platform_message FROM notice WHERE (?1 IS NULL OR group_id = ?1) ORDER BY ended IS NULL, ended, number",
        static row => new ArchivedNotice(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Instant(5),
            row.Text(6), row.Text(7)));

    private static StoredJsonText Json(SqliteDataReader row, int column) => new(row.Bytes(column));

    private static IEnumerable<T> Rows<T>(SqliteConnection connection, string? only, string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader row = new Statement(connection, sql).Read(only);
        while (row.Read())
        {
            yield return read(row);
        }
    }
}
