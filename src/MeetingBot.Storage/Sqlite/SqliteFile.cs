using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>Opens connections to a store's file.</summary>
internal static class SqliteFile
{
    /// <summary>How much of a file says whose it is.</summary>
    public const int HeaderLength = 72;

    /// <summary>Whether a file that begins so is a store: SQLite keeps the mark of the program in the last four of these bytes.</summary>
    public static bool IsStore(ReadOnlySpan<byte> header) => header.Length == HeaderLength && header.StartsWith("SQLite format 3\0"u8)
        && BinaryPrimitives.ReadInt32BigEndian(header[68..]) == SqliteSchema.ApplicationId;

    /// <summary>The one connection that writes; makes the file where there is none.</summary>
    public static SqliteConnection OpenToWrite(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, static connection =>
    {
        SqliteSchema.Prepare(connection);
        // secure_delete: what forget and redact remove is overwritten, not only unlinked.
        new Statement(connection, "PRAGMA journal_mode = WAL").Run();
        new Statement(connection, "PRAGMA synchronous = FULL").Run();
        new Statement(connection, "PRAGMA secure_delete = ON").Run();
    });

    /// <summary>A connection that only reads, also beside a running bot.</summary>
    public static SqliteConnection OpenToRead(string path)
    {
        if (!File.Exists(path))
        {
            throw new StoreException($"There is no store at {path}.");
        }

        return Open(path, SqliteOpenMode.ReadOnly, static connection => SqliteSchema.Check(connection));
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        // Not pooled by the library: the keeper keeps connections together with their prepared statements.
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (SqliteException broken)
        {
            connection.Dispose();
            throw new StoreException($"{path} cannot be opened: {broken.Message.TrimEnd('.')}. If it is damaged, restore the last backup.", broken);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
