using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>How many must have voted, and how that number came about.</summary>
/// <param name="Needed">The number; at least 1.</param>
/// <param name="Rule">The rule it follows from.</param>
/// <param name="Meetings">The meetings whose average it rests on, newest first; empty where it rests on none.</param>
/// <param name="Entitled">How many were entitled to vote.</param>
public sealed record RequiredQuorum(int Needed, BallotQuorum Rule, ImmutableArray<CountedMeeting> Meetings, int Entitled)
{
    /// <summary>True where too few meetings have been held and the start-up value holds.</summary>
    public bool IsStartUp => Rule.StartUp is not null && Rule is { Of: QuorumBase.Attendance, Share: not null } && Meetings.Length < Rule.Meetings;
}

/// <summary>One meeting as the quorum of a ballot counts it.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Count">How many counted.</param>
/// <param name="Organizations">The organisations that counted, by name; empty where people vote.</param>
public sealed record CountedMeeting(MeetingId Meeting, int Count, ImmutableArray<string> Organizations);

/// <summary>Works out the quorum of ballots from what the group kept of its meetings. Pure.</summary>
public static class QuorumReckoning
{
    /// <summary>
    /// The quorum at a moment: a share of the average attendance at the meetings that had ended by then, of those entitled, or a fixed
    /// number. By-laws say nothing of rounding: whole numbers that reach the exact average are meant. Null where none is needed.
    /// </summary>
    public static RequiredQuorum? Of(Group group, BallotPolicy policy, Instant moment)
    {
        BallotQuorum rule = policy.Quorum;
        int entitled = group.ElectorateOn(moment.InZone(group.Settings.Zone).Date, policy).Voters.Length;
        if (rule.Share is not { } share)
        {
            return rule.Fixed > 0 ? new RequiredQuorum(rule.Fixed, rule, [], entitled) : null;
        }

        if (rule.Of == QuorumBase.Entitled)
        {
            return new RequiredQuorum(Math.Max(1, share.Least(entitled)), rule, [], entitled);
        }

        ImmutableArray<CountedMeeting> counted =
        [
            .. group.Held.Select(id => group.Meetings[id]).Where(summary => summary.Ended <= moment).OrderByDescending(summary => summary.Meeting, MeetingId.InOrder)
                .Take(rule.Meetings).Select(summary => Count(group, policy, summary)),
        ];
        int needed = rule.StartUp is { } startUp && counted.Length < rule.Meetings ? startUp
            : counted.IsEmpty ? 1
            : Math.Max(1, share.Least(counted.Sum(one => one.Count), counted.Length));
        return new RequiredQuorum(needed, rule, counted, entitled);
    }

    private static CountedMeeting Count(Group group, BallotPolicy policy, MeetingSummary summary)
    {
        LocalDate date = summary.Meeting.Date;
        if (!group.ElectorateOn(date, policy).ByOrganization)
        {
            return new CountedMeeting(summary.Meeting, summary.Attendance.Where(one => !one.Guest).Select(one => one.Person).Distinct().Count(), []);
        }

        ImmutableArray<string> organizations =
        [
            .. summary.Attendance.SelectMany(one => group.OrganizationsIn(one.Organization)).Distinct()
                .Where(one => policy.Quorum.VotersOnly ? one.StandingOn(date, policy) == Standing.Votes : IsMember(one, date))
                .Select(one => one.NameOn(date)).Order(DisplayOrder.Comparer),
        ];
        return new CountedMeeting(summary.Meeting, organizations.Length, organizations);
    }

    /// <summary>"Member organizations", read literally, are those without a vote too.</summary>
    private static bool IsMember(Organization organization, LocalDate date) =>
        organization.AffiliateOn(date) is null && organization.ClassOn(date) is { } held && VotingClass.IsMembership(held);
}
