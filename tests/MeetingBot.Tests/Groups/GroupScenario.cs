using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// Given what happened in a group, when somebody asks, then this happens or that rule forbids it. The group was set up by Dana,
/// so it is chaired and she is secretary and admin; without a name, she asks. It is 14 December 2023, 12:00 UTC.
/// </summary>
internal sealed record GroupScenario(Group? State, Outcome? Last, Instant Clock)
{
    public static readonly GroupFounded Founded = new(Apollo.Id, "Apollo Working Group", "Etc/UTC", true, "web:apollo");

    public Group Group => State!;

    public static GroupScenario Nothing => new(null, null, Apollo.Noon);

    public static GroupScenario Given(params ReadOnlySpan<GroupEvent> events)
    {
        Group group = Group.Evolve(null, Founded, At(Apollo.Dana, Apollo.Noon));
        foreach (GroupEvent happened in events)
        {
            group = Group.Evolve(group, happened, At(Apollo.Dana, Apollo.Noon));
        }

        return new GroupScenario(group, null, Apollo.Noon);
    }

    /// <summary>With Ana as chair, Ben and Chris as members, and the fortnightly series.</summary>
    public static GroupScenario GivenApollo(params ReadOnlySpan<GroupEvent> events) => Given(
    [
        .. Apollo.Roster.Where(member => member.Id != Apollo.Dana).Select(member => new MemberAdded(member)), new SeriesScheduled(Apollo.Thursdays), .. events,
    ]);

    public GroupScenario AtTime(Instant clock) => this with { Clock = clock };

    public GroupScenario When(params ReadOnlySpan<GroupCommand> commands) => When(Apollo.Dana, commands);

    public GroupScenario When(PersonId by, params ReadOnlySpan<GroupCommand> commands)
    {
        GroupScenario after = this;
        foreach (GroupCommand command in commands)
        {
            Outcome outcome = GroupDecider.Decide(after.State, command, At(by, Clock));
            Group? group = after.State;
            foreach (StreamEvent happened in (outcome as Accepted)?.Events ?? [])
            {
                group = Group.Evolve(group, (GroupEvent)happened, At(by, Clock));
            }

            after = after with { State = group, Last = outcome };
        }

        return after;
    }

    public GroupScenario Then(params ReadOnlySpan<StreamEvent> events)
    {
        Accepted accepted = Assert.IsType<Accepted>(Last);
        Assert.True(Specimen.Same(events.ToArray(), accepted.Events.ToArray()), string.Join("\n  ", accepted.Events));
        return this;
    }

    public GroupScenario ThenTells(params ReadOnlySpan<FollowUp> followUps)
    {
        Accepted accepted = Assert.IsType<Accepted>(Last);
        Assert.True(Specimen.Same(followUps.ToArray(), accepted.FollowUps.Select(told => told.FollowUp).ToArray()), string.Join("\n  ", accepted.FollowUps));
        return this;
    }

    public T ThenTells<T>()
        where T : FollowUp => Assert.Single(Assert.IsType<Accepted>(Last).FollowUps.Select(told => told.FollowUp).OfType<T>());

    public GroupScenario ThenRefused(Refusal refusal)
    {
        Refusal refused = Assert.IsType<Refused>(Last).Refusal;
        Assert.True(Specimen.Same(refusal, refused), refused.ToString());
        return this;
    }

    public GroupScenario ThenNothingChanges()
    {
        Assert.IsType<Unchanged>(Last);
        return this;
    }

    private static Origin At(PersonId by, Instant at) => new(by, at, "m1");
}
