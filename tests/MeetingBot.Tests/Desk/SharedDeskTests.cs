using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>Replicas at one store: whatever is said to one of them, the others know it.</summary>
public class SharedDeskTests
{
    private static readonly ClerkOptions Shared = new() { PostAtOnce = true, Shared = true };

    [Fact]
    public async Task A_question_is_answered_from_what_another_replica_wrote()
    {
        (Office one, Office other) = await TwoAsync();
        await one.SayAsync("Sam Reed", "note The room is cold.");
        Assert.Contains("The room is cold.", (await other.SayAsync("Max Hall", "recent")).Text, StringComparison.Ordinal);
        await one.SayAsync("Sam Reed", "decision: Buy a heater.");
        Assert.Contains("Buy a heater.", (await other.SayAsync("Max Hall", "recent")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_refused_by_the_group_as_it_is_now()
    {
        (Office one, Office other) = await TwoAsync();
        Assert.Equal(ReplyKind.Refusal, (await other.SayAsync("Max Hall", "note I am no scribe.")).Kind);
        await one.SayAsync("Pia Lind", "scribe Max Hall");
        Assert.Equal(ReplyKind.Receipt, (await other.SayAsync("Max Hall", "note Now I am.")).Kind);
    }

    [Fact]
    public async Task What_is_refused_while_another_message_brings_the_desk_up_to_date_is_decided_anew()
    {
        var store = new FailingStore(new InMemoryStore());
        Office one = await new Office(store, Shared).WithChairedMeetingAsync();
        var other = new Office(store, Shared);
        await other.SayAsync("Max Hall", "status");
        await one.SayAsync("Pia Lind", "scribe Max Hall");

        var found = new TaskCompletionSource();
        store.Finding = () => found.Task;
        Task<Reply> refused = other.SayAsync("Max Hall", "note Now I am a scribe.");
        store.Finding = () => Task.CompletedTask;
        await other.SayAsync("Pia Lind", "status");
        found.SetResult();
        Assert.Equal(ReplyKind.Receipt, (await refused).Kind);
    }

    [Fact]
    public async Task Starting_a_meeting_does_not_look_through_what_waits_in_other_groups()
    {
        var store = new FailingStore(new InMemoryStore());
        Office office = await new Office(store, Shared).WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "adjourn");
        store.Driving = () => Assert.Fail("All follow-ups of all groups were read.");
        await office.SayAsync("Ana Lopes", "start");
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana Lopes", "note In the second meeting.")).Kind);
    }

    [Fact]
    public async Task A_meeting_that_was_ended_by_a_replica_which_died_before_telling_the_group_is_in_nobodys_way()
    {
        var store = new FailingStore(new InMemoryStore());
        Office one = await new Office(store, Shared).WithChairedMeetingAsync();
        var other = new Office(store, Shared);
        await other.SayAsync("Max Hall", "status");
        store.Fails = append => append.Events.Any(happened => happened is MeetingConcluded);
        await Assert.ThrowsAnyAsync<Exception>(() => one.SayAsync("Ana Lopes", "adjourn"));
        store.Fails = _ => false;
        Assert.Equal(ReplyKind.Receipt, (await other.SayAsync("Ana Lopes", "start")).Kind);
        Assert.Empty(await store.PendingFollowUpsAsync(9, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_follow_up_that_was_only_just_queued_is_left_to_the_replica_that_queued_it()
    {
        var store = new FailingStore(new InMemoryStore());
        Office one = await new Office(store, Shared).WithChairedMeetingAsync();
        store.Fails = append => append.Events.Any(happened => happened is MeetingConcluded);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => one.SayAsync("Ana Lopes", "adjourn"));
        store.Fails = _ => false;

        QueuedFollowUp left = Assert.Single(await store.PendingFollowUpsAsync(9, TestContext.Current.CancellationToken));
        Clerk other = new Office(store, Shared).Clerk;
        Assert.Equal(0, await other.DriveFollowUpsAsync(left.Origin.At - NodaTime.Duration.Epsilon, TestContext.Current.CancellationToken));
        Assert.Equal(1, await other.DriveFollowUpsAsync(left.Origin.At, TestContext.Current.CancellationToken));
        Assert.Null((await one.ViewAsync()).Group.InSession);
    }

    [Fact]
    public async Task A_meeting_that_another_replica_started_takes_notes_here()
    {
        (Office one, Office other) = await TwoAsync();
        await one.SayAsync("Ana Lopes", "adjourn");
        await other.SayAsync("Ana Lopes", "status");
        await one.SayAsync("Ana Lopes", "start");
        Assert.Equal(ReplyKind.Receipt, (await other.SayAsync("Ana Lopes", "note In the second meeting.")).Kind);
        Assert.Equal("In the second meeting.", Assert.Single((await one.MeetingAsync()).Entries).Text);
    }

    [Fact]
    public async Task A_person_whom_another_replica_put_on_the_roster_is_known_here()
    {
        (Office one, Office other) = await TwoAsync();
        await one.SayAsync("Eva Stone", "roster add Zoe Quist (Acme)");
        Assert.Contains("Zoe Quist", (await other.SayAsync("Max Hall", "roster")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_that_another_replica_gave_to_another_group_belongs_to_it_here()
    {
        (Office one, Office other) = await TwoAsync();
        await one.SayAsync("Eva Stone", "setup Choir timezone Europe/Berlin", conversation: "test:house:choir");
        await other.SayAsync("Eva Stone", "settings", conversation: "test:house:annex");
        await other.SayAsync("Eva Stone", "setup Annex timezone Europe/Berlin", conversation: "test:house:annex");
        await new Office(one.Store).Clerk.RebindAsync("test:house:choir", "test:house:annex", NodaTime.Instant.FromUtc(2024, 3, 5, 11, 0), TestContext.Current.CancellationToken);
        Assert.Contains("Choir", (await other.SayAsync("Eva Stone", "settings", conversation: "test:house:annex")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_was_changed_elsewhere_is_read_again()
    {
        (Office one, Office other) = await TwoAsync();
        await one.SayAsync("Eva Stone", "template ours\nFirst {{ minutes.group }}");
        await one.SayAsync("Eva Stone", "set template ours");
        Assert.Equal("First {{ minutes.group }}", (await other.ViewAsync()).Template.Liquid);
        await one.SayAsync("Eva Stone", "template ours\nSecond {{ minutes.group }}");
        Assert.Equal("Second {{ minutes.group }}", (await other.ViewAsync()).Template.Liquid);
    }

    [Fact]
    public async Task A_message_that_was_taken_here_and_comes_again_elsewhere_changes_nothing()
    {
        (Office one, Office other) = await TwoAsync();
        Reply first = await one.SayAsync("Sam Reed", "note Once.", "m1");
        Assert.Equal(first.Text, (await other.SayAsync("Sam Reed", "note Once.", "m1")).Text);
        await one.SayAsync("Ana Lopes", "adjourn", "m2");
        await other.SayAsync("Ana Lopes", "adjourn", "m2");
        Assert.Equal("Once.", Assert.Single((await other.MeetingAsync()).Entries).Text);
    }

    [Fact]
    public async Task Four_replicas_at_once_leave_every_note_once()
    {
        Office one = await new Office(null, Shared).WithChairedMeetingAsync();
        Office[] all = [one, .. Enumerable.Range(0, 3).Select(_ => new Office(one.Store, Shared))];
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 80).Select(number => Task.Run(() => all[number % 4].SayAsync("Sam Reed", $"note Point {number}.", $"four/{number}"))));
        Assert.All(replies, reply => Assert.Equal(ReplyKind.Receipt, reply.Kind));
        Assert.Equal(Enumerable.Range(0, 80).Select(number => $"Point {number}.").Order(StringComparer.Ordinal),
            (await new Office(one.Store).MeetingAsync()).Entries.Select(entry => entry.Text).Order(StringComparer.Ordinal));
    }

    private static async Task<(Office One, Office Other)> TwoAsync()
    {
        Office one = await new Office(new InMemoryStore(), Shared).WithChairedMeetingAsync();
        var other = new Office(one.Store, Shared);
        await other.SayAsync("Max Hall", "status");
        return (one, other);
    }
}
