using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Teams;

/// <summary><c>POST /api/messages</c>: authenticate, handle, answer. What was recorded is stored before the answer goes out.</summary>
internal sealed partial class TeamsEndpoint(IActivityAuthenticator authenticator, ActivityRouter router, DeliveredOnce delivered, IHostApplicationLifetime lifetime, ILogger<TeamsEndpoint> log)
{
    public async Task HandleAsync(HttpContext context)
    {
        Inbound inbound = await authenticator.AuthenticateAsync(context.Request, context.RequestAborted);
        if (inbound.Activity is not { } activity)
        {
            LogRefused(log, inbound.Status, inbound.Reason);
            context.Response.StatusCode = inbound.Status;
            return;
        }

        // Whoever hangs up does not stop what is being recorded.
        ActivityAnswer answer = await delivered.HandleAsync(activity, () => router.HandleAsync(activity, lifetime.ApplicationStopping));
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(body.ToJsonString(), Encoding.UTF8, context.RequestAborted);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request to /api/messages was refused with {Status} ({Reason})")]
    private static partial void LogRefused(ILogger log, int status, string reason);
}
