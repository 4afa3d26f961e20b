using System.Text.Json.Nodes;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>The app's own page: it stays true while somebody looks, and its buttons are answered where they see it.</summary>
public sealed class HomeTests
{
    [Fact]
    public async Task A_press_is_answered_in_direct_chat_and_the_page_is_shown_anew()
    {
        await using Town town = await OpenAsync();
        JsonObject done = SlackCaller.Buttons((JsonArray)town.Slack.Homes["U1"].View["blocks"]!)["Done"];

        await town.Caller.InteractAsync(town.Caller.PressHome("U1", done));

        await Town.Until(() => town.Slack.Channels.GetValueOrDefault("DU1")?.Now().Any(message => message.Text.Contains("Action 1", StringComparison.Ordinal)) == true);
        Assert.DoesNotContain(town.Slack.Ephemerals, told => told.Text.Contains("Action 1", StringComparison.Ordinal));
        await Town.Until(() => !Shown(town).Contains("Tell support", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_button_that_is_no_longer_good_is_answered()
    {
        await using Town town = await OpenAsync();

        await town.Caller.InteractAsync(town.Caller.PressHome("U1", new JsonObject { ["action_id"] = "old:button", ["value"] = "x" }));

        await Town.Until(() => town.Slack.Channels.GetValueOrDefault("DU1")?.Now().Any(message => message.Text.Contains("no longer good", StringComparison.Ordinal)) == true);
    }

    [Fact]
    public async Task The_page_changes_when_somebody_else_changes_what_it_shows()
    {
        await using Town town = await OpenAsync();

        await town.Caller.CommandAsync("U2", "start");

        await Town.Until(() => Shown(town).Contains("*in session*", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_was_shown_anew_in_the_meantime_is_made_once_more()
    {
        await using Town town = await OpenAsync();
        town.Slack.Fail("views.publish", Fault.Says("hash_conflict"));

        await town.Caller.CommandAsync("U2", "start");

        await Town.Until(() => Shown(town).Contains("*in session*", StringComparison.Ordinal));
    }

    private static async Task<Town> OpenAsync()
    {
        Town town = await Town.OpenAsync();
        foreach (string line in new[] { "start", "todo Ana Lopes: Tell support", "end", "minutes approve" })
            await town.Caller.CommandAsync("U1", line);
        await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["tab"] = "home", ["channel"] = "DU1" }));
        await Town.Until(() => town.Slack.Homes.ContainsKey("U1") && Shown(town).Contains("Tell support", StringComparison.Ordinal));
        return town;
    }

    private static string Shown(Town town) => town.Slack.Homes["U1"].View.ToJsonString(ReadableJson.Options);
}
