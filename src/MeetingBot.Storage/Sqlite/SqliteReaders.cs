using System.Collections.Concurrent;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>Reading connections that wait for their next use: opening one and compiling its statements costs far more than a read.</summary>
internal sealed class SqliteReaders(string path, EventJson json, Measures? measures) : IDisposable
{
    private readonly ConcurrentBag<SqliteReader> _idle = [];
    private volatile bool _closed;

    public T Use<T>(Func<SqliteReader, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, typeof(SqliteStore));
        measures?.Asked(writes: false);
        SqliteReader reader = _idle.TryTake(out SqliteReader? idle) ? idle : new SqliteReader(SqliteFile.OpenToRead(path), json);
        try
        {
            return read(reader);
        }
        catch (Microsoft.Data.Sqlite.SqliteException broken)
        {
            throw new StoreException($"{path} cannot be read: {broken.Message.TrimEnd('.')}. If it is damaged, restore the last backup.", broken);
        }
        finally
        {
            _idle.Add(reader);
            if (_closed)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out SqliteReader? idle))
        {
            idle.Dispose();
        }
    }
}
