using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>What people do in the room, in a browser.</summary>
public sealed class RoomTests(Browser browser)
{
    readonly string _room = $"room-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task A_line_that_is_sent_before_the_page_is_ready_is_sent_when_it_is()
    {
        await using var ana = await browser.OpenAsync(_room);
        await ana.Page.AddInitScriptAsync("""
            new MutationObserver((_, observer) => {
              const field = document.getElementById("say");
              if (!field) return;
              observer.disconnect();
              field.value = "start";
              field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
            }).observe(document, { childList: true, subtree: true });
            """);

        await ana.Page.ReloadAsync();

        await Expect(ana.Line("start")).ToBeVisibleAsync();
        await Expect(ana.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Whoever_picks_a_name_enters_and_is_known_next_time()
    {
        await using var tab = await browser.OpenAsync(_room, name: null);

        await tab.Page.GetByLabel("Your name").FillAsync("Ana Vogel");
        await tab.Button("Enter the room").ClickAsync();
        await Expect(tab.Composer).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();

        await Expect(tab.Composer).ToBeVisibleAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("Ana Vogel");
    }

    [Fact]
    public async Task A_line_is_for_everybody_and_its_receipt_for_its_sender()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");
        await ana.RecordAsync("start");

        await ana.RecordAsync("note: The export fails on Safari.");

        await Expect(ben.Line("note: The export fails on Safari.")).ToBeVisibleAsync();
        await Expect(ben.Receipt("note: The export fails on Safari.")).ToHaveCountAsync(0);
        await Expect(ben.Log.Locator(".reply")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Plain_chat_is_shown_and_not_answered()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");
        await ana.RecordAsync("start");

        await ana.SayAsync("Is anybody hungry?");

        await Expect(ben.Line("Is anybody hungry?")).ToBeVisibleAsync();
        await Expect(ana.Line("Is anybody hungry?").Locator(".tick, .reply")).ToHaveCountAsync(0);
        await Expect(ana.Minutes).Not.ToContainTextAsync("hungry");
    }

    [Fact]
    public async Task A_refusal_is_private_and_its_button_cures_it()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");

        await ana.SayAsync("/meeting note The export fails on Safari.");
        var refusal = ana.Line("The export fails on Safari.").Locator(".refusal");
        await Expect(refusal).ToBeVisibleAsync();
        await Expect(ben.Line("The export fails on Safari.")).ToBeVisibleAsync();
        await Expect(ben.Log.Locator(".refusal")).ToHaveCountAsync(0);
        await refusal.GetByRole(AriaRole.Button).First.ClickAsync();

        await Expect(ana.Minutes).ToContainTextAsync("The export fails on Safari.");
        await Expect(refusal).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Commands_are_completed_by_keyboard()
    {
        await using var tab = await browser.OpenAsync(_room);
        await tab.RecordAsync("start");

        await tab.Composer.PressSequentiallyAsync("dec");
        var option = tab.Page.GetByRole(AriaRole.Option).First;
        await Expect(option).ToBeVisibleAsync();
        await Expect(tab.Composer).ToHaveAttributeAsync("aria-expanded", "true");
        await tab.Composer.PressAsync("ArrowDown");
        await Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await tab.Composer.PressAsync("Escape");
        await Expect(tab.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await tab.Composer.PressSequentiallyAsync("i");
        await Expect(option).ToBeVisibleAsync();
        await tab.Composer.PressAsync("Tab");

        await Expect(tab.Composer).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^decision"));
        await Expect(tab.Composer).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Arrow_up_brings_back_what_was_sent()
    {
        await using var tab = await browser.OpenAsync(_room);
        await tab.SayAsync("first");
        await tab.SayAsync("second");

        await tab.Composer.PressAsync("ArrowUp");
        await Expect(tab.Composer).ToHaveValueAsync("second");
        await tab.Composer.PressAsync("ArrowUp");
        await Expect(tab.Composer).ToHaveValueAsync("first");
        await tab.Composer.PressAsync("ArrowDown");
        await Expect(tab.Composer).ToHaveValueAsync("second");
    }

    [Fact]
    public async Task What_one_records_the_others_see_at_once()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");

        await ana.RecordAsync("start");
        await ana.RecordAsync("decision: Ship on Monday without the export.");
        await ben.Button("I'm here").ClickAsync();

        await Expect(ben.Minutes).ToContainTextAsync("Ship on Monday without the export.");
        await Expect(ben.Log.Locator(".aloud").Last).ToContainTextAsync("Ship on Monday without the export.");
        await Expect(ana.Side.Locator(".people")).ToContainTextAsync("Ben Ito");
        await Expect(ben.Button("You're here")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_raised_hand_stands_in_the_queue()
    {
        await using var ana = await browser.OpenAsync(_room);
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");
        await ana.RecordAsync("start");

        await ben.Button("Raise hand").ClickAsync();
        await Expect(ana.Side.Locator(".queue")).ToContainTextAsync("Ben Ito");
        await ben.Button("Lower hand").ClickAsync();

        await Expect(ana.Side.Locator(".queue li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        const string Hostile = "<img src=x onerror=\"document.title='owned'\"><b>bold</b>";
        await using var tab = await browser.OpenAsync(_room, "<script>Eve</script>");

        await tab.RecordAsync("start");
        await tab.SayAsync($"look: {Hostile}");
        await tab.RecordAsync($"note: {Hostile}");
        await tab.RecordAsync($"decision: {Hostile}");
        await tab.RecordAsync($"topic: {Hostile}");

        await Expect(tab.Minutes.Locator(".words").First).ToHaveTextAsync(Hostile);
        await Expect(tab.Page.Locator("img[src='x'], .log b, .paper b, .app script")).ToHaveCountAsync(0);
        Assert.DoesNotContain("owned", await tab.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_sent_again_under_its_id_is_one_line()
    {
        await using var tab = await browser.OpenAsync(_room);
        await tab.RecordAsync("start");
        await tab.RecordAsync("note: Said once.");
        var id = (await tab.Line("note: Said once.").GetAttributeAsync("id"))!["line-".Length..];

        await tab.Page.EvaluateAsync(
            "([key, id]) => sessionStorage.setItem(key, JSON.stringify([{ id, text: 'note: Said once.' }]))",
            new[] { $"meetingbot.outbox.{_room}.Ana Vogel", id });
        await tab.Page.ReloadAsync();
        await Expect(tab.Composer).ToBeVisibleAsync();
        await tab.Page.WaitForFunctionAsync("Object.values(sessionStorage).every(v => !v.includes('Said once'))");

        await Expect(tab.Log.Locator(".line").Filter(new() { HasText = "Said once." })).ToHaveCountAsync(1);
        await Expect(tab.Minutes.Locator(".words").Filter(new() { HasText = "Said once." })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_empty_room_offers_a_sample_meeting_that_ends_in_minutes()
    {
        await using var tab = await browser.OpenAsync(_room);

        await Expect(tab.Page.Locator(".tries li")).ToHaveCountAsync(3);
        await tab.Button("Play a sample meeting").ClickAsync();

        await Expect(tab.Minutes.Locator(".entry").First).ToBeVisibleAsync();
        await Expect(tab.Log.Locator(".line").Nth(3)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_example_line_is_put_into_the_composer()
    {
        await using var tab = await browser.OpenAsync(_room);

        await tab.Page.Locator(".try").First.ClickAsync();

        await Expect(tab.Composer).ToHaveValueAsync("topic: Release 2.1");
        await Expect(tab.Composer).ToBeFocusedAsync();
    }
}
