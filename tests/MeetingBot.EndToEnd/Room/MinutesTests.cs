using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>The live minutes beside the chat, and the scribe's desk.</summary>
public sealed class MinutesTests(Browser browser)
{
    readonly string _room = $"minutes-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task An_entry_is_corrected_where_it_stands()
    {
        await using var tab = await MeetingAsync();

        await tab.Minutes.GetByText("The export fails on Safari.").ClickAsync();
        var text = tab.Minutes.GetByRole(AriaRole.Textbox);
        await Expect(text).ToBeFocusedAsync();
        await text.FillAsync("The export fails on Safari 17.");
        await text.PressAsync("Enter");

        await Expect(tab.Minutes.Locator(".words").First).ToHaveTextAsync("The export fails on Safari 17.");
        await Expect(tab.Outcome).ToBeVisibleAsync();
        await Expect(tab.Minutes.Locator("button.entry-text").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_leaves_an_entry_as_it_was()
    {
        await using var tab = await MeetingAsync();

        await tab.Minutes.GetByText("The export fails on Safari.").ClickAsync();
        await tab.Minutes.GetByRole(AriaRole.Textbox).FillAsync("Something else");
        await tab.Page.Keyboard.PressAsync("Escape");

        await Expect(tab.Minutes.Locator(".words").First).ToHaveTextAsync("The export fails on Safari.");
    }

    [Fact]
    public async Task An_entry_is_moved_to_another_item()
    {
        await using var tab = await MeetingAsync();

        await tab.Minutes.GetByText("Travel is half of what we planned.").ClickAsync();
        await tab.Minutes.GetByRole(AriaRole.Combobox).SelectOptionAsync(new SelectOptionValue { Label = "2. Budget" });

        await Expect(tab.Minutes.Locator(".topic").Filter(new() { HasText = "Budget" })).ToContainTextAsync("Travel is half of what we planned.");
        await Expect(tab.Minutes.Locator(".topic").Filter(new() { HasText = "Release" })).Not.ToContainTextAsync("Travel");
    }

    [Fact]
    public async Task An_entry_is_struck()
    {
        await using var tab = await MeetingAsync();

        await tab.Minutes.GetByText("The export fails on Safari.").ClickAsync();
        await tab.Button("Strike").ClickAsync();

        await Expect(tab.Minutes.Locator(".entries").GetByText("The export fails on Safari.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_action_is_given_by_form_and_done_by_button()
    {
        await using var tab = await MeetingAsync();

        await tab.Button("Action…").ClickAsync();
        await tab.Page.GetByLabel("Who does it").FillAsync("Ana Vogel");
        await tab.Page.GetByLabel("What is to be done").FillAsync("tell support about the export");
        await tab.Button("Record").ClickAsync();
        await Expect(tab.Side.Locator(".todos")).ToContainTextAsync("tell support about the export");
        await tab.Side.Locator(".todos").GetByRole(AriaRole.Button).ClickAsync();

        await Expect(tab.Side.Locator(".todos li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_current_item_of_the_agenda_is_marked()
    {
        await using var tab = await MeetingAsync();

        await Expect(tab.Side.Locator("[aria-current=step]")).ToContainTextAsync("Release");
        await tab.Side.GetByRole(AriaRole.Button, new() { Name = "Next topic" }).ClickAsync();

        await Expect(tab.Side.Locator("[aria-current=step]")).ToContainTextAsync("Budget");
    }

    [Fact]
    public async Task Posted_minutes_appear_in_the_room()
    {
        await using var ana = await MeetingAsync();
        await using var ben = await browser.OpenAsync(_room, "Ben Ito");

        await ana.Button("Adjourn…").ClickAsync();
        await ana.Button("Adjourn").ClickAsync();
        await ana.Button("Post the minutes").ClickAsync();

        await Expect(ben.Log.Locator(".post")).ToContainTextAsync("The export fails on Safari.");
    }

    [Fact]
    public async Task The_desk_shows_the_draft_and_gives_it_as_a_file()
    {
        await using var room = await MeetingAsync();
        await using var desk = await browser.OpenAsync(_room, path: "/desk");

        await Expect(desk.Page.Locator(".sheet")).ToContainTextAsync("The export fails on Safari.");
        foreach (var (label, extension) in new[] { ("Markdown", ".md"), ("HTML", ".html"), ("Text", ".txt"), ("JSON", ".json"), ("Word", ".docx") })
        {
            var file = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Page.Locator(".downloads").GetByText(label, new() { Exact = true }).ClickAsync());
            Assert.EndsWith(extension, file.SuggestedFilename, StringComparison.Ordinal);
            Assert.NotEqual(0, new FileInfo(await file.PathAsync()).Length);
        }
    }

    /// <summary>A meeting with two items, the first open, and two notes of which the second belongs to the other item.</summary>
    async Task<Tab> MeetingAsync()
    {
        var tab = await browser.OpenAsync(_room);
        foreach (var line in new[]
        {
            "start", "here", "agenda add Release", "agenda add Budget", "next topic",
            "note: The export fails on Safari.", "note: Travel is half of what we planned.",
        })
        {
            await tab.RecordAsync(line.StartsWith("agenda", StringComparison.Ordinal) ? $"/meeting {line}" : line);
        }

        return tab;
    }
}
