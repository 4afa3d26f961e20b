using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Posting notices in Slack: once, in the right place, and with patience.</summary>
public sealed class NoticeChannelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_found_and_not_posted_again()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();
        town.Slack.Fail("chat.postMessage", new Fault(Mute: true));

        await Assert.ThrowsAnyAsync<Exception>(async () => await channel.PostAsync(Post("n/1"), Cancel));
        string? found = await channel.FindAsync(Conversation, "n/1", Cancel);

        Assert.Equal($"C1/{Assert.Single(town.Slack.Channels["C1"].Now()).Ts}", found);
        Assert.Null(await channel.FindAsync(Conversation, "n/2", Cancel));
    }

    [Fact]
    public async Task A_private_notice_whose_answer_was_lost_is_found_in_the_direct_chat()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();
        town.Slack.Fail("chat.postMessage", new Fault(Mute: true));

        await Assert.ThrowsAnyAsync<Exception>(async () => await channel.PostAsync(Post("n/1") with { To = Ben }, Cancel));

        Assert.StartsWith("DU2/", await channel.FindAsync(Conversation, "n/1", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_to_read_the_channel_nothing_is_looked_for()
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.Grant(FakeSlack.Quiet);
        await Town.Until(() => town.Slack.Calls.Contains("auth.test"));
        INoticeChannel channel = town.Part<INoticeChannel>();
        await channel.PostAsync(Post("n/0"), Cancel);

        Assert.Null(await channel.FindAsync(Conversation, "n/1", Cancel));
        Assert.DoesNotContain("conversations.history", town.Slack.Calls);
    }

    [Fact]
    public async Task A_Slack_that_is_too_busy_is_tried_later()
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.Fail("chat.postMessage", Fault.Busy(90));

        ChannelBusyException busy = await Assert.ThrowsAsync<ChannelBusyException>(async () => await town.Part<INoticeChannel>().PostAsync(Post("n/1"), Cancel));

        Assert.InRange(busy.RetryAfter!.Value.TotalSeconds, 90, 100);
    }

    [Fact]
    public async Task One_person_is_told_in_direct_chat_and_nobody_who_is_not_in_Slack()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();

        string posted = await channel.PostAsync(Post("n/1") with { To = Ben, Buttons = [new Button("Post now", "minutes post")] }, Cancel);
        string dropped = await channel.PostAsync(Post("n/2") with { To = new Addressee("Eva", [new Account("web::Eva")]) }, Cancel);
        await channel.EditAsync(dropped, Post("n/2"), Cancel);

        FakeMessage told = Assert.Single(town.Slack.Channels["DU2"].Now());
        Assert.Equal($"DU2/{told.Ts}", posted);
        Assert.Contains("\"C1", SlackCaller.Buttons(told.Blocks)["Post now"]["value"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(town.Slack.Channels["C1"].Now());
    }

    [Fact]
    public async Task An_edit_of_a_post_that_is_gone_is_let_go()
    {
        await using Town town = await Town.OpenAsync();
        await town.Part<INoticeChannel>().EditAsync("C1/1700000000.000100", Post("n/1"), Cancel);
    }

    private const string Conversation = $"slack:{FakeSlack.Team}:C1";

    private static Addressee Ben => new("Ben Okafor", [new Account("web::Ben"), new Account($"slack:{FakeSlack.Team}:U2")]);

    private static Post Post(string notice) => new(notice, Conversation, "meeting-cancelled", "Cancelled: the meeting of <!channel>.");
}
