using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeetingBot;

/// <summary>
/// Ends a replica gently: told to stop, it says that it is not ready, and serves on for a while, so that the load balancer sends nothing
/// more here before it is closed.
/// </summary>
/// <param name="time">The time.</param>
/// <param name="shared">Whether there are other replicas; a bot that is alone ends at once.</param>
internal sealed class Ending(TimeProvider time, bool shared) : IHostedLifecycleService, IHealthCheck
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private bool _told;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Volatile.Read(ref _told) ? HealthCheckResult.Unhealthy("the bot is stopping") : HealthCheckResult.Healthy());

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _told, true);
        return shared ? Task.Delay(Grace, time, cancellationToken) : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
