using CsCheck;
using MeetingBot.Domain;
using static MeetingBot.Tests.BallotScenario;

namespace MeetingBot.Tests;

/// <summary>A ballot can be read from whatever stands in its stream.</summary>
public class BallotFoldTests
{
    private static readonly Type[] Events = [.. Specimen.FamilyOf(typeof(BallotEvent)).Where(type => type != typeof(BallotProposed))];

    [Fact]
    public void Any_sequence_of_events_is_read_without_an_exception() => Gen.Int.Array[0, 40].Sample(seeds =>
    {
        Ballot ballot = GivenEndorsed().Ballot;
        foreach (int seed in seeds)
        {
            var random = new Random(seed);
            ballot = BallotFold.Evolve(ballot, (BallotEvent)new Specimen(random).Make(Events[random.Next(Events.Length)]), new Origin(Ben, Begin, "m1"));
        }

        Assert.Equal(B1, ballot.Id);
    }, iter: 400);

    [Fact]
    public void An_unknown_event_stops_the_read_with_its_name() => Assert.Contains(nameof(FromTheFuture), Assert.Throws<InvalidOperationException>(
        () => BallotFold.Evolve(GivenEndorsed().Ballot, new FromTheFuture(), new Origin(Ben, Begin, "m1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_ballot_begins_with_its_proposal() => Assert.Throws<InvalidOperationException>(() => BallotFold.Evolve(null, new BallotLapsed(), new Origin(Ben, Begin, "m1")));

    private sealed record FromTheFuture : BallotEvent;
}
