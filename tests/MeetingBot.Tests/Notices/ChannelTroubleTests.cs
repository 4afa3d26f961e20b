using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Channels that fail, hang, forget, ask for patience or are not there, and what that does to notices.</summary>
public sealed class ChannelTroubleTests
{
    private const string Thursdays = "2024-01-08T09:01 Ana: schedule every 1 weeks on Thursday at 12:00 for 1h from 2024-01-11";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_chair_is_told_of_each_notice_that_was_given_up_with_its_own_reason_while_others_are_still_tried()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        board.Trouble = post => post.Kind == NoticeKinds.Cancelled ? new IOException(post.Text.Contains("11 January", StringComparison.Ordinal) ? "The first answer." : "The second answer.") : null;
        await board.SayAsync("2024-01-08T10:00 Ana: cancel 11 January");
        await board.SayAsync("2024-01-08T10:01 Ana: cancel 18 January");
        await board.PassAsync("2024-01-08T13:00");
        Assert.Contains("Thu 11 Jan 2024. The last answer was: The first answer.", Assert.Single(board.Texts(NoticeKinds.GivenUp)), StringComparison.Ordinal);

        await board.PassAsync("2024-01-09T09:00");
        Assert.Contains("Thu 18 Jan 2024. The last answer was: The second answer.", board.Texts(NoticeKinds.GivenUp).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_of_each_is_kept() =>
        Assert.Equal("The first answer.", GroupScenario.Given(new NoticeGivenUp("meeting-cancelled", "2024-01-11", "The first answer."), new NoticeGivenUp("meeting-cancelled", "2024-01-18", "The second answer."))
            .Group.GivenUp[("meeting-cancelled", "2024-01-11")].Reason);

    [Fact]
    public async Task What_falls_due_while_a_conversation_hangs_is_posted_elsewhere_meanwhile()
    {
        var hanging = new HangingChannel("slow");
        var other = new HangingChannel("quick") { Answers = true };
        var store = new InMemoryStore();
        var clerk = new Clerk(store, new MinutesPrinter(), null, store);
        var dispatcher = new NoticeDispatcher(store, clerk, new MinutesPrinter(), [hanging, other]);
        for (int room = 0; room < 40; room++)
        {
            await CancelAsync(clerk, $"slow::{room}", 9);
        }

        await dispatcher.BeginAsync(Instant.FromUtc(2024, 1, 8, 9, 5), Cancellation);
        Assert.Equal(dispatcher.Lanes, hanging.Asked);

        await CancelAsync(clerk, "quick::room", 10);
        await dispatcher.BeginAsync(Instant.FromUtc(2024, 1, 8, 10, 5), Cancellation);
        Assert.Equal(1, other.Asked);

        hanging.Answer.SetResult("at last");
        await dispatcher.RunAsync(Instant.FromUtc(2024, 1, 8, 10, 6), Cancellation);
        Assert.Equal(40, hanging.Asked);
        Assert.Equal(1, other.Asked);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_comes_due_while_something_waits_for_its_next_attempt_does_not_overtake_it_also_where_another_dispatcher_finds_it(bool busy, bool another)
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        int asked = 0;
        board.Trouble = _ => ++asked > 3 ? null : busy ? new ChannelBusyException { RetryAfter = Duration.FromSeconds(40) } : new IOException("Not now.");
        await board.SayAsync("2024-01-08T10:00 Ana: cancel 11 January");
        await board.PassAsync("2024-01-08T10:01");
        Assert.Empty(board.Posts);
        await board.HearAsync("2024-01-08T10:01 Ana: cancel 18 January");
        NoticeDispatcher finder = another ? new NoticeDispatcher(board.Store, board.Clerk, new MinutesPrinter(), [board]) : board.Dispatcher;
        await finder.RunAsync(Noticeboard.At("2024-01-08T10:01"), Cancellation);
        Assert.Empty(board.Posts);
        await board.PassAsync("2024-01-08T11:00");
        Assert.Equal(["11 January", "18 January"], board.Texts(NoticeKinds.Cancelled).Select(text => text.Split("on Thursday, ")[1][..10]));
    }

    [Fact]
    public async Task Being_asked_for_patience_is_no_attempt()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        int asked = 0;
        board.Trouble = post => ++asked <= 2 * NoticeDispatcher.MostAttempts ? new ChannelBusyException { RetryAfter = Duration.FromMinutes(1) } : null;
        await board.SayAsync("2024-01-08T10:00 Ana: cancel 11 January");
        await board.PassAsync("2024-01-08T11:00");
        Assert.Equal(NoticeKinds.Cancelled, Assert.Single(board.Posts).Kind);
        Assert.Equal(0, (await board.EndedAsync(NoticeKinds.Cancelled)).Notice.Attempts);
    }

    [Fact]
    public async Task A_channel_is_read_only_for_a_notice_whose_posting_was_begun_before()
    {
        var asked = new List<string>();
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        board.Stands = id =>
        {
            asked.Add(id);
            return null;
        };
        await board.SayAsync("2024-01-08T10:00 Ana: cancel 11 January");
        Assert.Single(board.Texts(NoticeKinds.Cancelled));
        Assert.Empty(asked);

        int answers = 0;
        board.Trouble = _ => answers++ == 0 ? new IOException("no answer") : null;
        await board.SayAsync("2024-01-08T10:01 Ana: cancel 18 January");
        await board.PassAsync("2024-01-08T11:00");
        Assert.Equal(2, board.Texts(NoticeKinds.Cancelled).Count());
        Assert.EndsWith("/meeting-cancelled/test::room", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_dispatcher_dealt_with_since_it_was_looked_at_is_not_posted()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        await board.HearAsync("2024-01-08T10:00 Ana: cancel 11 January");
        Instant now = Noticeboard.At("2024-01-08T10:00");
        var stale = new ClaimedQueue(board.Store)
        {
            Claimed = async notices =>
            {
                foreach (QueuedNotice notice in notices)
                {
                    await board.Store.CloseAsync(notice.Group, notice.Id, NoticeEnd.Posted, "elsewhere", Cancellation);
                }
            },
        };
        await new NoticeDispatcher(stale, board.Clerk, new MinutesPrinter(), [board]).RunAsync(now, Cancellation);
        Assert.Empty(board.Posts);
        Assert.Equal("elsewhere", await board.Store.FindPostedAsync((await board.GroupAsync()).Id, NoticeKinds.Cancelled, "2024-01-11", Cancellation));
    }

    [Fact]
    public async Task A_post_that_is_under_way_when_the_conversation_goes_to_another_dispatcher_is_broken_off_and_nothing_is_recorded_of_it()
    {
        var hanging = new HangingChannel("slow");
        var store = new InMemoryStore();
        var clerk = new Clerk(store, new MinutesPrinter(), null, store);
        await CancelAsync(clerk, "slow::room", 9);
        using var lost = new CancellationTokenSource();
        var dispatcher = new NoticeDispatcher(new ClaimedQueue(store) { Lost = lost.Token }, clerk, new MinutesPrinter(), [hanging]);
        Instant now = Instant.FromUtc(2024, 1, 8, 9, 5);
        await dispatcher.BeginAsync(now, Cancellation);
        Assert.Equal(1, hanging.Asked);

        await lost.CancelAsync();
        await dispatcher.EndAsync();
        QueuedNotice notice = Assert.Single(await store.DueAsync(now, 9, Cancellation), notice => notice.Kind == NoticeKinds.Cancelled);
        Assert.Equal((0, true), (notice.Attempts, notice.Begun));
    }

    [Fact]
    public async Task A_cancellation_that_was_posted_before_a_crash_is_found_though_it_was_taken_back_since()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        using var process = new CancellationTokenSource();
        board.Process = process.Token;
        board.Trouble = _ =>
        {
            process.Cancel();
            return new OperationCanceledException(process.Token);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => board.SayAsync("2024-01-08T10:00 Ana: cancel 11 January"));
        board.Process = Cancellation;
        board.Trouble = _ => null;
        board.Stands = id => id.Contains(NoticeKinds.Cancelled, StringComparison.Ordinal) ? "it" : null;
        await board.HearAsync("2024-01-08T10:00 Ana: restore 11 January");
        await board.PassAsync("2024-01-08T11:00");
        Assert.Empty(board.Posts);
        Assert.Equal("The Apollo meeting on Thursday, 11 January 2024 takes place after all, at 12:00 Etc/UTC.", Assert.Single(board.Edits).Text);
    }

    [Fact]
    public async Task Each_of_two_cancellations_that_is_taken_back_soon_is_an_edit()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays, "2024-01-08T10:00 Ana: cancel 11 January", "2024-01-08T10:01 Ana: cancel 18 January",
            "2024-01-08T10:02 Ana: restore 11 January", "2024-01-08T10:12 Ana: restore 18 January");
        Assert.Equal("11 January", Assert.Single(board.Edits).Text.Split(", ")[1][..10]);
        Assert.Contains("18 January", Assert.Single(board.Texts(NoticeKinds.Restored)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrections_that_follow_each_other_closely_are_one_edit_and_a_later_one_is_another()
    {
        Noticeboard board = await Noticeboard.WithAsync("2024-01-11T12:00 Ana: start", "2024-01-11T12:01 Ana: note: The room is small.", "2024-01-11T12:30 Ana: adjourn",
            "2024-01-11T12:31 Ana: minutes post", "2024-01-11T12:32 Ana: correct 1 The room is big.", "2024-01-11T12:32 Ana: correct 1 The room is huge.", "2024-01-11T12:32 Ana: correct 1 The room is a hall.");
        await board.PassAsync("2024-01-11T12:40");
        Assert.Contains("a hall", Assert.Single(board.Edits).Text, StringComparison.Ordinal);

        await board.SayAsync("2024-01-11T12:41 Ana: correct 1 The room is a church.");
        await board.PassAsync("2024-01-11T12:50");
        Assert.Contains("a church", board.Edits[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, board.Edits.Count);
    }

    [Fact]
    public async Task A_notice_of_a_platform_that_is_not_plugged_in_waits_for_it()
    {
        Noticeboard board = await Noticeboard.WithAsync(Thursdays);
        var without = new NoticeDispatcher(board.Store, board.Clerk, new MinutesPrinter(), [new HangingChannel("elsewhere")]);
        await board.HearAsync("2024-01-08T10:00 Ana: cancel 11 January");
        await without.RunAsync(Noticeboard.At("2024-01-08T10:00"), Cancellation);
        Assert.Empty(board.Posts);

        await board.PassAsync("2024-01-08T12:00");
        Assert.Single(board.Texts(NoticeKinds.Cancelled));
    }

    private static async Task CancelAsync(Clerk clerk, string conversation, int hour)
    {
        foreach ((int number, string line) in new[] { "/meeting setup Apollo timezone Etc/UTC", "schedule every 1 weeks on Thursday at 12:00 from 2024-01-11", "cancel 11 January" }.Index())
        {
            Reply reply = await clerk.HandleAsync(new ChatMessage($"{conversation}/{number}", new Account("test::Ana"), "Ana", conversation, line, Instant.FromUtc(2024, 1, 8, hour, 0)) { Heard = Heard.Line, NameIsTrusted = true }, Cancellation);
            Assert.Equal(ReplyKind.Receipt, reply.Kind);
        }
    }

    /// <summary>A platform none of whose conversations answers until it is told to.</summary>
    private sealed class HangingChannel(string platform) : INoticeChannel
    {
        public string Platform => platform;

        public bool ShowsBoards => false;

        public bool Answers { get; init; }

        public int Asked { get; private set; }

        public TaskCompletionSource<string> Answer { get; } = new();

        public async ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            Asked++;
            return Answers ? "posted" : await Answer.Task.WaitAsync(cancellation);
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }
}
