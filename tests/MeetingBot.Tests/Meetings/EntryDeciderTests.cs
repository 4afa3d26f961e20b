using MeetingBot.Domain;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>Recording entries: points, decisions, actions, continuations, insertions.</summary>
public class EntryDeciderTests
{
    [Fact]
    public void A_point_gets_the_next_number_under_the_topic_under_discussion() =>
        Given().When(new OpenItem(1)).When(Note("The export fails.", Named.Known(Ben)))
            .Then(new EntryRecorded(2, 1, new Point(), "The export fails.", Named.Known(Ben)));

    [Fact]
    public void A_point_before_the_first_topic_stands_under_none() =>
        Given().When(Note("Welcome.")).Then(new EntryRecorded(1, 0, new Point(), "Welcome."));

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void An_entry_without_words_is_refused(string text) => Given().When(Note(text)).ThenRefused(new NothingSaid());

    [Fact]
    public void An_entry_that_is_longer_than_any_speech_is_refused() =>
        Given().When(Note(new string('x', 20_001))).ThenRefused(new TooLong(20_001, 20_000));

    [Fact]
    public void An_entry_of_the_greatest_length_is_taken() =>
        Assert.IsType<Accepted>(Given().When(Note(new string('x', 20_000))).Last);

    [Fact]
    public void A_statement_needs_no_words() =>
        Given().When(new RecordEntry(new StatementRead(Named.Known(Ana)), "")).Then(new EntryRecorded(1, 0, new StatementRead(Named.Known(Ana)), ""));

    [Fact]
    public void An_action_gets_the_number_after_the_last_of_the_group() =>
        Given(Call with { NextAction = 7 }).When(Action("Book the room.", Ben)).When(Action("Write to the host.", Chris))
            .Then(new EntryRecorded(2, 0, new Assignment(8, [Named.Known(Chris)], null, ActionStatus.Open), "Write to the host."));

    [Fact]
    public void An_action_for_a_meeting_that_is_over_gets_the_number_that_the_group_would_give_next() =>
        Given().When(new Adjourn(false)).When(Action("Book the room.", Ben) with { NextAction = 12 })
            .Then(new EntryRecorded(1, 0, new Assignment(12, [Named.Known(Ben)], null, ActionStatus.Open), "Book the room."));

    [Fact]
    public void A_bare_agreement_after_what_was_left_open_decides_the_last_point_of_the_topic() =>
        Given().When(new OpenItem(1), Note("The sign stands by the pier."), Went(ResolutionOutcome.Inconclusive, "Where the last sign goes.")).When(Agreement())
            .Then(new EntryRevised(2, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void A_bare_agreement_never_turns_a_rejection_around() =>
        Given().When(Note("The sign stands by the pier."), Went(ResolutionOutcome.Rejected, "Metal signs.")).When(Agreement())
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void A_bare_agreement_without_a_point_under_the_topic_is_refused() =>
        Given().When(Note("Welcome."), new OpenItem(1), Went(ResolutionOutcome.Inconclusive, "Where the last sign goes.")).When(Agreement())
            .ThenRefused(new NothingToDecide());

    [Fact]
    public void What_was_left_open_is_decided_by_its_number() =>
        Given().When(Note("The sign stands by the pier."), Went(ResolutionOutcome.Inconclusive, "Where the last sign goes.")).When(Agreement(2))
            .Then(new EntryRevised(2, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void An_agreement_after_a_decision_names_those_who_agreed_to_it() =>
        Given().When(Note("The sign stands by the pier."), Decide("Order it.")).When(Agreement() with { By = [Named.Known(Ben)] })
            .Then(new EntryRevised(2, new Decision(ResolutionOutcome.Agreed, [Named.Known(Ben)]), null));

    [Fact]
    public void A_continuation_with_nothing_before_it_stands_alone() =>
        Given().When(Note("and so on") with { Continues = true }).Then(new EntryRecorded(1, 0, new Point(), "and so on"));

    [Fact]
    public void A_continuation_continues_the_paragraph_of_its_own_topic_only() =>
        Given().When(Note("Before.")).When(new OpenItem(1)).When(Note("and so on") with { Continues = true })
            .Then(new EntryRecorded(3, 2, new Point(), "and so on"));

    [Fact]
    public void A_continuation_of_a_point_is_marked() =>
        Given().When(Note("The export fails")).When(Note("on every browser.") with { Continues = true })
            .Then(new EntryRecorded(2, 0, new Point(), "on every browser.", null, true));

    [Fact]
    public void An_inserted_entry_stands_under_the_topic_of_the_one_it_is_put_before() =>
        Given().When(new OpenItem(1)).When(Note("Second.")).When(new OpenItem(2)).When(Note("First.") with { Before = 2 })
            .Then(new EntryRecorded(4, 1, new Point(), "First.", null, false, 2));

    [Fact]
    public void Nothing_is_inserted_before_an_entry_that_is_not_there() =>
        Given().When(Note("Only.")).When(Note("First.") with { Before = 5 }).ThenRefused(new NoSuchEntry(5, 1));

    [Fact]
    public void Agreed_makes_a_decision_of_the_point_before_and_keeps_its_speaker() =>
        Given().When(Note("Ship on Monday.", Named.Known(Ben))).When(new DecideEntry(null, ResolutionOutcome.Agreed, [Named.Known(Chris)]))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, [Named.Known(Chris)]), Named.Known(Ben)));

    [Fact]
    public void Agreed_by_number_makes_a_decision_of_that_entry() =>
        Given().When(Note("One.")).When(Note("Two.")).When(new DecideEntry(1, ResolutionOutcome.Rejected, []))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Rejected, []), null));

    [Fact]
    public void Agreed_a_second_time_changes_nothing_and_a_later_name_is_added() =>
        Given().When(Decide("Ship on Monday.")).When(new DecideEntry(null, ResolutionOutcome.Agreed, [])).ThenNothingChanges()
            .When(new DecideEntry(null, ResolutionOutcome.Agreed, [Named.Known(Ben)]))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, [Named.Known(Ben)]), null));

    [Fact]
    public void The_same_people_agreeing_again_change_nothing() =>
        Given().When(Note("Ship."))
            .When(new DecideEntry(null, ResolutionOutcome.Agreed, [Named.Known(Ben)]))
            .When(new DecideEntry(null, ResolutionOutcome.Agreed, [Named.Known(Ben)])).ThenNothingChanges();

    [Fact]
    public void Agreed_with_nothing_before_it_is_refused() =>
        Given().When(new OpenItem(1)).When(new DecideEntry(null, ResolutionOutcome.Agreed, [])).ThenRefused(new NothingToDecide());

    [Fact]
    public void Agreed_to_an_entry_that_is_not_there_is_refused() =>
        Given().When(Note("One.")).When(new DecideEntry(2, ResolutionOutcome.Agreed, [])).ThenRefused(new NoSuchEntry(2, 1));

    [Fact]
    public void Agreed_to_a_struck_entry_is_refused() =>
        Given().When(Note("One.")).When(new Strike(1, null)).When(new DecideEntry(1, ResolutionOutcome.Agreed, [])).ThenRefused(new EntryIsStruck(1));

    [Fact]
    public void An_action_cannot_become_a_decision() =>
        Given().When(Action("Book the room.", Ben)).When(new DecideEntry(null, ResolutionOutcome.Agreed, [])).ThenRefused(new NotAPoint(1));

    [Fact]
    public void Agreed_finds_the_point_that_was_moved_under_the_topic() =>
        Given().When(Note("Ship on Monday.")).When(new MoveUnderItem(1, 1)).When(new DecideEntry(null, ResolutionOutcome.Agreed, []))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void Agreed_finds_the_point_that_fell_to_the_topic_before() =>
        Given().When(new OpenTopic("Release", false)).When(Note("Old.")).When(new OpenTopic("Relaese", false)).When(Note("Ship on Monday."))
            .When(new Strike(3, null)).When(new DecideEntry(null, ResolutionOutcome.Agreed, []))
            .Then(new EntryRevised(4, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void Agreed_means_the_last_point_and_not_one_that_was_inserted_above_it() =>
        Given().When(Note("One.")).When(Note("Two.")).When(Note("Between.") with { Before = 2 }).When(new DecideEntry(null, ResolutionOutcome.Agreed, []))
            .Then(new EntryRevised(2, new Decision(ResolutionOutcome.Agreed, []), null));

    [Fact]
    public void A_cancellation_in_session_is_told_to_the_group() =>
        Given().When(Cancel(Fortnight, "holidays")).Then(new EntryRecorded(1, 0, new Cancellation(Fortnight, "holidays"), ""))
            .ThenTells(new CancelDate(Fortnight, "holidays"));

    [Fact]
    public void A_meeting_is_not_cancelled_twice() =>
        Given().When(Cancel(Fortnight)).When(Cancel(Fortnight)).ThenRefused(new AlreadyCancelled(Fortnight));

    [Fact]
    public void A_day_without_a_meeting_is_not_cancelled_and_the_two_nearest_are_named()
    {
        Refusal refusal = Assert.IsType<Refused>(Given().When(Cancel(new(2023, 12, 25))).Last).Refusal;
        NotAnOccurrence no = Assert.IsType<NotAnOccurrence>(refusal);
        Assert.Equal(new(2023, 12, 25), no.Date);
        Assert.Equal([Day, Fortnight], no.Nearest);
    }

    [Fact]
    public void Nothing_is_cancelled_without_a_calendar() =>
        Given(Call with { Calendar = new Calendar("Etc/UTC") }).When(Cancel(Fortnight)).ThenRefused(new NothingScheduled());

    [Fact]
    public void Minutes_that_were_sent_after_they_were_not_approved_keep_one_entry()
    {
        var earlier = new EarlierMinutes(new(2023, 11, 30), EarlierOutcome.NotApproved, "just sent out", null, null);
        Given().When(new RecordEntry(earlier, ""))
            .When(new RecordEntry(earlier with { Outcome = EarlierOutcome.Sent, Reason = null, Sent = Day }, ""))
            .Then(new EntryRevised(1, earlier with { Sent = Day }, null));
    }
}
