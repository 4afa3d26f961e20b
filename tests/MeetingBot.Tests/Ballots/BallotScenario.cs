using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// Given a group under the Forum's by-laws with three issuers and a consumer, when somebody asks something of ballot B-1, then this happens
/// or that rule forbids it. It begins on 1 March 2024 at 12:00 UTC. Eve is the secretary, and of no member.
/// </summary>
internal sealed record BallotScenario(Group Group, Ballot? State, Outcome? Last, Instant Clock)
{
    public static readonly GroupId Id = new("gballots");
    public static readonly PersonId Ana = new("pana");
    public static readonly PersonId Ben = new("pben");
    public static readonly PersonId Chris = new("pchris");
    public static readonly PersonId Dan = new("pdan");
    public static readonly PersonId Eve = new("peve");
    public static readonly Instant Begin = Instant.FromUtc(2024, 3, 1, 12, 0);
    public static readonly BallotId B1 = new(Id, "b1");
    public static readonly Citation Bylaws233 = new("Bylaws", "2.3(3)");
    public static readonly Citation Bylaws234 = new("Bylaws", "2.3(4)");

    public Ballot Ballot => State!;

    public static BallotScenario Given(params ReadOnlySpan<GroupEvent> events)
    {
        Group? group = null;
        GroupEvent[] founding =
        [
            new GroupFounded(Id, "Ballots", "Etc/UTC", true, "web:ballots"), new SettingChanged("policy", "forum"),
            Joined(Ana, "Acme", "issuer"), Joined(Ben, "Beta", "issuer"), Joined(Chris, "Ceta", "issuer"), Joined(Dan, "Data, Inc.", "consumer"),
            .. events,
        ];
        foreach (GroupEvent happened in founding)
        {
            group = Group.Evolve(group, happened, new Origin(Eve, Begin, "m1"));
        }

        return new BallotScenario(group!, null, null, Begin);
    }

    public static MemberAdded Joined(PersonId person, string organization, string @class) =>
        new(new Member(person, Role.Member, [new Affiliation(organization, new LocalDate(2020, 1, 1), null)], @class));

    /// <summary>Proposed by Ana and endorsed by Ben and Chris.</summary>
    public static BallotScenario GivenEndorsed(params ReadOnlySpan<GroupEvent> events) => Given(events).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana))
        .When(Ben, new EndorseBallot(Ben, null)).When(Chris, new EndorseBallot(Chris, null));

    /// <summary>In voting since 8 March, 12:00.</summary>
    public static BallotScenario GivenVoting(params ReadOnlySpan<GroupEvent> events) => GivenEndorsed(events).When(Ana, new OpenBallotDiscussion()).After(days: 7).When(Ana, new CallVoting(null, null));

    public BallotScenario After(int days = 0, int hours = 0) => this with { Clock = Clock + Duration.FromDays(days) + Duration.FromHours(hours) };

    public BallotScenario When(PersonId by, BallotCommand command)
    {
        var origin = new Origin(by, Clock, "m1");
        Outcome outcome = BallotDecider.Decide(State, command, Group, origin);
        Ballot? ballot = State;
        foreach (StreamEvent happened in (outcome as Accepted)?.Events ?? [])
        {
            ballot = BallotFold.Evolve(ballot, (BallotEvent)happened, origin);
        }

        Group group = (outcome as Accepted)?.FollowUps.Select(told => told.FollowUp).OfType<RegisterBallot>().LastOrDefault() is { } register
            ? Group.Evolve(Group, new BallotRegistered(register.Summary), origin)
            : Group;
        return this with { State = ballot, Last = outcome, Group = group };
    }

    public BallotScenario WhenClockStrikes() => When(PersonId.Bot, new StrikeBallotClock());

    public BallotScenario Happens(GroupEvent happened) => this with { Group = Group.Evolve(Group, happened, new Origin(Eve, Clock, "m2")) };

    public BallotScenario ThenStands(BallotStage stage)
    {
        Assert.IsType<Accepted>(Last);
        Assert.Equal(stage, Ballot.Stage);
        return this;
    }

    public BallotScenario ThenRefused(Refusal refusal)
    {
        Refusal refused = Assert.IsType<Refused>(Last).Refusal;
        Assert.True(Specimen.Same(refusal, refused), refused.ToString());
        return this;
    }

    public BallotScenario ThenNothingChanges()
    {
        Assert.IsType<Unchanged>(Last);
        return this;
    }
}
