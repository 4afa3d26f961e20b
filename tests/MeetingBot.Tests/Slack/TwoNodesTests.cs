using System.Text.Json.Nodes;

namespace MeetingBot.Tests.Slack;

/// <summary>Two processes of the bot on one store: what comes to both has one effect.</summary>
public sealed class TwoNodesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_comes_to_both_at_once_has_one_effect(bool socket)
    {
        await using Town one = await Town.OpenAsync(socket: socket);
        await using Town other = await Town.OpenAsync(socket: socket, beside: one);
        JsonObject start = one.Caller.Message("U1", $"<@{FakeSlack.BotUser}> start", type: "app_mention");
        JsonObject note = one.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note the export fails everywhere", type: "app_mention");
        FakeSocket[] sockets = [.. one.Slack.Sockets];
        Task SendAsync(JsonObject happened, int node) => socket ? one.Slack.SendAsync("events_api", happened, sockets[node]) : (node == 0 ? one : other).Caller.DeliverAsync(happened);

        await SendAsync(start, 0);
        await Task.WhenAll(SendAsync(note, 0), SendAsync(note, 1));
        await SendAsync(note, 0);

        Assert.Single((await one.MeetingAsync()).Entries);
        Assert.Single((await other.MeetingAsync()).Entries);
    }

    [Fact]
    public async Task What_one_process_recorded_before_it_died_is_found_by_the_other()
    {
        await using Town one = await Town.OpenAsync();
        JsonObject start = one.Caller.Message("U1", $"<@{FakeSlack.BotUser}> start", type: "app_mention");
        JsonObject note = one.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note the export fails everywhere", type: "app_mention");
        await one.Caller.EventAsync(start);
        await one.Caller.EventAsync(note);

        await using Town other = await Town.OpenAsync(beside: one);
        Assert.Equal(200, (await other.Caller.EventAsync(note)).Status);

        Assert.Single((await other.MeetingAsync()).Entries);
    }
}
