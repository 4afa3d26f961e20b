using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// A conversation held by one dispatcher: a lease on its blob, renewed while it is served. When its holder dies it ends by itself; and a
/// holder that hears nothing of its renewals lets go before that.
/// </summary>
internal sealed class LaneLease : INoticeClaim
{
    private readonly BlobLeaseClient _lease;
    private readonly TimeSpan _length;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    private LaneLease(BlobLeaseClient lease, TimeSpan length, TimeProvider clock, long asked)
    {
        _lease = lease;
        _length = length;
        _clock = clock;
        _lost = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        Lost = _lost.Token;
        HeldSince(asked);
        _renewing = RenewAsync();
    }

    public ImmutableArray<QueuedNotice> Notices { get; set; } = [];

    public Instant? Until { get; set; }

    public CancellationToken Lost { get; }

    /// <summary>Between two renewals, and for the answer to one.</summary>
    private TimeSpan Pause => _length / 3;

    /// <summary>Takes the conversation; null when another dispatcher has it.</summary>
    public static Task<LaneLease?> TryAcquireAsync(BlobShelf shelf, string name, TimeSpan length, TimeProvider clock, CancellationToken cancellation)
    {
        BlobLeaseClient lease = shelf.Container.GetBlobClient(name).GetBlobLeaseClient();
        return shelf.TryAsync<LaneLease?>(name, async () =>
        {
            long asked = clock.GetTimestamp();
            try
            {
                await lease.AcquireAsync(length, cancellationToken: cancellation);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                await shelf.CreateAsync(name, new BinaryData(""), cancellation);
                asked = clock.GetTimestamp();
                await lease.AcquireAsync(length, cancellationToken: cancellation);
            }

            return new LaneLease(lease, length, clock, asked);
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
                using var patience = new CancellationTokenSource(Pause, _clock);
                await _lease.ReleaseAsync(cancellationToken: patience.Token);
            }
            catch (Exception late) when (late is RequestFailedException or AggregateException or OperationCanceledException)
            {
                // It ends by itself.
            }
        }

        _lost.Dispose();
        _done.Dispose();
    }

    /// <summary>
    /// The account counts the lease from when it did what was asked, which was after it was asked. A fifth of it is left for what is on its
    /// way to the platform when it is lost, and for clocks that do not go at the same pace.
    /// </summary>
    private void HeldSince(long asked)
    {
        TimeSpan left = (_length * 0.8) - _clock.GetElapsedTime(asked);
        _lost.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private async Task RenewAsync()
    {
        TimeSpan pause = Pause;
        try
        {
            while (!_lost.IsCancellationRequested)
            {
                await Task.Delay(pause, _clock, _done.Token);
                pause = await TryRenewAsync() ? Pause : _length / 15;
            }
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            // Served.
        }
        catch (RequestFailedException)
        {
            await _lost.CancelAsync(); // somebody else's by now
        }
    }

    /// <summary>False when nobody knows whether it was renewed.</summary>
    private async Task<bool> TryRenewAsync()
    {
        long asked = _clock.GetTimestamp();
        using var patience = new CancellationTokenSource(Pause, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _done.Token);
        try
        {
            await _lease.RenewAsync(cancellationToken: either.Token);
            HeldSince(asked);
            return true;
        }
        catch (Exception unknown) when (!_done.IsCancellationRequested && unknown is OperationCanceledException or AggregateException or RequestFailedException { Status: 0 or >= 500 })
        {
            return false;
        }
    }
}
