using MeetingBot.Application;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeetingBot;

/// <summary>Whether the store answers soon. While a question waits no other is asked, so that a store that hangs takes one thread and not one for each look.</summary>
internal sealed class StoreCheck(IEventStore store, TimeProvider time) : IHealthCheck
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Task _asked = Task.CompletedTask;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        _asked = _asked.IsCompleted ? Task.Run(async () => await store.FindBindingAsync("health", CancellationToken.None), CancellationToken.None) : _asked;
        try
        {
            await _asked.WaitAsync(Patience, time, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the store does not answer");
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("the store fails", problem);
        }
    }
}
