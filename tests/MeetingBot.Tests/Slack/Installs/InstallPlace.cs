using System.Net;
using System.Web;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Slack;
using MeetingBot.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests.Slack;

/// <summary>The bot where workspaces install it, and browsers that do so.</summary>
internal sealed class InstallPlace : IAsyncDisposable
{
    private readonly WebApplication _bot;

    private InstallPlace(WebApplication bot) => _bot = bot;

    private Uri Address => new(_bot.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    public static async Task<InstallPlace> OpenAsync(FakeSlack slack, InMemoryStore store, IDataProtectionProvider protection, TimeProvider? time = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IMinutesPrinter, MinutesPrinter>();
        builder.Services.AddSingleton<IRichTextReader, RichTextReader>();
        builder.Services.AddSingleton<IAdapterNotes>(store);
        builder.Services.AddSingleton<IMeetingDesk>(new Clerk(store, new MinutesPrinter()));
        builder.Services.AddSingleton(protection);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddMeetingBotSlack(InstallTests.Options(slack.Api, new Uri("http://127.0.0.1:5080/")));
        WebApplication bot = builder.Build();
        bot.MapMeetingBotSlack();
        await bot.StartAsync();
        return new InstallPlace(bot);
    }

    /// <summary>A browser of its own begins; where it is sent, with what state and cookies.</summary>
    public async Task<(string State, CookieContainer Cookies, string Location)> StartAsync()
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies });
        using HttpResponseMessage answer = await browser.GetAsync(new Uri(Address, "slack/install"));
        Uri location = answer.Headers.Location!;
        return (HttpUtility.ParseQueryString(location.Query)["state"]!, cookies, location.ToString());
    }

    /// <summary>A browser comes back from Slack.</summary>
    public async Task<(HttpStatusCode Status, string Body)> ReturnAsync(string query, CookieContainer cookies)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies });
        using HttpResponseMessage answer = await browser.GetAsync(new Uri(Address, "slack/oauth/callback?" + query));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.StopAsync();
        await _bot.DisposeAsync();
    }
}
