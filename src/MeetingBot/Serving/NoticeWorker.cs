using MeetingBot.Application;
using NodaTime;

namespace MeetingBot;

/// <summary>Posts notices when they are due, and drives follow-ups that a failure left behind.</summary>
internal sealed class NoticeWorker(Clerk clerk, INoticeQueue queue, NoticeDispatcher dispatcher, TimeProvider time, ILogger<NoticeWorker> log) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _something = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clerk.NoticeQueued += () => _something.Release();
        try
        {
            while (true)
            {
                await _something.WaitAsync(await PostAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends, or did not start; what is due stays in the queue.
        }
    }

    /// <summary>Posts what is due; returns how long to wait before looking again.</summary>
    private async ValueTask<TimeSpan> PostAsync(CancellationToken cancellation)
    {
        try
        {
            await clerk.DriveFollowUpsAsync(cancellation);
            return await WaitAsync(await dispatcher.RunAsync(Now, cancellation), cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Posting what is due failed; it is tried again");
            return LongestWait;
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Until the next notice is due; a clock that jumps or a machine that slept is noticed after half a minute.</summary>
    private async ValueTask<TimeSpan> WaitAsync(int done, CancellationToken cancellation)
    {
        if (await queue.NextDueAsync(cancellation) is not { } next)
        {
            return LongestWait;
        }

        // What is due and was left is being served by another replica.
        double least = done == 0 ? 1000 : 50;
        return TimeSpan.FromMilliseconds(Math.Clamp((next - Now).TotalMilliseconds + 1, least, LongestWait.TotalMilliseconds));
    }
}
