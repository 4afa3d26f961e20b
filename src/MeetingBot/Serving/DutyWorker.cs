using MeetingBot.Application;
using NodaTime;

namespace MeetingBot;

/// <summary>Looks once a day whether something is to be removed because its time is over.</summary>
internal sealed class DutyWorker(Departures departures, IEventStore store, Clerk clerk, TimeProvider time, INoticeQueue queue, ILogger<DutyWorker> log) : BackgroundService
{
    /// <summary>How long it is known what was posted: as long as an edit of it may have to be found.</summary>
    private static readonly Duration PostsKept = Duration.FromDays(366);

    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; the moments are stored.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            Instant now = Instant.FromDateTimeOffset(time.GetUtcNow());
            await queue.PruneAsync(now - PostsKept, cancellation);
            if (await departures.RunAsync(store, clerk, now, cancellation) is > 0 and var removed)
            {
                log.LogWarning("{Groups} groups were removed: the app was taken away from all their conversations more than {Days} days ago", removed, Departures.Grace.Days);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            log.LogError(problem, "Removing what was left failed; it is tried again in a day");
        }
    }
}
