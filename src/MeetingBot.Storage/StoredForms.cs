using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Everything that has a form on disk, with its name: the one page to change when an event is added. A name is never changed or
/// given to something else; a form that changes gets the next version. A field that is added later is nullable or an array,
/// so that what was written before stays readable.
/// </summary>
public static class StoredForms
{
    internal static EventJson Json() => new(Events(), FollowUps(), StoredJson.Default.WithAddedModifier(Families));

    private static StoredNames<StreamEvent> Events() => new StoredNames<StreamEvent>()
        .Add<GroupFounded>("group.founded/1")
        .Add<ConversationBound>("group.conversation-bound/1")
        .Add<SettingChanged>("group.setting-changed/1")
        .Add<MemberAdded>("group.member-added/1")
        .Add<MemberRemoved>("group.member-removed/1")
        .Add<RoleGiven>("group.role-given/1")
        .Add<AliasGiven>("group.alias-given/1")
        .Add<PersonRenamed>("group.person-renamed/1")
        .Add<OrganizationRenamed>("group.organization-renamed/1")
        .Add<AffiliationChanged>("group.affiliation-changed/1")
        .Add<AccountLinked>("group.account-linked/1")
        .Add<LinkAsked>("group.link-asked/1")
        .Add<PersonForgotten>("group.person-forgotten/1")
        .Add<SeriesScheduled>("group.series-scheduled/1")
        .Add<OccurrenceScheduled>("group.occurrence-scheduled/1")
        .Add<OccurrenceCancelled>("group.occurrence-cancelled/1")
        .Add<OccurrenceRestored>("group.occurrence-restored/1")
        .Add<OccurrenceMoved>("group.occurrence-moved/1")
        .Add<MeetingAnnounced>("group.meeting-announced/1")
        .Add<MeetingReminded>("group.meeting-reminded/1")
        .Add<FeedOpened>("group.feed-opened/1")
        .Add<AgendaChanged>("group.agenda-changed/1")
        .Add<RegretsAnnounced>("group.regrets-announced/1")
        .Add<ComingAnnounced>("group.coming-announced/1")
        .Add<EarlyArrivalRecorded>("group.early-arrival-recorded/1")
        .Add<MeetingStarted>("group.meeting-started/1")
        .Add<MeetingConcluded>("group.meeting-concluded/1")
        .Add<ConclusionAmended>("group.conclusion-amended/1")
        .Add<ConclusionWithdrawn>("group.conclusion-withdrawn/1")
        .Add<MeetingThrownAway>("group.meeting-thrown-away/1")
        .Add<EarlierMinutesRegistered>("group.earlier-minutes-registered/1")
        .Add<MinutesSent>("group.minutes-sent/1")
        .Add<MinutesBecameFinal>("group.minutes-became-final/1")
        .Add<MeetingExpired>("group.meeting-expired/1")
        .Add<ActionsFellDue>("group.actions-fell-due/1")
        .Add<NoticeGivenUp>("group.notice-given-up/1")
        .Add<ConversationMoved>("group.conversation-moved/1")
        .Add<ActionDone>("group.action-done/1")
        .Add<ActionDropped>("group.action-dropped/1")
        .Add<MemberZoneChanged>("group.member-zone-changed/1")
        .Add<AdminNamed>("group.admin-named/1")
        .Add<AdminReleased>("group.admin-released/1")
        .Add<TemplateKept>("group.template-kept/1")
        .Add<ClassGiven>("group.class-given/1")
        .Add<OrganizationRestricted>("group.organization-restricted/1")
        .Add<RestrictionLifted>("group.restriction-lifted/1")
        .Add<RepresentativeNamed>("group.representative-named/1")
        .Add<RepresentativeReleased>("group.representative-released/1")
        .Add<AffiliateNamed>("group.affiliate-named/1")
        .Add<BallotRegistered>("group.ballot-registered/1")
        .Add<MeetingCalled>("meeting.called/1")
        .Add<MeetingRetitled>("meeting.retitled/1")
        .Add<PresiderNamed>("meeting.presider-named/1")
        .Add<ScribeNamed>("meeting.scribe-named/1")
        .Add<ScribeReleased>("meeting.scribe-released/1")
        .Add<AttendanceRecorded>("meeting.attendance-recorded/1")
        .Add<AttendanceWithdrawn>("meeting.attendance-withdrawn/1")
        .Add<AttendeeLeft>("meeting.attendee-left/1")
        .Add<UnknownCallerRecorded>("meeting.unknown-caller-recorded/1")
        .Add<RegretsRecorded>("meeting.regrets-recorded/1")
        .Add<RegretsWithdrawn>("meeting.regrets-withdrawn/1")
        .Add<EntryRecorded>("meeting.entry-recorded/1")
        .Add<EntryCorrected>("meeting.entry-corrected/1")
        .Add<EntryRevised>("meeting.entry-revised/1")
        .Add<CorrectionAsked>("meeting.correction-asked/1")
        .Add<EntryStruck>("meeting.entry-struck/1")
        .Add<EntryRestored>("meeting.entry-restored/1")
        .Add<EntriesMoved>("meeting.entries-moved/1")
        .Add<TopicReopened>("meeting.topic-reopened/1")
        .Add<AgendaRevised>("meeting.agenda-revised/1")
        .Add<MotionSeconded>("meeting.motion-seconded/1")
        .Add<VoteRecorded>("meeting.vote-recorded/1")
        .Add<MotionClosed>("meeting.motion-closed/1")
        .Add<SpeakerQueued>("meeting.speaker-queued/1")
        .Add<SpeakerUnqueued>("meeting.speaker-unqueued/1")
        .Add<SpeakerCalled>("meeting.speaker-called/1")
        .Add<ActionClosed>("meeting.action-closed/1")
        .Add<EarlierActionClosed>("meeting.earlier-action-closed/1")
        .Add<RosterRevised>("meeting.roster-revised/1")
        .Add<CalendarRevised>("meeting.calendar-revised/1")
        .Add<SettingsRevised>("meeting.settings-revised/1")
        .Add<MeetingRecessed>("meeting.recessed/1")
        .Add<MeetingResumed>("meeting.resumed/1")
        .Add<EndAsked>("meeting.end-asked/1")
        .Add<MeetingContinued>("meeting.continued/1")
        .Add<MeetingAdjourned>("meeting.adjourned/1")
        .Add<AdjournmentWithdrawn>("meeting.adjournment-withdrawn/1")
        .Add<MeetingDiscarded>("meeting.discarded/1")
        .Add<MinutesPosted>("meeting.minutes-posted/1")
        .Add<MinutesSettled>("meeting.minutes-settled/1")
        .Add<MinutesPublished>("meeting.minutes-published/1")
        .Add<PassageRedacted>("meeting.passage-redacted/1")
        .Add<OrganizationRevised>("meeting.organization-revised/1")
        .Add<MotionAmended>("meeting.motion-amended/1")
        .Add<RollCalled>("meeting.roll-called/1")
        .Add<CastingVoteGiven>("meeting.casting-vote-given/1")
        .Add<ObjectionAsked>("meeting.objection-asked/1")
        .Add<ObjectionRaised>("meeting.objection-raised/1")
        .Add<ObjectionWithdrawn>("meeting.objection-withdrawn/1")
        .Add<ProxyGiven>("meeting.proxy-given/1")
        .Add<BallotProposed>("ballot.proposed/1")
        .Add<BallotTextLinked>("ballot.text-linked/1")
        .Add<BallotPurposeStated>("ballot.purpose-stated/1")
        .Add<GuidelineDeclared>("ballot.guideline-declared/1")
        .Add<BallotEndorsed>("ballot.endorsed/1")
        .Add<EndorsementWithdrawn>("ballot.endorsement-withdrawn/1")
        .Add<BallotVersionPosted>("ballot.version-posted/1")
        .Add<BallotDiscussionOpened>("ballot.discussion-opened/1")
        .Add<DependencyStated>("ballot.dependency-stated/1")
        .Add<VotingCalled>("ballot.voting-called/1")
        .Add<VotingBegan>("ballot.voting-began/1")
        .Add<BallotVoteCast>("ballot.vote-cast/1")
        .Add<BallotVoteWithdrawn>("ballot.vote-withdrawn/1")
        .Add<NonVotersReminded>("ballot.non-voters-reminded/1")
        .Add<VotingClosed>("ballot.voting-closed/1")
        .Add<BallotWithdrawn>("ballot.withdrawn/1")
        .Add<BallotLapsed>("ballot.lapsed/1")
        .Add<TotalsStated>("ballot.totals-stated/1")
        .Add<ReviewStarted>("ballot.review-started/1")
        .Add<ExclusionFiled>("ballot.exclusion-filed/1")
        .Add<ReviewEnded>("ballot.review-ended/1")
        .Add<EffectiveDateSet>("ballot.effective-date-set/1");

    private static StoredNames<FollowUp> FollowUps() => new StoredNames<FollowUp>()
        .Add<CallMeeting>("follow-up.call-meeting/1")
        .Add<ConcludeMeeting>("follow-up.conclude-meeting/1")
        .Add<AmendConclusion>("follow-up.amend-conclusion/1")
        .Add<WithdrawConclusion>("follow-up.withdraw-conclusion/1")
        .Add<ThrowMeetingAway>("follow-up.throw-meeting-away/1")
        .Add<CancelDate>("follow-up.cancel-date/1")
        .Add<RestoreDate>("follow-up.restore-date/1")
        .Add<RegisterEarlierMinutes>("follow-up.register-earlier-minutes/1")
        .Add<WithdrawEarlierMinutes>("follow-up.withdraw-earlier-minutes/1")
        .Add<RegisterSent>("follow-up.register-sent/1")
        .Add<SettleMinutes>("follow-up.settle-minutes/1")
        .Add<ReviseRoster>("follow-up.revise-roster/1")
        .Add<ReviseSettings>("follow-up.revise-settings/1")
        .Add<ReviseCalendar>("follow-up.revise-calendar/1")
        .Add<CloseEarlierAction>("follow-up.close-earlier-action/1")
        .Add<CloseAction>("follow-up.close-action/1")
        .Add<RewritePassage>("follow-up.rewrite-passage/1")
        .Add<EraseNames>("follow-up.erase-names/1")
        .Add<RemoveRecord>("follow-up.remove-record/1")
        .Add<ReviseOrganization>("follow-up.revise-organization/1")
        .Add<RegisterBallot>("follow-up.register-ballot/1");

    /// <summary>Families that stand inside events: their names belong to the form of the event.</summary>
    private static void Families(JsonTypeInfo type)
    {
        if (type.Type == typeof(Matter))
        {
            type.PolymorphismOptions = OneOf(
                (typeof(Point), "point"),
                (typeof(Decision), "decision"),
                (typeof(Assignment), "action"),
                (typeof(Motion), "motion"),
                (typeof(Link), "link"),
                (typeof(Mark), "mark"),
                (typeof(Heading), "heading"),
                (typeof(StatementRead), "statement"),
                (typeof(EarlierMinutes), "earlier-minutes"),
                (typeof(Cancellation), "cancellation"));
        }
        else if (type.Type == typeof(AgendaChange))
        {
            type.PolymorphismOptions = OneOf(
                (typeof(AgendaItemAdded), "added"),
                (typeof(AgendaItemSet), "set"),
                (typeof(AgendaItemMoved), "moved"),
                (typeof(AgendaItemRemoved), "removed"));
        }
    }

    private static JsonPolymorphismOptions OneOf(params ReadOnlySpan<(Type Type, string Name)> family)
    {
        var options = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "is" };
        foreach (var (type, name) in family)
        {
            options.DerivedTypes.Add(new JsonDerivedType(type, name));
        }

        return options;
    }
}
