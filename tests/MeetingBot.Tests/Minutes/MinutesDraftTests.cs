using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>The minutes as data, and what the chair is told before they are posted.</summary>
public class MinutesDraftTests
{
    private static readonly Convocation Europe = Call with { Settings = new Settings { Timezone = "Europe/Berlin" } };

    [Fact]
    public void Attendees_are_sorted_by_displayed_name_as_membership_tools_do()
    {
        Minutes minutes = Drafted(Called(Ana, "Brianca Olsen"), Called(Ben, "Brian Zimmer"), Called(Chris, "Íñigo Paz"), Called(Dana, "inaba Kei"), Called(Eve, "Iori Abe"));
        Assert.Equal(["Brianca Olsen", "Brian Zimmer", "inaba Kei", "Íñigo Paz", "Iori Abe"], minutes.Attendees.Select(one => one.Name));
    }

    [Fact]
    public void A_given_name_stands_only_where_it_is_unique_among_those_present()
    {
        Minutes minutes = Drafted(Called(Ana, "Tim Holm"), Called(Ben, "tim Craig"), Called(Chris, "Chris Weber"));
        Assert.Equal([("Chris Weber", "Chris"), ("tim Craig", null), ("Tim Holm", null)], minutes.Attendees.Select(one => (one.Name, one.Given)));
    }

    [Fact]
    public void Who_is_absent_does_not_make_a_given_name_ambiguous()
    {
        PeopleDirectory people = PeopleDirectory.Of(1, [Called(Ana, "Tim Holm"), Called(Ben, "Tim Craig")]);
        Assert.Equal("Tim", Assert.Single(MinutesDraft.Of(Given().When(Here(Ana)).Meeting, people).Attendees).Given);
    }

    [Fact]
    public void An_attendee_shows_office_organisation_and_class_of_the_day_and_when_they_came_and_went()
    {
        Minutes minutes = Given().When(Here(Ana, Eve), new RecordLeaving(Eve), new RecordUnknownCaller()).Minutes;
        Assert.Equal(("chair", "Example, Inc.", false), (minutes.Attendees[0].Role, minutes.Attendees[0].Organization, minutes.Attendees[0].Guest));
        Assert.Equal((true, new LocalTime(12, 1), new LocalTime(12, 2)), (minutes.Attendees[1].Guest, minutes.Attendees[1].Arrived!.Value.TimeOfDay, minutes.Attendees[1].Left!.Value.TimeOfDay));
        Assert.Equal("unknown caller", minutes.Attendees[2].Name);
    }

    [Fact]
    public void Regrets_of_somebody_who_came_after_all_under_another_account_are_not_printed()
    {
        var people = PeopleDirectory.Of(1, [PersonCard.Of(Ben, "Ben Okafor"), PersonCard.Of(Eve, "ben") with { SameAs = Ben }, PersonCard.Of(Chris, "Chris Weber")]);
        Minutes minutes = MinutesDraft.Of(Given().When(new RecordRegrets([Eve, Chris]), Here(Ben)).Meeting, people);
        Assert.Equal(["Chris Weber"], minutes.Regrets);
    }

    [Fact]
    public void Quorum_counts_people_and_falls_when_they_leave()
    {
        MeetingScenario there = Given(Call with { Settings = new Settings { Quorum = QuorumRule.Read("half")!.Value } }).When(Here(Ana, Ben, Eve));
        Assert.Equal(new MinutesQuorum(2, 2, true), there.Minutes.Quorum);
        Assert.Equal(new MinutesQuorum(1, 2, false), there.When(new RecordLeaving(Ben)).Minutes.Quorum);
        Assert.Null(Given().Minutes.Quorum);
    }

    [Fact]
    public void A_motion_decided_without_a_quorum_is_to_be_looked_at_whoever_comes_or_goes_afterwards()
    {
        Convocation majority = Call with { Settings = new Settings { Quorum = QuorumRule.Read("majority")!.Value } };
        RecordEntry motion = new(MotionOf(Ben), "Adopt the plan", Named.Known(Ben));
        MeetingScenario few = Given(majority).When(Here(Ana)).When(motion).When(new RecordVote(Ana, Vote.Yes)).When(new CloseVote());
        Assert.Contains("The motion in entry 1 was decided without a quorum: 1 present of 3 needed.", few.When(Here(Ben, Chris, Dana)).Minutes.Warnings);
        MeetingScenario enough = Given(majority).When(Here(Ana, Ben, Chris)).When(motion).When(new RecordVote(Ana, Vote.Yes)).When(new CloseVote());
        Assert.DoesNotContain(enough.When(new RecordLeaving(Ben), new RecordLeaving(Chris)).Minutes.Warnings, warning => warning.Contains("quorum", StringComparison.Ordinal));
    }

    private static Motion MotionOf(PersonId mover) => new(Named.Known(mover), null, MotionOutcome.Open, System.Collections.Immutable.ImmutableSortedDictionary<string, CastVote>.Empty);

    [Fact]
    public void Quorum_counts_somebody_who_turned_out_to_be_a_member_once_and_as_that_member()
    {
        MeetingScenario there = Given(Call with { Settings = new Settings { Quorum = QuorumRule.Read("half")!.Value } }).When(Here(Eve));
        PeopleDirectory linked = People.With([People.Find(Eve)! with { SameAs = Ben }]);
        Assert.Equal(new MinutesQuorum(1, 2, false), MinutesDraft.Of(there.Meeting, linked).Quorum);
        Assert.Equal(new MinutesQuorum(1, 2, false), MinutesDraft.Of(there.When(Here(Ben)).Meeting, linked).Quorum);
        Assert.Equal(new MinutesQuorum(2, 2, true), MinutesDraft.Of(there.When(Here(Ana)).Meeting, linked).Quorum);
    }

    [Fact]
    public void Quorum_counts_organisations_once_there_are_classes()
    {
        Convocation classes = Call with
        {
            Settings = new Settings { Quorum = QuorumRule.Read("majority")!.Value },
            Roster = [Listed(Ana, Role.Chair, "Example, Inc.", "issuer"), Listed(Ben, Role.Member, "EXAMPLE, Inc.", "issuer"), Listed(Chris, Role.Member, "Sample GmbH", "consumer")],
        };
        Assert.Equal(new MinutesQuorum(1, 2, false), Given(classes).When(Here(Ana, Ben)).Minutes.Quorum);
        Assert.Equal(new MinutesQuorum(2, 2, true), Given(classes).When(Here(Ana, Ben, Chris)).Minutes.Quorum);
    }

    [Fact]
    public void A_decision_that_continues_keeps_the_whole_paragraph_as_its_context()
    {
        Minutes minutes = Given().When(new OpenItem(1), Note("The export fails.", Named.Known(Ben)), new RecordEntry(new Link("https://example.org/1"), ""),
            Note("It needs two days.") with { Continues = true }, Decide("Ship without it.") with { Continues = true }).Minutes;
        MinutesResolution resolution = Assert.Single(minutes.Resolutions);
        Assert.Equal(("The export fails. It needs two days.", "Release"), (resolution.Context, resolution.Topic));
    }

    [Fact]
    public void A_statement_between_does_not_become_the_context()
    {
        Minutes minutes = Given().When(Note("The export fails."), new RecordEntry(new StatementRead(null), ""), Decide("Ship.") with { Continues = true }).Minutes;
        Assert.Equal("The export fails.", Assert.Single(minutes.Resolutions).Context);
    }

    [Fact]
    public void A_decision_made_of_an_earlier_point_keeps_its_speaker()
    {
        MinutesEntry entry = Given().When(Note("Ship on Monday.", Named.Known(Ben)), new DecideEntry(1, ResolutionOutcome.Agreed, [Named.Known(Chris)])).Minutes.Topics[0].Entries[0];
        Assert.Equal((EntryKind.Decision, "Ben Okafor", "Chris Weber"), (entry.Kind, entry.Speaker, Assert.Single(entry.People)));
    }

    [Fact]
    public void Inserted_entries_print_before_the_one_they_were_put_before() => Assert.Equal(
        ["Zero.", "One.", "Half.", "Two."],
        Given().When(Note("One."), Note("Two."), Note("Half.") with { Before = 2 }, Note("Zero.") with { Before = 1 }).Minutes.Topics[0].Entries.Select(entry => entry.Text));

    [Fact]
    public void The_next_meeting_stands_once_after_the_last_cancellation()
    {
        Minutes minutes = Given().When(Cancel(Fortnight, "holidays"), Note("Between."), Cancel(new(2024, 1, 11))).Minutes;
        Assert.Equal([EntryKind.Cancellation, EntryKind.Note, EntryKind.Cancellation, EntryKind.NextMeeting], minutes.Topics[0].Entries.Select(entry => entry.Kind));
        Assert.Equal(new LocalDate(2024, 1, 25), minutes.NextMeeting!.Date);
        Assert.Equal(new LocalDate(2024, 1, 25), minutes.Topics[0].Entries[^1].Date);
    }

    [Fact]
    public void A_meeting_past_midnight_keeps_its_day_and_a_summer_time_change_shows_in_the_offset()
    {
        var day = new LocalDate(2024, 3, 30);
        Convocation night = Europe with { Meeting = new MeetingId(Id, day, 1), Started = Instant.FromUtc(2024, 3, 30, 22, 30) };
        MeetingScenario late = Given(night) with { Clock = Instant.FromUtc(2024, 3, 31, 1, 30) };
        Minutes minutes = late.When(new Adjourn(false)).Minutes;
        Assert.Equal(day, minutes.Date);
        Assert.Equal("2024-03-30T23:30:00+01", minutes.Start!.Value.ToString());
        Assert.Equal("2024-03-31T03:30:00+02", minutes.End!.Value.ToString());
    }

    [Fact]
    public void A_meeting_that_the_bot_closed_was_not_adjourned()
    {
        Assert.False(Given().When(Note("One."), new Adjourn(true)).Minutes.Adjourned);
        Assert.True(Given().When(Note("One."), new Adjourn(false)).Minutes.Adjourned);
    }

    [Theory]
    [InlineData(EarlierOutcome.Approved, null, null)]
    [InlineData(EarlierOutcome.Approved, null, "an attendee added")]
    [InlineData(EarlierOutcome.NotApproved, "just sent out", null)]
    [InlineData(EarlierOutcome.NotApproved, "a member asked for more time", null)]
    [InlineData(EarlierOutcome.Deferred, "still being compiled", null)]
    [InlineData(EarlierOutcome.Sent, null, null)]
    public void Earlier_minutes_stand_in_the_order_in_which_they_were_dealt_with(EarlierOutcome outcome, string? reason, string? edits)
    {
        var other = new EarlierMinutes(new(2023, 11, 16), EarlierOutcome.Approved, null, null, null);
        Minutes minutes = Given().When(new RecordEntry(new EarlierMinutes(new(2023, 11, 30), outcome, reason, edits, Day), ""), new RecordEntry(other, "")).Minutes;
        Assert.Equal([new MinutesEarlier(new(2023, 11, 30), outcome, reason, edits, Day, 1), new MinutesEarlier(new(2023, 11, 16), EarlierOutcome.Approved, null, null, null, 2)], minutes.Earlier);
        Assert.Empty(minutes.Topics);
    }

    [Fact]
    public void The_chair_is_warned_of_what_real_minutes_got_wrong() => Assert.Equal(
        [
            "Nobody is marked as present.", "Action 1 has no owner.", "Nothing is recorded under \"Budget\".", "Entry 1: 15 November 2023 is a Wednesday, not a Thursday.",
            "Entry 3: who is \"Tm\"?", "The motion in entry 4 was not decided.",
        ],
        Given().When(Note("The next call is on Thursday, 15 November 2023."), Apollo.Action("Book the room."), Note("Fine.", Named.Unclear("Tm")), Move("Ship.", Ben), new OpenItem(2)).Minutes.Warnings);

    [Theory]
    [InlineData("See you on Thursday 11 January.")]
    [InlineData("See you on Thursday, January 11th, 2024.")]
    [InlineData("See you on Thursday 2024-01-11.")]
    [InlineData("On Monday we ship.")]
    [InlineData("Thursday 99 January")]
    public void A_weekday_that_fits_its_date_is_no_slip(string text) => Assert.Empty(Given().When(Here(Ana), Note(text)).Minutes.Warnings);

    [Fact]
    public void The_same_name_twice_in_the_list_is_a_warning() =>
        Assert.Equal(["Ann Lee is in the list of attendees twice."], Drafted(Called(Ana, "Ann Lee"), Called(Ben, "ann lee")).Warnings);

    [Fact]
    public void A_next_meeting_off_the_grid_is_a_warning() => Assert.Equal(
        ["The next meeting, Friday 29 December 2023, is not a day of the series."],
        Given(Call with { Calendar = Dates.Move(Fortnight, new(2023, 12, 29)) }).When(Here(Ana)).Minutes.Warnings);

    private static PersonCard Called(PersonId person, string name) => PersonCard.Of(person, name);

    private static Minutes Drafted(params PersonCard[] people) =>
        MinutesDraft.Of(Given().When(Here([.. people.Select(card => card.Id)])).Meeting, PeopleDirectory.Of(1, people));
}
