using System.Net.Sockets;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Slack;
using MeetingBot.Storage;
using MeetingBot.Teams;
using MeetingBot.Web;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MeetingBot;

/// <summary>Serves the web room, and posts what is due.</summary>
internal static class Serving
{
    /// <summary>Where it listens when it is told nothing else.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Serves until the process is told to stop; with <paramref name="demo"/> a sample meeting is played first.</summary>
    public static async Task<int> RunAsync(string[] args, bool demo)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        string urls = builder.Configuration["urls"] ?? DefaultUrl;
        if (ServingOptions.Read(builder.Configuration, urls, out string? wrong) is not { } options)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }

        TeamsOptions? teams = TeamsSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), urls, out wrong);
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }

        TelemetrySettings? telemetry = TelemetrySettings.Read(builder.Configuration, out wrong);
        if (wrong is not null)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1;
        }

        if (demo && !options.Web)
        {
            await Console.Error.WriteLineAsync("The sample meeting is played in the web room, but Web is \"off\".");
            return 1;
        }

        bool serving = false;
        QuietLogs(builder.Logging, () => serving);
        using var measures = new Measures();
        await using IKeeper store = await options.Storage.OpenAsync(CancellationToken.None, measures);
        AddParts(builder.Services, store, options, measures);
        if (telemetry is not null)
        {
            Telemetry.AddTo(builder, telemetry);
        }

        if (teams is not null)
        {
            builder.Services.AddMeetingBotTeams(teams);
            builder.Services.AddSingleton(provider => new MinutesPage(provider.GetRequiredService<IDataProtectionProvider>(), teams.PublicUrl));
            builder.Services.AddSingleton<IMinutesLinks>(provider => provider.GetRequiredService<MinutesPage>());
        }

        await using WebApplication app = builder.Build();
        app.UseExceptionHandler(failed => failed.Run(context => context.Response.WriteAsync("Something went wrong; nothing that was acknowledged is lost.")));
        Health.Map(app);
        if (options.Slack is not null)
        {
            app.MapMeetingBotSlack();
        }

        app.MapGet("/calendar/{name}.ics", CalendarAsync);
        MapWeb(app, options);

        if (teams is not null)
        {
            app.MapMeetingBotTeams();
            app.MapGet(MinutesPage.Path + "{seal}", (string seal, MinutesPage page, Clerk clerk, IMinutesPrinter printer, HttpContext context) => page.OpenAsync(seal, clerk, printer, context)).AllowAnonymous();
        }

        if (!options.Storage.Shared) // otherwise others are at work meanwhile, and nothing is different for having been done before the first message
        {
            await app.Services.GetRequiredService<Clerk>().DriveFollowUpsAsync(CancellationToken.None);
        }

        try
        {
            await app.StartAsync();
        }
        catch (IOException problem) when (problem.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            await Console.Error.WriteLineAsync($"{urls} is taken by another program. Take another port: dotnet run --project src/MeetingBot -- --urls http://localhost:5081");
            return 1;
        }

        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0;
        }

        serving = true;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? urls;
        await Console.Out.WriteLineAsync($"MeetingBot is at {address}{(demo ? "/?room=sample" : "")} and keeps its records in {store.Where}.");
        if (teams is { AllowUnauthenticated: true })
        {
            await Console.Error.WriteLineAsync("WARNING: Teams__AllowUnauthenticated is on. Whoever reaches /api/messages on this machine is believed whatever name they give; this is for the Agents Playground alone.");
        }

        if (demo)
        {
            await app.Services.GetRequiredService<ISampleMeeting>().PlayAsync("web::sample", app.Lifetime.ApplicationStopping);
        }

        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void MapWeb(WebApplication app, ServingOptions options)
    {
        if (options.SignIn is { } signIn)
        {
            SignIn.Use(app, signIn);
            app.MapMeetingBotWeb().RequireAuthorization();
        }
        else if (options.Web)
        {
            app.MapMeetingBotWeb();
        }
    }

    /// <summary>A calendar program shows no cookie: the address itself is the secret, so it is kept out of caches and of other pages' referrers.</summary>
    /// <summary>The token alone opens it, so that a group that is renamed keeps its subscribers; addresses from before had it for a name.</summary>
    private static async Task<IResult> CalendarAsync(string name, string? token, Clerk clerk, TimeProvider time, HttpContext context)
    {
        token ??= name;
        if (token.Length != 32 || !token.All(char.IsAsciiHexDigitLower) || await clerk.FeedAsync(token, context.RequestAborted) is not { } group)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Text(CalendarFeed.Write(group, NodaTime.Instant.FromDateTimeOffset(time.GetUtcNow())), "text/calendar", System.Text.Encoding.UTF8);
    }

    private static void AddParts(IServiceCollection services, IKeeper store, ServingOptions options, Measures measures)
    {
        services.AddSingleton<IEventStore>(store);
        services.AddSingleton<INoticeQueue>(store);
        services.AddSingleton<IMinutesPrinter, MinutesPrinter>();
        services.AddSingleton<IMarkdownRenderer, MarkdownRenderer>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(measures);
        services.AddSingleton(provider => new Clerk(store, provider.GetRequiredService<IMinutesPrinter>(), options.Clerk with { Measures = measures }, provider.GetRequiredService<INoticeQueue>()));
        services.AddSingleton<IMeetingDesk>(provider => provider.GetRequiredService<Clerk>());
        services.AddSingleton<IRegisterDesk>(provider => provider.GetRequiredService<Clerk>());
        foreach (IMinutesArchive archive in options.Archives)
        {
            services.AddSingleton(archive);
        }

        services.AddSingleton<NoticeDispatcher>();
        services.AddSingleton<BoardKeeper>();
        services.AddSingleton<IAdapterNotes>(store);
        services.AddSingleton<IRichTextReader, RichTextReader>();
        services.AddSingleton<ICalendarPrinter, CalendarPrinter>();
        if (options.Slack is { } slack)
        {
            services.AddMeetingBotSlack(slack);
        }

        services.AddSingleton<NoticeWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeWorker>());
        Health.AddTo(services, options.Storage.Shared);
        services.AddHostedService<BoardWorker>();
        services.AddSingleton<Departures>();
        services.AddHostedService<DutyWorker>();
        IDataProtectionBuilder protection = services.AddDataProtection().SetApplicationName("MeetingBot");
        if (options.Storage.SqlitePath is { } path)
        {
            protection.PersistKeysToFileSystem(KeysFolder(Path.Combine(Path.GetDirectoryName(path)!, "keys")));
        }
        else
        {
            protection.AddKeyManagementOptions(keys => keys.XmlRepository = new SharedKeys((AzureBlobStore)store));
        }

        if (options.SignIn is { } signIn)
        {
            SignIn.AddTo(services, signIn);
            services.AddMeetingBotWeb(web => web.Hosts.Add(signIn.Host.Host));
        }
        else if (options.Web)
        {
            services.AddMeetingBotWeb();
        }

        if (options.Web)
        {
            services.AddSingleton<ISampleMeeting, SampleMeeting>();
        }

        if (options.Web && options.Storage.Shared)
        {
            services.AddSingleton<StandingPosts>();
            services.AddSharedRooms();
        }
    }

    /// <summary>A line's words and a display name must reach no log, whatever level somebody sets to look for something else.</summary>
    private static void QuietLogs(ILoggingBuilder logging, Func<bool> serving)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Why it does not start is said once, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && serving());
        // It warns at every first start that the keys are not encrypted; the folder is closed to others instead.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    /// <summary>The folder of the keys, which nobody else on this machine may read.</summary>
    internal static DirectoryInfo KeysFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
