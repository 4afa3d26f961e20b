using CsCheck;
using MeetingBot.Domain;
using static MeetingBot.Tests.Apollo;

namespace MeetingBot.Tests;

/// <summary>A group can be read from whatever stands in its stream.</summary>
public class GroupFoldTests
{
    private static readonly Type[] Events =
        [.. Specimen.FamilyOf(typeof(GroupEvent)).Where(type => type != typeof(GroupFounded) && type != typeof(SettingChanged))];

    [Fact]
    public void Any_sequence_of_events_is_read_without_an_exception() => Gen.Int.Array[0, 40].Sample(seeds =>
    {
        Group group = GroupScenario.GivenApollo().Group;
        foreach (int seed in seeds)
        {
            var random = new Random(seed);
            var happened = (GroupEvent)new Specimen(random).Make(Events[random.Next(Events.Length)]);
            happened = happened is SeriesScheduled { Series: var series } ? new SeriesScheduled(series with { Rule = Thursdays.Rule }) : happened;
            group = Group.Evolve(group, happened, new Origin(Ben, Noon, "m1"));
        }

        Assert.Equal(Id, group.Id);
    }, iter: 400);

    [Fact]
    public void An_unknown_event_stops_the_read_with_its_name() => Assert.Contains(nameof(FromTheFuture), Assert.Throws<InvalidOperationException>(
        () => Group.Evolve(GroupScenario.Given().Group, new FromTheFuture(), new Origin(Ben, Noon, "m1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_group_begins_with_its_founding() => Assert.Throws<InvalidOperationException>(
        () => Group.Evolve(null, new AliasGiven(Ben), new Origin(Ben, Noon, "m1")));

    private sealed record FromTheFuture : GroupEvent;
}
