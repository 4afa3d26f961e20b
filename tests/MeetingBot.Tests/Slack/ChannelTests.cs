using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Tests.Slack;

/// <summary>Channels: the bot comes in, they get other names and end; messages in them are edited and deleted; and whoever cannot be told there is told elsewhere.</summary>
public sealed class ChannelTests
{
    private const string Canary = "quetzalcoatl sang last night";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_invites_the_bot_is_told_what_it_does_and_nobody_is_greeted_for_others()
    {
        await using Town town = await Town.OpenAsync();

        await town.Caller.EventAsync(town.Caller.Envelope(Joined("U3")));
        await town.Caller.EventAsync(town.Caller.Envelope(Joined(FakeSlack.BotUser)));
        await Town.Until(() => !town.Slack.Ephemerals.IsEmpty);

        FakeEphemeral told = Assert.Single(town.Slack.Ephemerals);
        Assert.Equal("U2", told.User);
        Assert.Contains("`@MeetingBot start`", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_channel_is_joined_for_a_post_where_that_is_allowed()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();
        var post = new Post("n/1", $"slack:{FakeSlack.Team}:C1", NoticeKinds.Cancelled, "Cancelled: one.");
        town.Slack.Channels["C1"].Members.Remove(FakeSlack.BotUser);
        await Town.Until(() => town.Slack.Calls.Contains("auth.test"));

        await Assert.ThrowsAnyAsync<Exception>(async () => await channel.PostAsync(post, Cancel));
        town.Slack.Grant([.. FakeSlack.Quiet, "channels:join"]);
        await town.Caller.CommandAsync("U1", "help");
        await channel.PostAsync(post, Cancel);

        Assert.Single(town.Slack.Channels["C1"].Now(), message => message.Text.StartsWith("Cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_not_in_the_channel_is_told_in_direct_chat()
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.Users["U8"] = new FakeUser("U8", "Otto", "Etc/UTC");

        await town.Caller.EventAsync(town.Caller.Message("U8", $"<@{FakeSlack.BotUser}> help", type: "app_mention"));

        await Town.Until(() => town.Slack.Channels.GetValueOrDefault("DU8")?.Now().Any(message => message.Text.Contains("start", StringComparison.Ordinal)) == true);
    }

    [Fact]
    public async Task A_message_of_which_only_a_gravestone_is_left_is_struck_as_its_author_would()
    {
        await using Town town = await Town.OpenAsync(listening: true);
        await town.Caller.CommandAsync("U1", "setup Release team");
        await town.Caller.CommandAsync("U1", "roster add Ben Okafor (Acme)");
        await town.Caller.CommandAsync("U1", "start");
        JsonObject mention = town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note the export fails", type: "app_mention");
        await town.Caller.EventAsync(mention);
        JsonObject changed = Changed(mention, "This message was deleted.", "USLACKBOT");
        changed["message"]!["subtype"] = "tombstone";

        changed["previous_message"] = new JsonArray();
        await town.Caller.EventAsync(town.Caller.Envelope((JsonObject)changed.DeepClone()));
        Assert.False(Assert.Single((await town.MeetingAsync()).Entries).Struck);
        changed["previous_message"] = new JsonObject { ["type"] = "message", ["user"] = "U1", ["text"] = "x", ["ts"] = mention["event"]!["ts"]!.DeepClone() };
        await town.Caller.EventAsync(town.Caller.Envelope(changed));

        Assert.True(Assert.Single((await town.MeetingAsync()).Entries).Struck);
    }

    [Fact]
    public async Task While_it_listens_an_edit_that_is_not_for_the_bot_is_forgotten_and_one_of_an_entry_corrects_it()
    {
        await using Town town = await Town.OpenAsync(listening: true);
        await town.Caller.CommandAsync("U1", "start");
        FakeMessage board = await town.BoardAsync();
        JsonObject chat = town.Caller.Message("U3", Canary, thread: board.Ts);
        JsonObject note = town.Caller.Message("U3", "note: the export fails", thread: board.Ts);
        await town.Caller.EventAsync(chat);
        await town.Caller.EventAsync(note);

        await town.Caller.EventAsync(town.Caller.Envelope(Changed(chat, Canary + " again", "U3")));
        await town.Caller.EventAsync(town.Caller.Envelope(Changed(note, "note: the import fails", "U3")));

        Assert.Equal("the import fails", Assert.Single((await town.MeetingAsync()).Entries).Text);
        await foreach (StreamListing listing in town.Store.ListAsync("", Cancel))
            Assert.DoesNotContain((await town.Store.ReadAsync(listing.Stream, 0, Cancel)).Events, recorded => recorded.ToString().Contains("quetzalcoatl", StringComparison.Ordinal));
        Assert.DoesNotContain(town.Log, line => line.Contains("quetzalcoatl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_that_is_renamed_or_archived_is_taken_note_of()
    {
        await using Town town = await Town.OpenAsync();

        Assert.Equal(200, (await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = "channel_rename", ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "launch-team" } }))).Status);
        await town.Caller.EventAsync(town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> start", type: "app_mention"));
        Assert.Equal("launch-team", (await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", Cancel))!.Group.Name);
        Assert.Equal(200, (await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = "channel_archive", ["channel"] = "C1" }))).Status);
    }

    [Theory]
    [InlineData("app_uninstalled")]
    [InlineData("tokens_revoked")]
    public async Task Where_the_app_was_removed_nothing_is_taken_any_more(string type)
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");

        await town.Caller.EventAsync(town.Caller.Envelope(new JsonObject { ["type"] = type, ["tokens"] = new JsonObject { ["bot"] = new JsonArray(FakeSlack.BotUser) } }));

        Assert.Contains("not installed", (await town.Caller.CommandAsync("U1", "note something"))["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty((await town.MeetingAsync()).Entries);
    }

    [Fact]
    public async Task Groups_and_channels_without_a_label_are_recorded_by_name()
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.Grant([.. FakeSlack.Quiet, "usergroups:read"]);
        await town.Caller.CommandAsync("U1", "start");

        await town.Caller.EventAsync(town.Caller.Message("U1", $"<@{FakeSlack.BotUser}> note <!subteam^S1> meets in <#C1> and <!subteam^S2>", type: "app_mention"));

        Assert.Equal("@board meets in #release-team and a user group", Assert.Single((await town.MeetingAsync()).Entries).Text);
    }

    [Fact]
    public async Task Rights_that_the_token_lacks_are_named_in_one_line()
    {
        await using Town town = await Town.OpenAsync(scopes: [.. FakeSlack.Quiet.Except(["im:write", "users:read"])]);

        await Town.Until(() => town.Log.Any(line => line.Contains("lacks rights: im:write, users:read.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Slacks_look_at_the_certificate_needs_no_signature()
    {
        await using Town town = await Town.OpenAsync();
        Assert.Equal((200, ""), await town.Caller.SendAsync("slack/commands", "token=x&ssl_check=1"u8.ToArray(), "application/x-www-form-urlencoded", "another secret"));
    }

    private static JsonObject Joined(string user) => new() { ["type"] = "member_joined_channel", ["user"] = user, ["channel"] = "C1", ["channel_type"] = "C", ["inviter"] = "U2" };

    private static JsonObject Changed(JsonObject message, string text, string user) => new()
    {
        ["type"] = "message",
        ["subtype"] = "message_changed",
        ["channel"] = "C1",
        ["channel_type"] = "channel",
        ["ts"] = "1999999999.000100",
        ["hidden"] = true,
        ["message"] = new JsonObject { ["type"] = "message", ["user"] = user, ["ts"] = message["event"]!["ts"]!.DeepClone(), ["thread_ts"] = message["event"]!["thread_ts"]?.DeepClone(), ["text"] = text },
        ["previous_message"] = new JsonObject { ["type"] = "message", ["user"] = user, ["ts"] = message["event"]!["ts"]!.DeepClone(), ["text"] = message["event"]!["text"]!.DeepClone() },
    };
}
