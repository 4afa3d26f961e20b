using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What a keeper that outlives its process promises besides.</summary>
public abstract class DurableStoreContract : EventStoreContract
{
    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await Append(Batch("m1", 0, "a", "b") with
        {
            FollowUps = [FollowUp("m1/1", "x"), FollowUp("m1/2", "y")],
            Notices = [Notice("n1", Noon), Notice("n2", Noon), Notice("n3", Noon) with { Conversation = "web:other" }],
            People = [PersonCard.Of(new PersonId("p1"), "Ana")],
            Bindings = ["web:room"],
        });
        await Store.WriteTextAsync(Group, "ours", "text", Cancellation);
        await Store.CompleteFollowUpAsync("m1/1", Cancellation);
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "ts1", Cancellation);
        await Notices.PostponeAsync(Group, "n2", Noon + Duration.FromHours(1), Cancellation);
        await Store.RewriteAsync(Stream, 2, new Happened("***"), Cancellation);
        long directory = (await Store.ReadDirectoryAsync(Group, 0, Cancellation))!.Version;

        await RestartAsync();
        Assert.Equal("1:a 2:*** of 2", await Words());
        Assert.Equal([FollowUp("m1/2", "y")], await Store.PendingFollowUpsAsync(9, Cancellation));
        Assert.Equal(["n3", "n2"], (await Notices.DueAsync(Instant.MaxValue, 9, Cancellation)).Select(notice => notice.Id));
        Assert.Equal("ts1", await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
        Assert.Equal(Group, await Store.FindBindingAsync("web:room", Cancellation));
        Assert.Equal("text", await Store.ReadTextAsync(Group, "ours", Cancellation));
        Assert.Null(await Store.ReadDirectoryAsync(Group, directory, Cancellation));
        Assert.Equal([PersonCard.Of(new PersonId("p1"), "Ana")], (await Store.ReadDirectoryAsync(Group, 0, Cancellation))!.People);
    }

    [Theory]
    [InlineData("meeting/g1/2023-12-14.1")]
    [InlineData("ballot/g1/csc20")]
    public async Task A_message_taken_before_a_restart_is_found_in_whichever_stream_of_its_group_it_stands(string stream)
    {
        await Append(Batch("m1", 0, "a") with { Stream = new StreamId(stream) });
        await RestartAsync();
        Assert.Equal(stream, (await Store.FindMessageAsync(Group, "m1", Cancellation))?.Stream.Value);
        Assert.Null(await Store.FindMessageAsync(Group, "m2", Cancellation));
    }

    [Fact]
    public async Task A_message_taken_before_a_restart_is_taken_after_it()
    {
        await Append("m1", 0, "a");
        await RestartAsync();
        Assert.Equal(AppendResult.AlreadyTaken, await Append("m1", 1, "a"));
        Assert.Equal(AppendResult.Conflict, await Append("m2", 0, "b"));
        Assert.Equal(AppendResult.Stored, await Append("m2", 1, "b"));
    }
}
