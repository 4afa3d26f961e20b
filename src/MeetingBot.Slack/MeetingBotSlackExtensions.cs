using MeetingBot.Application;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>Puts Slack into a host.</summary>
public static class MeetingBotSlackExtensions
{
    /// <summary>Adds Slack's parts. The host adds the desk, the printer, the notes and data protection.</summary>
    public static IServiceCollection AddMeetingBotSlack(this IServiceCollection services, SlackOptions options)
    {
        // A client's own log lines would hold addresses, which are secrets here.
        services.AddHttpClient(SlackApi.Client, client => client.Timeout = TimeSpan.FromSeconds(20)).RemoveAllLoggers();
        services.AddHttpClient(ResponseUrls.Client, client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }).RemoveAllLoggers();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<SlackPace>();
        services.AddSingleton<ISlackApi>(provider => new SlackApi(provider.GetRequiredService<IHttpClientFactory>(), options.ApiUrl, provider.GetRequiredService<SlackPace>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SlackApi>>(), provider.GetService<Measures>()));
        services.AddSingleton(provider => new ResponseUrls(provider.GetRequiredService<IHttpClientFactory>(), options.ApiUrl.IsLoopback ? options.ApiUrl : null));
        services.AddSingleton(provider => new Installations(options, provider.GetRequiredService<IAdapterNotes>(), provider.GetRequiredService<IDataProtectionProvider>(),
            provider.GetRequiredService<ISlackApi>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Installations>>()));
        services.AddSingleton<SlackNames>();
        services.AddSingleton<SpokenText>();
        services.AddSingleton<SlackDesk>();
        services.AddSingleton<SlackVoice>();
        services.AddSingleton<SlackForms>();
        services.AddSingleton<HomePage>();
        services.AddSingleton<EventTaker>();
        services.AddSingleton<CommandTaker>();
        services.AddSingleton<SlackInbox>();
        services.AddSingleton<PostLayout>();
        services.AddSingleton<INoticeChannel, SlackNoticeChannel>();
        if (options.AppToken is { } token)
        {
            services.AddSingleton<ISlackSocket>(provider => new SocketMode(provider.GetRequiredService<ISlackApi>(), token, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SocketMode>>()));
            services.AddHealthChecks().AddCheck<SocketCheck>("Slack");
        }

        services.AddHostedService<SlackWorker>();
        return services;
    }

    /// <summary>Maps where workspaces install the app, and what Slack calls, where there is a secret by which it is known; with Socket Mode alone there is nothing to map.</summary>
    public static void MapMeetingBotSlack(this IEndpointRouteBuilder app)
    {
        var options = app.ServiceProvider.GetRequiredService<SlackOptions>();
        if (options.Client is not null)
        {
            InstallEndpoints installs = ActivatorUtilities.CreateInstance<InstallEndpoints>(app.ServiceProvider);
            app.MapGet("/slack/install", (Delegate)installs.Start).AllowAnonymous();
            app.MapGet("/slack/oauth/callback", (Delegate)installs.ReturnAsync).AllowAnonymous();
        }

        if (options.SigningSecrets.Count == 0)
        {
            return;
        }

        SlackEndpoints endpoints = ActivatorUtilities.CreateInstance<SlackEndpoints>(app.ServiceProvider);
        foreach ((string path, RequestDelegate take) in new (string, RequestDelegate)[]
        {
            ("/slack/commands", endpoints.CommandsAsync), ("/slack/events", endpoints.EventsAsync), ("/slack/interactivity", endpoints.InteractivityAsync), ("/slack/options", endpoints.InteractivityAsync),
        })
        {
            app.MapPost(path, take).AllowAnonymous().DisableAntiforgery();
        }
    }
}
