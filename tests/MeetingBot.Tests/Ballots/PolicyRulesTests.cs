using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>The rules that a group states for itself: everything that the shipped policies differ in can be said.</summary>
public class PolicyRulesTests
{
    [Theory]
    [InlineData("majority of average", true, 3)]
    [InlineData("majority of average of voting members over 5 meetings", true, 5)]
    [InlineData("majority of the average of all members over 2 meetings", false, 2)]
    [InlineData("all of average of members", false, 3)]
    public void The_base_of_an_average_is_stated(string value, bool votersOnly, int meetings)
    {
        BallotQuorum quorum = PolicyRules.With(BallotPolicies.Forum, new StatedRule("ballot-quorum", value))!.Quorum;
        Assert.Equal((QuorumBase.Attendance, votersOnly, meetings), (quorum.Of, quorum.VotersOnly, quorum.Meetings));
    }

    [Theory]
    [InlineData("quorum-start", "soon")]
    [InlineData("attendance", "6 months")]
    [InlineData("attendance", "6 weeks 3/10 1")]
    public void What_does_not_read_in_full_is_no_rule(string key, string value) => Assert.Null(PolicyRules.With(BallotPolicies.Forum, new StatedRule(key, value)));

    [Theory]
    [InlineData("majority of average", true)]
    [InlineData("majority of the average of voters over 2 meetings (Charter 5)", true)]
    [InlineData("13", true)]
    [InlineData("majority of average of all friends", false)]
    [InlineData("majority of average attendance over 3 meetings", false)]
    public void An_average_of_nobody_knows_whom_is_stated_no_more_but_a_stored_one_still_reads(string value, bool inFull)
    {
        var stated = new StatedRule("ballot-quorum", value);
        Assert.Equal(inFull, PolicyRules.ReadsInFull(stated));
        Assert.NotNull(PolicyRules.With(BallotPolicies.Forum, stated));
    }

    [Fact]
    public void The_start_of_a_quorum_is_a_number_or_a_wait_or_neither()
    {
        BallotQuorum Stated(string value) => PolicyRules.With(BallotPolicies.Find("netsec")!, new StatedRule("quorum-start", value))!.Quorum;
        Assert.Equal((12, false), (Stated("12").StartUp!.Value, Stated("12").WaitsForMeetings));
        Assert.Equal((null, true), (Stated("wait").StartUp, Stated("wait").WaitsForMeetings));
        Assert.Equal((null, false), (Stated("none").StartUp, Stated("none").WaitsForMeetings));
    }

    [Fact]
    public void A_start_belongs_to_an_average_only() => Assert.Null(PolicyRules.With(BallotPolicies.Majority, new StatedRule("quorum-start", "10")));

    [Fact]
    public void The_test_that_ends_a_probation_is_stated_with_its_source()
    {
        BallotPolicy policy = PolicyRules.With(BallotPolicies.Majority, new StatedRule("attendance", "12 months half 2 (Charter 7)"))!;
        Assert.Equal(new AttendanceTest(12, new Threshold(1, 2, false), 2, new Citation("Charter 7", "")), policy.Attendance);
        Assert.Equal("12 months, half of the calls, 2 face to face (Charter 7)", PolicyRules.Show(policy, "attendance"));
        Assert.Null(PolicyRules.With(policy, new StatedRule("attendance", "none"))!.Attendance);
    }
}
