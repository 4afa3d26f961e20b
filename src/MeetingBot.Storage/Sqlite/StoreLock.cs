namespace MeetingBot.Storage;

/// <summary>
/// Keeps a second process away from the file: the keeper trusts that nobody else writes. The system drops the lock when the process
/// ends, however it ends; the empty lock file stays, because deleting it would race with the next process.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    public static StoreLock Take(string path)
    {
        try
        {
            return new StoreLock(new FileStream(path + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException held)
        {
            throw new StoreException($"{path} is in use by another MeetingBot. Stop that one, or name another file with Storage__Sqlite__Path.", held);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new StoreException($"{path} cannot be written here. Give the bot write access to its folder, or name another file with Storage__Sqlite__Path.", refused);
        }
    }

    public void Dispose() => _held.Dispose();
}
