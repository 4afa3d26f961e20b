using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests.Slack;

/// <summary>The fake Slack against Slack's own programs: its clients understand what it answers, its framework what it sends.</summary>
public sealed class FakeSlackTests
{
    [Fact]
    public async Task Slacks_own_clients_understand_it()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        slack.Fail("users.list", Fault.Busy(1));
        var input = new JsonObject { ["api"] = slack.Api.ToString(), ["token"] = FakeSlack.BotToken, ["appToken"] = FakeSlack.AppToken, ["channel"] = "C1" };
        using var caller = new SlackCaller(slack, slack.Base);

        Task<JsonNode> asking = Npm.CheckAsync("slack", input, "@slack/web-api@8.2.0", "@slack/socket-mode@3.1.0");
        while (slack.Sockets.IsEmpty && !asking.IsCompleted)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        JsonObject? ack = null;
        if (!slack.Sockets.IsEmpty)
        {
            await slack.SendAsync("events_api", caller.Message("U1", "hello", type: "app_mention"));
            (ack, _) = await slack.SendAsync("slash_commands", caller.Command("U1", "start"));
        }

        var found = (JsonObject)await asking;
        Assert.Equal(FakeSlack.BotUser, found["who"]!.GetValue<string>());
        Assert.Equal("C1", found["post"]!.GetValue<string>());
        Assert.True(found["update"]!.GetValue<bool>());
        Assert.Equal("""["changed","n/1"]""", found["history"]!.AsArray().Last(message => message!.ToJsonString().Contains("n/1", StringComparison.Ordinal))!.ToJsonString());
        Assert.Equal("""["U0BOT","U1","U2","U3"]""", found["users"]!.ToJsonString());
        Assert.True(found["home"]!.GetValue<bool>());
        Assert.True(found["file"]!.GetValue<bool>());
        Assert.Equal("# Minutes", System.Text.Encoding.UTF8.GetString(Assert.Single(slack.Files).Content));
        Assert.Equal("unknown_method", found["unknown"]!["error"]!.GetValue<string>());
        Assert.Equal("invalid_auth", found["foreign"]!["error"]!.GetValue<string>());
        Assert.Equal("""[["events_api","app_mention"],["slash_commands","/meeting"]]""", found["socket"]!.ToJsonString());
        Assert.Equal("heard start", ack!["payload"]!["text"]!.GetValue<string>());

        // Slack's own client sends its token along with a file; the bot may not.
        Assert.Equal(["a token went to an upload address"], slack.Violations);
    }

    [Fact]
    public async Task Slacks_own_framework_takes_what_it_sends()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        int port = FreePort();
        using var caller = new SlackCaller(slack, new Uri($"http://127.0.0.1:{port}/"));
        var form = new FakeView("V1", "U1", new JsonObject { ["type"] = "modal", ["callback_id"] = "form_note", ["private_metadata"] = "" }, "1.2");
        var button = new JsonObject { ["action_id"] = "line:here", ["value"] = "x" };

        Task<JsonNode> hearing = Npm.CheckAsync("bolt", new JsonObject { ["port"] = port, ["secret"] = FakeSlack.SigningSecret, ["count"] = 6 }, "@slack/bolt@5.1.0");
        while (!hearing.IsCompleted && !await IsOpenAsync(port))
            await Task.Delay(100, TestContext.Current.CancellationToken);
        if (!hearing.IsCompleted)
        {
            Assert.Equal(401, (await caller.SendAsync("slack/events", "{}"u8.ToArray(), "application/json", "another secret")).Status);
            Assert.Equal(200, (await caller.EventAsync(caller.Message("U1", "hello", type: "app_mention"))).Status);
            Assert.Equal("heard start", (await caller.CommandAsync("U1", "start"))["text"]!.GetValue<string>());
            Assert.Equal(200, (await caller.InteractAsync(caller.Press("U1", "C1", "1.2", button))).Status);
            Assert.Equal(200, (await caller.InteractAsync(caller.Chosen("record_note", "U1", "U2", "the export fails"))).Status);
            Assert.Equal(200, (await caller.InteractAsync(caller.Shortcut("start_meeting", "U1"))).Status);
            Assert.Equal(200, (await caller.InteractAsync(caller.Submit("U1", form, ("text", "x")))).Status);
        }

        Assert.Equal("""[["event","app_mention"],["command","start"],["action","line:here"],["message_action","record_note"],["shortcut","start_meeting"],["view","form_note"]]""", (await hearing).ToJsonString());
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
