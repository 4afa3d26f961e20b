namespace MeetingBot.Storage;

/// <summary>A change that waits for the writer, and its caller who waits for the commit.</summary>
internal abstract class PendingWrite(CancellationToken cancellation)
{
    /// <summary>True for a change that removes words: they must leave the log of the file too before it is acknowledged.</summary>
    public bool Erases { get; init; }

    /// <summary>True when the caller has gone before the writer came: then nothing is written.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    protected CancellationToken Cancellation => cancellation;

    public abstract void Run(SqliteWrites writes);

    public abstract void Acknowledge();

    public abstract void Cancel();

    public abstract void Fail(Exception failure);
}

/// <inheritdoc/>
internal sealed class PendingWrite<T>(Func<SqliteWrites, T> change, CancellationToken cancellation) : PendingWrite(cancellation)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override void Run(SqliteWrites writes) => _result = change(writes);

    public override void Acknowledge() => _done.SetResult(_result!);

    public override void Cancel() => _done.SetCanceled(Cancellation);

    public override void Fail(Exception failure) => _done.SetException(failure);
}
