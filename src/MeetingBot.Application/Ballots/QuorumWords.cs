using System.Collections.Immutable;
using System.Globalization;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Says how the quorum of a ballot came about: which meetings, which organisations, which rule.</summary>
internal static class QuorumWords
{
    /// <summary>One sentence for the number, one for each meeting it rests on.</summary>
    public static IEnumerable<string> Of(RequiredQuorum quorum)
    {
        BallotQuorum rule = quorum.Rule;
        string measured = rule.Moment == QuorumMoment.Start ? "measured when voting begins" : "measured when voting ends";
        yield return quorum switch
        {
            { Rule.Share: null } => $"{quorum.Needed} must vote ({rule.Rule})",
            { IsStartUp: true } => $"{quorum.Needed} must vote while fewer than {rule.Meetings} meetings have been held ({rule.Rule}; {measured})",
            { Rule.Of: QuorumBase.Entitled } => $"{quorum.Needed} must vote: {rule.Share} of the {quorum.Entitled} who may ({rule.Rule}; {measured})",
            { Meetings.IsEmpty: true } => $"{quorum.Needed} must vote: no meeting was held whose attendance could be counted ({rule.Rule}; {measured})",
            _ => $"{quorum.Needed} must vote: {(rule.Share is { Over: 1, Under: 1 } ? "" : $"{rule.Share} of ")}{Average(quorum.Meetings)} ({rule.Rule}; {measured})",
        };
        foreach (CountedMeeting meeting in quorum.Meetings)
        {
            string who = meeting.Organizations.IsEmpty ? "" : ": " + string.Join(", ", meeting.Organizations);
            yield return $"{Words.Day(meeting.Meeting.Date)}, {Words.Count(meeting.Count, rule.VotersOnly ? "voter" : "member")}{who}";
        }
    }

    /// <summary>"the average of 24, 23 and 24 at 3 meetings": the numbers themselves, as the average need not be whole.</summary>
    private static string Average(ImmutableArray<CountedMeeting> meetings) =>
        $"the average of {Words.List(meetings.Select(one => one.Count.ToString(CultureInfo.InvariantCulture)))} at {Words.Count(meetings.Length, "meeting")}";
}
