using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Two clerks at one store, and processes that end at the wrong moment: nothing that was acknowledged is lost.</summary>
public class ConflictTests
{
    [Fact]
    public async Task Two_clerks_write_into_one_meeting_and_both_receipts_hold()
    {
        Office one = await new Office().WithChairedMeetingAsync();
        await new Office(one.Store).SayAsync("Sam Reed", "note From the other clerk.");
        Reply reply = await one.SayAsync("Sam Reed", "note From the first clerk.");
        Assert.Contains("entry 2", reply.Text, StringComparison.Ordinal);
        Assert.Equal(["From the other clerk.", "From the first clerk."], (await new Office(one.Store).MeetingAsync()).Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task Many_notes_at_once_through_one_clerk_are_all_there()
    {
        Office one = await new Office().WithChairedMeetingAsync();
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => one.SayAsync("Sam Reed", $"note Point {number}.", $"many/{number}")));
        Assert.All(replies, reply => Assert.Equal(ReplyKind.Receipt, reply.Kind));
        Assert.Equal(40, (await new Office(one.Store).MeetingAsync()).Entries.Select(entry => entry.Text).Distinct().Count());
    }

    [Fact]
    public async Task A_clerk_that_is_behind_does_not_start_a_second_meeting()
    {
        Office one = await new Office().WithChairedMeetingAsync();
        await one.SayAsync("Ana Lopes", "note Something.");
        await one.SayAsync("Ana Lopes", "end");
        var other = new Office(one.Store);
        await other.SayAsync("Ana Lopes", "status");
        await one.SayAsync("Ana Lopes", "start");
        Reply second = await other.SayAsync("Ana Lopes", "start");
        Assert.Equal(ReplyKind.Refusal, second.Kind);
        Assert.Contains("in session since", second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_before_a_follow_up_is_made_good()
    {
        var store = new FailingStore(new InMemoryStore());
        Office office = await new Office(store).WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "decision: Buy a heater.");
        store.Fails = append => append.Events[0] is MeetingConcluded;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => office.SayAsync("Ana Lopes", "end"));

        store.Fails = _ => false;
        var restarted = new Office(store);
        Assert.True(await restarted.Clerk.DriveFollowUpsAsync(TestContext.Current.CancellationToken) > 0);
        GroupView view = await restarted.ViewAsync();
        Assert.Null(view.Group.InSession);
        Assert.Equal("Buy a heater.", Assert.Single(view.Group.Meetings[Assert.Single(view.Group.Held)].Decisions).Text);
        Assert.Equal(0, await restarted.Clerk.DriveFollowUpsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_crash_between_starting_a_meeting_and_calling_it_is_made_good_by_the_next_message()
    {
        var store = new FailingStore(new InMemoryStore()) { Fails = append => append.Events[0] is MeetingCalled };
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => new Office(store).SayAsync("Ana", "start"));
        store.Fails = _ => false;
        Assert.Equal(ReplyKind.Receipt, (await new Office(store).SayAsync("Ana", "note The room is cold.")).Kind);
    }

    [Fact]
    public async Task A_page_that_is_told_of_a_change_sees_it()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        var seen = new List<Task<int>>();
        office.Clerk.Changed += _ => seen.Add(LookAsync());
        await office.SayAsync("Sam Reed", "note One.");
        await office.SayAsync("Sam Reed", "note Two.");
        int[] counts = await Task.WhenAll(seen);
        Assert.Equal([1, 2], counts);

        async Task<int> LookAsync() =>
            (await office.Clerk.LookAsync(Office.Channel, new Account("test::x"), "X", Instant.FromUtc(2024, 3, 5, 12, 0), default)).Minutes!.Topics.Sum(topic => topic.Entries.Length);
    }

    [Fact]
    public async Task What_is_kept_in_memory_is_bounded()
    {
        var office = new Office(null, new ClerkOptions { PostAtOnce = true, Desks = 10, Rooms = 10, Replies = 10 });
        for (int room = 0; room < 60; room++)
        {
            await office.SayAsync("Ana", "start", conversation: $"test:house:room-{room}");
        }

        Assert.InRange(office.Clerk.Kept.Desks, 1, 11);
        Assert.InRange(office.Clerk.Kept.Rooms, 1, 11);
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana", "note Still cold.", conversation: "test:house:room-0")).Kind);
    }
}
