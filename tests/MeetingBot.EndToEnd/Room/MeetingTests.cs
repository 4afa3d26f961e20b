using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>Whole meetings, as people hold them in the room.</summary>
public sealed class MeetingTests(Browser browser)
{
    readonly string _room = $"meeting-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task Start_three_lines_and_end_give_drafted_minutes_that_are_posted_on_request()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");
        foreach (var line in new[] { "start", "note Ben: The export fails on Safari.", "decision: Ship on Monday without the export.", "todo Ben: tell support by Friday", "end" })
            await ana.RecordAsync(line);

        var draft = ana.Line("end").Locator(".receipt");
        await Expect(draft).ToContainTextAsync("1. Ship on Monday without the export.");
        await Expect(ben.Log).Not.ToContainTextAsync("1. Ship on Monday");
        await draft.GetByRole(AriaRole.Button, new() { Name = "Post now" }).ClickAsync();

        await Expect(ben.Log.Locator(".post")).ToContainTextAsync("Ship on Monday without the export.");
        await Expect(ben.Log.Locator(".post")).ToContainTextAsync("tell support");
        await Expect(ana.Log.Locator(".post")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_chaired_group_keeps_its_own_form()
    {
        await using var ana = await browser.OpenAsync(_room, "Ana Lopes");
        foreach (var line in new[]
        {
            "setup Harbour Working Group timezone Etc/UTC",
            "roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech), Chris Sato (Globex)",
            "schedule every 2 weeks on Thursday at 12:00 for 1h",
            "set announce off",
            "set template narrative",
            "set quorum majority",
            "agenda add Cranes by Ben",
            "agenda add Budget",
            "start",
            "here",
            "present Ben Okafor and Chris Sato",
            "note well",
            "next topic",
            "note Ben: The cranes are inspected in May.",
            "decision: The inspection is announced to all tenants.",
            "next topic",
            "action Chris: Draft the budget due 2030-01-15",
        })
        {
            await ana.RecordAsync(line);
        }

        await Expect(ana.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Harbour Working Group");
        await Expect(ana.Side.Locator(".people")).ToContainTextAsync("Chris Sato");
        await Expect(ana.Side.Locator(".quorum")).ToContainTextAsync("quorum");
        await Expect(ana.Side.Locator("[aria-current=step]")).ToContainTextAsync("Budget");
        await ana.RecordAsync("adjourn");
        await ana.RecordAsync("minutes post");

        var post = ana.Log.Locator(".post");
        await Expect(post).ToContainTextAsync("Ana read the note well.");
        await Expect(post).ToContainTextAsync("The inspection is announced to all tenants.");
        await Expect(post.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unclear_name_is_asked_by_button_and_the_sentence_is_kept()
    {
        await using var ana = await browser.OpenAsync(_room, "Ana Lopes");
        foreach (var line in new[] { "setup Harbour", "roster add Ana Lopes (Acme) as chair, Tim Hart (Acme), Tim Hill (Initech)", "start", "here" })
            await ana.RecordAsync(line);

        await ana.SayAsync("note Tim: The cranes are late.");
        await Expect(ana.Minutes.Locator(".chip.ask")).ToBeVisibleAsync();
        await ana.Line("The cranes are late.").GetByRole(AriaRole.Button).Filter(new() { HasText = "Hill" }).ClickAsync();

        await Expect(ana.Minutes).ToContainTextAsync("Tim Hill");
        await Expect(ana.Minutes).ToContainTextAsync("The cranes are late.");
        await Expect(ana.Minutes.Locator(".chip.ask")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_line_that_looks_like_a_command_and_is_chat_says_so_before_it_is_sent()
    {
        await using var tab = await browser.OpenAsync(_room);
        await tab.RecordAsync("start");

        await tab.Composer.PressSequentiallyAsync("decision we ship");
        await Expect(tab.Page.Locator(".as-chat")).ToContainTextAsync("this is chat");
        await tab.Composer.FillAsync("decision: we ship");
        await Expect(tab.Page.Locator(".as-chat")).ToBeHiddenAsync();
        await tab.Composer.FillAsync("we ship on Monday then");
        await Expect(tab.Page.Locator(".as-chat")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_words_after_a_command_are_completed_from_the_meeting()
    {
        await using var tab = await browser.OpenAsync(_room);
        foreach (var line in new[] { "start", "here", "present Ben Okafor", "agenda add: Cranes", "agenda add: Budget" })
            await tab.RecordAsync(line);

        await tab.Composer.PressSequentiallyAsync("todo ");
        await Expect(tab.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Ben Okafor" })).ToBeVisibleAsync();
        await tab.Composer.PressSequentiallyAsync("be");
        await Expect(tab.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Ben Okafor");
        await tab.Composer.PressAsync("Tab");
        await Expect(tab.Composer).ToHaveValueAsync("todo Ben: ");
        await tab.Composer.FillAsync("");
        await tab.Composer.PressSequentiallyAsync("topic bud");
        await Expect(tab.Page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Budget");
        await tab.Composer.PressAsync("Tab");
        await tab.Composer.PressAsync("Enter");

        await Expect(tab.Side.Locator("[aria-current=step]")).ToContainTextAsync("Budget");
    }

    [Fact]
    public async Task Ten_lines_at_once_are_recorded_in_the_order_in_which_they_stand()
    {
        await using var tab = await browser.OpenAsync(_room);

        await tab.Composer.FillAsync("start");
        await tab.Composer.PressAsync("Enter");
        for (var n = 1; n <= 10; n++)
        {
            await tab.Composer.FillAsync($"note: Point {n}.");
            await tab.Composer.PressAsync("Enter");
        }

        await Expect(tab.Minutes.Locator(".words")).ToHaveTextAsync([.. Enumerable.Range(1, 10).Select(n => $"Point {n}.")]);
    }

    [Fact]
    public async Task A_broken_template_is_refused_and_the_minutes_are_printed_all_the_same()
    {
        await using var tab = await browser.OpenAsync(_room);
        await tab.RecordAsync("start");
        await tab.RecordAsync("decision: Ship on Monday.");

        await tab.SayAsync("/meeting template house\n{% if minutes.group %} never closed");
        await Expect(tab.Log.Locator(".refusal")).ToBeVisibleAsync();
        await tab.SayAsync("set template nonesuch");
        await Expect(tab.Log.Locator(".refusal")).ToHaveCountAsync(2);
        await tab.RecordAsync("end");
        await tab.RecordAsync("minutes post");

        await Expect(tab.Log.Locator(".post")).ToContainTextAsync("Ship on Monday.");
    }

    [Fact]
    public async Task After_a_power_cut_everything_acknowledged_is_there_and_what_was_typed_too()
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        await using var ana = await browser.OpenAsync(_room, address: host.Address);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito", address: host.Address);
        (ana.ServerMayBeGone, ben.ServerMayBeGone) = (true, true);
        foreach (var line in new[] { "start", "here", "agenda add: Cranes", "next topic", "note: The cranes are late.", "decision: Order new ones." })
            await ana.RecordAsync(line);

        await ana.Composer.FillAsync("todo Ben: half typ");
        await host.KillAsync();
        await Expect(ana.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await host.StartAsync();

        var soon = new LocatorAssertionsToContainTextOptions { Timeout = 60_000 };
        await Expect(ana.Log).ToContainTextAsync("Earlier chat is gone", soon);
        await Expect(ben.Log).ToContainTextAsync("Earlier chat is gone", soon);
        await Expect(ana.Log.Locator(".line")).ToHaveCountAsync(1);
        await Expect(ana.Minutes).ToContainTextAsync("The cranes are late.");
        await Expect(ben.Minutes).ToContainTextAsync("Order new ones.");
        await Expect(ana.Side.Locator("[aria-current=step]")).ToContainTextAsync("Cranes");
        await Expect(ana.Button("You're here")).ToBeVisibleAsync();
        await Expect(ana.Composer).ToHaveValueAsync("todo Ben: half typ");
        await ana.RecordAsync("todo Ben: count the cranes");
        await Expect(ben.Minutes).ToContainTextAsync("count the cranes");
    }
}
