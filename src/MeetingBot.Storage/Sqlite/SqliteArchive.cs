using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>The whole of a SQLite store over one connection.</summary>
internal sealed class SqliteArchive(SqliteConnection connection) : IStoreArchive
{
    public IAsyncEnumerable<ArchiveLine> ReadArchiveAsync(CancellationToken cancellation) => ReadArchive().ToAsyncEnumerable();

    public IEnumerable<ArchiveLine> ReadArchive()
    {
        new Statement(connection, "BEGIN").Run();
        try
        {
            foreach (ArchiveLine line in Events().Concat(People()).Concat(Texts()).Concat(Bindings()).Concat(FollowUps()).Concat(Notices()))
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
        Rows(connection, "PRAGMA integrity_check", static row => row.GetString(0))
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

    private IEnumerable<ArchiveLine> Events() => Rows(connection,
        "SELECT stream, version, name, data, origin FROM event ORDER BY stream, version",
        static row => new ArchivedEvent(row.GetString(0), row.GetInt64(1), row.GetString(2), Json(row, 3), Json(row, 4)));

    private IEnumerable<ArchiveLine> People() => Rows(connection,
        "SELECT group_id, id, card FROM person ORDER BY group_id, id",
        static row => new ArchivedPerson(row.GetString(0), row.GetString(1), Json(row, 2)));

    private IEnumerable<ArchiveLine> Texts() => Rows(connection,
        "SELECT group_id, name, content FROM text ORDER BY group_id, name",
        static row => new ArchivedText(row.GetString(0), row.GetString(1), row.GetString(2)));

    private IEnumerable<ArchiveLine> Bindings() => Rows(connection,
        "SELECT conversation, group_id FROM binding ORDER BY conversation",
        static row => new ArchivedBinding(row.GetString(0), row.GetString(1)));

    private IEnumerable<ArchiveLine> FollowUps() => Rows(connection,
        "SELECT id, target, name, data, origin FROM follow_up ORDER BY number",
        static row => new ArchivedFollowUp(row.GetString(0), row.GetString(1), row.GetString(2), Json(row, 3), Json(row, 4)));

    private IEnumerable<ArchiveLine> Notices() => Rows(connection,
        "SELECT id, group_id, conversation, kind, subject, due, outcome, platform_message FROM notice ORDER BY ended IS NULL, ended, number",
        static row => new ArchivedNotice(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.Instant(5),
            row.Text(6), row.Text(7)));

    private static StoredJsonText Json(SqliteDataReader row, int column) => new(row.Bytes(column));

    private static IEnumerable<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader row = new Statement(connection, sql).Read();
        while (row.Read())
        {
            yield return read(row);
        }
    }
}
