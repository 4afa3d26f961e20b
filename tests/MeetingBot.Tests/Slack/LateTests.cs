using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Tests.Slack;

/// <summary>What takes longer than two seconds: it is said so, and then what became of it, also when it was not stored.</summary>
public sealed class LateTests
{
    private readonly SlowDesk _slow = new();

    [Fact]
    public async Task A_late_failure_of_a_command_is_told()
    {
        await using Town town = await OpenAsync();

        Assert.StartsWith("Still recording", (await town.Caller.CommandAsync("U1", "note slowly"))["text"]!.GetValue<string>(), StringComparison.Ordinal);
        await Town.Until(() => town.Answers.Any(NotRecorded));
    }

    [Fact]
    public async Task A_late_outcome_that_is_unknown_is_told_as_that()
    {
        await using Town town = await OpenAsync();
        _slow.FailsUnknown = true;

        await town.Caller.CommandAsync("U1", "note slowly");

        await Town.Until(() => town.Answers.Any(text => text.Contains("could not find out", StringComparison.Ordinal)));
        Assert.DoesNotContain(town.Answers, NotRecorded);
    }

    [Fact]
    public async Task A_late_failure_of_a_press_is_told()
    {
        await using Town town = await OpenAsync();
        FakeMessage board = await town.BoardAsync();

        await town.Caller.InteractAsync(town.Caller.Press("U2", "C1", board.Ts, SlackCaller.Buttons(board.Blocks)["I'm here"]));

        await Town.Until(() => town.Answers.Any(NotRecorded));
        Assert.Contains(town.Answers, StillRecording);
    }

    [Fact]
    public async Task A_late_failure_of_a_form_is_told_in_the_form_and_beside_it()
    {
        await using Town town = await OpenAsync();
        await town.Caller.CommandAsync("U1", "todo");
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());

        (_, string body) = await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("text", "Tell support about it")));

        Assert.Contains("Still recording", body, StringComparison.Ordinal);
        await Town.Until(() => town.Answers.Any(NotRecorded) && NotRecorded(town.Slack.Views.Last(view => view.Id == form.Id).View.ToJsonString()));
    }

    [Fact]
    public async Task A_form_that_waits_shows_its_receipt()
    {
        await using Town town = await OpenAsync();
        _slow.FailsLate = false;
        await town.Caller.CommandAsync("U1", "todo");
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());

        await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("text", "Tell support about it")));

        await Town.Until(() => town.Slack.Views.Last(view => view.Id == form.Id).View.ToJsonString().Contains("Action 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shortcut_that_takes_long_is_said_so_and_its_failure_is_told()
    {
        await using Town town = await OpenAsync();

        await town.Caller.InteractAsync(town.Caller.Chosen("record_note", "U1", "U2", "the export fails everywhere"));

        await Town.Until(() => town.Answers.Any(NotRecorded));
        Assert.Contains(town.Answers, StillRecording);
    }

    [Fact]
    public async Task An_event_that_takes_long_comes_again_and_has_one_effect()
    {
        await using Town town = await OpenAsync();
        _slow.FailsLate = false;

        int sent = await town.Caller.DeliverAsync(town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note the export fails everywhere", type: "app_mention"));

        Assert.InRange(sent, 2, 4);
        await Town.Until(() => town.Slack.Channels["C1"].Now().Any(message => message.Reactions.Count == 1));
        Assert.Single((await town.MeetingAsync()).Entries);
        Assert.Single(town.Slack.Ephemerals, told => StillRecording(told.Text));
    }

    private async Task<Town> OpenAsync()
    {
        Town town = await Town.OpenAsync(around: clerk => _slow.Before(clerk));
        await town.Caller.CommandAsync("U1", "start");
        (_slow.Wait, _slow.FailsLate) = (TimeSpan.FromSeconds(3), true);
        return town;
    }

    private static bool NotRecorded(string text) => text.Contains("This is not recorded", StringComparison.Ordinal);

    private static bool StillRecording(string text) => text.StartsWith("Still recording", StringComparison.Ordinal);
}
