using MeetingBot.Tests;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>One room in two replicas over one storage account, each with somebody in it.</summary>
public sealed class SharedRoomTests(Browser browser)
{
    [Fact]
    public async Task Both_see_what_is_recorded_and_posted_whichever_replica_does_it()
    {
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        var settings = new Dictionary<string, string> { ["Storage__Kind"] = "AzureBlobs", ["Storage__AzureBlobs__ConnectionString"] = azurite!.ConnectionString };
        await using HostProcess one = new() { Settings = settings }, other = new() { Settings = settings };
        await Task.WhenAll(one.StartAsync(), other.StartAsync());
        await using var ana = await browser.OpenAsync("apollo", address: one.Address);
        await using var ben = await browser.OpenAsync("apollo", "Ben Ito", address: other.Address);

        await ana.RecordAsync("start");
        await ana.RecordAsync("note: The export fails on Safari.");
        await Expect(ben.Minutes).ToContainTextAsync("The export fails on Safari.");
        await ben.RecordAsync("note: It works on Firefox.");
        await Expect(ana.Minutes).ToContainTextAsync("It works on Firefox.");

        await ana.RecordAsync("adjourn");
        await ana.RecordAsync("minutes post");
        foreach (var tab in new[] { ana, ben })
            await Expect(tab.Log.Locator(".line[data-kind=Posted]").Filter(new() { HasText = "It works on Firefox." })).ToHaveCountAsync(1);
    }
}
