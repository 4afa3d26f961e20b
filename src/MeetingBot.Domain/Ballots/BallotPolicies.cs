using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>The policies that come with the bot. A group may take one and change single rules (<see cref="PolicyRules"/>).</summary>
public static class BallotPolicies
{
    private const string Bylaws = "Bylaws";

    /// <summary>A simple majority of all who may vote, without endorsers; also for groups that set nothing.</summary>
    public static readonly BallotPolicy Majority = new()
    {
        Name = "majority",
        Title = "simple majority of members",
        Together = new PassRule(Threshold.Majority, VoteBase.Entitled, true, Own("pass")),
        Endorsers = new Endorsement(0, Own("endorsers")),
        Discussion = new Term(0, Own("discussion")),
        Voting = new Term(7, Own("voting")),
        Lapse = new Term(0, Own("lapse")),
        Review = new ReviewRule(0, 0, Own("review")),
        Quorum = new BallotQuorum(null, QuorumBase.Entitled, true, 0, null, false, QuorumMoment.Start, 0, Own("quorum")),
        Voters = Own("voters"),
        Withdrawal = Own("withdrawal"),
        Results = Own("results"),
        Order = Own("order"),
    };

    /// <summary>Consensus: it carries unless somebody votes against it; silence is consent.</summary>
    public static readonly BallotPolicy Consensus = Majority with
    {
        Name = "consensus",
        Title = "consensus",
        Together = new PassRule(new Threshold(1, 1, false), VoteBase.Cast, false, Own("pass")),
    };

    /// <summary>The CA/Browser Forum itself (Bylaws 2.5 of July 2023).</summary>
    public static readonly BallotPolicy Forum = new()
    {
        Name = "forum",
        Title = "CA/Browser Forum Bylaws 2.5",
        Classes = Classes(new Citation(Bylaws, "2.3(6)")),
        Together = new PassRule(new Threshold(2, 3, false), VoteBase.Cast, true, new Citation(Bylaws, "2.3(6)")),
        Endorsers = new Endorsement(2, new Citation(Bylaws, "2.3(3)")),
        Discussion = new Term(7, new Citation(Bylaws, "2.3(3)")),
        Voting = new Term(7, new Citation(Bylaws, "2.3(4)")),
        Lapse = new Term(90, new Citation(Bylaws, "2.3(3)")),
        Review = new ReviewRule(30, 60, new Citation("IPR Policy", "4.1")),
        Quorum = Average(Threshold.Majority, votersOnly: true, new Citation(Bylaws, "2.3(7)")),
        Voters = new Citation(Bylaws, "2.3(2)"),
        Withdrawal = new Citation(Bylaws, "2.3(4)"),
        Results = new Citation(Bylaws, "2.3(8)"),
        Order = new Citation(Bylaws, "2.4(10)"),
        GuidelineText = new Citation(Bylaws, "2.4(1)"),
    };

    /// <summary>Every policy that comes with the bot, in the order in which they are listed.</summary>
    public static readonly ImmutableArray<BallotPolicy> All =
    [
        Majority, Consensus, Forum,
        Working("cscwg-1.0", "CSCWG charter 1.0", "5.1", Average(new Threshold(1, 1, false), votersOnly: false, new Citation("CSCWG charter 1.0", "5.1"))),
        Working("cscwg-1.1", "CSCWG charter 1.1", "5.1", Average(Threshold.Majority, votersOnly: true, new Citation("CSCWG charter 1.1", "5.1"))),
        Working("scwg", "SCWG charter", "6", Average(new Threshold(1, 2, false), votersOnly: true, new Citation("SCWG charter", "6"))) with
        {
            Attendance = new AttendanceTest(6, new Threshold(3, 10, false), 1, new Citation("SCWG charter", "3(c)")),
        },
        Working("smcwg", "SMCWG charter", "5.1", Average(new Threshold(1, 1, false), votersOnly: false, new Citation("SMCWG charter", "5.1")) with { WaitsForMeetings = true }),
        Working("netsec", "NetSec charter", "7", Average(new Threshold(1, 1, false), votersOnly: false, new Citation("NetSec charter", "7")) with { StartUp = 10 }),
    ];

    /// <summary>The policy of a name; null for none.</summary>
    public static BallotPolicy? Find(string name)
    {
        string sought = name.Trim().ToLowerInvariant().Replace(' ', '-');
        return All.FirstOrDefault(policy => policy.Name == sought);
    }

    /// <summary>A working group follows the Forum's by-laws, and its charter where that says otherwise.</summary>
    private static BallotPolicy Working(string name, string charter, string section, BallotQuorum quorum) => Forum with
    {
        Name = name,
        Title = charter,
        Classes = Classes(new Citation(charter, section)),
        Quorum = quorum,
    };

    private static ImmutableArray<ClassRule> Classes(Citation rule) =>
    [
        new ClassRule("issuer", new PassRule(new Threshold(2, 3, false), VoteBase.Cast, true, rule)),
        new ClassRule("consumer", new PassRule(Threshold.Majority, VoteBase.Cast, true, rule)),
    ];

    private static BallotQuorum Average(Threshold share, bool votersOnly, Citation rule) =>
        new(share, QuorumBase.Attendance, votersOnly, 3, null, false, QuorumMoment.Start, 0, rule);

    private static Citation Own(string rule) => new("the group's rule", $"\"{rule}\"");
}
