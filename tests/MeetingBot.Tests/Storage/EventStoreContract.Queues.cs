using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The queues of follow-ups and of notices.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Follow_ups_wait_oldest_first_until_they_are_done()
    {
        await Append(Batch("m1", 0, "a") with { FollowUps = [FollowUp("m1/1", "x"), FollowUp("m1/2", "y")] });
        await Append(Batch("a1", 1, "b") with { FollowUps = [FollowUp("a1/1", "z")] });
        Assert.Equal([FollowUp("m1/1", "x"), FollowUp("m1/2", "y"), FollowUp("a1/1", "z")], await Store.PendingFollowUpsAsync(9, Cancellation));
        Assert.Equal([FollowUp("m1/1", "x")], await Store.PendingFollowUpsAsync(1, Cancellation));

        await Store.CompleteFollowUpAsync("m1/1", Cancellation);
        await Store.CompleteFollowUpAsync("m1/1", Cancellation);
        await Store.CompleteFollowUpAsync("unknown", Cancellation);
        Assert.Equal([FollowUp("m1/2", "y"), FollowUp("a1/1", "z")], await Store.PendingFollowUpsAsync(9, Cancellation));
    }

    [Fact]
    public async Task Notices_come_when_they_are_due_in_the_order_of_due_and_then_of_queueing()
    {
        await Queue(Notice("late", Noon + Duration.FromHours(1)), Notice("b", Noon), Notice("a", Noon), Notice("early", Noon - Duration.FromMinutes(1)));
        Assert.Empty(await Due(Noon - Duration.FromHours(1)));
        Assert.Equal(["early"], await Due(Noon - Duration.FromMinutes(1)));
        Assert.Equal(["early", "b", "a"], await Due(Noon));
        Assert.Equal(["early", "b"], await Due(Noon, most: 2));
        Assert.Equal(["early", "b", "a", "late"], await Due(Instant.MaxValue, int.MaxValue));
        Assert.Equal(Noon - Duration.FromMinutes(1), await Notices.NextDueAsync(Cancellation));
    }

    [Fact]
    public async Task A_notice_comes_back_whole()
    {
        var notice = new QueuedNotice("group/g1/1/cancelled/web:room", Group, "web:room", "cancelled", "2023-12-28", Noon);
        await Queue(notice);
        Assert.Equal([notice], await Notices.DueAsync(Noon, 9, Cancellation));
    }

    [Fact]
    public async Task The_same_notice_is_queued_once_even_after_it_was_posted()
    {
        await Queue(Notice("n1", Noon));
        await Append(Batch("again1", 1, "a") with { Notices = [Notice("n1", Noon)] });
        Assert.Equal(["n1"], await Due(Noon));
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "ts1", Cancellation);
        await Append(Batch("again2", 2, "a") with { Notices = [Notice("n1", Noon)] });
        Assert.Empty(await Due(Noon));
    }

    [Theory]
    [InlineData(NoticeEnd.Posted)]
    [InlineData(NoticeEnd.Superseded)]
    [InlineData(NoticeEnd.Failed)]
    public async Task A_closed_notice_leaves_the_queue_for_good(NoticeEnd end)
    {
        await Queue(Notice("n1", Noon), Notice("n2", Noon));
        await Notices.CloseAsync(Group, "n1", end, null, Cancellation);
        await Notices.PostponeAsync(Group, "n1", Noon, Cancellation);
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "later", Cancellation);
        await Notices.CloseAsync(Group, "unknown", end, null, Cancellation);
        Assert.Equal(["n2"], await Due(Noon));
        Assert.Null(await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
    }

    [Fact]
    public async Task A_postponed_notice_comes_at_its_new_time_and_those_behind_it_in_its_conversation_do_not_overtake_it()
    {
        await Queue(Notice("n1", Noon), Notice("n2", Noon) with { Conversation = "web:other" }, Notice("n3", Noon));
        await Notices.PostponeAsync(Group, "n1", Noon + Duration.FromHours(1), Cancellation);
        await Notices.PostponeAsync(Group, "unknown", Noon, Cancellation);
        Assert.Equal(["n2"], await Due(Noon));
        Assert.Equal(["n2", "n1", "n3"], await Due(Noon + Duration.FromHours(1)));
        await Notices.CloseAsync(Group, "n3", NoticeEnd.Posted, "ts", Cancellation);
        await Notices.CloseAsync(Group, "n2", NoticeEnd.Posted, "ts", Cancellation);
        Assert.Equal(Noon + Duration.FromHours(1), await Notices.NextDueAsync(Cancellation));
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "ts", Cancellation);
        Assert.Null(await Notices.NextDueAsync(Cancellation));
    }

    [Fact]
    public async Task What_claims_a_conversation_is_told_until_when_it_was_put_off()
    {
        await Queue(Notice("n1", Noon), Notice("n2", Noon) with { Conversation = "web:other" }, Notice("n3", Noon) with { Conversation = "" });
        Assert.Null(await UntilAsync("web:room"));
        await Notices.RetryAsync(Group, "n1", Noon + Duration.FromMinutes(1), "no answer", Cancellation);
        Assert.Equal(Noon + Duration.FromMinutes(1), await UntilAsync("web:room"));
        await Notices.PostponeAsync(Group, "n1", Noon + Duration.FromMinutes(2), Cancellation);
        await Notices.PostponeAsync(Group, "n3", Noon + Duration.FromMinutes(3), Cancellation);
        Assert.Equal(Noon + Duration.FromMinutes(2), await UntilAsync("web:room"));
        Assert.Null(await UntilAsync("web:other"));
        Assert.Null(await UntilAsync(Group.Value));

        async Task<Instant?> UntilAsync(string lane)
        {
            await using INoticeClaim? claim = await Notices.ClaimAsync(lane, [], Cancellation);
            return claim!.Until;
        }
    }

    [Fact]
    public async Task Whether_posting_a_notice_was_begun_before_is_told_until_it_left_the_queue()
    {
        await Queue(Notice("n1", Noon), Notice("n2", Noon) with { Conversation = "web:other" });
        Assert.Equal(Posting.First, await Notices.BeginAsync(Group, "n1", Cancellation));
        Assert.Equal(Posting.Again, await Notices.BeginAsync(Group, "n1", Cancellation));
        Assert.Equal(Posting.Ended, await Notices.BeginAsync(Group, "unknown", Cancellation));
        Assert.Equal([("n1", true), ("n2", false)], (await Notices.DueAsync(Noon, 9, Cancellation)).Select(notice => (notice.Id, notice.Begun)));

        await Notices.RetryAsync(Group, "n1", Noon + Duration.FromHours(1), "no answer", Cancellation);
        Assert.Equal(Posting.Again, await Notices.BeginAsync(Group, "n1", Cancellation));
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "ts", Cancellation);
        Assert.Equal(Posting.Ended, await Notices.BeginAsync(Group, "n1", Cancellation));
    }

    [Fact]
    public async Task The_last_post_about_a_subject_is_found()
    {
        await Queue(Notice("n1", Noon), Notice("n2", Noon), Notice("n3", Noon), Notice("n4", Noon) with { Subject = "other" });
        Assert.Null(await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
        await Notices.CloseAsync(Group, "n2", NoticeEnd.Posted, "first", Cancellation);
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "second", Cancellation);
        await Notices.CloseAsync(Group, "n3", NoticeEnd.Superseded, null, Cancellation);
        await Notices.CloseAsync(Group, "n4", NoticeEnd.Posted, "elsewhere", Cancellation);
        Assert.Equal("second", await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
        Assert.Null(await Notices.FindPostedAsync(Group, "cancelled", "subject", Cancellation));
        Assert.Null(await Notices.FindPostedAsync(new GroupId("g2"), "minutes-drafted", "subject", Cancellation));
    }

    private Task<AppendResult> Queue(params ReadOnlySpan<QueuedNotice> notices) => Append(Batch("queue", 0, "a") with { Notices = [.. notices] });

    private async Task<IEnumerable<string>> Due(Instant now, int most = 99) =>
        (await Notices.DueAsync(now, most, Cancellation)).Select(notice => notice.Id);
}
