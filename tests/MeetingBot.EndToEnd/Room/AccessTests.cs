using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>For everybody: by keyboard, on a phone, in light and dark.</summary>
public sealed class AccessTests(Browser browser)
{
    readonly string _room = $"access-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task A_meeting_is_held_by_keyboard_alone()
    {
        await using var tab = await browser.OpenAsync(_room, name: null);
        var keys = tab.Page.Keyboard;

        await keys.TypeAsync("Ana Vogel");
        await keys.PressAsync("Enter");
        await Expect(tab.Composer).ToBeVisibleAsync();
        await ReachAsync(tab, "#say");
        foreach (var line in new[] { "start", "topic: Release", "note: The export fails on Safari." })
        {
            await keys.TypeAsync(line);
            await keys.PressAsync("Enter");
            await Expect(tab.Receipt(line)).ToBeVisibleAsync();
        }

        await ReachAsync(tab, "button.entry-text");
        await keys.PressAsync("Enter");
        await Expect(tab.Minutes.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await keys.TypeAsync(" Twice.");
        await keys.PressAsync("Enter");
        await Expect(tab.Minutes.Locator(".words").First).ToHaveTextAsync("The export fails on Safari. Twice.");

        await ReachAsync(tab, ".quick button:has-text('Adjourn')");
        await keys.PressAsync("Enter");
        await Expect(tab.Page.Locator("#quick-ok")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(tab.Button("Post the minutes")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(390, 844)]
    [InlineData(800, 600)]
    public async Task Nothing_scrolls_sideways(int width, int height)
    {
        await using var tab = await browser.OpenAsync(_room, options: new() { ViewportSize = new() { Width = width, Height = height } });
        await tab.RecordAsync("start");
        await tab.RecordAsync("topic: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft");
        await tab.RecordAsync("note: https://example.org/a/very/long/address/without/any/break/in/it/that/is/wider/than/a/phone?and=more");
        await tab.RecordAsync("action Ana Vogel: " + new string('w', 80));

        await ExpectToFitAsync(tab);
        if (width <= 760)
        {
            foreach (var part in new[] { "Minutes", "Meeting", "Chat" })
            {
                await tab.Button(part).ClickAsync();
                await ExpectToFitAsync(tab);
            }
        }
    }

    [Fact]
    public async Task A_phone_shows_one_part_at_a_time_with_buttons_for_a_thumb()
    {
        await using var tab = await browser.OpenAsync(_room, options: new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true, IsMobile = true });
        await tab.RecordAsync("start");

        await Expect(tab.Minutes).ToBeHiddenAsync();
        await tab.Button("Minutes").TapAsync();
        await Expect(tab.Minutes).ToBeVisibleAsync();
        await Expect(tab.Composer).ToBeHiddenAsync();
        foreach (var button in await tab.Page.Locator(".quick button, .tabs button").AllAsync())
        {
            var box = await button.BoundingBoxAsync();
            Assert.True(box!.Height >= 44, $"{await button.TextContentAsync()} is {box.Height} high");
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_stands_out_from_its_ground(ColorScheme scheme)
    {
        await using var tab = await browser.OpenAsync(_room, options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await tab.SayAsync("/meeting note before the start");
        await Expect(tab.Log.Locator(".refusal")).ToBeVisibleAsync();
        Assert.Empty(await FaintTextsAsync(tab));

        foreach (var line in new[] { "start", "topic: Release", "note: A point.", "decision: Ship on Monday.", "action Ana Vogel: tell support" })
            await tab.RecordAsync(line);

        await tab.Composer.PressSequentiallyAsync("dec");
        await Expect(tab.Page.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        Assert.Empty(await FaintTextsAsync(tab));
        var ground = await tab.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme is ColorScheme.Dark, ground.Contains("15, 21, 20", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Canary_faint_text_is_found()
    {
        await using var tab = await browser.OpenAsync(_room);

        await tab.Page.EvaluateAsync("document.body.style.color = '#bbb', document.querySelector('h1').style.color = '#bbb'");

        Assert.NotEmpty(await FaintTextsAsync(tab));
    }

    /// <summary>Presses Tab, as somebody without a mouse does, until the element has the focus.</summary>
    static async Task ReachAsync(Tab tab, string selector)
    {
        for (var pressed = 0; pressed < 60; pressed++)
        {
            if (await tab.Page.Locator(selector).First.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;

            await tab.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached by keyboard");
    }

    static async Task ExpectToFitAsync(Tab tab)
    {
        var wide = await tab.Page.EvaluateAsync<string[]>(
            """
            [document.documentElement, ...document.querySelectorAll('.log-scroll, .paper, .side, .bar, .top')]
              .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'hidden')
              .map(e => `${e.tagName}.${e.className} ${e.scrollWidth} > ${e.clientWidth}`)
            """);
        Assert.Empty(wide);
    }

    /// <summary>Texts whose contrast with the colour behind them is below that of WCAG AA.</summary>
    static Task<string[]> FaintTextsAsync(Tab tab) => tab.Page.EvaluateAsync<string[]>(
        """
        () => {
          const parse = c => { const [r, g, b, a = 1] = c.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const light = ({ r, g, b }) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.a === 1) return c; } return parse('rgb(255,255,255)'); };
          const faint = [];
          for (const e of document.querySelectorAll('body *')) {
            const words = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join(' ').trim();
            const style = getComputedStyle(e);
            if (!words || !e.checkVisibility({ visibilityProperty: true }) || e.matches('.hidden, .hidden *, option, :disabled')) continue;
            const [a, b] = [light(parse(style.color)), light(ground(e))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${words}`);
          }
          return faint;
        }
        """);
}
