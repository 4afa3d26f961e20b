using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>A conversation held by one dispatcher: a lease on its blob, renewed while it is served. When its holder dies it ends by itself.</summary>
internal sealed class LaneLease : INoticeClaim
{
    private readonly BlobLeaseClient _lease;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    private LaneLease(BlobLeaseClient lease, TimeSpan length, TimeProvider clock)
    {
        _lease = lease;
        Lost = _lost.Token;
        _renewing = RenewAsync(length / 3, clock);
    }

    public ImmutableArray<QueuedNotice> Notices { get; set; } = [];

    public CancellationToken Lost { get; }

    /// <summary>Takes the conversation; null when another dispatcher has it.</summary>
    public static Task<LaneLease?> TryAcquireAsync(BlobShelf shelf, string name, TimeSpan length, TimeProvider clock, CancellationToken cancellation)
    {
        BlobLeaseClient lease = shelf.Container.GetBlobClient(name).GetBlobLeaseClient();
        return shelf.TryAsync<LaneLease?>(name, async () =>
        {
            try
            {
                await lease.AcquireAsync(length, cancellationToken: cancellation);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                await shelf.CreateAsync(name, new BinaryData(""), cancellation);
                await lease.AcquireAsync(length, cancellationToken: cancellation);
            }

            return new LaneLease(lease, length, clock);
        }, failed => failed.Status is 409 or 412 ? null : throw failed);
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested)
        {
            try
            {
                await _lease.ReleaseAsync();
            }
            catch (Exception late) when (late is RequestFailedException or AggregateException)
            {
                // It ends by itself.
            }
        }

        _lost.Dispose();
        _done.Dispose();
    }

    private async Task RenewAsync(TimeSpan pause, TimeProvider clock)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pause, clock, _done.Token);
                await _lease.RenewAsync(cancellationToken: _done.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Served.
        }
        catch (Exception problem) when (problem is RequestFailedException or AggregateException)
        {
            await _lost.CancelAsync();
        }
    }
}
