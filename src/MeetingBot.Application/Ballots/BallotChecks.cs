using System.Globalization;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Holds a ballot against its rules, one sentence for each, as published results spell them out.</summary>
internal static class BallotChecks
{
    public static IEnumerable<BallotCheck> Of(Ballot ballot, Group group, PeopleDirectory directory)
    {
        BallotPolicy policy = ballot.Policy;
        if (policy.Endorsers.Count > 0)
        {
            string who = ballot.Endorsers.IsEmpty ? "" : $": {Words.List(ballot.Endorsers.Select(one => BallotSheets.SponsorOf(one, directory)))}";
            yield return new BallotCheck($"{ballot.Endorsers.Length} of {policy.Endorsers.Count} endorsers from other voting members{who}", ballot.Endorsers.Length >= policy.Endorsers.Count, policy.Endorsers.Rule.ToString());
        }

        if (policy.GuidelineText is { } written && ballot.Guideline != GuidelineKind.None)
        {
            yield return new BallotCheck(ballot.Text is null ? "Its text, or a redline, is not linked" : "Its text, or a redline, is linked", ballot.Text is not null, written.ToString());
        }

        if (policy.Discussion.Days > 0 && ballot is { DiscussedUntil: { } until, VotingStart: { } start })
        {
            yield return new BallotCheck($"Version {ballot.Version} was open for discussion for at least {Words.Count(policy.Discussion.Days, "day")} before voting", start >= until, policy.Discussion.Rule.ToString());
        }

        if (ballot is { VotingStart: { } from, VotingEnd: { } to })
        {
            yield return new BallotCheck($"Voting takes {Words.Count(policy.Voting.Days, "day")}", to == policy.Voting.From(from, ballot.Zone), policy.Voting.Rule.ToString());
        }

        foreach (Dependency dependency in ballot.VotingStart is null ? [] : ballot.Dependencies)
        {
            if (group.Ballots.GetValueOrDefault(dependency.Other.Key) is { } other)
            {
                yield return Ordered(BallotSummary.Of(ballot), dependency, other, policy.Order);
            }
        }

        foreach (BallotCheck check in ballot.Result is { } result ? Result(ballot, result, directory) : [])
        {
            yield return check;
        }

        if (ballot.Review is { } review)
        {
            yield return new BallotCheck($"The review takes {Words.Count(review.Days, "day")}, to {BallotSheets.Moment(ballot, review.End)}", review.End == Term.Ends(review.Start, review.Days, ballot.Zone), policy.Review.Rule.ToString());
        }
    }

    private static BallotCheck Ordered(BallotSummary ballot, Dependency dependency, BallotSummary other, Citation rule) => dependency.Kind switch
    {
        DependencyKind.Before => new BallotCheck($"Voting ends before that on {other.Identifier} begins", !(other.Voting?.Start < ballot.Voting?.End), rule.ToString()),
        DependencyKind.After => new BallotCheck($"Voting begins after {other.Identifier} is decided", other.Stage.IsDecided() && !(other.Voting?.End > ballot.Voting?.Start), rule.ToString()),
        _ => new BallotCheck($"Voting does not overlap with that on {other.Identifier}",
            ballot.Voting is not { } one || other.Voting is not { } two || one.End <= two.Start || two.End <= one.Start, rule.ToString()),
    };

    private static IEnumerable<BallotCheck> Result(Ballot ballot, BallotResult result, PeopleDirectory directory)
    {
        foreach (ClassTally tally in result.Classes)
        {
            string name = BallotSheets.ClassName(tally.Class);
            string rule = tally.Rule.Rule.ToString();
            string of = tally.Rule.Of == VoteBase.Cast ? $"{tally.Yes} of {tally.Yes + tally.No} votes for and against" : $"{tally.Yes} of {tally.Entitled} who may vote";
            yield return new BallotCheck($"{name}: {tally.Rule.Share} must vote yes: {of}", tally.Rule.Share.IsMet(tally.Yes, tally.Rule.Of == VoteBase.Cast ? tally.Yes + tally.No : tally.Entitled), rule);
            if (tally.Rule.NeedsYes)
            {
                yield return new BallotCheck($"{name}: at least one must vote yes: {(tally.Yes == 0 ? "none did" : Words.Count(tally.Yes, "did", "did"))}", tally.Yes > 0, rule);
            }
        }

        if (result.Quorum is { } quorum)
        {
            yield return new BallotCheck($"Quorum: {result.Voted} voted, abstentions included, and {quorum.Needed} must", result.QuorumMet, quorum.Rule.Rule.ToString());
        }

        if (!result.SetAside.IsEmpty)
        {
            yield return new BallotCheck($"Not counted, as no longer entitled when voting ended: {Words.List(result.SetAside.Select(vote => BallotSheets.VoterOf(vote, directory)))}", true, ballot.Policy.Voters.ToString());
        }

        foreach (TotalsStated stated in ballot.Stated)
        {
            yield return Stated(ballot, result, stated);
        }
    }

    /// <summary>Totals stated elsewhere, held against the votes that are listed.</summary>
    public static BallotCheck Stated(Ballot ballot, BallotResult result, TotalsStated stated)
    {
        ClassTally[] counted = [.. result.Classes.Where(one => stated.Class is null || (one.Class is { } held && VotingClass.Same(held, stated.Class)))];
        (int? Said, int Listed, string What)[] numbers =
        [
            (stated.Yes, counted.Sum(one => one.Yes), "yes"), (stated.No, counted.Sum(one => one.No), "no"), (stated.Abstain, counted.Sum(one => one.Abstain), "abstaining"),
            (stated.Total, counted.Sum(one => one.Votes.Length), "in all"),
        ];
        string[] wrong = [.. numbers.Where(one => one.Said is { } said && said != one.Listed).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Said} {one.What} stated, {one.Listed} listed"))];
        string name = BallotSheets.ClassName(stated.Class);
        return wrong.Length == 0
            ? new BallotCheck($"{name}: the stated totals agree with the votes listed", true, ballot.Policy.Results.ToString())
            : new BallotCheck($"{name}: the stated totals do not add up: {string.Join(", ", wrong)}", false, ballot.Policy.Results.ToString());
    }
}
