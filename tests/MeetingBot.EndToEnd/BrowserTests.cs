using Microsoft.Playwright;

namespace MeetingBot.EndToEnd;

public class BrowserTests
{
    /// <summary>The machine's own Chromium; tests/run installs it where it is missing.</summary>
    static readonly string Chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    [Fact]
    public async Task The_browser_that_the_tests_use_shows_a_page()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();

        await page.SetContentAsync("<h1>Minutes</h1>");

        Assert.Equal("Minutes", await page.GetByRole(AriaRole.Heading).TextContentAsync());
    }
}
