using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.BallotScenario;

namespace MeetingBot.Tests;

/// <summary>What is too early, too late or missing is refused with its rule.</summary>
public class BallotDeciderTests
{
    [Fact]
    public void A_ballot_without_endorsers_is_not_discussed() => Given().When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana)).When(Ana, new OpenBallotDiscussion())
        .ThenRefused(new NeedsEndorsers("B-1", 0, 2, Bylaws233));

    [Fact]
    public void The_proposers_own_organisation_does_not_endorse() => Given(Joined(Eve, "Acme", "issuer")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana))
        .When(Eve, new EndorseBallot(Eve, null)).ThenRefused(new OwnBallot("B-1", Bylaws233));

    [Fact]
    public void An_endorsement_of_the_same_organisation_counts_once() => Given(Joined(Eve, "Beta", "issuer")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana))
        .When(Ben, new EndorseBallot(Ben, null)).When(Eve, new EndorseBallot(Eve, null)).ThenNothingChanges();

    [Fact]
    public void Who_is_no_member_does_not_propose() => Given().When(Eve, new ProposeBallot(B1, "B-1", "Signs", Eve))
        .ThenRefused(new NotAVoter(Eve, null, Standing.NoClass, false, new Citation("Bylaws", "2.3(2)")));

    [Fact]
    public void Voting_before_seven_days_of_discussion_is_refused() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).After(days: 6, hours: 23).When(Ana, new CallVoting(null, null))
        .ThenRefused(new DiscussionRuns("B-1", Begin + Duration.FromDays(7), 7, Bylaws233));

    [Fact]
    public void A_new_version_begins_the_discussion_anew() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).After(days: 5).When(Ana, new PostBallotVersion(null))
        .After(days: 6).When(Ana, new CallVoting(null, null)).ThenRefused(new DiscussionRuns("B-1", Begin + Duration.FromDays(12), 7, Bylaws233))
        .After(days: 1).When(Ana, new CallVoting(null, null)).ThenStands(BallotStage.Voting);

    [Fact]
    public void A_version_on_which_voting_does_not_begin_lapses_after_ninety_days() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).After(days: 89).WhenClockStrikes().ThenNothingChanges()
        .After(days: 1).WhenClockStrikes().ThenStands(BallotStage.Lapsed);

    [Fact]
    public void Voting_that_begins_after_the_lapse_is_not_called() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).When(Ana, new CallVoting(Begin + Duration.FromDays(90), null))
        .ThenRefused(new LapsesBefore("B-1", Begin + Duration.FromDays(90), 90, Bylaws233));

    [Fact]
    public void Voting_takes_exactly_seven_days() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).After(days: 7).When(Ana, new CallVoting(null, Begin + Duration.FromDays(13)))
        .ThenRefused(new VotingTakes(7, Begin + Duration.FromDays(14), Bylaws234));

    [Fact]
    public void Voting_that_was_called_for_later_begins_by_the_clock() => GivenEndorsed().When(Ana, new OpenBallotDiscussion()).When(Ana, new CallVoting(Begin + Duration.FromDays(8), null)).ThenStands(BallotStage.Discussion)
        .After(days: 8).WhenClockStrikes().ThenStands(BallotStage.Voting);

    [Fact]
    public void A_vote_before_the_end_is_not_closed() => GivenVoting().After(days: 6).When(Eve, new CloseBallot()).ThenRefused(new VotingRuns("B-1", Begin + Duration.FromDays(14), 7, Bylaws234));

    [Fact]
    public void A_vote_at_the_end_is_too_late() => GivenVoting().After(days: 7).When(Ben, new CastBallotVote(Ben, null, Vote.Yes)).ThenRefused(new VotingIsOver("B-1", Begin + Duration.FromDays(14), Bylaws234));

    [Fact]
    public void A_vote_a_second_before_the_end_counts() => (GivenVoting().After(days: 7) is var voting ? voting with { Clock = voting.Clock - Duration.FromSeconds(1) } : voting)
        .When(Ben, new CastBallotVote(Ben, null, Vote.Yes)).ThenStands(BallotStage.Voting);

    [Fact]
    public void Without_a_yes_of_a_consumer_it_fails()
    {
        BallotResult result = Voted((Ana, Vote.Yes), (Ben, Vote.Yes), (Chris, Vote.Yes)).ThenStands(BallotStage.Failed).Ballot.Result!;
        Assert.Equal([true, false], result.Classes.Select(one => one.Met));
    }

    [Fact]
    public void Abstentions_count_for_the_quorum_and_not_for_the_share()
    {
        BallotResult result = Voted((Ana, Vote.Yes), (Ben, Vote.Abstain), (Chris, Vote.Abstain), (Dan, Vote.Yes)).ThenStands(BallotStage.Passed).Ballot.Result!;
        Assert.Equal((4, 1), (result.Voted, result.Classes[0].Needed));
    }

    [Fact]
    public void A_vote_without_quorum_is_not_valid() => Assert.False(Voted(Met(3), (Ana, Vote.Yes), (Dan, Vote.Yes)).ThenStands(BallotStage.Failed).Ballot.Result!.QuorumMet);

    [Fact]
    public void A_quorum_is_more_than_half_of_the_average_of_voters_at_the_last_three_meetings()
    {
        RequiredQuorum quorum = GivenVoting([.. Met(3)]).Ballot.Quorum!;
        Assert.Equal((3, 3), (quorum.Needed, quorum.Meetings.Length));
        Assert.Equal(["Acme", "Beta", "Ceta", "Data, Inc."], quorum.Meetings[0].Organizations);
    }

    [Fact]
    public void Who_is_suspended_when_voting_ends_is_set_aside()
    {
        BallotScenario voted = GivenVoting().When(Ana, new CastBallotVote(Ana, null, Vote.Yes)).When(Ben, new CastBallotVote(Ben, null, Vote.No)).When(Dan, new CastBallotVote(Dan, null, Vote.Yes));
        BallotResult result = voted.Happens(new OrganizationRestricted("Beta", new Restriction(RestrictionKind.Suspension, new LocalDate(2024, 3, 14), null, null)))
            .After(days: 7).WhenClockStrikes().ThenStands(BallotStage.Passed).Ballot.Result!;
        Assert.Equal("BETA", Assert.Single(result.SetAside).Key);
    }

    [Fact]
    public void Those_who_have_not_voted_are_named_a_day_before_the_end()
    {
        Accepted accepted = Assert.IsType<Accepted>(GivenVoting().When(Ana, new CastBallotVote(Ana, null, Vote.Yes)).After(days: 6).WhenClockStrikes().Last);
        NonVotersReminded reminded = Assert.IsType<NonVotersReminded>(Assert.Single(accepted.Events));
        Assert.Equal(["BETA", "CETA", "DATA, INC."], reminded.Silent);
        Assert.Equal(["consumer"], reminded.SilentClasses);
    }

    [Fact]
    public void Only_the_proposer_withdraws() => GivenVoting().When(Eve, new WithdrawBallot(null)).ThenRefused(new NotTheProposer("B-1", Bylaws234))
        .When(Ana, new WithdrawBallot(null)).ThenStands(BallotStage.Withdrawn);

    [Fact]
    public void Officers_record_votes_that_came_otherwise() => GivenVoting(new RoleGiven(Eve, Role.Secretary)).When(Eve, new CastBallotVote(null, "data, inc.", Vote.Yes)).ThenStands(BallotStage.Voting)
        .When(Ben, new CastBallotVote(null, "Ceta", Vote.Yes)).ThenRefused(new NotAllowed(Permission.Officer));

    [Fact]
    public void A_review_of_a_maintenance_guideline_takes_thirty_days()
    {
        BallotScenario passed = Passed().When(Ana, new DeclareGuideline(GuidelineKind.Maintenance));
        Instant start = passed.Clock;
        passed.When(Eve, new StartReview(null, new LocalDate(2024, 4, 16))).ThenRefused(new ReviewTakes(30, 32, start, start + Duration.FromDays(30), new Citation("IPR Policy", "4.1")))
            .When(Eve, new StartReview(null, null)).ThenStands(BallotStage.Review)
            .After(days: 30).WhenClockStrikes().ThenStands(BallotStage.Effective);
    }

    [Fact]
    public void An_exclusion_notice_voids_the_result() => Passed().When(Ana, new DeclareGuideline(GuidelineKind.Final)).When(Eve, new StartReview(null, null)).When(Eve, new FileExclusion("Beta excludes a claim."))
        .After(days: 60).WhenClockStrikes().ThenStands(BallotStage.Void);

    [Fact]
    public void A_ballot_about_no_guideline_is_not_reviewed() => Passed().When(Eve, new StartReview(null, null)).ThenRefused(new NoReview("B-1", true));

    [Fact]
    public void Voting_periods_that_must_stand_apart_do_not_overlap()
    {
        var other = new BallotSummary
        {
            Ballot = new BallotId(Id, "b2"),
            Identifier = "B-2",
            Title = "Benches",
            Proposer = new Sponsor(Ben, "BETA", "Beta"),
            Stage = BallotStage.Voting,
            VotingStart = Begin + Duration.FromDays(5),
            VotingEnd = Begin + Duration.FromDays(12),
        };
        GivenEndorsed(new BallotRegistered(other)).When(Ana, new StateDependency(other.Ballot, DependencyKind.Apart)).When(Ana, new OpenBallotDiscussion()).After(days: 7)
            .When(Ana, new CallVoting(null, null)).ThenRefused(new MustNotOverlap("B-1", "B-2", Begin + Duration.FromDays(5), Begin + Duration.FromDays(12), new Citation("Bylaws", "2.4(10)")))
            .When(Ana, new CallVoting(Begin + Duration.FromDays(12), null)).ThenStands(BallotStage.Discussion);
    }

    [Fact]
    public void A_ballot_waits_for_the_one_it_follows_whichever_of_the_two_says_so()
    {
        var other = new BallotSummary
        {
            Ballot = new BallotId(Id, "b2"),
            Identifier = "B-2",
            Title = "Benches",
            Proposer = new Sponsor(Ben, "BETA", "Beta"),
            Stage = BallotStage.Discussion,
            Dependencies = [new Dependency(B1, "B-1", DependencyKind.Before)],
        };
        GivenEndorsed(new BallotRegistered(other)).When(Ana, new OpenBallotDiscussion()).After(days: 7).When(Ana, new CallVoting(null, null))
            .ThenRefused(new MustFollow("B-1", "B-2", BallotStage.Discussion, new Citation("Bylaws", "2.4(10)")));
    }

    [Fact]
    public void The_smime_group_votes_on_nothing_before_its_third_meeting()
    {
        GroupEvent[] events = [new SettingChanged("policy", "smcwg"), .. Met(2)];
        GivenEndorsed(events).When(Ana, new OpenBallotDiscussion()).After(days: 7).When(Ana, new CallVoting(null, null))
            .ThenRefused(new TooFewMeetings(2, 3, new Citation("SMCWG charter", "5.1")));
    }

    [Fact]
    public void NetSec_needs_ten_votes_while_it_has_met_less_than_three_times()
    {
        GroupEvent[] events = [new SettingChanged("policy", "netsec"), .. Met(2)];
        Assert.Equal(10, GivenVoting(events).Ballot.Quorum!.Needed);
    }

    [Fact]
    public void Silence_is_consent() => Given(new SettingChanged("policy", "consensus")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana)).When(Ana, new CallVoting(null, null)).After(days: 7).WhenClockStrikes().ThenStands(BallotStage.Passed);

    [Fact]
    public void One_objection_is_no_consensus() => Given(new SettingChanged("policy", "consensus")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana)).When(Ana, new CallVoting(null, null))
        .When(Ben, new CastBallotVote(Ben, null, Vote.No)).When(Dan, new CastBallotVote(Dan, null, Vote.Yes)).After(days: 7).WhenClockStrikes().ThenStands(BallotStage.Failed);

    [Fact]
    public void A_simple_majority_is_of_all_members() => Given(new SettingChanged("policy", "majority")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana)).When(Ana, new CallVoting(null, null))
        .When(Ben, new CastBallotVote(Ben, null, Vote.Yes)).When(Dan, new CastBallotVote(Dan, null, Vote.Yes)).After(days: 7).WhenClockStrikes().ThenStands(BallotStage.Failed);

    [Fact]
    public void Half_a_character_in_an_identifier_or_a_name_is_passed_over() => Assert.Equal(("csc21", "spring-table"), (BallotId.KeyOf("CSC\ud83d-21"), Slugs.Of("Spring\udc00 table")));

    [Fact]
    public void An_identifier_is_one_however_it_is_written() => Assert.Equal(["sc75", "sc75", "sc75", "ns1", "forum20"], new[] { "SC-075", "SC075", "sc 75", "NS-001", "FORUM-020" }.Select(BallotId.KeyOf));

    [Theory]
    [InlineData("???")]
    [InlineData("")]
    [InlineData("00")]
    public void A_text_without_letters_and_figures_is_no_identifier(string text) => Assert.Null(BallotId.KeyOf(text));

    private static BallotScenario Voted(params ReadOnlySpan<(PersonId, Vote)> votes) => Voted([], votes);

    private static BallotScenario Voted(ImmutableArray<GroupEvent> events, params ReadOnlySpan<(PersonId, Vote)> votes)
    {
        BallotScenario scenario = GivenVoting([.. events]);
        foreach ((PersonId person, Vote vote) in votes)
        {
            scenario = scenario.When(person, new CastBallotVote(person, null, vote));
        }

        return scenario.After(days: 7).WhenClockStrikes();
    }

    private static BallotScenario Passed() => Voted([new RoleGiven(Eve, Role.Secretary)], (Ana, Vote.Yes), (Ben, Vote.Yes), (Chris, Vote.Yes), (Dan, Vote.Yes)).ThenStands(BallotStage.Passed);

    /// <summary>So many meetings with everybody, and an organisation that nobody knows.</summary>
    private static ImmutableArray<GroupEvent> Met(int times) =>
    [
        .. Enumerable.Range(1, times).Select(day => new MeetingConcluded(new MeetingSummary
        {
            Meeting = new MeetingId(Id, new LocalDate(2024, 2, day), 1),
            Ended = Instant.FromUtc(2024, 2, day, 13, 0),
            Attendance = [new Attended(Ana, "Acme", false), new Attended(Ben, "Beta", false), new Attended(Chris, "Ceta", false), new Attended(Dan, "Data, Inc.", false), new Attended(Eve, "Elsewhere", true)],
        })),
    ];

    [Fact]
    public void An_organisation_that_is_renamed_while_a_vote_runs_has_one_vote_still()
    {
        BallotScenario renamed = GivenVoting().When(Ben, new CastBallotVote(Ben, null, Vote.No)).When(Dan, new CastBallotVote(Dan, null, Vote.Yes)).When(Ana, new CastBallotVote(Ana, null, Vote.Yes))
            .Happens(new OrganizationRenamed("Beta", "Better", new LocalDate(2024, 3, 9))).After(days: 2);
        BallotResult kept = renamed.After(days: 5).WhenClockStrikes().Ballot.Result!;
        Assert.Empty(kept.SetAside);
        Assert.Equal([("Acme", Vote.Yes), ("Beta", Vote.No), ("Data, Inc.", Vote.Yes)], kept.Classes.SelectMany(one => one.Votes).Select(vote => (vote.Organization!, vote.Vote)));
        BallotResult changed = renamed.When(Ben, new CastBallotVote(Ben, null, Vote.Yes)).After(days: 5).WhenClockStrikes().Ballot.Result!;
        Assert.Equal([("Acme", Vote.Yes), ("Better", Vote.Yes), ("Data, Inc.", Vote.Yes)], changed.Classes.SelectMany(one => one.Votes).Select(vote => (vote.Organization!, vote.Vote)));
        Assert.Equal(2, renamed.When(Ben, new CastBallotVote(Ben, null, null)).After(days: 5).WhenClockStrikes().Ballot.Result!.Voted);
    }

    [Fact]
    public void A_new_name_makes_no_other_organisation_of_the_proposers_own() => Given(Joined(Eve, "Acme", "issuer")).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana))
        .Happens(new OrganizationRenamed("Acme", "Acme SE", new LocalDate(2024, 3, 1))).When(Eve, new EndorseBallot(Eve, null)).ThenRefused(new OwnBallot("B-1", Bylaws233));

    [Fact]
    public void A_name_that_is_to_come_adds_no_voter()
    {
        Group group = Given().Happens(new OrganizationRenamed("Beta", "Better", new LocalDate(2024, 4, 1))).Group;
        Assert.Equal(["Acme", "Beta", "Ceta", "Data, Inc."], NamesOn(new LocalDate(2024, 3, 31)));
        Assert.Equal(["Acme", "Better", "Ceta", "Data, Inc."], NamesOn(new LocalDate(2024, 4, 1)));
        Assert.Equal("Better", Assert.Single(group.ElectorateOn(new LocalDate(2024, 4, 1)).Of(Ben)).Organization);
        Assert.Equal("Beta", Assert.Single(group.ElectorateOn(new LocalDate(2024, 3, 31)).Of(Ben)).Organization);

        IEnumerable<string?> NamesOn(LocalDate date) => group.ElectorateOn(date).Voters.Select(voter => voter.Organization).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Who_votes_for_an_affiliate_is_dated()
    {
        Group group = Given().Happens(new AffiliateNamed("Beta", "Acme", new LocalDate(2024, 4, 1))).Happens(new AffiliateNamed("Beta", null, new LocalDate(2024, 5, 1))).Group;
        Assert.Equal([Standing.Votes, Standing.Affiliate, Standing.Votes], new[] { 3, 4, 5 }.Select(month => group.OrganizationOf("Beta")!.StandingOn(new LocalDate(2024, month, 1), group.Settings.Ballots)));
    }

    [Fact]
    public void An_affiliate_from_before_days_were_kept_is_one_on_all_of_them() =>
        Assert.Equal(Standing.Affiliate, Given(new AffiliateNamed("Beta", "Acme")).Group.OrganizationOf("Beta")!.StandingOn(new LocalDate(2020, 1, 1), BallotPolicies.Forum));

    [Fact]
    public void An_endorsement_stands_once_voting_is_called()
    {
        Instant start = Begin + Duration.FromDays(8);
        BallotScenario called = GivenEndorsed().When(Ana, new OpenBallotDiscussion()).When(Ana, new CallVoting(start, null));
        called.When(Ben, new WithdrawEndorsement(Ben, null)).ThenRefused(new VotingIsCalled("B-1", start, Bylaws233));
        called.When(Ana, new PostBallotVersion(null)).When(Ben, new WithdrawEndorsement(Ben, null)).ThenStands(BallotStage.Discussion);
    }

    [Fact]
    public void Who_speaks_for_two_takes_back_the_endorsement_that_is_named()
    {
        BallotScenario both = Given(new AffiliationChanged(Ben, "Ceta", new LocalDate(2024, 1, 1), true)).When(Ana, new ProposeBallot(B1, "B-1", "Signs", Ana))
            .When(Ben, new EndorseBallot(Ben, "Beta")).When(Ben, new EndorseBallot(Ben, "Ceta"));
        Assert.Equal("Beta", Assert.Single(both.When(Ben, new WithdrawEndorsement(Ben, "Ceta")).Ballot.Endorsers).Organization);
        both.When(Ben, new WithdrawEndorsement(Ben, "Acme")).ThenRefused(new NotEndorsed("B-1"));
    }

    [Fact]
    public void An_order_that_two_called_votes_break_is_refused()
    {
        var other = new BallotId(Id, "b2");
        Instant start = Begin + Duration.FromDays(8);
        BallotScenario called = GivenEndorsed().Happens(Registered(other, BallotStage.Voting, Begin + Duration.FromDays(3), Begin + Duration.FromDays(10)))
            .When(Ana, new OpenBallotDiscussion()).When(Ana, new CallVoting(start, null)).ThenStands(BallotStage.Discussion);
        Citation order = BallotPolicies.Forum.Order;
        called.When(Ana, new StateDependency(other, DependencyKind.Apart)).ThenRefused(new MustNotOverlap("B-1", "B-2", Begin + Duration.FromDays(3), Begin + Duration.FromDays(10), order));
        called.When(Ana, new StateDependency(other, DependencyKind.After)).ThenRefused(new MustFollow("B-1", "B-2", BallotStage.Voting, order));
        called.When(Ana, new StateDependency(other, DependencyKind.Before)).ThenRefused(new MustFollow("B-2", "B-1", BallotStage.Discussion, order));
    }

    [Fact]
    public void A_ballot_that_was_withdrawn_is_in_nobodys_way()
    {
        var other = new BallotId(Id, "b2");
        GivenEndorsed().Happens(Registered(other, BallotStage.Withdrawn, Begin + Duration.FromDays(3), Begin + Duration.FromDays(10), Begin + Duration.FromDays(5)))
            .When(Ana, new StateDependency(other, DependencyKind.Apart)).When(Ana, new OpenBallotDiscussion()).After(days: 7).When(Ana, new CallVoting(null, null)).ThenStands(BallotStage.Voting);
    }

    [Fact]
    public void Neither_a_review_nor_an_effective_date_lies_before_what_it_follows()
    {
        BallotScenario passed = Passed();
        Instant ended = passed.Ballot.VotingEnd!.Value;
        passed.When(Eve, new SetEffectiveDate(ended.InUtc().Date.PlusDays(-1))).ThenRefused(new BeginsBefore("B-1", BallotStage.Voting, ended, BallotPolicies.Forum.Results));
        BallotScenario guideline = passed.When(Ana, new DeclareGuideline(GuidelineKind.Maintenance));
        guideline.When(Eve, new StartReview(ended - Duration.FromMinutes(1), null)).ThenRefused(new BeginsBefore("B-1", BallotStage.Voting, ended, BallotPolicies.Forum.Review.Rule));
        BallotScenario reviewed = guideline.When(Eve, new StartReview(ended, null)).After(days: 40).WhenClockStrikes().ThenStands(BallotStage.Effective);
        Instant end = reviewed.Ballot.Review!.End;
        reviewed.When(Eve, new SetEffectiveDate(end.InUtc().Date.PlusDays(-1))).ThenRefused(new BeginsBefore("B-1", BallotStage.Review, end, BallotPolicies.Forum.Review.Rule));
        reviewed.When(Eve, new SetEffectiveDate(end.InUtc().Date.PlusDays(1))).ThenStands(BallotStage.Effective);
    }

    [Fact]
    public void Totals_are_stated_for_the_classes_that_voted_only()
    {
        BallotScenario passed = Passed();
        passed.When(Eve, new StateTotals("everybody", 1, null, null, null)).ThenRefused(new NoSuchClass("everybody", ["issuer", "consumer"]));
        BallotScenario twice = passed.When(Eve, new StateTotals("issuers", 1, null, null, null)).When(Eve, new StateTotals("Certificate Issuer", 2, null, null, null));
        Assert.Equal(new TotalsStated("issuer", 2, null, null, null), Assert.Single(twice.Ballot.Stated));
    }

    private static BallotRegistered Registered(BallotId ballot, BallotStage stage, Instant start, Instant end, Instant? since = null) => new(new BallotSummary
    {
        Ballot = ballot,
        Identifier = "B-2",
        Title = "Other",
        Proposer = new Sponsor(Ben, "BETA", "Beta"),
        Stage = stage,
        Since = since ?? start,
        VotingStart = start,
        VotingEnd = end,
    });
}
