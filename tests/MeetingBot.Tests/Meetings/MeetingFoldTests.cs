using CsCheck;
using MeetingBot.Domain;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>A meeting and its minutes can be read from whatever stands in its stream.</summary>
public class MeetingFoldTests
{
    private static readonly PersonId[] Everybody = [Ana, Ben, Chris, Dana, Eve];

    private static readonly Type[] Events = [.. Specimen.FamilyOf(typeof(MeetingEvent)).Where(type => type != typeof(MeetingCalled) && type != typeof(SettingsRevised) && type != typeof(CalendarRevised))];

    /// <summary>Commands as people give them in a busy meeting, some of them wrong.</summary>
    private static readonly Gen<(PersonId By, MeetingCommand Command)> Commands = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 15], Gen.Int[0, 12], Gen.Bool).Select((by, kind, n, yes) =>
        (Everybody[by], (MeetingCommand)(kind switch
        {
            0 => Here(Everybody[n % 5]),
            1 => Note($"Point {n}.", yes ? Named.Known(Ben) : null) with { Continues = n % 3 == 0 },
            2 => Decide($"Decision {n}.") with { Continues = yes },
            3 => Apollo.Action($"Action {n}.", Chris),
            4 => new OpenItem((n % 2) + 1),
            5 => new OpenTopic($"Topic {n}", yes),
            6 => new Strike(n, null),
            7 => new RestoreEntry(n),
            8 => new MoveUnderItem((n % 2) + 1, n),
            9 => Move($"Motion {n}.", Ben) with { Supersedes = yes },
            10 => new RecordVote(Everybody[n % 5], yes ? Vote.Yes : Vote.No),
            11 => yes ? new CloseVote() : Decide($"Resolved {n}.") with { DecidesMotion = true },
            12 => Note($"Inserted {n}.") with { Before = n },
            13 => yes ? Cancel(Fortnight) : new OpenTopic($"Inserted topic {n}", false) { Before = n },
            14 => new DecideEntry(yes ? n : null, ResolutionOutcome.Agreed, []),
            _ => yes ? new Undo(null, false) : new RecordLeaving(Everybody[n % 5]),
        })));

    [Fact]
    public void Any_sequence_of_events_is_read_and_drafted_without_an_exception() => Gen.Int.Array[0, 40].Sample(seeds =>
    {
        MeetingScenario after = Given();
        foreach (int seed in seeds)
        {
            after = after.Happened(Wild(seed), Everybody[(seed & 0xffff) % 5]);
        }

        Assert.All(after.Meeting.Entries, (entry, index) => Assert.Equal(index + 1, entry.Number));
        Assert.NotNull(after.Minutes);
        Assert.NotNull(Summaries.Of(after.Meeting));
    }, iter: 400);

    [Fact]
    public void An_unknown_event_stops_the_read_with_its_name() =>
        Assert.Contains(nameof(FromTheFuture), Assert.Throws<InvalidOperationException>(() => Given().Happened(new FromTheFuture(), Ana)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_meeting_begins_with_its_call() =>
        Assert.Contains(nameof(MeetingRecessed), Assert.Throws<InvalidOperationException>(() => Nothing.Happened(new MeetingRecessed(), Ana)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_recorded_keeps_its_number_and_nothing_that_stands_is_missing_from_the_minutes() => Commands.Array[0, 40].Sample(commands =>
    {
        MeetingScenario after = Run(commands);
        int[] printed = [.. after.Minutes.Topics.SelectMany(Numbers).Order()];
        int[] standing = [.. after.Meeting.Entries.Where(entry => !entry.Struck).Select(entry => entry.Number)];
        Assert.Equal(standing, printed);
    }, iter: 600);

    [Fact]
    public void Undo_then_restore_gives_the_same_minutes() => Commands.Array[1, 30].Sample(commands =>
    {
        MeetingScenario before = Run(commands);
        if (before.Meeting.Entries.FindLast(entry => !entry.Struck) is { } last)
        {
            MeetingScenario after = before.When(new Strike(last.Number, null));
            Assert.IsType<Accepted>(after.Last);
            after = after.When(new RestoreEntry(last.Number));
            Assert.IsType<Accepted>(after.Last);
            Assert.True(Specimen.Same(before.Minutes, after.Minutes), $"Entry {last.Number}, {last.Matter}");
            Assert.Equal((before.Meeting.Topic, before.Meeting.OpenMotion), (after.Meeting.Topic, after.Meeting.OpenMotion));
        }
    }, iter: 600);

    [Fact]
    public void Attendance_of_the_same_person_twice_changes_nothing() => Commands.Array[0, 20].Sample(commands =>
        Run(commands).When(Here(Ben)).When(Here(Ben)).ThenNothingChanges(), iter: 200);

    [Fact]
    public void No_two_actions_have_one_number() => Commands.Array[0, 40].Sample(commands =>
    {
        int[] numbers = [.. Run(commands).Meeting.Entries.Select(entry => entry.Matter).OfType<Assignment>().Select(action => action.Number)];
        Assert.Equal(numbers.Distinct(), numbers);
    }, iter: 200);

    [Fact]
    public void The_entries_of_a_struck_heading_fall_to_the_topic_before()
    {
        MeetingScenario after = Given().When(new OpenItem(1), Note("One."), new OpenTopic("Slip", false), Note("Two."), new OpenTopic("Part", true), Note("Three."), new Strike(3, null));
        MinutesTopic topic = Assert.Single(after.Minutes.Topics);
        Assert.Equal(["One.", "Two."], topic.Entries.Select(entry => entry.Text));
        Assert.Equal(["Three."], Assert.Single(topic.Subtopics).Entries.Select(entry => entry.Text));
    }

    [Fact]
    public void A_subtopic_whose_topic_is_struck_under_another_subtopic_is_still_printed()
    {
        MeetingScenario after = Given().When(new OpenTopic("A", false), new OpenTopic("A1", true), new OpenTopic("B", false), new OpenTopic("B1", true), Note("Kept."), new Strike(3, null));
        Assert.Equal(["A1", "B1"], Assert.Single(after.Minutes.Topics).Subtopics.Select(topic => topic.Title));
    }

    private static MeetingScenario Run((PersonId By, MeetingCommand Command)[] commands)
    {
        MeetingScenario after = Given();
        foreach ((PersonId by, MeetingCommand command) in commands)
        {
            after = after.When(by, command);
        }

        return after;
    }

    private static IEnumerable<int> Numbers(MinutesTopic topic) => topic.Entries.Where(entry => entry.Number > 0).Select(entry => entry.Number)
        .Concat(topic.Entry is { } heading ? [heading] : []).Concat(topic.Subtopics.SelectMany(Numbers));

    /// <summary>An event with numbers from nowhere, or near enough to hit something.</summary>
    private static MeetingEvent Wild(int seed)
    {
        var random = new Random(seed);
        var happened = (MeetingEvent)new Specimen(random).Make(Events[random.Next(Events.Length)]);
        return (happened, random.Next(3)) switch
        {
            (EntryRecorded recorded, > 0) => recorded with { Number = 1, Topic = random.Next(-1, 9), Before = random.Next(2) == 0 ? null : random.Next(9) },
            (EntryRevised revised, > 0) => revised with { Number = random.Next(9) },
            (EntriesMoved, > 0) => new EntriesMoved(random.Next(9), [random.Next(9), random.Next(9)]),
            (EntryStruck, > 0) => new EntryStruck(random.Next(9), null),
            (EntryRestored, > 0) => new EntryRestored(random.Next(9)),
            (TopicReopened, > 0) => new TopicReopened(random.Next(9)),
            _ => happened,
        };
    }

    private sealed record FromTheFuture : MeetingEvent;
}
