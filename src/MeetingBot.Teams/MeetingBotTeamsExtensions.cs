using System.Reflection;
using Azure.Core;
using MeetingBot.Application;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace MeetingBot.Teams;

/// <summary>Puts Microsoft Teams into a host.</summary>
public static class MeetingBotTeamsExtensions
{
    private static readonly TimeSpan KeysKept = TimeSpan.FromHours(24);

    /// <summary>Adds the parts of the adapter. The host adds <see cref="IMeetingDesk"/>, <see cref="IAdapterNotes"/> and <see cref="IRichTextReader"/>.</summary>
    public static IServiceCollection AddMeetingBotTeams(this IServiceCollection services, TeamsOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton<TokenCredential>(ConnectorClient.HttpName, (_, _) => options.Credential.For(options.AppId));
        services.AddHttpClient(ConnectorClient.HttpName, client =>
        {
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.UserAgent.ParseAdd($"MeetingBot/{typeof(ConnectorClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}{(options.PublicUrl is { } address ? $" (+{address})" : "")}");
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { MaxConnectionsPerServer = 32, PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false });
        services.AddSingleton(provider => Keys(options, provider.GetRequiredService<IHttpClientFactory>().CreateClient(ConnectorClient.HttpName)));
        services.AddSingleton<TokenCheck>();
        services.AddSingleton<IActivityAuthenticator, ActivityAuthenticator>();
        services.AddSingleton<ConversationBook>();
        services.TryAddSingleton<Departures>();
        services.AddSingleton<IConnectorClient, ConnectorClient>();
        services.AddDataProtection();
        services.AddSingleton<PlaceSeal>();
        services.AddSingleton<FileLinks>();
        services.AddSingleton<Poster>();
        services.AddSingleton<Files>();
        services.AddSingleton<Answerer>();
        services.AddHostedService(provider => provider.GetRequiredService<Answerer>());
        services.AddSingleton<Speaker>();
        services.AddSingleton<Welcome>();
        services.AddSingleton<Gatherings>();
        services.AddSingleton<Invokes>();
        services.AddSingleton<ActivityRouter>();
        services.AddSingleton<DeliveredOnce>();
        services.AddSingleton<TeamsEndpoint>();
        services.AddSingleton<INoticeChannel, TeamsNoticeChannel>();
        return services;
    }

    /// <summary>Maps <c>POST /api/messages</c>, which authenticates by itself, and sealed files: a page's sign-in does not hold for them.</summary>
    public static void MapMeetingBotTeams(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/messages", context => context.RequestServices.GetRequiredService<TeamsEndpoint>().HandleAsync(context)).AllowAnonymous();
        app.MapGet(FileLinks.Path + "{file}", (string file, HttpContext context) => context.RequestServices.GetRequiredService<FileLinks>().Open(file, context)).AllowAnonymous();
    }

    /// <summary>The channel's signing keys, fetched again once a day and when an unknown one turns up.</summary>
    public static IConfigurationManager<OpenIdConnectConfiguration> Keys(TeamsOptions options, HttpClient client) =>
        new ConfigurationManager<OpenIdConnectConfiguration>(options.OpenIdMetadataUrl.AbsoluteUri, new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(client) { RequireHttps = !(options.AllowLoopback && options.OpenIdMetadataUrl.IsLoopback) })
        { AutomaticRefreshInterval = KeysKept };
}
