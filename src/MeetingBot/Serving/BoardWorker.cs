using MeetingBot.Application;

namespace MeetingBot;

/// <summary>Keeps boards and panels up to date, each at most once a second.</summary>
internal sealed class BoardWorker(Clerk clerk, BoardKeeper boards, TimeProvider time, ILogger<BoardWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        clerk.Changed += boards.Touch;
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (Exception problem in await boards.RunAsync(stoppingToken))
                {
                    log.LogWarning(problem, "A board was not redrawn; the next change does");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }
}
