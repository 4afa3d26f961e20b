using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(MeetingBot.EndToEnd.Browser))]

namespace MeetingBot.EndToEnd;

/// <summary>One browser and one running program for all tests; every test has a room of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The machine's own Chromium; tests/run installs it where it is missing. None is ever downloaded.</summary>
    static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    IPlaywright? _playwright;
    IBrowser? _browser;

    public HostProcess Host { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        var starting = Host.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Quiet });
        await starting;
    }

    /// <summary>Opens a browser window that shares nothing with any other.</summary>
    public async Task<Tab> OpenAsync(string room, string? name = "Ana Vogel", BrowserNewContextOptions? options = null, Uri? address = null, string path = "/", Uri? provider = null)
    {
        var tab = new Tab(await _browser!.NewContextAsync(options), address ?? Host.Address, provider);
        await tab.GoAsync(name is null ? $"{path}?room={room}" : $"{path}?room={room}&name={Uri.EscapeDataString(name)}");
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
        await Host.DisposeAsync();
    }
}
