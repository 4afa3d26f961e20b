using System.Net;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>Signing in by OpenID Connect, against a provider that speaks it for real.</summary>
public sealed class SignInTests(Browser browser) : IAsyncLifetime
{
    readonly Provider _provider = new();
    HostProcess _host = null!;

    public async ValueTask InitializeAsync()
    {
        await _provider.StartAsync();
        _host = new HostProcess { Settings = SettingsFor("127.0.0.1") };
        _host.Settings.Remove("SignIn__ClientSecret");
        _host.Settings["SignIn__ClientSecret_FILE"] = Path.Combine(_host.Data, "secret");
        _host.Settings["SignIn__Host"] = $"127.0.0.1:{_host.Port}";
        await File.WriteAllTextAsync(Path.Combine(_host.Data, "secret"), Provider.Secret + "\n");
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Assert.DoesNotContain(_host.Output, l => l.Contains(Provider.Secret, StringComparison.Ordinal));
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_signs_in_is_in_the_room_under_their_name()
    {
        await using var tab = await browser.OpenAsync("board", name: null, address: _host.Address, provider: new Uri(_provider.Address));

        await Expect(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Banner)).ToContainTextAsync("Ana Lopes");
        await tab.RecordAsync("start");
        await tab.RecordAsync("here");
        await Expect(tab.Side.Locator(".people")).ToContainTextAsync("Ana Lopes");
        await tab.Button("Sign out").ClickAsync();
        await Expect(tab.Page.GetByText("You are signed out")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_display_name_makes_nobody_the_chair()
    {
        _provider.User = ("subject-1", "Sam Reyes");
        await using var sam = await browser.OpenAsync("board", name: null, address: _host.Address, provider: new Uri(_provider.Address));
        await sam.RecordAsync("setup Harbour");
        await sam.RecordAsync("roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech)");

        _provider.User = ("subject-2", "Ana Lopes");
        await using var eve = await browser.OpenAsync("board", name: "Sam Reyes", address: _host.Address, provider: new Uri(_provider.Address));
        await eve.SayAsync("set template narrative");

        await Expect(eve.Line("set template narrative").Locator(".refusal")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_whole_flow_ends_at_the_page_that_was_asked_for()
    {
        using var client = Client(follow: true);

        using var page = await client.GetAsync(new Uri("/desk?room=board", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("/desk?room=board", page.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Theory]
    [InlineData(Lie.State)]
    [InlineData(Lie.Nonce)]
    [InlineData(Lie.Issuer)]
    [InlineData(Lie.Audience)]
    [InlineData(Lie.Key)]
    [InlineData(Lie.Expiry)]
    [InlineData(Lie.UserInfo)]
    public async Task A_wrong_answer_of_the_provider_is_refused(Lie lie)
    {
        _provider.Lie = lie;
        using var client = Client(follow: true);

        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Signing in did not work", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "text/html", HttpStatusCode.Found)]
    [InlineData("/desk", "text/html", HttpStatusCode.Found)]
    [InlineData("/minutes/download?format=text&name=Ana", "text/html", HttpStatusCode.Found)]
    [InlineData("/minutes/download?format=text&name=Ana", "*/*", HttpStatusCode.Unauthorized)]
    [InlineData("/_blazor/negotiate", "*/*", HttpStatusCode.Unauthorized)]
    [InlineData("/_blazor", "*/*", HttpStatusCode.Unauthorized)]
    [InlineData("/_content/MeetingBot.Web/room.css", "*/*", HttpStatusCode.OK)]
    [InlineData("/healthz/live", "*/*", HttpStatusCode.OK)]
    public async Task Nothing_is_shown_before(string path, string accept, HttpStatusCode status)
    {
        using var client = Client(follow: false);
        client.DefaultRequestHeaders.Clear();
        using var request = new HttpRequestMessage(path.EndsWith("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, path) { Headers = { { "Accept", accept } } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("?code=abc&state=made-up")]
    [InlineData("?code=abc")]
    [InlineData("?error=access_denied")]
    public async Task An_answer_nobody_asked_for_is_refused(string query)
    {
        using var client = Client(follow: false);

        using var answer = await client.GetAsync(new Uri("/sign-in/callback" + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Beyond_this_machine_it_starts_with_sign_in_and_trusts_no_header()
    {
        var port = HostProcess.FreePort();
        await using var host = new HostProcess { Urls = $"http://0.0.0.0:{port}", Settings = SettingsFor("meetings.example.org"), Port = port };
        await host.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/")
        {
            Headers = { { "Accept", "text/html" }, { "X-Forwarded-Host", "elsewhere.example" }, { "X-Forwarded-Proto", "http" } },
        };
        request.Headers.Host = "meetings.example.org";

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("redirect_uri=" + Uri.EscapeDataString("https://meetings.example.org/sign-in/callback"), answer.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("code_challenge_method=S256", answer.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
    }

    Dictionary<string, string> SettingsFor(string host) => new()
    {
        ["SignIn__Authority"] = _provider.Address,
        ["SignIn__ClientId"] = Provider.ClientId,
        ["SignIn__ClientSecret"] = Provider.Secret,
        ["SignIn__Host"] = host,
    };

    HttpClient Client(bool follow)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = follow, CookieContainer = new CookieContainer() }) { BaseAddress = _host.Address };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }
}
