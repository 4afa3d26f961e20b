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
        string? found = await channel.FindAsync(Post("n/1"), Cancel);

        Assert.Equal($"C1/{Assert.Single(town.Slack.Channels["C1"].Now()).Ts}", found);
        Assert.Null(await channel.FindAsync(Post("n/2"), Cancel));
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("direct chat")]
    [InlineData("thread")]
    public async Task After_a_crash_a_post_is_found_wherever_it_stands(string place)
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.MostPerPage = 2;
        string root = town.Caller.Message("U1", "shall we?")["event"]!["ts"]!.GetValue<string>();
        Post post = Post("n/1") with { Since = NodaTime.Instant.FromDateTimeOffset(DateTimeOffset.UtcNow) };
        post = place switch { "thread" => post with { Thread = root }, "direct chat" => post with { To = Ben }, _ => post };
        string posted = await town.Part<INoticeChannel>().PostAsync(post, Cancel);
        for (int n = 0; n < 5; n++)
            town.Caller.Message("U1", "more talk", place == "direct chat" ? "DU2" : "C1", place == "thread" ? root : null);

        INoticeChannel another = Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<SlackNoticeChannel>(town.Part<IServiceProvider>());

        Assert.Equal(posted, await another.FindAsync(post, Cancel));
        Assert.Null(await another.FindAsync(post with { NoticeId = "n/2" }, Cancel));
    }

    [Fact]
    public async Task What_was_said_before_a_notice_was_due_is_not_read()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();
        for (int n = 0; n < 5; n++)
            town.Caller.Message("U1", "old talk");
        town.Slack.MostPerPage = 1;

        await channel.FindAsync(Post("n/1") with { Since = NodaTime.Instant.FromDateTimeOffset(DateTimeOffset.UtcNow.AddMinutes(1)) }, Cancel);

        Assert.Single(town.Slack.Calls, "conversations.history");
    }

    [Fact]
    public async Task Without_the_right_to_read_the_channel_nothing_is_looked_for()
    {
        await using Town town = await Town.OpenAsync();
        town.Slack.Grant(FakeSlack.Quiet);
        await Town.Until(() => town.Slack.Calls.Contains("auth.test"));
        INoticeChannel channel = town.Part<INoticeChannel>();
        await channel.PostAsync(Post("n/0"), Cancel);

        Assert.Null(await channel.FindAsync(Post("n/1"), Cancel));
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
    public async Task A_long_draft_in_direct_chat_has_its_files_below_it()
    {
        await using Town town = await Town.OpenAsync();

        string posted = await town.Part<INoticeChannel>().PostAsync(Draft with { To = Ben }, Cancel);

        await Town.Until(() => town.Slack.Files.Count == 2);
        Assert.All(town.Slack.Files, file => Assert.Equal(posted, $"{file.Channel}/{file.Thread}"));
        Assert.Contains("The rest is in the file in the thread.", Assert.Single(town.Slack.Channels["DU2"].Now()).Shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posted_minutes_bring_the_calendar_entry_of_the_next_meeting_too()
    {
        await using Town town = await Town.OpenAsync();

        await town.Part<INoticeChannel>().PostAsync(Draft with { To = Ben, File = new Attachment("2024-01-25.ics", "text/calendar", "BEGIN:VCALENDAR"u8.ToArray()) }, Cancel);

        await Town.Until(() => town.Slack.Files.Count == 3);
        Assert.Contains(town.Slack.Files, file => file.Name == "2024-01-25.ics");
    }

    [Fact]
    public async Task Where_files_may_not_be_sent_none_is_spoken_of()
    {
        await using Town town = await Town.OpenAsync(scopes: [.. FakeSlack.Quiet.Except(["files:write"])]);
        await town.Caller.CommandAsync("U1", "help");

        await town.Part<INoticeChannel>().PostAsync(Draft, Cancel);

        string shown = Assert.Single(town.Slack.Channels["C1"].Now()).Shown;
        Assert.DoesNotContain("in the thread", shown, StringComparison.Ordinal);
        Assert.Contains("minutes export", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_of_corrected_minutes_take_the_place_of_the_former_ones()
    {
        await using Town town = await Town.OpenAsync();
        INoticeChannel channel = town.Part<INoticeChannel>();
        Post minutes = Draft with { Kind = NoticeKinds.MinutesDrafted };
        string posted = await channel.PostAsync(minutes, Cancel);
        await Town.Until(() => town.Slack.Files.Count == 2);

        await channel.EditAsync(posted, minutes with { NoticeId = "n/2", Kind = NoticeKinds.MinutesEdited, Minutes = minutes.Minutes! with { Title = "Corrected" } }, Cancel);

        await Town.Until(() => town.Slack.Files.Count == 4 && town.Slack.Files.Count(file => file.IsDeleted) == 2);
        Assert.Equal([true, true, false, false], town.Slack.Files.Select(file => file.IsDeleted));
        Assert.All(town.Slack.Files, file => Assert.Equal(posted, $"{file.Channel}/{file.Thread}"));
    }

    [Fact]
    public async Task An_edit_of_a_post_that_is_gone_is_let_go()
    {
        await using Town town = await Town.OpenAsync();
        await town.Part<INoticeChannel>().EditAsync("C1/1700000000.000100", Post("n/1"), Cancel);
    }

    private const string Conversation = $"slack:{FakeSlack.Team}:C1";

    private static Addressee Ben => new("Ben Okafor", [new Account("web::Ben"), new Account($"slack:{FakeSlack.Team}:U2")]);

    private static Post Draft => new("n/1", Conversation, NoticeKinds.DraftReady, "The draft.")
    {
        Markdown = string.Concat(Enumerable.Repeat("A paragraph of the minutes that goes on for quite a while.\n\n", 400)),
        Minutes = new Minutes { Group = "Release team", Slug = "release-team", Date = new NodaTime.LocalDate(2026, 1, 8), Timezone = "Etc/UTC" },
    };

    private static Post Post(string notice) => new(notice, Conversation, "meeting-cancelled", "Cancelled: the meeting of <!channel>.");
}
