using Microsoft.Playwright;

namespace MeetingBot.EndToEnd;

/// <summary>
/// A browser that looks on in the group chat of the playground, for somebody who wants to see what people see:
/// <c>PLAYGROUND_PICTURE</c> names the file. Without it there is none. The page shows only what is said while it is open.
/// </summary>
public sealed class PlaygroundPicture : IAsyncDisposable
{
    IPlaywright? _playwright;
    IBrowser? _browser;
    IPage? _page;

    static string? Path => Environment.GetEnvironmentVariable("PLAYGROUND_PICTURE");

    public static async Task<PlaygroundPicture> OpenAsync(Uri address)
    {
        var picture = new PlaygroundPicture();
        if (string.IsNullOrEmpty(Path))
            return picture;

        picture._playwright = await Playwright.CreateAsync();
        picture._browser = await picture._playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        picture._page = await (await picture._browser.NewContextAsync(new() { ViewportSize = new() { Width = 1300, Height = 2600 } })).NewPageAsync();
        await picture._page.GotoAsync(address.ToString());
        await picture._page.GetByText("Code Signing").First.ClickAsync();
        await picture._page.WaitForTimeoutAsync(3000);
        return picture;
    }

    public async Task TakeAsync()
    {
        if (_page is not null)
        {
            await _page.WaitForTimeoutAsync(3000);
            await _page.ScreenshotAsync(new() { Path = Path });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();

        _playwright?.Dispose();
    }
}
