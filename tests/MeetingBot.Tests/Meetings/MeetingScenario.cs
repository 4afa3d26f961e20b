using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// Given what happened in a meeting, when somebody asks, then this happens or that rule forbids it. One minute passes from act
/// to act, from the call to order on. Without a name, Ana asks, who presides.
/// </summary>
internal sealed record MeetingScenario(Meeting? State, Outcome? Last, Instant Clock)
{
    public Meeting Meeting => State!;

    public Minutes Minutes => MinutesDraft.Of(Meeting, Apollo.People);

    public static MeetingScenario Given(params ReadOnlySpan<MeetingEvent> events) => Given(Apollo.Call, events);

    public static MeetingScenario Given(Convocation convocation, params ReadOnlySpan<MeetingEvent> events)
    {
        var scenario = new MeetingScenario(null, null, convocation.Started).Happened(new MeetingCalled(convocation), Apollo.Ana);
        foreach (MeetingEvent happened in events)
        {
            scenario = scenario.Happened(happened, Apollo.Ana);
        }

        return scenario;
    }

    /// <summary>Nothing: no meeting was called.</summary>
    public static MeetingScenario Nothing => new(null, null, Apollo.Noon);

    /// <summary>So many minutes after the call to order.</summary>
    public MeetingScenario At(int minutes) => this with { Clock = Apollo.Noon + Duration.FromMinutes(minutes) };

    public MeetingScenario When(params ReadOnlySpan<MeetingCommand> commands) => When(Apollo.Ana, commands);

    public MeetingScenario When(PersonId by, params ReadOnlySpan<MeetingCommand> commands)
    {
        MeetingScenario after = this;
        foreach (MeetingCommand command in commands)
        {
            Outcome outcome = MeetingDecider.Decide(after.State, command, after.Origin(by));
            Instant clock = after.Clock;
            foreach (StreamEvent happened in (outcome as Accepted)?.Events ?? [])
            {
                after = (after with { Clock = clock }).Happened((MeetingEvent)happened, by);
            }

            after = after with { Last = outcome, Clock = clock + Duration.FromMinutes(1) };
        }

        return after;
    }

    public MeetingScenario Then(params ReadOnlySpan<StreamEvent> events)
    {
        Accepted accepted = Assert.IsType<Accepted>(Last);
        Assert.True(Specimen.Same(events.ToArray(), accepted.Events.ToArray()),
            $"Expected:\n  {string.Join("\n  ", events.ToArray().Select(one => one.ToString()))}\nHappened:\n  {string.Join("\n  ", accepted.Events)}");
        return this;
    }

    /// <summary>The command was accepted, and other streams are told just this.</summary>
    public MeetingScenario ThenTells(params ReadOnlySpan<FollowUp> followUps)
    {
        Accepted accepted = Assert.IsType<Accepted>(Last);
        Assert.True(Specimen.Same(followUps.ToArray(), accepted.FollowUps.Select(told => told.FollowUp).ToArray()),
            $"Expected:\n  {string.Join("\n  ", followUps.ToArray().Select(one => one.ToString()))}\nTold:\n  {string.Join("\n  ", accepted.FollowUps)}");
        return this;
    }

    public T ThenTells<T>()
        where T : FollowUp => Assert.Single(Assert.IsType<Accepted>(Last).FollowUps.Select(told => told.FollowUp).OfType<T>());

    public MeetingScenario ThenRefused(Refusal refusal)
    {
        Assert.Equal(refusal, Assert.IsType<Refused>(Last).Refusal);
        return this;
    }

    public MeetingScenario ThenNothingChanges()
    {
        Assert.IsType<Unchanged>(Last);
        return this;
    }

    public MeetingScenario Happened(MeetingEvent happened, PersonId by) =>
        this with { State = MeetingFold.Evolve(State, happened, Origin(by)), Clock = Clock + Duration.FromMinutes(1) };

    private Origin Origin(PersonId by) => new(by, Clock, $"m{Clock.ToUnixTimeSeconds()}");
}
