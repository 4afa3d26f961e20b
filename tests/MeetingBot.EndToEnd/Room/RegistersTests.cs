using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Playwright;
using NodaTime;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>
/// The registers' page on a year of made-up meetings: 26 of them every second Thursday, and two on the last day. REGISTERS_PICTURES names a
/// folder for pictures of it, for somebody who wants to see what people see.
/// </summary>
public sealed class RegistersTests(Browser browser)
{
    const string Room = "standards";
    static readonly LocalDate First = new(2025, 1, 9);

    /// <summary>Everybody, with how many meetings out of ten they come to; Ana always does.</summary>
    static readonly (string Name, string Organization, string Class, int Comes)[] Members =
    [
        ("Ana Vogel", "Acme", "issuer", 10), ("Ben Okafor", "Initech", "issuer", 9), ("Chris Duval", "Northwind", "issuer", 7), ("Dana Fox", "Globex", "consumer", 8),
        ("Eva Stone", "Acme", "issuer", 5), ("Finn Hall", "TrustAsia Technologies, Inc.", "issuer", 3), ("Gil Reed", "Initech", "issuer", 6),
    ];

    [Fact]
    public async Task A_year_of_meetings_is_drawn_and_leads_back_to_its_minutes()
    {
        await using var host = new HostProcess();
        await FillAsync(Path.Combine(host.Data, "meetingbot.db"));
        await host.StartAsync();
        await using var tab = await browser.OpenAsync(Room, "Ana Vogel", new() { ViewportSize = new() { Width = 1000, Height = 1400 } }, host.Address);
        var page = tab.Page;
        await page.GotoAsync(new Uri(host.Address, $"/registers/{Room}?name=Ana%20Vogel").ToString());

        await Expect(page.Locator("h1")).ToHaveTextAsync("Registers of Standards Group");
        await Expect(page.Locator(".top-title p")).ToHaveTextAsync("27 meetings since Thu 9 Jan 2025");
        await Expect(page.Locator("figure.plot")).ToHaveCountAsync(2);
        foreach (var picture in await page.Locator("figure.plot svg").AllAsync())
        {
            await Expect(picture.Locator("circle.series-1")).ToHaveCountAsync(27);
            var places = await picture.EvaluateAsync<double[]>("svg => [...svg.querySelectorAll('circle')].flatMap(dot => [+dot.getAttribute('cx'), +dot.getAttribute('cy')])");
            Assert.All(places.Where((_, at) => at % 2 == 0), x => Assert.InRange(x, 34, 628));
            Assert.All(places.Where((_, at) => at % 2 == 1), y => Assert.InRange(y, 12, 212));
        }

        var cames = Enumerable.Range(0, 27).Count(meeting => Comes(1, meeting) || Comes(6, meeting));
        await Expect(page.Locator("table.shares").First.Locator("tr").Filter(new() { HasText = "Initech" }).Locator("td").First).ToHaveTextAsync($"{cames} of 27");
        await Expect(page.Locator("section[aria-labelledby=ballots] li")).ToHaveCountAsync(3);
        await Expect(page.Locator("section[aria-labelledby=ballots] li").Filter(new() { HasText = "S-1 Signs" }).GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://example.org/s-1");
        await PictureAsync(page, "registers.png");

        // Two meetings were held on the last day; each entry leads to its own.
        await page.Locator("section[aria-labelledby=actions] li").Filter(new() { HasText = "Send letter 26" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".record:target")).ToContainTextAsync("Send letter 26");
        await page.GoBackAsync();
        await page.Locator("section[aria-labelledby=decisions] li").Filter(new() { HasText = "Accept proposal 27." }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".record:target")).ToContainTextAsync("Accept proposal 27.");

        await page.SetViewportSizeAsync(390, 844);
        await page.GoBackAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page is wider than a phone.");
        await page.EvaluateAsync("scrollTo(0, 0)");
        await PictureAsync(page, "registers-phone.png");
    }

    [Fact]
    public async Task One_meeting_is_a_point_and_none_is_said_so()
    {
        await using var tab = await browser.OpenAsync("registers-of-one", "Ana Vogel");
        await tab.RecordAsync("start");
        await tab.RecordAsync("here");
        await tab.Page.GotoAsync(new Uri(browser.Host.Address, "/registers/registers-of-one?name=Ana%20Vogel").ToString());
        await Expect(tab.Page.GetByText("No meeting has been held yet.")).ToBeVisibleAsync();
        await tab.Page.GotoAsync(new Uri(browser.Host.Address, "/?room=registers-of-one&name=Ana%20Vogel").ToString());
        await tab.RecordAsync("end");
        await tab.Page.GotoAsync(new Uri(browser.Host.Address, "/registers/registers-of-one?name=Ana%20Vogel").ToString());
        await Expect(tab.Page.Locator("circle.series-1").First).ToHaveAttributeAsync("cx", "34");
        await Expect(tab.Page.Locator(".top-title p")).ToContainTextAsync("1 meeting since");
    }

    static bool Comes(int member, int meeting) => ((meeting * 7) + (member * 3)) % 10 < Members[member].Comes;

    static async Task FillAsync(string path)
    {
        await using var store = SqliteStore.Open(path);
        var clerk = new Clerk(store, new MinutesPrinter(), new ClerkOptions { PostAtOnce = true, Clocks = false }, store);
        var messages = 0;
        var now = First.At(new LocalTime(10, 0)).InUtc().ToInstant();
        await SayAsync("Ana Vogel", "setup Standards Group timezone Etc/UTC");
        await SayAsync("Ana Vogel", "set policy forum");
        await SayAsync("Ana Vogel", "roster add " + string.Join(", ", Members.Select((one, at) => $"{one.Name} ({one.Organization}){(at == 0 ? " as chair" : "")} class {one.Class}")));
        foreach (var ballot in new[] { "S-1 Signs", "S-2 Benches", "S-3 Lamps" })
        {
            var identifier = ballot.Split(' ')[0];
            await SayAsync("Ana Vogel", $"ballot new {ballot}");
            await SayAsync("Ana Vogel", $"ballot text {identifier} https://example.org/{identifier.ToLowerInvariant()}");
        }

        for (var meeting = 0; meeting < 27; meeting++)
        {
            now = First.PlusDays(14 * Math.Min(meeting, 25)).At(new LocalTime(meeting == 26 ? 15 : 10, 0)).InUtc().ToInstant();
            await SayAsync("Ana Vogel", "start");
            var here = Enumerable.Range(0, Members.Length).Where(member => Comes(member, meeting)).Select(member => Members[member].Name);
            await SayAsync("Ana Vogel", "present " + string.Join(", ", here));
            await SayAsync("Ana Vogel", string.Create(CultureInfo.InvariantCulture, $"decision: Accept proposal {meeting + 1}."));
            await SayAsync("Ana Vogel", string.Create(CultureInfo.InvariantCulture, $"todo Ben: Send letter {meeting + 1}"));
            if (meeting > 2 && meeting % 4 != 0)
                await SayAsync("Ana Vogel", string.Create(CultureInfo.InvariantCulture, $"done {meeting - 2}"));
            await SayAsync("Ana Vogel", "end");
        }

        async Task SayAsync(string who, string line)
        {
            now += Duration.FromSeconds(20);
            var reply = await clerk.HandleAsync(new ChatMessage($"year/{++messages}", new Account("web::" + who), who, "web::" + Room, "/meeting " + line, now) { NameIsTrusted = true }, TestContext.Current.CancellationToken);
            Assert.True(reply.Kind == ReplyKind.Receipt, $"{line}: {reply.Text}");
        }
    }

    static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("REGISTERS_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
    }
}
