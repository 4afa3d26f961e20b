using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>
/// A SQLite store that comes into being: a file beside its place until it is whole. What an earlier attempt left there goes first. Its
/// place is held meanwhile, so that nobody else begins a store there.
/// </summary>
internal sealed class NewSqliteFile : IDisposable
{
    private readonly string _path;
    private readonly StoreLock _held;

    public NewSqliteFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (File.Exists(_path))
        {
            throw new StoreException($"{_path} is there already. Name a new file with --store, or move that one away.");
        }

        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _held = StoreLock.Take(_path);
        Clear();
    }

    private string Partial => _path + ".partial";

    public SqliteStore Open() => SqliteStore.Open(Partial);

    /// <summary>Moves the file, which is closed by now, to its place.</summary>
    public void Keep()
    {
        using (SqliteConnection written = SqliteFile.OpenToRead(Partial))
        {
            if (SqliteArchive.Integrity(written).FirstOrDefault() is { } damaged)
            {
                throw new StoreException($"The new file is damaged: {damaged}. Check the disk and run the same migrate again.");
            }
        }

        File.Move(Partial, _path);
    }

    public void Dispose()
    {
        Clear();
        File.Delete(_path + "-lock"); // a file without one is known for a backup
        _held.Dispose();
    }

    private void Clear()
    {
        foreach (string rest in (string[])["", "-wal", "-shm", "-journal", "-lock"])
        {
            File.Delete(Partial + rest);
        }
    }
}
