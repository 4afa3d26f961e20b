using System.Collections.Immutable;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;
using MeetingBot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests;

/// <summary>How long a dispatcher may believe that a conversation is its own: fifteen seconds are asked for, and renewed every five.</summary>
public sealed class LaneLeaseTests : IAsyncLifetime
{
    private readonly Wire _wire = new();
    private readonly CountedClock _clock = new();
    private BlobContainerClient _container = null!;
    private INoticeClaim _claim = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _container = await BlobContainers.NewAsync();
        var container = new BlobContainerClient(Azurite.SharedConnection, _container.Name, _wire.Options);
        AzureBlobStore store = await AzureBlobStore.OpenAsync(container, clock: _clock, cancellation: Cancellation);
        _claim = (await store.ClaimAsync("web:room", [], Cancellation))!;
        _wire.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        _wire.Disturb = _ => Fault.Cut; // quick, and nobody waits for it
        await _claim.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_whose_renewals_hang_is_lost_before_another_can_have_it()
    {
        _wire.Disturb = Leases(Fault.Hang);
        await PassAsync(5, timers: 1);
        _clock.Advance(TimeSpan.FromSeconds(6.9));
        Assert.False(_claim.Lost.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_claim.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_renewed_claim_is_kept()
    {
        for (int renewal = 0; renewal < 6; renewal++)
        {
            await PassAsync(5, timers: 2);
        }

        Assert.False(_claim.Lost.IsCancellationRequested);
        Assert.Equal(6, _wire.Requests.Length);
    }

    [Theory]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Cut)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.AnswerLost)]
    public async Task A_renewal_that_fails_is_tried_again_soon(Fault fault)
    {
        _wire.Disturb = Leases(fault);
        await PassAsync(5, timers: 2);
        _wire.Disturb = _ => Fault.None;
        await PassAsync(1, timers: 2);
        _clock.Advance(TimeSpan.FromSeconds(11.9)); // counted from the one that was answered
        Assert.False(_claim.Lost.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(_claim.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_claim_that_the_account_gave_to_another_is_lost_at_once()
    {
        string lane = (await _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "lanes/", Cancellation).SingleAsync(Cancellation)).Name;
        await _container.GetBlobClient(lane).GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);
        var lost = new TaskCompletionSource();
        using CancellationTokenRegistration told = _claim.Lost.Register(lost.SetResult);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Giving_a_claim_back_does_not_wait_for_an_account_that_does_not_answer()
    {
        _wire.Disturb = Leases(Fault.Hang);
        int timers = _clock.Timers;
        Task given = _claim.DisposeAsync().AsTask();
        await _clock.UntilAsync(timers + 1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await given.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        _claim = new SoleClaim([], null);
    }

    private static Func<string, Fault> Leases(Fault fault) => request => request.Contains("comp=lease", StringComparison.Ordinal) ? fault : Fault.None;

    /// <summary>Lets time pass, and waits for what it sets off: a renewal sets a timer for its answer, and when it is over one for the next.</summary>
    private async Task PassAsync(double seconds, int timers)
    {
        int before = _clock.Timers;
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await _clock.UntilAsync(before + timers);
    }

    /// <summary>A clock that tells how many timers were set by it.</summary>
    private sealed class CountedClock : FakeTimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public async Task UntilAsync(int timers)
        {
            while (Timers < timers)
            {
                await Task.Delay(5, Cancellation);
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }
}
