using System.Text.Json.Nodes;
using MeetingBot.Domain;

namespace MeetingBot.Tests.Slack;

/// <summary>The board and the panel of a meeting: they show what is so, and a second press changes nothing.</summary>
public sealed class PanelTests
{
    [Fact]
    public async Task Two_presses_of_one_Undo_take_back_one_entry()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "note the first");
        await town.Caller.CommandAsync("U1", "note the second");
        FakeMessage panel = await town.PanelAsync();
        JsonObject undo = await Town.FindAsync(() => SlackCaller.Buttons(panel.Blocks).GetValueOrDefault("Undo 2"));

        await town.Caller.InteractAsync(town.Caller.Press("U1", "DU1", panel.Ts, undo));
        await town.Caller.InteractAsync(town.Caller.Press("U1", "DU1", panel.Ts, undo));
        await Town.Until(() => town.Slack.Responses.Count == 2);

        Assert.Equal([false, true], (await town.MeetingAsync()).Entries.Select(entry => entry.Struck));
        await Town.Until(() => SlackCaller.Buttons(panel.Blocks).ContainsKey("Undo 1"));
    }

    [Fact]
    public async Task Earlier_minutes_that_wait_are_dealt_with_by_button()
    {
        await using Town town = await Town.OpenAsync();
        foreach (string line in new[] { "start 2026-01-08 12:00", "note something", "end", "start" })
            await town.Caller.CommandAsync("U1", line);
        FakeMessage panel = await Town.FindAsync(() => town.Slack.Channels.GetValueOrDefault("DU1")?.Now().LastOrDefault(message => message.Shown.Contains("form:decision", StringComparison.Ordinal)));
        JsonObject approved = await Town.FindAsync(() => SlackCaller.Buttons(panel.Blocks).GetValueOrDefault("Approved"));

        await town.Caller.InteractAsync(town.Caller.Press("U1", "DU1", panel.Ts, approved));
        await Town.Until(() => !town.Slack.Responses.IsEmpty);

        var earlier = Assert.IsType<EarlierMinutes>(Assert.Single((await town.MeetingAsync()).Entries).Matter);
        Assert.Equal((new NodaTime.LocalDate(2026, 1, 8), EarlierOutcome.Approved), (earlier.Date, earlier.Outcome));
        await Town.Until(() => !SlackCaller.Buttons(panel.Blocks).ContainsKey("Approved"));
    }

    [Fact]
    public async Task The_board_shows_the_agenda_around_the_current_item_in_ten_short_lines()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", string.Join('\n', Enumerable.Range(1, 8).Select(n => $"agenda add: Matter {n} {new string('x', 120)}")));
        await town.Caller.CommandAsync("U1", "topic 4");
        await town.Caller.CommandAsync("U1", "decision We do it as it was proposed on the list");
        FakeMessage board = await town.BoardAsync();
        string Text() => board.Blocks![0]!["text"]!["text"]!.GetValue<string>();
        await Town.Until(() => Text().Contains("▶ 4. Matter 4", StringComparison.Ordinal) && Text().Contains("We do it", StringComparison.Ordinal));

        string[] lines = Text().Split('\n');
        Assert.InRange(lines.Length, 6, 10);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 90));
        Assert.Contains(lines, line => line.Contains(" 5. Matter 5", StringComparison.Ordinal));
        Assert.Contains("and 2 more", lines);
    }

    [Fact]
    public async Task Help_and_refusals_name_what_is_heard_where_they_are_told()
    {
        await using Town town = await Town.OpenAsync();
        string Text(JsonObject answer) => answer["text"]!.GetValue<string>();

        Assert.Contains("`/meeting setup", Text(await town.Caller.CommandAsync("U1", "next topic")), StringComparison.Ordinal);
        string started = Text(await town.Caller.CommandAsync("U1", "start"));
        Assert.Contains("`/meeting here`", started, StringComparison.Ordinal);
        Assert.Contains("\n/meeting decision: ", started, StringComparison.Ordinal);
        Assert.Contains("`/meeting undo`, `/meeting correct", Text(await town.Caller.CommandAsync("U1", "help")), StringComparison.Ordinal);
        await town.Caller.EventAsync(town.Caller.Message("U2", $"<@{FakeSlack.BotUser}> help", type: "app_mention"));
        await Town.Until(() => town.Slack.Ephemerals.Any(told => told.Text.Contains("`@MeetingBot here`", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Where_lines_are_heard_as_they_are_help_names_them_so()
    {
        await using Town town = await Town.OpenAsync(listening: true);
        await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();

        await town.Caller.EventAsync(town.Caller.Message("U2", $"<@{FakeSlack.BotUser}> help", thread: board.Ts, type: "app_mention"));

        await Town.Until(() => town.Slack.Ephemerals.Any(told => told.Text.StartsWith("`here` marks", StringComparison.Ordinal)));
    }
}
