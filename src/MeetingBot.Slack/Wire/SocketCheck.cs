using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeetingBot.Slack;

/// <summary>Whether anything comes from Slack. Slack ends connections now and then; one that is back within a minute is no trouble.</summary>
internal sealed class SocketCheck(ISlackSocket socket) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        socket.State == SocketState.Stopped ? HealthCheckResult.Unhealthy("Slack refuses the socket")
        : socket.Away is not { } away ? HealthCheckResult.Unhealthy("the socket to Slack is not open yet")
        : away > Patience ? HealthCheckResult.Unhealthy("the socket to Slack is lost")
        : HealthCheckResult.Healthy());
}
