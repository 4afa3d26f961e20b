using System.Threading.Channels;
using MeetingBot.Application;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>
/// The one task that writes. It takes all changes that wait, writes them in one transaction, and acknowledges each only after the
/// commit has reached the disk; while it waits for the disk, the next ones gather. When a transaction fails, all of it fails.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostAtOnce = 1024;
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(1);

    private readonly Channel<PendingWrite> _waiting =
        Channel.CreateUnbounded<PendingWrite>(new UnboundedChannelOptions { SingleReader = true });

    private readonly SqliteWrites _writes;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _emptyLog;
    private readonly TimeProvider _clock;
    private readonly Measures? _measures;
    private readonly Task _loop;
    private long? _pruned;
    private bool _tracesLeft;

    public SqliteWriter(SqliteConnection connection, TimeProvider clock, Measures? measures)
    {
        _writes = new SqliteWrites(connection, clock);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _emptyLog = new Statement(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        _clock = clock;
        _measures = measures;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs a change in the next transaction and waits until it is on the disk.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteWrites, T> change, CancellationToken cancellation, bool erases = false)
    {
        cancellation.ThrowIfCancellationRequested();
        var pending = new PendingWrite<T>(change, cancellation) { Erases = erases };
        return _waiting.Writer.TryWrite(pending) ? pending.Done : throw new ObjectDisposedException(nameof(SqliteStore));
    }

    public Task WriteAsync(Action<SqliteWrites> change, CancellationToken cancellation, bool erases = false) => WriteAsync(
        writes =>
        {
            change(writes);
            return true;
        },
        cancellation,
        erases);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var batch = new List<PendingWrite>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Gather(batch);
            if (batch.Count > 0)
            {
                Commit(batch);
            }

            batch.Clear();
        }
    }

    private void Gather(List<PendingWrite> batch)
    {
        while (batch.Count < MostAtOnce && _waiting.Reader.TryRead(out PendingWrite? pending))
        {
            if (pending.IsCancelled)
            {
                pending.Cancel();
            }
            else
            {
                batch.Add(pending);
            }
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        try
        {
            _begin.Run();
            foreach (PendingWrite pending in batch)
            {
                pending.Run(_writes);
            }

            PruneNowAndThen();
            _commit.Run();
            _measures?.Asked(writes: true);
            _measures?.Committed(batch.Count);
            EraseTraces(batch);
        }
#pragma warning disable CA1031 // Whatever went wrong, nobody may believe that it was stored.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Abandon(batch, failure);
            return;
        }

        foreach (PendingWrite pending in batch)
        {
            pending.Acknowledge();
        }
    }

    private void Abandon(List<PendingWrite> batch, Exception failure)
    {
        _writes.Forget();
        try
        {
            _rollback.Run();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, or there was no transaction yet.
        }

        Exception told = failure as StoreException
            ?? new StoreException($"Nothing was stored: {failure.Message}. Check the disk and run 'verify'.", failure);
        foreach (PendingWrite pending in batch)
        {
            pending.Fail(told);
        }
    }

    /// <summary>A reader at work can hold the log up; then it is emptied after a later batch.</summary>
    private void EraseTraces(List<PendingWrite> batch)
    {
        _tracesLeft |= batch.Exists(pending => pending.Erases);
        if (_tracesLeft)
        {
            _tracesLeft = _emptyLog.One() is not 0L;
        }
    }

    private void PruneNowAndThen()
    {
        long now = _clock.GetTimestamp();
        if (_pruned is not { } last || _clock.GetElapsedTime(last, now) >= PruneEvery)
        {
            _writes.PruneMessages();
            _pruned = now;
        }
    }
}
