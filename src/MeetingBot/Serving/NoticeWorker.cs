using MeetingBot.Application;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NodaTime;

namespace MeetingBot;

/// <summary>Posts notices when they are due, and drives follow-ups that a failure left behind; and says whether it does.</summary>
internal sealed class NoticeWorker(Clerk clerk, INoticeQueue queue, NoticeDispatcher dispatcher, TimeProvider time, ILogger<NoticeWorker> log) : BackgroundService, IHealthCheck
{
    /// <summary>How often follow-ups are driven, and how old another replica's are before they are.</summary>
    private static readonly Duration BetweenDrives = Duration.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan WhileServing = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _something = new(0);
    private long _progressed = time.GetTimestamp();
    private long _undriven; // since when; 0 for no trouble
    private long _driven; // when last; 0 for never

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        Volatile.Read(ref _undriven) is not 0 and var since && time.GetElapsedTime(since) > Patience ? HealthCheckResult.Unhealthy("follow-ups cannot be driven")
        : time.GetElapsedTime(Volatile.Read(ref _progressed)) > Patience ? HealthCheckResult.Unhealthy("due notices are not looked at")
        : HealthCheckResult.Healthy());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        dispatcher.GaveUp += notice => log.LogError("A notice was given up: {Kind} in {Group}", notice.Kind, notice.Group);
        clerk.NoticeQueued += () => _something.Release();
        dispatcher.Progressed += () => Volatile.Write(ref _progressed, time.GetTimestamp());
        try
        {
            bool served = false;
            while (true)
            {
                TimeSpan wait = await BeginAsync(served, stoppingToken);
                using var alarm = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                Task one = dispatcher.ServedAsync();
                served = await Task.WhenAny(_something.WaitAsync(alarm.Token), Task.Delay(wait, alarm.Token), one) == one;
                await alarm.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
                while (_something.Wait(0, CancellationToken.None))
                {
                    // Whatever was queued meanwhile is found together.
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends, or did not start; what is due stays in the queue.
        }
        finally
        {
            await dispatcher.EndAsync();
        }
    }

    /// <summary>Begins to post what is due; returns how long to wait before looking again if nothing is queued and no conversation was served until then.</summary>
    private async ValueTask<TimeSpan> BeginAsync(bool served, CancellationToken cancellation)
    {
        try
        {
            if (!served && (_driven == 0 || time.GetElapsedTime(_driven) >= BetweenDrives.ToTimeSpan()))
            {
                await DriveAsync(cancellation);
                _driven = time.GetTimestamp();
            }

            await dispatcher.BeginAsync(Now, cancellation);
            return dispatcher.IsServing ? WhileServing : await WaitAsync(cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Posting what is due failed; it is tried again");
            return LongestWait;
        }
    }

    private async ValueTask DriveAsync(CancellationToken cancellation)
    {
        try
        {
            await clerk.DriveFollowUpsAsync(Now - BetweenDrives, cancellation);
            Volatile.Write(ref _undriven, 0);
        }
        catch
        {
            Interlocked.CompareExchange(ref _undriven, time.GetTimestamp(), 0);
            throw;
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Until the next notice is due; a clock that jumps or a machine that slept is noticed after half a minute.</summary>
    private async ValueTask<TimeSpan> WaitAsync(CancellationToken cancellation)
    {
        if (await queue.NextDueAsync(cancellation) is not { } next)
        {
            return LongestWait;
        }

        // What is due and was left is being served by another replica.
        double wait = (next - Now).TotalMilliseconds + 1;
        return wait <= 1 ? WhileServing : TimeSpan.FromMilliseconds(Math.Min(wait, LongestWait.TotalMilliseconds));
    }
}
