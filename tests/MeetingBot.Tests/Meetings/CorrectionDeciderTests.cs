using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>Taking back, correcting, striking, putting back, clearing names, removing passages.</summary>
public class CorrectionDeciderTests
{
    [Fact]
    public void Undo_strikes_the_callers_own_last_entry() =>
        Given().When(Ben, Note("Mine.")).When(Chris, Note("Yours.")).When(Ben, new Undo(null, false)).Then(new EntryStruck(1, null));

    [Fact]
    public void Undo_twice_strikes_the_entry_before() =>
        Given().When(Ben, Note("One."), Note("Two."), new Undo(null, false), new Undo(null, false)).Then(new EntryStruck(1, null));

    [Fact]
    public void Undo_takes_back_ones_own_attendance() =>
        Given().When(Ben, Here(Ben), new Undo(null, false)).Then(new AttendanceWithdrawn(Ben));

    [Fact]
    public void Undo_does_not_take_back_attendance_that_somebody_else_marked() =>
        Given().When(Here(Ben)).When(Ben, new Undo(null, false)).ThenRefused(new NothingToUndo());

    [Fact]
    public void Undo_after_a_bare_agreement_takes_back_the_deciding_and_leaves_the_point() =>
        Given().When(Note("Ship on Monday.", Named.Known(Ben)), Agreement(), new Undo(null, false)).Then(new EntryRevised(1, new Point(), Named.Known(Ben)))
            .When(new Undo(null, false)).Then(new EntryStruck(1, null));

    [Fact]
    public void Undo_takes_back_the_deciding_of_somebody_elses_point() =>
        Given().When(Ben, Note("Ship on Monday.")).When(Ana, Agreement(), new Undo(null, false)).Then(new EntryRevised(1, new Point(), null))
            .When(Ana, new Undo(null, false)).ThenRefused(new NothingToUndo());

    [Fact]
    public void Undo_after_a_rejection_was_turned_around_lets_it_stand_again() =>
        Given().When(Went(ResolutionOutcome.Rejected, "Metal signs."), Agreement(1), new Undo(null, false))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Rejected, []), null));

    [Fact]
    public void Undo_takes_back_the_deciding_also_when_those_who_agreed_were_named_afterwards() =>
        Given().When(Note("Ship on Monday."), Agreement(), Agreement(1) with { By = [Named.Unclear("Tim")] }, new ClearName(1, "Tim", Chris), new Undo(null, false))
            .Then(new EntryRevised(1, new Point(), null));

    [Fact]
    public void Undo_does_not_take_back_what_somebody_else_decided_since() =>
        Given().When(Ben, Note("Ship on Monday.")).When(Ana, Agreement()).When(Dana, new DecideEntry(1, ResolutionOutcome.Rejected, []))
            .When(Ana, new Undo(null, false)).ThenRefused(new NothingToUndo())
            .When(Dana, new Undo(null, false)).Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, []), null))
            .When(Ana, new Undo(null, false)).Then(new EntryRevised(1, new Point(), null));

    [Fact]
    public void Undo_of_the_meeting_takes_back_the_deciding_of_its_last_entry_first() =>
        Given().When(Note("Ship on Monday."), Agreement(), new Undo(null, true)).Then(new EntryRevised(1, new Point(), null))
            .When(new Undo(null, true)).Then(new EntryStruck(1, null));

    [Fact]
    public void Undo_with_nothing_to_take_back_is_refused() =>
        Given().When(Ben, Note("Mine.")).When(Chris, new Undo(null, false)).ThenRefused(new NothingToUndo());

    [Fact]
    public void Undo_of_the_meeting_strikes_its_last_entry_whoever_made_it() =>
        Given().When(Ben, Note("One.")).When(Ana, new Undo(null, true)).Then(new EntryStruck(1, null)).When(new Undo(null, true)).ThenRefused(new NothingToUndo());

    [Fact]
    public void Undo_takes_back_the_adjournment_and_the_group_is_told() =>
        Given().When(new Adjourn(false), new Undo(null, false)).Then(new AdjournmentWithdrawn()).ThenTells(new WithdrawConclusion(ThisMeeting));

    [Fact]
    public void Undo_does_not_take_back_somebody_elses_adjournment() =>
        Given().When(Ana, new Adjourn(false), new Undo(null, false)).When(Dana, new Adjourn(false)).When(Ana, new Undo(null, false))
            .ThenRefused(new NothingToUndo());

    [Fact]
    public void Only_the_author_the_scribe_and_the_chair_strike_an_entry() =>
        Given().When(Ben, Note("Mine.")).When(Chris, new Strike(1, null)).ThenRefused(new NotYourEntry(1))
            .When(Chris, new Undo(1, false)).ThenRefused(new NotYourEntry(1))
            .When(Chris, new Correct(1, "Theirs.")).ThenRefused(new NotYourEntry(1))
            .When(new NameScribe(Chris, false)).When(Chris, new Strike(1, "said in jest")).Then(new EntryStruck(1, "said in jest"));

    [Fact]
    public void Anybody_corrects_in_an_open_group() =>
        Given(Call with { Chaired = false }).When(Ben, Note("Mine.")).When(Eve, new Correct(1, "Ours.")).Then(new EntryCorrected(1, "Ours."));

    [Fact]
    public void An_entry_that_is_not_there_is_not_changed() =>
        Given().When(new Strike(1, null)).ThenRefused(new NoSuchEntry(1, 0))
            .When(new Correct(-5, "x")).ThenRefused(new NoSuchEntry(-5, 0))
            .When(new RestoreEntry(9)).ThenRefused(new NoSuchEntry(9, 0))
            .When(new Reread(int.MaxValue, Note("x"))).ThenRefused(new NoSuchEntry(int.MaxValue, 0))
            .When(new ClearName(2, "Tim", Ben)).ThenRefused(new NoSuchEntry(2, 0))
            .When(new Redact(2, "x")).ThenRefused(new NoSuchEntry(2, 0));

    [Fact]
    public void A_struck_entry_is_not_struck_again_nor_corrected_where_nobody_would_see_it() =>
        Given().When(Note("One."), new Strike(1, null)).When(new Strike(1, null)).ThenRefused(new EntryIsStruck(1))
            .When(new Correct(1, "Two.")).ThenRefused(new EntryIsStruck(1))
            .When(new Reread(1, Note("Two."))).ThenRefused(new EntryIsStruck(1));

    [Fact]
    public void An_entry_that_stands_is_not_put_back() => Given().When(Note("One."), new RestoreEntry(1)).ThenRefused(new EntryStands(1));

    [Fact]
    public void A_correction_has_words_and_not_too_many() =>
        Given().When(Note("One."), new Correct(1, " ")).ThenRefused(new NothingSaid())
            .When(new Correct(1, new string('x', 20_001))).ThenRefused(new TooLong(20_001, 20_000))
            .When(new Correct(1, " One. ")).ThenNothingChanges()
            .When(new Correct(1, "Two.")).Then(new EntryCorrected(1, "Two."));

    [Fact]
    public void Striking_a_cancellation_restores_the_date_and_putting_it_back_cancels_it_again() =>
        Given().When(Cancel(Fortnight, "holidays"), new Strike(1, null)).Then(new EntryStruck(1, null)).ThenTells(new RestoreDate(Fortnight))
            .When(new RestoreEntry(1)).Then(new EntryRestored(1)).ThenTells(new CancelDate(Fortnight, "holidays"));

    [Fact]
    public void A_cancellation_is_not_put_back_once_the_date_is_cancelled_otherwise() =>
        Given().When(Cancel(Fortnight), new Strike(1, null), Cancel(Fortnight), new RestoreEntry(1)).ThenRefused(new AlreadyCancelled(Fortnight));

    [Fact]
    public void Striking_the_topic_under_discussion_takes_up_the_one_before_again() =>
        Given().When(new OpenItem(1), new OpenItem(2), new Undo(null, false))
            .Then(new EntryStruck(2, null), Set(2, AgendaItemStatus.Pending), Set(1, AgendaItemStatus.TakenUp))
            .When(new RestoreEntry(2))
            .Then(new EntryRestored(2), Set(1, AgendaItemStatus.DisposedOf), Set(2, AgendaItemStatus.TakenUp));

    [Fact]
    public void Putting_an_old_topic_back_does_not_open_it()
    {
        MeetingScenario after = Given().When(new OpenItem(1), new OpenItem(2), new OpenItem(1), new Strike(2, null), new RestoreEntry(2))
            .Then(new EntryRestored(2), Set(2, AgendaItemStatus.DisposedOf));
        Assert.Equal(1, after.Meeting.Topic);
    }

    [Fact]
    public void A_message_that_is_edited_corrects_words_and_speaker() =>
        Given().When(Note("The export fail.", Named.Known(Ben)), new Reread(1, Note("The export fails.", Named.Known(Chris))))
            .Then(new EntryCorrected(1, "The export fails."), new EntryRevised(1, new Point(), Named.Known(Chris)));

    [Fact]
    public void A_message_that_is_edited_without_effect_changes_nothing() =>
        Given().When(Action("Book the room.", Ben), new Reread(1, Action("Book the room.", Ben))).ThenNothingChanges();

    [Fact]
    public void A_message_without_words_or_too_long_is_not_taken() =>
        Given().When(Note("One."), new Reread(1, Note(""))).ThenRefused(new NothingSaid());

    [Fact]
    public void A_note_that_becomes_an_action_takes_a_number_that_no_other_action_gets() =>
        Given().When(Note("Ben books the room."), new Reread(1, Action("Book the room.", Ben)))
            .Then(new EntryCorrected(1, "Book the room."), new EntryRevised(1, new Assignment(1, [Named.Known(Ben)], null, ActionStatus.Open), null))
            .When(Action("Write to the host.", Chris))
            .Then(new EntryRecorded(2, 0, new Assignment(2, [Named.Known(Chris)], null, ActionStatus.Open), "Write to the host."));

    [Fact]
    public void A_decision_stays_one_when_the_words_of_its_note_are_edited() =>
        Given().When(Note("Ship Monday."), new DecideEntry(1, ResolutionOutcome.Agreed, [])).When(new Reread(1, Note("Ship on Monday.")))
            .Then(new EntryCorrected(1, "Ship on Monday."));

    [Fact]
    public void A_motion_that_becomes_a_note_is_no_longer_before_the_meeting() =>
        Given().When(Move("Ship on Monday.", Ben), new Reread(1, Note("Ship on Monday."))).Then(new EntryRevised(1, new Point(), null))
            .When(new CloseVote()).ThenRefused(new NoMotion())
            .When(Move("Ship on Tuesday.", Ben)).Then(new EntryRecorded(2, 0, Move("", Ben).Matter, "Ship on Tuesday."));

    [Fact]
    public void A_note_becomes_a_motion_only_while_none_is_before_the_meeting() =>
        Given().When(Note("Ship."), new Reread(1, Move("Ship.", Ben))).Then(new EntryRevised(1, Move("", Ben).Matter, null))
            .When(new SecondMotion(Chris)).Then(new MotionSeconded(1, Chris))
            .When(Note("Wait.")).When(new Reread(2, Move("Wait.", Chris))).ThenRefused(new MotionIsOpen(1));

    [Fact]
    public void An_edited_cancellation_cancels_the_other_date()
    {
        var later = new LocalDate(2024, 1, 11);
        MeetingScenario after = Given().When(Cancel(Fortnight), new Reread(1, Cancel(later, "clash")))
            .Then(new EntryRevised(1, new Cancellation(later, "clash"), null)).ThenTells(new RestoreDate(Fortnight), new CancelDate(later, "clash"));
        Assert.Equal(Fortnight, after.Minutes.NextMeeting!.Date);
    }

    [Fact]
    public void Edited_earlier_minutes_keep_the_day_on_which_they_were_sent()
    {
        var earlier = new EarlierMinutes(new(2023, 11, 30), EarlierOutcome.NotApproved, "just sent out", null, Day);
        Given().When(new RecordEntry(earlier, ""), new Reread(1, new RecordEntry(earlier with { Reason = "sent too late", Sent = null }, "")))
            .Then(new EntryRevised(1, earlier with { Reason = "sent too late" }, null));
    }

    [Fact]
    public void A_name_that_is_cleared_up_is_put_in_wherever_it_stands() =>
        Given().When(new RecordEntry(new Decision(ResolutionOutcome.Agreed, [Named.Unclear("Chirs"), Named.Known(Ben)]), "Ship.", Named.Unclear("Chirs")))
            .When(new ClearName(1, "Chirs", Chris))
            .Then(new EntryRevised(1, new Decision(ResolutionOutcome.Agreed, [Named.Known(Chris), Named.Known(Ben)]), Named.Known(Chris)))
            .When(new ClearName(1, "Chirs", Chris)).ThenNothingChanges();

    [Fact]
    public void A_name_is_cleared_up_for_owner_mover_and_reader()
    {
        Named who = Named.Unclear("B");
        Given().When(new RecordEntry(new Assignment(0, [who], null, ActionStatus.Open), "Book."), new ClearName(1, "B", Ben))
            .Then(new EntryRevised(1, new Assignment(1, [Named.Known(Ben)], null, ActionStatus.Open), null))
            .When(new RecordEntry(((Motion)Move("", Ben).Matter) with { Mover = who }, "Ship."), new ClearName(2, "B", Ben)).Then(new EntryRevised(2, Move("", Ben).Matter, null))
            .When(new RecordEntry(new StatementRead(who), ""), new ClearName(3, "B", Ben)).Then(new EntryRevised(3, new StatementRead(Named.Known(Ben)), null));
    }

    [Fact]
    public void A_passage_is_removed_and_the_removal_is_on_record() =>
        Given().When(Note("Call 555 0100 today."), new Redact(1, "555 0100")).Then(new EntryCorrected(1, "Call [removed] today."), new PassageRedacted(1));

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void A_passage_that_does_not_stand_there_is_not_removed(string passage) =>
        Given().When(Note("Call today."), new Redact(1, passage)).ThenRefused(new PassageNotFound(1));

    private static AgendaRevised Set(int item, AgendaItemStatus status) => new(new AgendaItemSet(item, status));
}
