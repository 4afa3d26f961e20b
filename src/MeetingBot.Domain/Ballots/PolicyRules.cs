using System.Collections.Immutable;
using System.Globalization;

namespace MeetingBot.Domain;

/// <summary>One rule that a group states for itself, as it was typed: <c>discussion</c>, <c>5 days (Charter 4.2)</c>.</summary>
/// <param name="Key">The rule.</param>
/// <param name="Value">What it says; words in parentheses at the end name where it is written.</param>
public sealed record StatedRule(string Key, string Value);

/// <summary>Reads the rules that a group states for itself, and puts them in place of those of the policy it takes.</summary>
public static class PolicyRules
{
    /// <summary>The rules that <c>set</c> takes, with what each means.</summary>
    public static readonly ImmutableArray<(string Key, string Meaning)> Keys =
    [
        ("pass", "what a ballot must reach: majority, 2/3, majority of members, or by class: issuer 2/3, consumer majority"),
        ("endorsers", "how many other voting members must endorse a ballot"),
        ("discussion", "how long a ballot is discussed before voting, e.g. 7 days; or none"),
        ("voting", "how long voting takes, e.g. 7 days"),
        ("lapse", "after how long a ballot lapses that is not voted on, e.g. 90 days; or none"),
        ("review", "the review after a ballot on a guideline: days for a maintenance and for a final guideline, e.g. 30/60; or none"),
        ("ballot-quorum", "how many must vote: none, a number, majority of members, or e.g. majority of average of voting members over 3 meetings (or of all members)"),
        ("quorum-start", "how many must vote while the group has met less often than the average takes: a number, none to take the meetings there are, or wait to vote on nothing before"),
        ("quorum-moment", "when the quorum of a ballot is measured: start or end of voting"),
        ("attendance", "what ends a probation: months, share of the calls and meetings face to face, e.g. 6 months 3/10 1; or none"),
    ];

    /// <summary>The policy with a rule in place of its own; null when the value does not read.</summary>
    public static BallotPolicy? With(BallotPolicy policy, StatedRule stated)
    {
        (string value, Citation rule) = Cited(stated);
        string word = value.ToLowerInvariant();
        switch (stated.Key)
        {
            case "pass": return Pass(policy, word, rule);
            case "endorsers": return Count(word) is { } count ? policy with { Endorsers = new Endorsement(count, rule) } : null;
            case "discussion": return Days(word) is { } days ? policy with { Discussion = new Term(days, rule) } : null;
            case "voting": return Days(word) is > 0 and var vote ? policy with { Voting = new Term(vote, rule) } : null;
            case "lapse": return Days(word) is { } lapse ? policy with { Lapse = new Term(lapse, rule) } : null;
            case "review":
                return word is "none" or "off" ? policy with { Review = new ReviewRule(0, 0, rule) }
                    : word.Replace("days", "", StringComparison.Ordinal).Split('/') is [var maintenance, var final] && Days(maintenance.Trim()) is { } one && Days(final.Trim()) is { } two
                        ? policy with { Review = new ReviewRule(one, two, rule) }
                        : null;
            case "ballot-quorum": return Quorum(policy.Quorum, word, rule) is { } quorum ? policy with { Quorum = quorum } : null;
            case "quorum-moment":
                return word.Split(' ')[0] switch
                {
                    "start" => policy with { Quorum = policy.Quorum with { Moment = QuorumMoment.Start } },
                    "end" or "close" => policy with { Quorum = policy.Quorum with { Moment = QuorumMoment.End } },
                    _ => null,
                };
            case "quorum-start":
                return policy.Quorum is not { Of: QuorumBase.Attendance, Share: not null } ? null
                    : word == "wait" ? policy with { Quorum = policy.Quorum with { StartUp = null, WaitsForMeetings = true } }
                    : Count(word) is { } least ? policy with { Quorum = policy.Quorum with { StartUp = least == 0 ? null : least, WaitsForMeetings = false } }
                    : null;
            case "attendance":
                return word is "none" or "off" ? policy with { Attendance = null }
                    : Test(word, rule) is { } test ? policy with { Attendance = test }
                    : null;
            default: return null;
        }
    }

    private static AttendanceTest? Test(string word, Citation rule) => word.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var span, "month" or "months", var part, var days]
        && Count(span) is > 0 and < 100 and var months && Threshold.Read(part) is { } share && Count(days) is { } faceToFace
            ? new AttendanceTest(months, share, faceToFace, rule)
            : null;

    /// <summary>What a rule of a policy says, with where it is written.</summary>
    public static string Show(BallotPolicy policy, string key) => key switch
    {
        "pass" => policy.Classes.IsEmpty ? Say(policy.Together) : string.Join(", ", policy.Classes.Select(rule => $"{rule.Class} {rule.Rule.Share}")) + $" ({policy.Classes[0].Rule.Rule})",
        "endorsers" => $"{policy.Endorsers.Count} ({policy.Endorsers.Rule})",
        "discussion" => Say(policy.Discussion),
        "voting" => Say(policy.Voting),
        "lapse" => Say(policy.Lapse),
        "review" => policy.Review is { Maintenance: 0, Final: 0 } ? "none" : $"{policy.Review.Maintenance}/{policy.Review.Final} days ({policy.Review.Rule})",
        "ballot-quorum" => Say(policy.Quorum),
        "quorum-start" => policy.Quorum.WaitsForMeetings ? "wait" : policy.Quorum.StartUp is { } least ? $"{least}" : "none",
        "attendance" => policy.Attendance is { } test ? $"{test.Months} months, {test.Share} of the calls, {test.FaceToFace} face to face ({test.Rule})" : "none",
        "quorum-moment" => policy.Quorum.Moment == QuorumMoment.Start ? "start" : "end",
        _ => "",
    };

    private static string Say(PassRule rule) => $"{rule.Share}{(rule.Of == VoteBase.Entitled ? " of members" : "")} ({rule.Rule})";

    private static string Say(Term term) => term.Days == 0 ? "none" : $"{term.Days} days ({term.Rule})";

    private static string Say(BallotQuorum quorum) => quorum switch
    {
        { Fixed: > 0 } => $"{quorum.Fixed} ({quorum.Rule})",
        { Share: null } => "none",
        { Of: QuorumBase.Entitled } => $"{quorum.Share} of members ({quorum.Rule})",
        _ => $"{quorum.Share} of the average of {(quorum.VotersOnly ? "voting members" : "all members")} over {quorum.Meetings} meetings ({quorum.Rule})",
    };

    private static BallotPolicy? Pass(BallotPolicy policy, string word, Citation rule)
    {
        bool ofAll = word.EndsWith(" of members", StringComparison.Ordinal);
        if (Threshold.Read(ofAll ? word[..^" of members".Length] : word) is { } share)
        {
            return policy with { Classes = [], Together = new PassRule(share, ofAll ? VoteBase.Entitled : VoteBase.Cast, true, rule) };
        }

        var classes = ImmutableArray.CreateBuilder<ClassRule>();
        foreach (string part in word.Split(',', StringSplitOptions.TrimEntries))
        {
            int space = part.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || Threshold.Read(part[space..]) is not { } needed)
            {
                return null;
            }

            classes.Add(new ClassRule(part[..space], new PassRule(needed, VoteBase.Cast, true, rule)));
        }

        return policy with { Classes = classes.DrainToImmutable() };
    }

    private static BallotQuorum? Quorum(BallotQuorum before, string word, Citation rule)
    {
        if (word is "none" or "off")
        {
            return before with { Share = null, Fixed = 0, WaitsForMeetings = false, Rule = rule };
        }

        if (Count(word) is > 0 and var number)
        {
            return before with { Share = null, Fixed = number, WaitsForMeetings = false, Rule = rule };
        }

        int of = word.IndexOf(" of ", StringComparison.Ordinal);
        string share = of < 0 ? word : word[..of];
        string what = of < 0 ? "members" : word[(of + 4)..].Trim();
        what = what.StartsWith("the ", StringComparison.Ordinal) ? what[4..] : what;
        if (what == "members" && Threshold.Read(share) is { } part)
        {
            return before with { Share = part, Of = QuorumBase.Entitled, Fixed = 0, WaitsForMeetings = false, Rule = rule };
        }

        int over = what.IndexOf(" over ", StringComparison.Ordinal);
        int? meetings = over < 0 ? 3 : Count(what[(over + 6)..].Replace("meetings", "", StringComparison.Ordinal).Trim());
        return what.StartsWith("average", StringComparison.Ordinal) && Threshold.Read(share) is { } average && meetings is > 0 and < 100
            ? before with { Share = average, Of = QuorumBase.Attendance, VotersOnly = VotersOnly(what) ?? before.VotersOnly, Meetings = meetings.Value, Fixed = 0, WaitsForMeetings = false, Rule = rule }
            : null;
    }

    /// <summary>
    /// Whether a value says nothing that is not understood. Of an average any words were taken once for whose it is; those that are stored still
    /// read, as they did, and such are stated no more.
    /// </summary>
    public static bool ReadsInFull(StatedRule stated) => stated.Key != "ballot-quorum" || Cited(stated).Value.ToLowerInvariant() is var word
        && (word.IndexOf("average", StringComparison.Ordinal) is var at && (at < 0 || word[at..].Split(" over ")[0].Trim() == "average" || VotersOnly(word[at..]) is not null));

    /// <summary>Whose attendance an average is taken of: those that vote, or all members; null where that is not said.</summary>
    private static bool? VotersOnly(string average) => average.Split(" over ")[0].Trim() switch
    {
        "average of voting members" or "average of voters" => true,
        "average of members" or "average of all members" => false,
        _ => null,
    };

    private static (string Value, Citation Rule) Cited(StatedRule stated)
    {
        string value = stated.Value.Trim();
        int open = value.LastIndexOf('(');
        return value.EndsWith(')') && open > 0
            ? (value[..open].Trim(), new Citation(value[(open + 1)..^1].Trim(), ""))
            : (value, new Citation("the group's rule", $"\"{stated.Key}\""));
    }

    private static int? Days(string word) => word is "none" or "off" ? 0 : Spans.Days(word);

    private static int? Count(string word) =>
        word == "none" ? 0 : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count < 10_000 ? count : null;
}
