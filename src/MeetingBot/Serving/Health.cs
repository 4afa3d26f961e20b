using MeetingBot.Application;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MeetingBot;

/// <summary>Whether the process lives, and whether it can do its work: then it answers "ready", else 503 with one line that says what it lacks.</summary>
internal static class Health
{
    /// <summary>Where both are asked.</summary>
    public const string Path = "/healthz";

    /// <summary>Adds what is looked at; a platform adds its own.</summary>
    public static void AddTo(IServiceCollection services, bool shared)
    {
        services.AddSingleton<StoreCheck>();
        services.AddSingleton(provider => new Ending(provider.GetRequiredService<TimeProvider>(), shared));
        services.AddHostedService(provider => provider.GetRequiredService<Ending>());
        services.AddHealthChecks().AddCheck<Ending>("ending").AddCheck<StoreCheck>("store").AddCheck<NoticeWorker>("notices");
    }

    public static void Map(WebApplication app)
    {
        app.MapGet(Path + "/live", () => Results.Text("alive"));
        app.MapHealthChecks(Path + "/ready", new HealthCheckOptions { ResponseWriter = SayAsync });
    }

    private static Task SayAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        string[] troubles = [.. report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description!)];
        return context.Response.WriteAsync(troubles.Length == 0 ? "ready" : $"not ready: {string.Join("; ", troubles)}");
    }
}
