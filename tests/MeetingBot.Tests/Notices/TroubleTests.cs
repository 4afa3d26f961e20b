using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What becomes of notices when posting them, or looking at the clock, keeps failing.</summary>
public sealed class TroubleTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 8, 12, 0);
    private readonly InMemoryStore _store = new();
    private readonly MinutesPrinter _printer = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_notice_that_cannot_be_posted_is_given_up_with_its_reason_and_not_before_the_tenth_attempt()
    {
        GroupId group = await GroupAsync(new Clerk(_store, _printer));
        var dispatcher = new NoticeDispatcher(_store, new Clerk(_store, _printer), _printer, [new BrokenChannel()]);
        var heard = new List<string>();
        dispatcher.GaveUp += notice => heard.Add(notice.Kind);

        int attempts = 0;
        for (Instant now = Start; await _store.NextDueAsync(Cancellation) is { } due && due < Start + Duration.FromDays(1); now = Instant.Max(now, due))
        {
            await dispatcher.RunAsync(Instant.Max(now, due), Cancellation);
            attempts++;
        }

        NoticeRecord failed = Assert.Single(await _store.ListAsync(group, 99, 99, Cancellation), record => record.End == NoticeEnd.Failed && record.Notice.Kind != NoticeKinds.GivenUp);
        Assert.Equal((NoticeDispatcher.MostAttempts, NoticeKinds.Cancelled, "the channel is archived"), (failed.Notice.Attempts, failed.Notice.Kind, failed.Problem));
        Assert.True(attempts >= NoticeDispatcher.MostAttempts);
        Assert.Equal([NoticeKinds.Cancelled, NoticeKinds.GivenUp], heard);
    }

    [Fact]
    public async Task The_chair_is_told_of_what_was_given_up()
    {
        GroupId group = await GroupAsync(new Clerk(_store, _printer));
        var channel = new BrokenChannel { Only = NoticeKinds.Cancelled };
        var dispatcher = new NoticeDispatcher(_store, new Clerk(_store, _printer), _printer, [channel]);
        for (Instant now = Start; await _store.NextDueAsync(Cancellation) is { } due && due < Start + Duration.FromDays(1); now = Instant.Max(now, due))
        {
            await dispatcher.RunAsync(Instant.Max(now, due), Cancellation);
        }

        Post told = Assert.Single(channel.Posts);
        Assert.Equal(("Ana", "I could not post this notice and gave up: meeting cancelled of Thu 11 Jan 2024. The last answer was: the channel is archived. `notices` shows what waits."), (told.To!.Name, told.Text));
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_delays_no_other()
    {
        var clerk = new Clerk(_store, _printer);
        await GroupAsync(clerk, "test::stuck");
        await GroupAsync(clerk, "test::room");
        var channel = new StuckChannel("test::stuck");
        Task run = new NoticeDispatcher(_store, clerk, _printer, [channel]).RunAsync(Start + Duration.FromMinutes(1), Cancellation).AsTask();

        await channel.Others.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(run.IsCompleted);
        channel.Answer.SetResult("at last");
        await run;
        Assert.Null((await _store.NextDueAsync(Cancellation)) is { } next && next <= Start + Duration.FromMinutes(1) ? next : (Instant?)null);
    }

    [Fact]
    public async Task What_is_due_in_a_paused_group_waits_together_and_delays_no_other()
    {
        var clerk = new Clerk(_store, _printer);
        await GroupAsync(clerk, "test::paused", "cancel 18 January", "notices pause");
        var channel = new BrokenChannel { Only = "nothing" };
        await GroupAsync(clerk, "test::room");
        var dispatcher = new NoticeDispatcher(_store, clerk, _printer, [channel]);

        await dispatcher.RunAsync(Start + Duration.FromMinutes(1), Cancellation);

        Assert.Equal("test::room", Assert.Single(channel.Posts).Conversation);
        Assert.True(await _store.NextDueAsync(Cancellation) >= Start + Duration.FromMinutes(5));
    }

    [Fact]
    public async Task A_clock_is_never_given_up()
    {
        GroupId group = await GroupAsync(new Clerk(_store, _printer));
        var broken = new Clerk(new FailingStore(_store) { Fails = _ => true }, _printer);
        Instant due = Instant.FromUtc(2024, 1, 17, 12, 0);
        var trouble = new NoticeDispatcher(_store, broken, _printer, []);
        for (int attempt = 0; attempt < 2 * NoticeDispatcher.MostAttempts; attempt++)
        {
            await trouble.RunAsync(due + Duration.FromMinutes(61 * attempt), Cancellation);
        }

        Assert.Contains(await _store.ListAsync(group, 99, 0, Cancellation), record => record.Notice.Kind == NoticeKinds.GroupClock && record.Notice.Attempts > NoticeDispatcher.MostAttempts);
    }

    /// <summary>A group that meets on Thursdays at noon, the first of which, 11 January, is cancelled.</summary>
    private async Task<GroupId> GroupAsync(Clerk clerk, string conversation = "test::room", params string[] more)
    {
        string[] lines = ["/meeting setup Apollo timezone Etc/UTC", "schedule every 1 weeks on Thursday at 12:00 from 2024-01-11", "cancel 11 January", .. more];
        foreach ((int number, string line) in lines.Index())
        {
            Reply reply = await clerk.HandleAsync(new ChatMessage($"{conversation}/{number}", new Account("test::Ana"), "Ana", conversation, line, Start) { Heard = Heard.Line, NameIsTrusted = true }, Cancellation);
            Assert.Equal(ReplyKind.Receipt, reply.Kind);
        }

        return (await _store.FindBindingAsync(conversation, Cancellation))!;
    }

    private sealed class BrokenChannel : INoticeChannel
    {
        public string Platform => "test";

        public bool ShowsBoards => false;

        public string? Only { get; init; }

        public List<Post> Posts { get; } = [];

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            if (Only is null || post.Kind == Only)
            {
                throw new InvalidOperationException("the channel is archived");
            }

            Posts.Add(post);
            return new("told");
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => throw new InvalidOperationException("the channel is archived");
    }

    /// <summary>One conversation hangs until it is told to answer.</summary>
    private sealed class StuckChannel(string stuck) : INoticeChannel
    {
        public string Platform => "test";

        public bool ShowsBoards => false;

        public TaskCompletionSource<string> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Others { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            if (post.Conversation == stuck)
            {
                return await Answer.Task;
            }

            Others.TrySetResult();
            return "posted";
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }
}
