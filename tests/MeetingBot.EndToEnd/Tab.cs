using Microsoft.Playwright;

namespace MeetingBot.EndToEnd;

/// <summary>A browser window on the room. Whatever it asks of another machine, and whatever it complains of, fails the test.</summary>
public sealed class Tab(IBrowserContext context, Uri address, Uri? provider = null) : IAsyncDisposable
{
    readonly List<string> _complaints = [];

    public IPage Page { get; private set; } = null!;

    /// <summary>True while the server may be gone, which browser and framework rightly complain of.</summary>
    public bool ServerMayBeGone { get; set; }

    public ILocator Composer => Page.Locator("#say");
    public ILocator Log => Page.Locator(".log");
    public ILocator Minutes => Page.Locator(".paper");
    public ILocator Side => Page.Locator(".side");
    public ILocator Outcome => Page.Locator(".outcome");

    public async Task GoAsync(string path)
    {
        context.SetDefaultTimeout(60_000);
        await context.RouteAsync("**/*", Check);
        Page = await context.NewPageAsync();
        Page.WebSocket += (_, socket) => Expect(new Uri(socket.Url));
        Page.PageError += (_, error) => ComplainOfPage($"script: {error}");
        Page.Console += (_, message) =>
        {
            if (message.Type == "error")
                ComplainOfPage($"console: {message.Text}");
        };
        await Page.GotoAsync(new Uri(address, path).ToString());
        await Page.Locator("#say, #name, .desk").First.WaitForAsync();
    }

    /// <summary>Types a line and sends it.</summary>
    public async Task SayAsync(string line)
    {
        await Composer.FillAsync(line);
        await Composer.PressAsync("Enter");
        await Assertions.Expect(Line(line)).ToBeVisibleAsync();
    }

    /// <summary>Types a line and waits for its receipt.</summary>
    public async Task RecordAsync(string line)
    {
        await SayAsync(line);
        await Assertions.Expect(Receipt(line)).ToBeVisibleAsync();
    }

    /// <summary>The newest line with this text that somebody said.</summary>
    public ILocator Line(string text) => Log.Locator(".line[data-kind=Said]").Filter(new() { HasText = text }).Last;

    /// <summary>What the sender sees of a line's being recorded: a tick, or a sentence.</summary>
    public ILocator Receipt(string text) => Line(text).Locator(".tick.done, .receipt");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        lock (_complaints)
            Assert.Empty(_complaints);
    }

    async Task Check(IRoute route)
    {
        var asked = new Uri(route.Request.Url);
        Expect(asked);
        if (IsOurs(asked))
            await route.ContinueAsync();
        else
            await route.AbortAsync();
    }

    void Expect(Uri asked)
    {
        if (!IsOurs(asked))
            Complain($"asked another machine: {asked}");
    }

    bool IsOurs(Uri asked) => asked.Scheme is "data" or "blob" || asked.Authority == address.Authority || (provider is not null && asked.Authority == provider.Authority);

    void ComplainOfPage(string complaint)
    {
        if (!ServerMayBeGone)
            Complain(complaint);
    }

    void Complain(string complaint)
    {
        lock (_complaints)
            _complaints.Add(complaint);
    }
}
