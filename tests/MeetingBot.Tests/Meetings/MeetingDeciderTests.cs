using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>The course of a meeting: who is there, what is taken up, who has the floor, how it ends.</summary>
public class MeetingDeciderTests
{
    [Fact]
    public void A_meeting_begins_when_its_group_calls_it_and_only_once() =>
        Nothing.When(new HearFollowUp(new CallMeeting(Call))).Then(new MeetingCalled(Call))
            .When(new HearFollowUp(new CallMeeting(Call))).ThenNothingChanges();

    [Fact]
    public void Nothing_is_recorded_without_a_meeting() => Nothing.When(Note("Hello?")).ThenRefused(new NoMeeting());

    [Fact]
    public void Who_marks_attendance_twice_is_there_once() =>
        Given().When(Ben, Here(Ben)).Then(new AttendanceRecorded(Ben, null, false, false, false)).When(Ben, Here(Ben)).ThenNothingChanges();

    [Fact]
    public void Of_a_list_that_names_somebody_twice_each_is_recorded_once() =>
        Given().When(Here(Ben, Chris, Ben)).Then(new AttendanceRecorded(Ben, null, false, false, false), new AttendanceRecorded(Chris, null, false, false, false));

    [Fact]
    public void Somebody_on_no_roster_is_a_guest() => Given().When(Here(Eve)).Then(new AttendanceRecorded(Eve, null, false, true, false));

    [Fact]
    public void Who_comes_back_is_there_again() =>
        Given().When(Here(Ben), new RecordLeaving(Ben)).Then(new AttendeeLeft(Ben)).When(new RecordLeaving(Ben)).ThenNothingChanges()
            .When(Here(Ben)).Then(new AttendanceRecorded(Ben, null, false, false, false));

    [Fact]
    public void Attendance_after_the_end_is_marked_as_added_later() =>
        Given().When(new Adjourn(false)).When(Ben, Here(Ben)).Then(new AttendanceRecorded(Ben, null, false, false, true));

    [Fact]
    public void Once_the_draft_is_posted_nobody_marks_themselves_but_the_secretary_adds_who_was_left_out() =>
        Given().When(Note("One."), new Adjourn(false), new PostMinutes()).When(Ben, Here(Ben)).ThenRefused(new AttendanceIsClosed(Day))
            .When(Dana, Here(Ben)).Then(new AttendanceRecorded(Ben, null, false, false, true));

    [Fact]
    public void Who_is_not_there_neither_leaves_nor_is_marked_absent() =>
        Given().When(new RecordLeaving(Ben)).ThenRefused(new NotHere(Ben)).When(new WithdrawAttendance(Ben)).ThenRefused(new NotHere(Ben));

    [Fact]
    public void Regrets_are_recorded_once_taken_back_and_ended_by_coming() =>
        Given().When(new RecordRegrets([Ben, Ben])).Then(new RegretsRecorded(Ben)).When(new RecordRegrets([Ben])).ThenNothingChanges()
            .When(new WithdrawRegrets(Ben)).Then(new RegretsWithdrawn(Ben)).When(new WithdrawRegrets(Ben)).ThenNothingChanges();

    [Fact]
    public void A_voice_that_nobody_can_name_is_counted() =>
        Given().When(new RecordUnknownCaller(), new RecordUnknownCaller()).Then(new UnknownCallerRecorded());

    [Fact]
    public void Opening_an_item_closes_the_one_before() =>
        Given().When(new OpenItem(1)).Then(Set(1, AgendaItemStatus.TakenUp), Opened(1, 0, 1, "Release"))
            .When(new OpenItem(2)).Then(Set(1, AgendaItemStatus.DisposedOf), Set(2, AgendaItemStatus.TakenUp), Opened(2, 1, 2, "Budget"))
            .When(new OpenItem(1)).Then(Set(2, AgendaItemStatus.DisposedOf), Set(1, AgendaItemStatus.TakenUp), new TopicReopened(1))
            .When(new OpenItem(1)).ThenNothingChanges();

    [Fact]
    public void A_position_off_the_agenda_is_refused() =>
        Given().When(new OpenItem(3)).ThenRefused(new NoSuchItem(3, 2)).When(new OpenItem(0)).ThenRefused(new NoSuchItem(0, 2))
            .When(Note("One."), new MoveUnderItem(3, 1)).ThenRefused(new NoSuchItem(3, 2));

    [Fact]
    public void The_next_topic_is_the_next_item_that_waits_until_none_does() =>
        Given().When(new OpenItem(2), new OpenNextItem()).Then(Set(2, AgendaItemStatus.DisposedOf), Set(1, AgendaItemStatus.TakenUp), Opened(2, 1, 1, "Release"))
            .When(new OpenNextItem()).ThenRefused(new AgendaIsDone());

    [Fact]
    public void A_topic_by_the_title_of_an_item_is_that_item_and_any_other_is_its_own() =>
        Given().When(new OpenTopic("budget", false)).Then(Set(2, AgendaItemStatus.TakenUp), Opened(1, 0, 2, "Budget"))
            .When(new OpenTopic("Hiring", false)).Then(Set(2, AgendaItemStatus.DisposedOf), new EntryRecorded(2, 1, new Heading(null, TopicKind.Item, 0), "Hiring"))
            .When(new OpenTopic("Interns", true)).Then(new EntryRecorded(3, 2, new Heading(null, TopicKind.Item, 2), "Interns"))
            .When(new OpenTopic("Students", true)).Then(new EntryRecorded(4, 3, new Heading(null, TopicKind.Item, 2), "Students"));

    [Fact]
    public void A_topic_needs_a_title_and_not_a_speech() =>
        Given().When(new OpenTopic(" ", false)).ThenRefused(new NothingSaid())
            .When(new OpenTopic(new string('x', 20_001), false)).ThenRefused(new TooLong(20_001, 20_000));

    [Fact]
    public void A_heading_inserted_above_entries_takes_those_below_it() =>
        Given().When(Note("One."), Note("Two."), Note("Between.") with { Before = 1 }, new OpenTopic("Hiring", false) { Before = 2 })
            .Then(new EntryRecorded(4, 0, new Heading(null, TopicKind.Item, 0), "Hiring", null, false, 2), new EntriesMoved(4, [2]), new TopicReopened(4));

    [Fact]
    public void An_item_that_is_opened_above_earlier_entries_is_dealt_with()
    {
        MeetingScenario after = Given().When(Note("One."), new OpenItem(2), new OpenTopic("Release", false) { Before = 1 });
        Assert.Empty(after.When(new Adjourn(false)).Minutes.Carried);
        Assert.Equal(["Release", "Budget"], after.Minutes.Topics.Select(topic => topic.Title));
    }

    [Fact]
    public void Other_business_is_opened_once() =>
        Given().When(new OpenOtherBusiness()).Then(new EntryRecorded(1, 0, new Heading(null, TopicKind.OtherBusiness, 0), "Any other business"))
            .When(new OpenOtherBusiness()).ThenNothingChanges()
            .When(new OpenItem(1), new OpenOtherBusiness()).Then(Set(1, AgendaItemStatus.DisposedOf), new TopicReopened(1));

    [Fact]
    public void Entries_under_the_wrong_item_are_moved_and_the_right_one_is_opened() =>
        Given().When(new OpenItem(1), Note("Release talk."), Note("Budget talk."), Note("More of it."), new MoveUnderItem(2, 3))
            .Then(Set(1, AgendaItemStatus.DisposedOf), Set(2, AgendaItemStatus.TakenUp), Opened(5, 1, 2, "Budget"), new EntriesMoved(5, [3, 4]))
            .When(new MoveUnderItem(2, 4)).ThenNothingChanges()
            .When(new MoveUnderItem(1, 4)).Then(Set(2, AgendaItemStatus.DisposedOf), Set(1, AgendaItemStatus.TakenUp), new EntriesMoved(1, [4]), new TopicReopened(1))
            .When(new MoveUnderItem(1, 1)).ThenRefused(new NoSuchEntry(1, 5));

    [Fact]
    public void The_agenda_is_revised_by_its_positions() =>
        Given().When(new ReviseAgenda(new AddItems([new NewItem("Hiring", null, 5)], false)))
            .Then(new AgendaRevised(new AgendaItemAdded(new AgendaItem(3, "Hiring", null, 5, AgendaItemStatus.Proposed, Ana))))
            .When(new ReviseAgenda(new SetItem(3, AgendaItemStatus.Pending))).Then(Set(3, AgendaItemStatus.Pending))
            .When(new ReviseAgenda(new SetItem(3, AgendaItemStatus.Pending))).ThenRefused(new ItemIsAccepted(3))
            .When(new ReviseAgenda(new SetItem(3, AgendaItemStatus.Deferred))).Then(Set(3, AgendaItemStatus.Deferred))
            .When(new ReviseAgenda(new SetItem(3, AgendaItemStatus.Deferred))).ThenNothingChanges()
            .When(new ReviseAgenda(new MoveItem(3, 1))).Then(new AgendaRevised(new AgendaItemMoved(3, 1)))
            .When(new ReviseAgenda(new MoveItem(1, 1))).ThenNothingChanges()
            .When(new ReviseAgenda(new SetItem(1, AgendaItemStatus.Removed))).Then(new AgendaRevised(new AgendaItemRemoved(3)))
            .When(new ReviseAgenda(new MoveItem(1, 3))).ThenRefused(new NoSuchItem(3, 2))
            .When(new ReviseAgenda(new MoveItem(4, 1))).ThenRefused(new NoSuchItem(4, 2))
            .When(new ReviseAgenda(new SetItem(9, AgendaItemStatus.Pending))).ThenRefused(new NoSuchItem(9, 2))
            .When(new ReviseAgenda(new AddItems([], true))).ThenNothingChanges();

    [Fact]
    public void The_floor_is_given_in_the_order_of_the_queue() =>
        Given().When(new CallSpeaker(null)).ThenRefused(new QueueIsEmpty())
            .When(new JoinQueue(Ben, "costs")).Then(new SpeakerQueued(Ben, "costs")).When(new JoinQueue(Ben, null)).ThenNothingChanges()
            .When(new JoinQueue(Chris, null), new CallSpeaker(null)).Then(new SpeakerCalled(Ben))
            .When(new CallSpeaker(Ben)).ThenRefused(new NotInQueue(Ben))
            .When(new CallSpeaker(Chris)).Then(new SpeakerCalled(Chris))
            .When(new LeaveQueue(Chris)).ThenRefused(new NotInQueue(Chris))
            .When(new JoinQueue(Chris, null), new LeaveQueue(Chris)).Then(new SpeakerUnqueued(Chris));

    [Fact]
    public void Presider_scribes_and_title_are_named_once() =>
        Given().When(new NamePresider(Ana)).ThenNothingChanges().When(new NamePresider(Dana)).Then(new PresiderNamed(Dana))
            .When(new NameScribe(Ben, false)).Then(new ScribeNamed(Ben, false)).When(new NameScribe(Ben, true)).ThenNothingChanges()
            .When(new NameScribe(Chris, true)).Then(new ScribeNamed(Chris, true)).When(new ReleaseScribe(Ben)).ThenNothingChanges()
            .When(new ReleaseScribe(Chris)).Then(new ScribeReleased(Chris))
            .When(new Retitle("Budget special")).Then(new MeetingRetitled("Budget special")).When(new Retitle("Budget special")).ThenNothingChanges()
            .When(new Retitle(" ")).ThenRefused(new NothingSaid());

    [Fact]
    public void An_action_is_closed_once_by_its_owner_or_the_scribe() =>
        Given().When(Action("Book the room.", Ben)).When(Chris, new CloseAssignment(1, ActionStatus.Done, null)).ThenRefused(new NotAllowed(Permission.Scribe))
            .When(Ben, new CloseAssignment(1, ActionStatus.Dropped, "no room")).Then(new ActionClosed(1, ActionStatus.Dropped, "no room"))
            .When(new CloseAssignment(1, ActionStatus.Done, null)).ThenRefused(new ActionIsClosed(1, ActionStatus.Dropped))
            .When(new CloseAssignment(2, ActionStatus.Done, null)).ThenRefused(new NoSuchAction(2));

    [Fact]
    public void In_a_recess_nothing_new_is_recorded_but_slips_are_corrected() =>
        Given().When(Note("One."), new Recess()).Then(new MeetingRecessed()).When(Note("Two.")).ThenRefused(new InRecess())
            .When(new Recess()).ThenRefused(new InRecess())
            .When(new Reread(1, Note("Three."))).Then(new EntryCorrected(1, "Three."))
            .When(new WithdrawAttendance(Ben)).ThenRefused(new NotHere(Ben))
            .When(new Resume()).Then(new MeetingResumed()).When(new Resume()).ThenRefused(new NotInRecess());

    [Fact]
    public void Adjourning_tells_the_group_what_came_of_the_meeting_and_of_earlier_minutes()
    {
        var earlier = new EarlierMinutes(new(2023, 11, 30), EarlierOutcome.Approved, null, null, null);
        MeetingScenario after = Given().When(Here(Ben), new OpenItem(1), Decide("Ship."), Action("Tell support.", Ben), new RecordEntry(earlier, ""), new Adjourn(false));
        after.Then(new MeetingAdjourned(false, Noon + Duration.FromMinutes(6)));
        MeetingSummary summary = after.ThenTells<ConcludeMeeting>().Summary;
        Assert.Equal(earlier, after.ThenTells<RegisterEarlierMinutes>().Earlier);
        Assert.Equal(new Attended(Ben, "Example, Inc.", false), Assert.Single(summary.Attendance));
        Assert.Equal(("Ship.", "Release"), (summary.Decisions[0].Text, summary.Decisions[0].Topic));
        Assert.Equal("Tell support.", summary.Actions[0].Text);
        Assert.Equal(["Budget"], summary.Carried.Select(item => item.Title));
        Assert.Equal(4, summary.Entries);
    }

    [Fact]
    public void A_forgotten_meeting_ended_with_its_last_entry_and_not_with_a_change_of_settings() =>
        Given().When(Note("One."), new HearFollowUp(new ReviseSettings(new Settings { Slug = "apollo" })))
            .When(PersonId.Bot, new Adjourn(true)).Then(new MeetingAdjourned(true, Noon + Duration.FromMinutes(1)));

    [Fact]
    public void What_is_changed_after_the_end_changes_what_the_group_keeps()
    {
        var earlier = new EarlierMinutes(new(2023, 11, 30), EarlierOutcome.Approved, null, null, null);
        MeetingScenario over = Given().When(Decide("Ship."), new Adjourn(false));
        Assert.Equal("Wait.", over.When(new Correct(1, "Wait.")).ThenTells<AmendConclusion>().Summary.Decisions[0].Text);
        Assert.Equal(earlier, over.When(new RecordEntry(earlier, "")).ThenTells<RegisterEarlierMinutes>().Earlier);
        over.When(new PostMinutes()).ThenTells(new RegisterSent(ThisMeeting, Noon + Duration.FromMinutes(3)));
    }

    [Fact]
    public void When_the_meeting_is_over_it_takes_nothing_up() =>
        Given().When(new Adjourn(false), new OpenItem(1)).ThenRefused(new NoMeeting()).When(new Recess()).ThenRefused(new NoMeeting())
            .When(new Adjourn(false)).ThenRefused(new NoMeeting());

    [Fact]
    public void A_meeting_that_was_thrown_away_is_none() =>
        Given().When(new DiscardMeeting("a test")).Then(new MeetingDiscarded("a test")).ThenTells(new ThrowMeetingAway(ThisMeeting, "a test"))
            .When(Note("One.")).ThenRefused(new NoMeeting());

    [Fact]
    public void Minutes_are_posted_and_published_when_the_meeting_is_over_and_something_was_recorded() =>
        Given().When(new PostMinutes()).ThenRefused(new MeetingRuns(Noon)).When(new PublishMinutes()).ThenRefused(new MeetingRuns(Noon))
            .When(new Adjourn(false), new PostMinutes()).ThenRefused(new NothingRecorded())
            .When(Note("One."), new PostMinutes()).Then(new MinutesPosted()).When(new PublishMinutes()).Then(new MinutesPublished());

    [Fact]
    public void Settled_minutes_change_no_more_except_for_a_redaction() =>
        Given().When(Note("Call 555 0100."), new Adjourn(false), new HearFollowUp(new SettleMinutes(MinutesStatus.Approved, "typos")))
            .Then(new MinutesSettled(MinutesStatus.Approved, "typos"))
            .When(new HearFollowUp(new SettleMinutes(MinutesStatus.Approved, "typos"))).ThenNothingChanges()
            .When(new Strike(1, null)).ThenRefused(new MinutesAreSettled(Day))
            .When(new Redact(1, "555 0100")).Then(new EntryCorrected(1, "Call [removed]."), new PassageRedacted(1));

    [Fact]
    public void The_roster_the_calendar_and_the_settings_of_the_group_are_followed_while_they_matter()
    {
        Member chris = Listed(Chris, Role.Associate, "Sample GmbH");
        var settings = new Settings { Timezone = "Europe/Oslo" };
        Given().When(new HearFollowUp(new ReviseRoster(chris))).Then(new RosterRevised(chris))
            .When(new HearFollowUp(new ReviseSettings(settings))).Then(new SettingsRevised(settings))
            .When(new HearFollowUp(new ReviseCalendar(Dates.Cancel(Fortnight, null)))).Then(new CalendarRevised(Dates.Cancel(Fortnight, null)))
            .When(new Adjourn(false), new HearFollowUp(new ReviseRoster(chris))).ThenNothingChanges()
            .When(new HearFollowUp(new ReviseCalendar(Dates))).ThenNothingChanges()
            .When(new HearFollowUp(new ReviseSettings(settings))).Then(new SettingsRevised(settings))
            .When(new HearFollowUp(new SettleMinutes(MinutesStatus.Final, null)), new HearFollowUp(new ReviseSettings(settings))).ThenNothingChanges();
    }

    [Fact]
    public void An_earlier_action_that_is_closed_meanwhile_is_no_longer_open_in_the_minutes()
    {
        var old = new RegisteredAction(4, new MeetingId(Id, new(2023, 11, 30), 1), 2, [Named.Known(Ben)], "Ask the vendor.", null, ActionStatus.Open, null);
        MeetingScenario after = Given(Call with { OpenActions = [old] });
        Assert.Equal([4], after.Minutes.OpenActions.Select(action => action.Number));
        after = after.When(new HearFollowUp(new CloseEarlierAction(4, ActionStatus.Done))).Then(new EarlierActionClosed(4, ActionStatus.Done));
        Assert.Empty(after.Minutes.OpenActions);
        after.When(new HearFollowUp(new CloseEarlierAction(4, ActionStatus.Done))).ThenNothingChanges()
            .When(new HearFollowUp(new CloseEarlierAction(5, ActionStatus.Done))).ThenNothingChanges();
    }

    [Fact]
    public void An_action_of_this_meeting_that_the_group_closed_is_closed_in_its_minutes() =>
        Given().When(Action("Book the room.", Ben), new Adjourn(false), new HearFollowUp(new CloseAction(1, ActionStatus.Done, null)))
            .Then(new ActionClosed(1, ActionStatus.Done, null))
            .When(new HearFollowUp(new CloseAction(1, ActionStatus.Done, null))).ThenNothingChanges();

    private static AgendaRevised Set(int item, AgendaItemStatus status) => new(new AgendaItemSet(item, status));

    private static EntryRecorded Opened(int number, int under, int item, string title) => new(number, under, new Heading(item, TopicKind.Item, 0), title);
}
