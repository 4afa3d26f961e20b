using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A ballot at the desk: two writers, a delivery that comes twice, and a process that ends in between.</summary>
public class BallotDeskTests
{
    [Fact]
    public async Task A_group_that_was_not_told_of_its_ballot_learns_of_it_after_a_restart()
    {
        var store = new FailingStore(new InMemoryStore());
        Office office = await new Office(store).WithChairedMeetingAsync();
        store.Fails = append => append.Events[0] is BallotRegistered;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => office.SayAsync("Ana Lopes", "ballot new B-1 Benches"));
        store.Fails = _ => false;

        var restarted = new Office(store);
        Assert.Equal(1, await restarted.Clerk.DriveFollowUpsAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Benches", (await restarted.ViewAsync()).Group.Ballots["b1"].Title);
        Assert.Equal(ReplyKind.Answer, (await restarted.SayAsync("Max Hall", "ballot B-1")).Kind);
    }

    [Fact]
    public async Task Two_writers_at_one_ballot_lose_no_vote()
    {
        Office one = await new Office().WithChairedMeetingAsync();
        await one.SayAsync("Ana Lopes", "ballot new B-1 Benches");
        await one.SayAsync("Ana Lopes", "ballot open B-1");
        var other = new Office(one.Store);
        Assert.Equal(ReplyKind.Receipt, (await other.SayAsync("Max Hall", "ballot vote B-1 yes")).Kind);
        Assert.Equal(ReplyKind.Receipt, (await one.SayAsync("Ana Lopes", "ballot vote B-1 no")).Kind);
        Reply shown = await new Office(one.Store).SayAsync("Eva Stone", "ballot B-1");
        Assert.Contains("Voted so far: 2 of 5", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_ballot_of_one_identifier_is_refused_also_by_another_writer()
    {
        Office one = await new Office().WithChairedMeetingAsync();
        var other = new Office(one.Store);
        await other.ViewAsync();
        await one.SayAsync("Ana Lopes", "ballot new B-1 Benches");
        Assert.Equal(ReplyKind.Refusal, (await other.SayAsync("Max Hall", "ballot new B-01 Lamps")).Kind);
    }

    [Fact]
    public async Task A_vote_that_has_ended_is_over_before_anybody_looks_at_the_clock()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "ballot new B-1 Benches");
        await office.SayAsync("Ana Lopes", "ballot open B-1");
        await office.SayAsync("Max Hall", "ballot vote B-1 yes");
        office.Pass(Duration.FromDays(8));
        Reply reply = await office.SayAsync("Ana Lopes", "ballot withdraw B-1");
        Assert.Equal((ReplyKind.Refusal, BallotStage.Failed), (reply.Kind, (await office.ViewAsync()).Group.Ballots["b1"].Stage));
    }

    [Fact]
    public async Task A_draft_that_has_lapsed_is_not_revived_before_anybody_looks_at_the_clock()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Eva Stone", "set lapse 90 days");
        await office.SayAsync("Ana Lopes", "ballot new B-1 Benches");
        office.Pass(Duration.FromDays(91));
        Reply reply = await office.SayAsync("Ana Lopes", "ballot version B-1");
        Assert.Equal((ReplyKind.Refusal, BallotStage.Lapsed), (reply.Kind, (await office.ViewAsync()).Group.Ballots["b1"].Stage));
    }
}
