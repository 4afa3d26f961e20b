using MeetingBot.Application;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MeetingBot.Web;

/// <summary>Puts the web room into a host.</summary>
public static class MeetingBotWebExtensions
{
    /// <summary>
    /// Adds the room's parts. The host adds <see cref="IMeetingDesk"/>, and where it has them <see cref="IMinutesPrinter"/>,
    /// <see cref="IMarkdownRenderer"/> and <see cref="ISampleMeeting"/>; what is missing is not offered.
    /// </summary>
    public static IServiceCollection AddMeetingBotWeb(this IServiceCollection services, Action<MeetingBotWebOptions>? configure = null)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure(configure ?? (_ => { }));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Rooms>();
        services.AddSingleton<RoomVoice>();
        services.AddSingleton(provider => new WebNoticeChannel(
            provider.GetRequiredService<Rooms>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IMarkdownRenderer>()));
        services.AddSingleton<INoticeChannel>(provider => provider.GetRequiredService<WebNoticeChannel>());
        services.AddScoped<RoomSession>();
        services.AddScoped<BrowserScript>();
        return services;
    }

    /// <summary>For one of several replicas: its rooms show what the others posted and recorded. The host adds <see cref="StandingPosts"/>.</summary>
    public static IServiceCollection AddSharedRooms(this IServiceCollection services) => services
        .AddSingleton<RoomPosts>()
        .AddHostedService(provider => provider.GetRequiredService<RoomPosts>());

    /// <summary>
    /// Maps the pages, their scripts and styles, and the downloads. Called after authentication and authorisation; what it
    /// returns takes <c>RequireAuthorization</c> for all of them but the scripts and styles, which hold no secrets.
    /// </summary>
    public static IEndpointConventionBuilder MapMeetingBotWeb(this WebApplication app)
    {
        app.UseMiddleware<WebGuard>();
        app.UseAntiforgery();
        app.MapStaticAssets().WithMetadata(WebRoomEndpoint.Mark);
        var downloads = app.MapGet("/minutes/download", MinutesDownload.GetAsync).WithMetadata(WebRoomEndpoint.Mark);
        var registers = app.MapGet("/registers/{room}", RegisterEndpoints.PageAsync).WithMetadata(WebRoomEndpoint.Mark);
        var files = app.MapGet("/registers/{room}/{file}", RegisterEndpoints.FileAsync).WithMetadata(WebRoomEndpoint.Mark);
        var records = app.MapGet("/registers/{room}/minutes/{date}", RegisterEndpoints.MinutesAsync).WithMetadata(WebRoomEndpoint.Mark);
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .WithMetadata(WebRoomEndpoint.Mark);
        return new EndpointConventions([downloads, registers, files, records, pages]);
    }

    private sealed class EndpointConventions(IEndpointConventionBuilder[] parts) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            foreach (var part in parts)
                part.Add(convention);
        }
    }
}
