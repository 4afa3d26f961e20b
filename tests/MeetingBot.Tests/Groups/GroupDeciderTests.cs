using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.GroupScenario;

namespace MeetingBot.Tests;

/// <summary>What a group makes of each command: roster, calendar, agenda, registers, and the meeting it calls.</summary>
public class GroupDeciderTests
{
    private static readonly StartMeeting Start = new(Day, Noon, null, "web:apollo", Ana, MeetingKind.Call);

    private static readonly RegisteredAction Book = new(1, ThisMeeting, 3, [Named.Known(Ben)], "Book the room.", null, ActionStatus.Open, "Release");

    private static readonly MeetingSummary Held = new() { Meeting = ThisMeeting, Started = Noon, Ended = Noon + Duration.FromMinutes(40), Actions = [Book], Entries = 3 };

    [Fact]
    public void A_group_is_founded_once_and_in_a_zone_that_there_is()
    {
        var found = new FoundGroup(Id, "Apollo Working Group", "Etc/UTC", true, "web:apollo");
        Nothing.When(found with { Timezone = "Mars/Olympus" }).ThenRefused(new BadSetting("timezone", "Mars/Olympus", Settings.Meaning("timezone")))
            .When(found).Then(Founded).When(found).ThenRefused(new GroupIsThere("Apollo Working Group"));
    }

    [Theory]
    [InlineData("timezone", "UTC+02")]
    [InlineData("zones", "Europe/Berlin, UTC-05:30")]
    public void A_zone_has_a_name_and_does_not_only_count_hours(string key, string value)
    {
        Given().When(new ChangeSetting(key, value)).ThenRefused(new BadSetting(key, value, Settings.Meaning(key)));
        Assert.NotNull(new Settings().With(key, value, out _)); // what was set before still reads
    }

    [Fact]
    public void A_member_is_in_a_zone_that_there_is_until_it_is_taken_back_or_the_member_goes()
    {
        GroupScenario there = GivenApollo().When(new ChangeMemberZone(Ben, "Mars/Olympus")).ThenRefused(new BadSetting("my zone", "Mars/Olympus", Settings.Meaning("timezone")))
            .When(new ChangeMemberZone(Ben, "UTC+02")).ThenRefused(new BadSetting("my zone", "UTC+02", Settings.Meaning("timezone")))
            .When(new ChangeMemberZone(Ben, "europe/berlin")).Then(new MemberZoneChanged(Ben, "Europe/Berlin"))
            .When(new ChangeMemberZone(Ben, "Europe/Berlin")).ThenNothingChanges();
        Assert.Equal("Europe/Berlin", there.Group.MemberZones[Ben]);
        Assert.Empty(there.When(new ChangeMemberZone(Ben, null)).Then(new MemberZoneChanged(Ben, null)).Group.MemberZones);
        Assert.Empty(there.When(new RemoveMember(Ben)).Group.MemberZones);
        Assert.Empty(there.When(new ForgetPerson(Ben)).Group.MemberZones);
    }

    [Fact]
    public void Nothing_is_asked_of_a_group_that_is_not_there() => Nothing.When(new AnnounceNext()).ThenRefused(new NoGroup());

    [Fact]
    public void A_conversation_is_bound_once_and_the_first_stays_the_home()
    {
        GroupScenario after = Given().When(new BindConversation("web:board")).Then(new ConversationBound("web:board"))
            .When(new BindConversation("web:board")).ThenNothingChanges();
        Assert.Equal("web:apollo", after.Group.Home);
    }

    [Fact]
    public void Settings_read_or_say_what_was_expected() =>
        Given().When(new ChangeSetting("colour", "red")).ThenRefused(new NoSuchSetting("colour", [.. Settings.Keys.Select(known => known.Key)]))
            .When(new ChangeSetting("template", "fancy")).ThenRefused(new NoSuchTemplate("fancy", ["structured", "narrative", "numbered"]))
            .When(new ChangeSetting("quorum", "many")).ThenRefused(new BadSetting("quorum", "many", Settings.Meaning("quorum")))
            .When(new KeepTemplate("fancy"), new ChangeSetting("template", "fancy")).Then(new SettingChanged("template", "fancy")).ThenTells();

    [Fact]
    public void A_setting_that_changes_during_a_meeting_is_told_to_it_with_the_groups_short_name()
    {
        ReviseSettings told = GivenApollo(new MeetingStarted(ThisMeeting)).When(new ChangeSetting("quorum", "half")).ThenTells<ReviseSettings>();
        Assert.Equal(("apollo-working-group", "half"), (told.Settings.Slug, told.Settings.Quorum.ToString()));
    }

    [Fact]
    public void Roster_changes_during_a_meeting_are_told_to_it()
    {
        Member eve = Listed(Eve, Role.Member, "Test AG");
        GivenApollo(new MeetingStarted(ThisMeeting)).When(new AddMembers([eve])).Then(new MemberAdded(eve)).ThenTells(new ReviseRoster(eve))
            .When(new GiveRole(Eve, Role.ViceChair)).Then(new RoleGiven(Eve, Role.ViceChair)).ThenTells(new ReviseRoster(eve with { Role = Role.ViceChair }))
            .When(new GiveRole(Eve, Role.ViceChair)).ThenNothingChanges()
            .When(new RemoveMember(Eve)).Then(new MemberRemoved(Eve)).ThenTells(new ReviseRoster(eve with { Role = Role.Guest }))
            .When(new RemoveMember(Eve)).ThenNothingChanges()
            .When(new AddMembers([])).ThenNothingChanges();
    }

    [Fact]
    public void The_first_chair_makes_an_open_group_a_chaired_one()
    {
        Group open = Group.Evolve(null, Founded with { Chaired = false }, new Origin(Ben, Noon, "m1"));
        Assert.True(open.Allows(Eve, Permission.Officer));
        Group chaired = Group.Evolve(open, new RoleGiven(Ana, Role.Chair), new Origin(Ben, Noon, "m2"));
        Assert.False(chaired.Allows(Eve, Permission.Member));
        Assert.True(chaired.Allows(Ben, Permission.Admin));
    }

    [Fact]
    public void An_organisation_is_renamed_from_a_day_on_in_its_place()
    {
        var renamed = new OrganizationRenamed("example, inc.", "Example SE", Day);
        Group group = GivenApollo(new AffiliationChanged(Ben, "Test AG", new(2023, 1, 1), true))
            .When(new RenameOrganization("example, inc.", "Example SE", Day)).Then(renamed)
            .When(new RenameOrganization("Nobody Ltd", "X", Day)).ThenRefused(new NoSuchOrganization("Nobody Ltd")).Group;
        Assert.Equal("Example, Inc., Test AG", group.Roster[Ben].OrganizationOn(Day.PlusDays(-1)));
        Assert.Equal("Example SE, Test AG", group.Roster[Ben].OrganizationOn(Day));
    }

    [Fact]
    public void Who_changes_sides_speaks_for_the_new_one_only_unless_for_both()
    {
        Group group = GivenApollo().When(new ChangeAffiliation(Ben, "Test AG", Day, false)).Then(new AffiliationChanged(Ben, "Test AG", Day, false)).Group;
        Assert.Equal(("Example, Inc.", "Test AG"), (group.Roster[Ben].OrganizationOn(Day.PlusDays(-1)), group.Roster[Ben].OrganizationOn(Day)));
    }

    [Fact]
    public void Spelling_name_link_and_oblivion_are_on_record() =>
        GivenApollo().When(new GiveAlias(Ben)).Then(new AliasGiven(Ben)).When(new RenamePerson(Ben, Day)).Then(new PersonRenamed(Ben, Day))
            .When(new LinkAccount(Ben, Eve)).Then(new AccountLinked(Ben, Eve)).When(new ForgetPerson(Ben)).Then(new PersonForgotten(Ben));

    [Fact]
    public void A_plain_member_is_claimed_at_once_and_an_office_or_a_link_waits_for_an_officer() =>
        GivenApollo().When(new ClaimEntry(Ben, Eve, false)).Then(new AccountLinked(Ben, Eve))
            .When(new ClaimEntry(Ben, Eve, true)).Then(new LinkAsked(Ben, Eve))
            .When(new ClaimEntry(Ana, Eve, false)).Then(new LinkAsked(Ana, Eve))
            .When(new AddMembers([Listed(Chris, Role.Member, "Sample GmbH", "consumer")])).When(new ClaimEntry(Chris, Eve, false)).Then(new LinkAsked(Chris, Eve));

    [Fact]
    public void Nobody_becomes_the_admin_by_saying_so()
    {
        GroupScenario open = Nothing.When(Ana, new FoundGroup(Id, "Team", "Etc/UTC", false, "web:apollo"));
        open.When(Ben, new ClaimEntry(Ana, Ben, false)).Then(new LinkAsked(Ana, Ben))
            .When(Ben, new LinkAccount(Ana, Ben)).ThenRefused(new NotAllowed(Permission.Admin))
            .When(Ana, new LinkAccount(Ana, Ben)).Then(new AccountLinked(Ana, Ben));
    }

    [Fact]
    public void A_linked_guest_is_not_taken_over() =>
        GivenApollo().When(new ClaimEntry(Eve, Ben, false)).Then(new AccountLinked(Eve, Ben))
            .When(new ClaimEntry(Eve, Ben, true)).Then(new LinkAsked(Eve, Ben));

    [Fact]
    public void A_group_has_the_admins_that_an_admin_names_and_always_one() =>
        Nothing.When(Ana, new FoundGroup(Id, "Team", "Etc/UTC", true, "web:apollo"))
            .When(Ana, new ReleaseAdmin(Ana)).ThenRefused(new LastAdmin(Ana))
            .When(Ana, new NameAdmin(Ben)).Then(new AdminNamed(Ben))
            .When(Ana, new NameAdmin(Ben)).ThenNothingChanges()
            .When(Ben, new ReleaseAdmin(Ana)).Then(new AdminReleased(Ana))
            .When(Ben, new ReleaseAdmin(Ana)).ThenNothingChanges();

    [Fact]
    public void Occurrences_are_cancelled_restored_and_moved_once() =>
        GivenApollo().When(new CancelOccurrence(Fortnight, "holidays")).Then(new OccurrenceCancelled(Fortnight, "holidays"))
            .When(new CancelOccurrence(Fortnight, null)).ThenRefused(new AlreadyCancelled(Fortnight))
            .When(new RestoreOccurrence(Fortnight)).Then(new OccurrenceRestored(Fortnight))
            .When(new RestoreOccurrence(Fortnight)).ThenRefused(new NotCancelled(Fortnight))
            .When(new MoveOccurrence(Fortnight, Fortnight, null)).ThenNothingChanges()
            .When(new MoveOccurrence(new(2023, 12, 25), Fortnight, null)).ThenRefused(new NotAnOccurrence(new(2023, 12, 25), [Day, Fortnight]))
            .When(new MoveOccurrence(Fortnight, new(2024, 1, 4), null)).Then(new OccurrenceMoved(Fortnight, new(2024, 1, 4), null))
            .When(new ScheduleOnce(new(2024, 1, 9), new LocalTime(9, 0), 30)).Then(new OccurrenceScheduled(new(2024, 1, 9), new LocalTime(9, 0), 30))
            .When(new ScheduleSeries(Thursdays)).Then(new SeriesScheduled(Thursdays))
            .When(new AnnounceNext()).Then(new MeetingAnnounced(Day));

    [Fact]
    public void Without_a_calendar_nothing_is_cancelled_or_announced() =>
        Given().When(new CancelOccurrence(Day, null)).ThenRefused(new NothingScheduled()).When(new AnnounceNext()).ThenRefused(new NothingScheduled());

    [Fact]
    public void The_agenda_takes_items_and_refuses_positions_that_it_lacks() =>
        GivenApollo().When(Ben, new ChangeAgenda(new AddItems([new NewItem("Release", null, null)], false)))
            .Then(new AgendaChanged(new AgendaItemAdded(new AgendaItem(1, "Release", null, null, AgendaItemStatus.Proposed, Ben))))
            .When(new ChangeAgenda(new SetItem(2, AgendaItemStatus.Removed))).ThenRefused(new NoSuchItem(2, 1))
            .When(new ChangeAgenda(new AddItems([], true))).ThenNothingChanges();

    [Fact]
    public void Regrets_are_sent_once_and_coming_on_one_day_ends_them_for_that_day_only()
    {
        var from = new LocalDate(2023, 12, 14);
        var until = new LocalDate(2024, 1, 31);
        Group group = GivenApollo().When(new AnnounceRegrets([Ben, Ben], from, until)).Then(new RegretsAnnounced(Ben, from, until))
            .When(new AnnounceRegrets([Ben], from, until)).ThenNothingChanges()
            .When(new AnnounceComing(Ben, Fortnight)).Then(new ComingAnnounced(Ben, Fortnight)).Group;
        Assert.Equal([new Absence(Ben, from, new(2023, 12, 27)), new Absence(Ben, new(2023, 12, 29), until)], group.Regrets);
    }

    [Fact]
    public void Doors_open_half_an_hour_before_a_meeting_that_takes_place() =>
        GivenApollo().AtTime(Noon - Duration.FromMinutes(31)).When(Ben, new ArriveEarly(Ben, Day)).ThenRefused(new TooEarlyToBeHere(new LocalTime(11, 30)))
            .AtTime(Noon - Duration.FromMinutes(30)).When(Ben, new ArriveEarly(Ben, Day)).Then(new EarlyArrivalRecorded(Ben, Day))
            .When(Ben, new ArriveEarly(Ben, Day)).ThenNothingChanges()
            .When(new CancelOccurrence(Day, null)).When(Ben, new ArriveEarly(Ben, Day)).ThenRefused(new NoMeeting())
            .When(Ben, new ArriveEarly(Ben, new(2023, 12, 15))).ThenRefused(new NoMeeting());

    [Fact]
    public void A_meeting_takes_along_what_is_in_force()
    {
        Convocation call = GivenApollo(new RegretsAnnounced(Chris, Day, Day), new EarlyArrivalRecorded(Ben, Day),
                new AgendaChanged(new AgendaItemAdded(Item(1, "Release"))))
            .When(Start).Then(new MeetingStarted(ThisMeeting)).ThenTells<CallMeeting>().Convocation;
        Assert.Equal([Chris], call.Regrets);
        Assert.Equal([Ben], call.Early);
        Assert.Equal(["Release"], call.Agenda.Items.Select(item => item.Title));
        Assert.Equal([Ana, Ben, Chris, Dana], call.Roster.Select(member => member.Id));
        Assert.Equal((true, "apollo-working-group", Noon), (call.Chaired, call.Settings.Slug, call.Started));
    }

    [Fact]
    public void One_meeting_runs_at_a_time_and_a_second_start_says_since_when() =>
        GivenApollo().When(Start with { At = Noon - Duration.FromMinutes(5) }).Then(new MeetingStarted(ThisMeeting, Noon - Duration.FromMinutes(5)))
            .When(Start).ThenRefused(new MeetingRuns(Noon - Duration.FromMinutes(5)));

    [Fact]
    public void A_member_starts_a_meeting_that_is_ten_minutes_late_and_a_guest_never() =>
        GivenApollo().When(Ben, Start).ThenRefused(new TooEarlyForMembers(new LocalTime(12, 10)))
            .When(Eve, Start).ThenRefused(new NotAllowed(Permission.Member))
            .When(Ben, Start with { Date = new(2023, 12, 15) }).ThenRefused(new TooEarlyForMembers(null))
            .AtTime(Noon + Duration.FromMinutes(10)).When(Ben, Start).Then(new MeetingStarted(ThisMeeting, Noon));

    [Fact]
    public void A_member_does_not_start_it_while_an_officer_is_there() =>
        GivenApollo().When(Ana, new ArriveEarly(Ana, Day)).AtTime(Noon + Duration.FromMinutes(10)).When(Ben, Start).ThenRefused(new OfficerIsThere(Ana))
            .When(Ana, Start).Then(new MeetingStarted(ThisMeeting, Noon));

    [Fact]
    public void A_meeting_after_one_that_was_thrown_away_is_another_and_has_the_agenda_and_the_regrets_again()
    {
        GroupScenario thrown = GivenApollo(new RegretsAnnounced(Chris, Day, Day), new AgendaChanged(new AgendaItemAdded(Item(1, "Release"))))
            .When(Start, new TakeFollowUp(new ThrowMeetingAway(ThisMeeting, "a test"))).Then(new MeetingThrownAway(ThisMeeting, "a test"));
        Assert.Null(thrown.Group.InSession);
        Convocation again = thrown.When(Start).Then(new MeetingStarted(ThisMeeting with { Nth = 2 })).ThenTells<CallMeeting>().Convocation;
        Assert.Equal(["Release"], again.Agenda.Items.Select(item => item.Title));
        Assert.Equal([Chris], again.Regrets);
    }

    [Fact]
    public void Nothing_is_kept_of_a_meeting_that_is_thrown_away_after_its_end()
    {
        Group group = GivenApollo(new MeetingStarted(ThisMeeting), new MeetingConcluded(Held)).When(new TakeFollowUp(new ThrowMeetingAway(ThisMeeting, "a test"))).Group;
        Assert.Empty(group.Meetings);
        Assert.Empty(group.Held);
        Assert.Empty(group.Actions);
        Assert.Null(group.LastUnapproved);
    }

    [Fact]
    public void What_was_not_reached_is_on_the_next_agenda_once_also_when_the_adjournment_was_taken_back()
    {
        AgendaItem budget = Item(2, "Budget");
        GroupScenario over = GivenApollo(new MeetingStarted(ThisMeeting)).When(new TakeFollowUp(new ConcludeMeeting(Held with { Carried = [budget] })));
        Assert.Equal(["Budget"], over.Group.Agenda.Items.Select(item => item.Title));
        GroupScenario back = over.When(new ChangeAgenda(new AddItems([new NewItem("Hiring", null, null)], true)))
            .When(new TakeFollowUp(new WithdrawConclusion(ThisMeeting))).Then(new ConclusionWithdrawn(ThisMeeting));
        Assert.Equal((ThisMeeting, Noon), (back.Group.InSession, back.Group.InSessionSince));
        Assert.Equal(["Hiring"], back.Group.Agenda.Items.Select(item => item.Title));
        Group again = back.When(new TakeFollowUp(new ConcludeMeeting(Held with { Carried = [Item(3, "Interns")] }))).Group;
        Assert.Equal(["Interns", "Hiring"], again.Agenda.Items.Select(item => item.Title));
        Assert.Equal(2, again.Agenda.Items.Select(item => item.Id).Distinct().Count());
        Assert.Equal([ThisMeeting], again.Held);
    }

    [Fact]
    public void An_adjournment_is_not_taken_back_while_another_meeting_runs() =>
        GivenApollo(new MeetingConcluded(Held), new MeetingStarted(ThisMeeting with { Nth = 2 }))
            .When(new TakeFollowUp(new WithdrawConclusion(ThisMeeting))).ThenNothingChanges();

    [Fact]
    public void An_action_of_the_register_is_closed_once_by_its_owner_or_an_officer() =>
        GivenApollo(new MeetingConcluded(Held)).When(Chris, new CloseRegisteredAction(1, ActionStatus.Done, null)).ThenRefused(new NotAllowed(Permission.Officer))
            .When(Ben, new CloseRegisteredAction(1, ActionStatus.Done, null)).Then(new ActionDone(1)).ThenTells(new CloseAction(3, ActionStatus.Done, null))
            .When(new CloseRegisteredAction(1, ActionStatus.Done, null)).ThenRefused(new ActionIsClosed(1, ActionStatus.Done))
            .When(new CloseRegisteredAction(2, ActionStatus.Done, null)).ThenRefused(new NoSuchAction(2));

    [Fact]
    public void An_action_that_is_dropped_says_why_and_a_meeting_in_session_learns_of_it() =>
        GivenApollo(new MeetingConcluded(Held), new EarlierMinutesRegistered(Day, EarlierOutcome.Approved, null, null, null), new MeetingStarted(ThisMeeting with { Date = Fortnight }))
            .When(new CloseRegisteredAction(1, ActionStatus.Dropped, "no room")).Then(new ActionDropped(1, "no room"))
            .ThenTells(new CloseEarlierAction(1, ActionStatus.Dropped));

    [Fact]
    public void An_action_that_was_closed_stays_closed_when_the_minutes_are_amended()
    {
        Group group = GivenApollo(new MeetingConcluded(Held), new ActionDone(1))
            .When(new TakeFollowUp(new AmendConclusion(Held with { Actions = [Book with { Text = "Book the hall." }] }))).Group;
        Assert.Equal(("Book the hall.", ActionStatus.Done), (group.Actions[1].Text, group.Actions[1].Status));
    }

    [Fact]
    public void A_summary_of_a_meeting_that_was_not_held_is_not_amended() =>
        GivenApollo().When(new TakeFollowUp(new AmendConclusion(Held))).ThenNothingChanges();

    [Fact]
    public void Approved_minutes_are_settled_and_those_that_are_not_stay_open()
    {
        var earlier = new EarlierMinutes(Day, EarlierOutcome.NotApproved, "just sent out", null, null);
        GroupScenario held = GivenApollo(new MeetingConcluded(Held)).When(new SettleEarlierMinutes(earlier))
            .Then(new EarlierMinutesRegistered(Day, EarlierOutcome.NotApproved, "just sent out", null, null)).ThenTells();
        Assert.Equal(ThisMeeting, held.Group.LastUnapproved);
        held.When(new TakeFollowUp(new RegisterEarlierMinutes(earlier with { Outcome = EarlierOutcome.Approved, Reason = null, Edits = "typos" })))
            .ThenTells(new SettleMinutes(MinutesStatus.Approved, "typos"))
            .When(new SettleEarlierMinutes(earlier)).ThenRefused(new NoMeetingOn(Day));
    }

    [Fact]
    public void Cancellations_in_session_are_taken_over_once() =>
        GivenApollo().When(new TakeFollowUp(new CancelDate(Fortnight, "holidays"))).Then(new OccurrenceCancelled(Fortnight, "holidays"))
            .When(new TakeFollowUp(new CancelDate(Fortnight, "holidays"))).ThenNothingChanges()
            .When(new TakeFollowUp(new RestoreDate(Fortnight))).Then(new OccurrenceRestored(Fortnight))
            .When(new TakeFollowUp(new RestoreDate(Fortnight))).ThenNothingChanges();
}
