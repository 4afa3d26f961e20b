using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>What happens in a channel when people speak to the bot there.</summary>
public sealed class MeetingTests
{
    [Fact]
    public async Task A_meeting_is_started_by_command_and_gets_a_board()
    {
        await using Town town = await Town.OpenAsync();

        JsonObject answer = await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();

        Assert.Equal("ephemeral", answer["response_type"]!.GetValue<string>());
        Assert.Contains("release-team: the meeting is open", answer["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["I'm here", "Regrets", "Raise hand", "Who is here"], SlackCaller.Buttons(board.Blocks).Keys);
        Assert.InRange(board.Text.Split('\n').Length, 1, 10);
    }

    [Fact]
    public async Task A_press_on_the_board_marks_attendance_and_the_board_is_edited_in_place()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();

        (int status, string body) = await town.Caller.InteractAsync(town.Caller.Press("U2", "C1", board.Ts, SlackCaller.Buttons(board.Blocks)["I'm here"]));
        await Town.Until(() => !town.Slack.Responses.IsEmpty && board.Text.Contains("Ben Okafor", StringComparison.Ordinal));

        Assert.Equal((200, ""), (status, body));
        Assert.Contains("Ben Okafor: marked as here", town.Slack.Responses.Single()["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(town.Slack.Channels["C1"].Now(), message => message.Shown.Contains("line:hand", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_presider_has_a_panel_and_a_second_press_skips_nothing()
    {
        await using Town town = await Town.OpenAsync();
        foreach (string line in new[] { "start", "agenda add Release", "agenda add Budget", "agenda add Hiring" })
            await town.Caller.CommandAsync("U1", line);
        FakeMessage panel = await Town.FindAsync(() => town.Slack.Channels.GetValueOrDefault("DU1")?.Now().FirstOrDefault(message => message.Shown.Contains("form:decision", StringComparison.Ordinal)));
        JsonObject next = await Town.FindAsync(() => SlackCaller.Buttons(panel.Blocks).FirstOrDefault(button => button.Key.StartsWith("Next topic", StringComparison.Ordinal)).Value);

        JsonObject first = town.Caller.Press("U1", "DU1", panel.Ts, next);
        JsonObject second = town.Caller.Press("U1", "DU1", panel.Ts, next);
        await town.Caller.InteractAsync(first);
        await town.Caller.InteractAsync(second);
        await Town.Until(() => town.Slack.Responses.Count == 2);

        string[] answers = [.. town.Slack.Responses.Select(answer => answer["text"]!.GetValue<string>())];
        Assert.Contains(answers, text => text.StartsWith("Now: 1. Release", StringComparison.Ordinal));
        Assert.Contains(answers, text => text.StartsWith("Already at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_decision_is_repeated_in_the_meetings_thread_once()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();
        string trigger = town.Slack.Trigger();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => town.Caller.CommandAsync("U1", "decision Ship <!channel> on *Monday*", trigger: trigger)));
        FakeMessage repeated = await Town.FindAsync(() => town.Slack.Channels["C1"].Now().FirstOrDefault(message => message.Text.Contains("Ship", StringComparison.Ordinal) && message.Thread is not null));
        await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.Equal(board.Ts, repeated.Thread);
        Assert.Contains("&lt;!channel&gt;", repeated.Text, StringComparison.Ordinal);
        Assert.Single(town.Slack.Channels["C1"].Now(), message => message.Text.Contains("Ship", StringComparison.Ordinal) && message.Thread is not null);
        Assert.Single((await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", TestContext.Current.CancellationToken))!.Meeting!.Entries, entry => entry.Text.Contains("Ship", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decisions_that_come_faster_than_the_bot_may_post_are_repeated_together_in_their_order()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.BoardAsync();
        for (int n = 1; n <= 60; n++)
            await town.Caller.CommandAsync("U1", $"decision number {n:D2}");
        FakeMessage[] repeated = [];
        await Town.Until(() => (repeated = [.. town.Slack.Channels["C1"].Now().Where(message => message.Thread is not null && message.Text.Contains("number", StringComparison.Ordinal))])
            is [.., var last] && last.Text.EndsWith("number 60", StringComparison.Ordinal));

        int expected = 1;
        foreach (string line in repeated.SelectMany(message => message.Text.Split('\n')))
        {
            int left = line.IndexOf(" lines before these are left out here; the minutes have what was recorded.", StringComparison.Ordinal);
            if (left < 0)
                Assert.EndsWith($"number {expected++:D2}", line, StringComparison.Ordinal);
            else
                expected += int.Parse(line[1..left], System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Equal(61, expected);
        Assert.InRange(repeated.Length, 1, 20);
        Assert.All(repeated, message => Assert.InRange(message.Text.Split('\n').Length, 1, 41));
    }

    [Fact]
    public async Task A_mention_and_its_message_and_their_retries_have_one_effect()
    {
        await using Town town = await Town.OpenAsync(listening: true);
        await town.Caller.CommandAsync("U1", "start");
        JsonObject mention = town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note by <@U2>: the export fails", type: "app_mention");
        JsonObject twin = town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note by <@U2>: the export fails", ts: mention["event"]!["ts"]!.GetValue<string>());

        (int Status, string Body)[] answers = await Task.WhenAll(town.Caller.EventAsync(mention), town.Caller.EventAsync(twin), town.Caller.EventAsync(mention));
        await Town.Until(() => town.Slack.Channels["C1"].Now().Any(message => message.Reactions.Contains("white_check_mark")) || !town.Slack.Ephemerals.IsEmpty);

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single((await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", TestContext.Current.CancellationToken))!.Meeting!.Entries, entry => entry.Text.Contains("export", StringComparison.Ordinal));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.InRange(town.Slack.Ephemerals.Count, 0, 1);
    }

    [Fact]
    public async Task A_line_of_the_meetings_thread_is_heard_and_chat_is_forgotten()
    {
        await using Town town = await Town.OpenAsync(listening: true);
        await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();

        await town.Caller.EventAsync(town.Caller.Message("U3", "here", thread: board.Ts));
        await town.Caller.EventAsync(town.Caller.Message("U3", "the zanzibar gossip is not for the bot", thread: board.Ts));
        await town.Caller.EventAsync(town.Caller.Message("U3", "decision: zanzibar at the top level", thread: null));
        await Town.Until(() => town.Slack.Channels["C1"].Now().Any(message => message.Text == "here" && message.Reactions.Count == 1));

        MeetingBot.Domain.Meeting meeting = (await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", TestContext.Current.CancellationToken))!.Meeting!;
        Assert.Single(meeting.Attendance);
        Assert.Empty(meeting.Entries);
        Assert.DoesNotContain(town.Log, line => line.Contains("zanzibar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Editing_a_message_corrects_its_entry_and_deleting_it_strikes_it()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        JsonObject mention = town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note the export fails", type: "app_mention");
        await town.Caller.EventAsync(mention);
        string ts = mention["event"]!["ts"]!.GetValue<string>();
        JsonObject Now(string text) => new() { ["type"] = "message", ["user"] = "U1", ["ts"] = ts, ["text"] = text };

        JsonObject changed = Hidden("message_changed", town.Slack.NextTs());
        changed["message"] = Now($"<@{FakeSlack.BotUser}> note the import fails");
        changed["previous_message"] = Now($"<@{FakeSlack.BotUser}> note the export fails");
        await town.Caller.EventAsync(town.Caller.Envelope(changed));
        MeetingBot.Domain.Entry entry = Assert.Single((await ViewAsync(town)).Entries);
        Assert.Equal("the import fails", entry.Text);

        JsonObject deleted = Hidden("message_deleted", town.Slack.NextTs());
        deleted["deleted_ts"] = ts;
        deleted["previous_message"] = Now($"<@{FakeSlack.BotUser}> note the import fails");
        await town.Caller.EventAsync(town.Caller.Envelope(deleted));
        Assert.True(Assert.Single((await ViewAsync(town)).Entries).Struck);
    }

    [Fact]
    public async Task A_refusal_stands_beside_the_field_of_a_form()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "note something");
        await town.Caller.CommandAsync("U1", "correct");
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());

        (int status, string body) = await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("number", "77"), ("text", "something else")));

        var answer = (JsonObject)JsonNode.Parse(body)!;
        Assert.Equal(200, status);
        Assert.Equal("errors", answer["response_action"]!.GetValue<string>());
        Assert.Contains("77", answer["errors"]!["number"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_is_recorded_by_form_with_owner_and_date()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "todo");
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());

        (int status, string body) = await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("text", "Tell support"), ("person", "U2"), ("due", "2031-05-05")));

        Assert.Equal((200, ""), (status, body));
        var action = Assert.IsType<MeetingBot.Domain.Assignment>(Assert.Single((await ViewAsync(town)).Entries).Matter);
        Assert.Equal(new NodaTime.LocalDate(2031, 5, 5), action.Due);
        await Town.Until(() => town.Slack.Responses.Any(answer => answer["text"]!.GetValue<string>().Contains("Action 1 for Ben Okafor", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_message_becomes_a_note_by_its_author_with_its_address()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        string ts = town.Caller.Message("U2", "the export fails")["event"]!["ts"]!.GetValue<string>();

        JsonObject Chosen(string callback) => new()
        {
            ["type"] = "message_action",
            ["callback_id"] = callback,
            ["trigger_id"] = town.Slack.Trigger(),
            ["response_url"] = town.Slack.ResponseUrl(),
            ["user"] = new JsonObject { ["id"] = "U1" },
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "release-team" },
            ["message"] = new JsonObject { ["type"] = "message", ["user"] = "U2", ["ts"] = ts, ["text"] = "the export fails" },
        };
        await town.Caller.InteractAsync(Chosen("another_app_s_shortcut"));
        await town.Caller.InteractAsync(Chosen("record_note"));
        await Town.Until(() => !town.Slack.Responses.IsEmpty);

        MeetingBot.Domain.Entry entry = Assert.Single((await ViewAsync(town)).Entries);
        Assert.StartsWith("the export fails ([message](https://fake.slack.com/", entry.Text, StringComparison.Ordinal);
        Assert.Contains("Ben Okafor", town.Slack.Responses.Single()["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_shows_groups_and_actions()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "todo Ana Lopes: Tell support <!channel>");
        await town.Caller.CommandAsync("U1", "end");

        await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = "app_home_opened", ["user"] = "U1", ["tab"] = "home", ["channel"] = "DU1" }));
        FakeView home = await Town.FindAsync(() => town.Slack.Homes.GetValueOrDefault("U1"));

        string shown = home.View.ToJsonString(ReadableJson.Options);
        Assert.Contains("release-team", shown, StringComparison.Ordinal);
        Assert.Contains("Tell support &lt;!channel&gt;", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_takes_long_is_said_so_and_the_receipt_comes_later()
    {
        var slow = new SlowDesk();
        await using Town town = await Town.OpenAsync(around: clerk => slow.Before(clerk));
        await town.Caller.CommandAsync("U1", "start");
        slow.Wait = TimeSpan.FromSeconds(3);

        JsonObject answer = await town.Caller.CommandAsync("U1", "note slowly");
        await Town.Until(() => town.Slack.Responses.Any(late => late["text"]!.GetValue<string>().Contains("entry 1", StringComparison.Ordinal)));

        Assert.StartsWith("Still recording", answer["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_stored_is_no_success()
    {
        var slow = new SlowDesk();
        await using Town town = await Town.OpenAsync(around: clerk => slow.Before(clerk));
        slow.Fails = true;

        (int status, _) = await town.Caller.EventAsync(town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> start", type: "app_mention"));
        JsonObject answer = await town.Caller.CommandAsync("U1", "start");

        Assert.Equal(500, status);
        Assert.Contains("not recorded", answer["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_nobody_knows_whether_it_is_stored_Slack_is_told_to_send_it_again_and_people_how_to_look()
    {
        var slow = new SlowDesk();
        await using Town town = await Town.OpenAsync(around: clerk => slow.Before(clerk));
        slow.FailsUnknown = true;

        (int status, _) = await town.Caller.EventAsync(town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> start", type: "app_mention"));
        JsonObject answer = await town.Caller.CommandAsync("U1", "start");

        Assert.Equal(500, status);
        Assert.Equal("I could not find out whether this is recorded: the store does not answer. Look at the board, or ask me for the recent entries, before you send it again.", answer["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_channel_that_gets_another_id_keeps_its_group()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        town.Slack.Channels["C9"] = new FakeChannel("C9", "release-team") { Members = { FakeSlack.BotUser, "U1" } };

        await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = "channel_id_changed", ["old_channel_id"] = "C1", ["new_channel_id"] = "C9" }));
        JsonObject answer = await town.Caller.CommandAsync("U1", "status", channel: "C9");

        Assert.Contains("in session", answer["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_not_Slacks_is_refused_without_a_word()
    {
        await using Town town = await Town.OpenAsync();
        Assert.Equal((401, ""), await town.Caller.SendAsync("slack/commands", "user_id=U1"u8.ToArray(), "application/x-www-form-urlencoded", "another secret"));
        Assert.Equal(413, (await town.Caller.SendAsync("slack/events", new byte[1024 * 1024 + 1], "application/json")).Status);
    }

    [Fact]
    public async Task Over_a_socket_the_same_is_said()
    {
        await using Town town = await Town.OpenAsync(socket: true);

        (JsonObject ack, _) = await town.Slack.SendAsync("slash_commands", town.Caller.Command("U1", "start"));
        FakeMessage board = await town.BoardAsync();
        await town.Slack.SendAsync("interactive", town.Caller.Press("U2", "C1", board.Ts, SlackCaller.Buttons(board.Blocks)["I'm here"]));
        await town.Slack.SendAsync("events_api", town.Caller.Message("U3", $"<@{FakeSlack.BotUser}> here", type: "app_mention"));
        await Town.Until(() => board.Text.Contains("Ben Okafor", StringComparison.Ordinal) && board.Text.Contains("Chris Duval", StringComparison.Ordinal));

        Assert.Contains("the meeting is open", ack["payload"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static JsonObject Hidden(string subtype, string ts) =>
        new() { ["type"] = "message", ["subtype"] = subtype, ["channel"] = "C1", ["channel_type"] = "channel", ["ts"] = ts, ["hidden"] = true };

    private static async Task<MeetingBot.Domain.Meeting> ViewAsync(Town town) => (await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", TestContext.Current.CancellationToken))!.Meeting!;
}
