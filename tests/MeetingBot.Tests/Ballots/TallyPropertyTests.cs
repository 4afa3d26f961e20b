using System.Collections.Immutable;
using CsCheck;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// Whatever happens during a vote, in whatever order, each organisation that is entitled when it ends has one vote, the last one it
/// gave. A plain model of days and flags, which shares no code with the core, says what is to come out.
/// </summary>
public class TallyPropertyTests
{
    private const int Organizations = 5;
    private const int Days = 7;

    private static readonly Gen<Act[]> Acts = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Organizations - 1], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 20],
        (kind, organization, person, choice, hours) => new Act(kind, organization, person, (Vote)choice, hours)).Array[0, 60];

    [Fact]
    public void Each_entitled_organisation_has_one_vote_and_its_last_before_the_close() => Acts.Sample(acts =>
    {
        BallotScenario scenario = Voting();
        var model = new Model();
        Instant start = scenario.Clock;
        foreach (Act act in acts)
        {
            scenario = scenario.After(hours: act.Hours);
            int day = Period.DaysBetween(start.InUtc().Date, scenario.Clock.InUtc().Date);
            bool ended = scenario.Clock >= start + Duration.FromDays(Days);
            scenario = Play(scenario, act, day);
            model.Play(act, day, ended);
        }

        scenario = (scenario with { Clock = Instant.Max(scenario.Clock, start + Duration.FromDays(Days)) }).WhenClockStrikes();
        BallotResult result = scenario.Ballot.Result!;
        BallotVote[] counted = [.. result.Classes.SelectMany(one => one.Votes)];
        Assert.Equal(counted.Length, counted.Select(vote => vote.Key).Distinct().Count());
        Assert.Equal(model.Counted(Days), counted.OrderBy(vote => vote.Key, StringComparer.Ordinal).Select(vote => (vote.Key, vote.Vote)));
        Assert.Equal(model.Passes(Days), result.Passed);
    }, iter: 2000);

    [Fact]
    public void The_order_in_which_organisations_vote_changes_nothing() => Gen.Int[0, 2].Array[Organizations].Select(Gen.Shuffle(Enumerable.Range(0, Organizations).ToArray()), (votes, order) => (votes, order)).Sample((votes, order) =>
    {
        BallotScenario inOrder = Enumerable.Range(0, Organizations).Aggregate(Voting(), (scenario, one) => scenario.When(Person(one, 0), new CastBallotVote(Person(one, 0), null, (Vote)votes[one])));
        BallotScenario shuffled = order.Aggregate(Voting(), (scenario, one) => scenario.When(Person(one, 0), new CastBallotVote(Person(one, 0), null, (Vote)votes[one])));
        Assert.True(Specimen.Same(inOrder.After(days: Days).WhenClockStrikes().Ballot.Result, shuffled.After(days: Days).WhenClockStrikes().Ballot.Result));
    }, iter: 200);

    private static PersonId Person(int organization, int person) => new($"p{organization}{person}");

    /// <summary>The first organisations are issuers, the last is the consumer; two people speak for each.</summary>
    private static string ClassOf(int organization) => organization == Organizations - 1 ? "consumer" : "issuer";

    private static MemberAdded Joins(int organization, int person) => BallotScenario.Joined(Person(organization, person), $"Org {organization}", ClassOf(organization));

    private static BallotScenario Voting()
    {
        Group? group = null;
        GroupEvent[] founding =
        [
            new GroupFounded(BallotScenario.Id, "Ballots", "Etc/UTC", true, "web:ballots"), new SettingChanged("policy", "forum"), new SettingChanged("endorsers", "0"),
            new SettingChanged("discussion", "none"),
            .. Enumerable.Range(0, Organizations).SelectMany(organization => new[] { Joins(organization, 0), Joins(organization, 1) }),
        ];
        foreach (GroupEvent happened in founding)
        {
            group = Group.Evolve(group, happened, new Origin(BallotScenario.Eve, BallotScenario.Begin, "m1"));
        }

        return new BallotScenario(group!, null, null, BallotScenario.Begin)
            .When(Person(0, 0), new ProposeBallot(BallotScenario.B1, "B-1", "Signs", Person(0, 0)))
            .When(Person(0, 0), new CallVoting(null, null));
    }

    private static BallotScenario Play(BallotScenario scenario, Act act, int day)
    {
        PersonId person = Person(act.Organization, act.Person);
        LocalDate today = BallotScenario.Begin.InUtc().Date.PlusDays(day);
        string organization = $"Org {act.Organization}";
        return act.Kind switch
        {
            0 or 1 => scenario.When(person, new CastBallotVote(person, null, act.Choice)),
            2 => scenario.When(person, new CastBallotVote(person, null, null)),
            3 => scenario.Happens(new OrganizationRestricted(organization, new Restriction(RestrictionKind.Suspension, today, today.PlusDays(2), null))),
            4 => scenario.Happens(scenario.Group.Roster.ContainsKey(person) ? new MemberRemoved(person) : Joins(act.Organization, act.Person)),
            5 => scenario.Happens(new RestrictionLifted(organization, RestrictionKind.Suspension, today)),
            6 when !scenario.Group.Roster.ContainsKey(person) => scenario,
            6 => scenario.Happens(new AffiliationChanged(person, $"Org {(act.Organization + 1) % Organizations}", today, false)),
            7 => scenario.Happens(new ClassGiven(organization, Given(act.Choice), today)),
            8 => scenario.Happens(new AffiliateNamed(organization, act.Choice == Vote.Yes ? "Org 9" : null, today)),
            _ => scenario.Happens(new OrganizationRenamed(NameOf(scenario.Group, act.Organization), $"{organization} of {act.Hours}", today.PlusDays(act.Hours % 3))),
        };
    }

    /// <summary>How the organisation is called by whoever speaks of it last.</summary>
    private static string NameOf(Group group, int organization) => group.OrganizationOf($"Org {organization}")!.Name;

    private sealed record Act(int Kind, int Organization, int Person, Vote Choice, int Hours);

    private static string Given(Vote choice) => choice switch { Vote.Yes => "issuer", Vote.No => "consumer", _ => "interested party" };

    /// <summary>Organisations by number: what they are on each day, who speaks for them now, and how they voted last. Names are nothing to it.</summary>
    private sealed class Model
    {
        private const int Calendar = 200;

        private readonly bool[,] _suspended = new bool[Organizations, Calendar];
        private readonly bool[,] _affiliate = new bool[Organizations, Calendar];
        private readonly string[,] _class = new string[Organizations, Calendar];
        private readonly int?[,] _speaksFor = new int?[Organizations, 2];
        private readonly Vote?[] _votes = new Vote?[Organizations];

        public Model()
        {
            for (int one = 0; one < Organizations; one++)
            {
                From(_class, one, 0, _ => ClassOf(one));
                (_speaksFor[one, 0], _speaksFor[one, 1]) = (one, one);
            }
        }

        public void Play(Act act, int day, bool ended)
        {
            ref int? speaksFor = ref _speaksFor[act.Organization, act.Person];
            switch (act.Kind)
            {
                case 0 or 1 when !ended && speaksFor is { } own && Votes(own, day): _votes[own] = act.Choice; break;
                case 2 when !ended && speaksFor is { } own && Votes(own, day): _votes[own] = null; break;
                case 3: From(_suspended, act.Organization, day, later => later < day + 3); break;
                case 4 when speaksFor is null:
                    speaksFor = act.Organization;
                    From(_class, act.Organization, day, _ => ClassOf(act.Organization));
                    break;
                case 4: speaksFor = null; break;
                case 5: From(_suspended, act.Organization, day, _ => false); break;
                case 6 when speaksFor is not null: speaksFor = (act.Organization + 1) % Organizations; break;
                case 7: From(_class, act.Organization, day, _ => Given(act.Choice)); break;
                case 8: From(_affiliate, act.Organization, day, _ => act.Choice == Vote.Yes); break;
            }
        }

        public IEnumerable<(string, Vote)> Counted(int lastDay) =>
            Enumerable.Range(0, Organizations).Where(one => Votes(one, lastDay) && _votes[one] is not null).Select(one => ($"ORG {one}", _votes[one]!.Value));

        /// <summary>Issuers: two of three at least, consumers: more than half, and a yes in each; one vote is the quorum of a group that never met.</summary>
        public bool Passes(int lastDay)
        {
            (int Yes, int No) issuers = Count("issuer", lastDay);
            (int Yes, int No) consumers = Count("consumer", lastDay);
            return issuers.Yes > 0 && issuers.Yes + issuers.Yes + issuers.Yes >= issuers.Yes + issuers.No + issuers.Yes + issuers.No && consumers.Yes > 0 && consumers.Yes > consumers.No;
        }

        private bool Votes(int organization, int day) => !_suspended[organization, day] && !_affiliate[organization, day] && _class[organization, day] != "interested party";

        private (int Yes, int No) Count(string @class, int lastDay)
        {
            (int yes, int no) = (0, 0);
            for (int one = 0; one < Organizations; one++)
            {
                bool counts = Votes(one, lastDay) && _class[one, lastDay] == @class;
                yes += counts && _votes[one] == Vote.Yes ? 1 : 0;
                no += counts && _votes[one] == Vote.No ? 1 : 0;
            }

            return (yes, no);
        }

        /// <summary>From a day on only what is new holds; the days before stay as they were.</summary>
        private static void From<T>(T[,] days, int organization, int from, Func<int, T> holds)
        {
            for (int day = from; day < Calendar; day++)
            {
                days[organization, day] = holds(day);
            }
        }
    }
}
