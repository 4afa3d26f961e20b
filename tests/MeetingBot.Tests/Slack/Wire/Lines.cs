using MeetingBot.Slack;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests.Slack;

/// <summary>The bot's client of the Web API, connected to a Slack of its own.</summary>
internal static class Lines
{
    public static SlackApi To(Uri api, TimeProvider? time = null, TimeSpan? patience = null, ILogger<SlackApi>? log = null, MeetingBot.Application.Measures? measures = null)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(SlackApi.Client, client => client.Timeout = patience ?? TimeSpan.FromSeconds(10)).RemoveAllLoggers();
        services.AddHttpClient(ResponseUrls.Client).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false }).RemoveAllLoggers();
        IHttpClientFactory clients = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
        return new SlackApi(clients, api, new SlackPace(time ?? TimeProvider.System), time ?? TimeProvider.System, log ?? Microsoft.Extensions.Logging.Abstractions.NullLogger<SlackApi>.Instance, measures);
    }

    public static ApiCall Call(string method) => new(method, FakeSlack.Team, FakeSlack.BotToken);

    public static ApiCall Post(string text, string channel = "C1") => Call("chat.postMessage").With("channel", channel).With("text", text);
}
