using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests;

/// <summary>A message that a platform delivers twice counts once, and is answered alike.</summary>
public class RetryTests
{
    public static TheoryData<string> Lines =>
    [
        "here", "note Max: The room is cold.", "decision: Buy a heater.", "todo Max: Ask for offers by Friday", "topic Heating", "present Max", "agenda add Windows",
        "motion Heat the hall", "q+", "recess", "correct 1 Another text.", "regrets for next time", "set quorum 2", "ballot new B-1 Benches", "any objection", "roster add Zoe (Zeta) class issuer", "end", "cancel 2024-03-12",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task The_same_message_again_changes_nothing(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "note First.");
        Reply first = await office.SayAsync("Ana Lopes", line, "again");
        GroupView before = await office.ViewAsync();

        Reply second = await office.SayAsync("Ana Lopes", line, "again");
        GroupView after = await office.ViewAsync();

        Assert.Equal(ReplyKind.Receipt, first.Kind);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal(before.Meeting?.Entries.Count, after.Meeting?.Entries.Count);
        Assert.Equal(before.Group, after.Group);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Also_when_the_clerk_was_started_again_in_between(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "note First.");
        Reply first = await office.SayAsync("Ana Lopes", line, "again");
        int entries = (await office.MeetingAsync()).Entries.Count;

        var restarted = new Office(office.Store);
        Reply second = await restarted.SayAsync("Ana Lopes", line, "again");

        Assert.Equal((first.Kind, first.Text), (second.Kind, second.Text));
        Assert.Equal(entries, (await restarted.MeetingAsync()).Entries.Count);
    }

    [Fact]
    public async Task A_first_start_that_comes_twice_founds_one_group()
    {
        var office = new Office();
        Reply first = await office.SayAsync("Ana", "start", "again");
        Reply second = await new Office(office.Store).SayAsync("Ana", "start", "again");
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("Budget team", (await office.ViewAsync()).Group.Name);
    }

    [Fact]
    public async Task A_first_start_that_was_cut_short_after_founding_starts_the_meeting_when_it_comes_again()
    {
        var store = new FailingStore(new InMemoryStore()) { Fails = append => append.Events[0] is MeetingStarted };
        await Assert.ThrowsAsync<IOException>(() => new Office(store).SayAsync("Ana", "start", "again"));
        store.Fails = _ => false;
        var office = new Office(store);
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana", "start", "again")).Kind);
        Assert.True((await office.MeetingAsync()).IsOpen);
    }

    [Fact]
    public async Task Several_commands_in_one_message_are_each_taken_once()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note One.\nnote: Two.", "again");
        await new Office(office.Store).SayAsync("Sam Reed", "note One.\nnote: Two.", "again");
        Assert.Equal(["One.", "Two."], (await office.MeetingAsync()).Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_refusal_is_remembered_for_ten_minutes()
    {
        var clock = new FakeTimeProvider();
        var office = new Office(options: new ClerkOptions { PostAtOnce = true, Clock = clock });
        Reply refused = await office.SayAsync("Ana", "note First.", "again");
        Assert.Equal(ReplyKind.Refusal, refused.Kind);
        await office.SayAsync("Ana", "start");
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(refused, await office.SayAsync("Ana", "note First.", "again"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana", "note First.", "again")).Kind);
    }

    [Fact]
    public async Task No_more_replies_are_remembered_than_there_is_room_for()
    {
        var office = new Office(options: new ClerkOptions { PostAtOnce = true, Replies = 2 });
        await office.SayAsync("Ana", "note First.", "one");
        await office.SayAsync("Ana", "note First.", "two");
        await office.SayAsync("Ana", "start", "three");
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Ana", "note First.", "two")).Kind);
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana", "note First.", "one")).Kind);
    }
}
