using System.Net;
using System.Net.WebSockets;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>What the room must not do, and what it must survive.</summary>
public sealed class GuardTests(Browser browser)
{
    readonly string _room = $"guard-{Guid.NewGuid():N}"[..20];

    [Theory]
    [InlineData("/")]
    [InlineData("/desk")]
    [InlineData("/minutes/download?format=text&name=Ana")]
    [InlineData("/_content/MeetingBot.Web/room.js")]
    public async Task A_foreign_host_name_is_refused(string path)
    {
        using var client = new HttpClient { BaseAddress = browser.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "rebound.example" } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://elsewhere.example", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("null", false)]
    [InlineData(null, true)]
    public async Task Only_the_rooms_own_pages_open_its_socket(string? origin, bool opens)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin ?? browser.Host.Address.GetLeftPart(UriPartial.Authority));
        var address = new UriBuilder(browser.Host.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;

        var refused = await Record.ExceptionAsync(() => socket.ConnectAsync(address, TestContext.Current.CancellationToken));

        Assert.Equal(opens, refused is null);
    }

    [Fact]
    public async Task Another_sites_form_is_refused()
    {
        using var client = new HttpClient { BaseAddress = browser.Host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1") { Headers = { { "Origin", "http://elsewhere.example" } } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_load_nothing_from_elsewhere_and_cannot_be_framed()
    {
        using var client = new HttpClient { BaseAddress = browser.Host.Address };

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_line_sent_while_the_server_is_away_arrives_once_it_is_back()
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        await using var tab = await browser.OpenAsync(_room, address: host.Address);
        tab.ServerMayBeGone = true;
        await tab.SayAsync("before");

        await host.KillAsync();
        await Expect(tab.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await tab.Composer.FillAsync("in between");
        await tab.Composer.PressAsync("Enter");
        await host.StartAsync();

        await Expect(tab.Line("in between")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(tab.Log.GetByText("in between", new() { Exact = true })).ToHaveCountAsync(1);
    }
}
