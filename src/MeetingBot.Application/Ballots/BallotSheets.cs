using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Draws up ballots as they are shown. Pure.</summary>
public static class BallotSheets
{
    /// <summary>The sheet of a ballot as it stands.</summary>
    public static BallotSheet Of(Ballot ballot, Group group, PeopleDirectory directory) => new()
    {
        Group = group.Name,
        Identifier = ballot.Identifier,
        Title = ballot.Title,
        Version = ballot.Version,
        Stage = StageOf(ballot.Stage),
        Purpose = ballot.Purpose,
        Text = ballot.Text,
        Guideline = GuidelineOf(ballot.Guideline),
        Proposer = SponsorOf(ballot.Proposer, directory),
        Endorsers = [.. ballot.Endorsers.Select(one => SponsorOf(one, directory))],
        Policy = ballot.Policy.Title,
        Discussion = ballot.DiscussedSince is { } since ? Span(ballot, Instant.Max(since, ballot.VersionAt), ballot.DiscussedUntil!.Value) : null,
        Voting = ballot is { VotingStart: { } start, VotingEnd: { } end } ? Span(ballot, start, end) : null,
        Classes = ballot.Result is { } result ? [.. result.Classes.Select(one => ClassOf(one, directory))] : [],
        Passed = ballot.Result?.Passed,
        Quorum = ballot.Quorum is { } quorum ? [.. QuorumWords.Of(quorum)] : [],
        Review = ballot.Review is { } review ? $"{Span(ballot, review.Start, review.End)} ({Words.Count(review.Days, "day")})" : null,
        Effective = ballot.Effective is { } day ? Words.LongDay(day) : null,
        Dependencies = [.. ballot.Dependencies.Select(DependencyOf)],
        Checks = [.. BallotChecks.Of(ballot, group, directory)],
    };

    /// <summary>A stage in words.</summary>
    public static string StageOf(BallotStage stage) => stage switch
    {
        BallotStage.Discussion => "in discussion",
        BallotStage.Voting => "in voting",
        BallotStage.Review => "in review",
        _ => stage.ToString().ToLowerInvariant(),
    };

    /// <summary>"Final Maintenance Guideline", "Final Guideline", or null.</summary>
    public static string? GuidelineOf(GuidelineKind kind) => kind switch
    {
        GuidelineKind.Maintenance => "Final Maintenance Guideline",
        GuidelineKind.Final => "Final Guideline",
        _ => null,
    };

    /// <summary>"Bruce Morton (Entrust)".</summary>
    public static string SponsorOf(Sponsor sponsor, PeopleDirectory directory) =>
        sponsor.Organization is { } organization ? $"{directory.NameOf(sponsor.Person)} ({organization})" : directory.NameOf(sponsor.Person);

    /// <summary>Whose vote it is: the organisation, or the person.</summary>
    public static string VoterOf(BallotVote vote, PeopleDirectory directory) => vote.Organization ?? directory.NameOf(vote.Voter);

    /// <summary>A class as a heading: "Certificate issuers" stays, "issuer" becomes "Issuers".</summary>
    public static string ClassName(string? @class) =>
        @class is null ? "Members" : char.ToUpperInvariant(@class[0]) + @class[1..] + (@class.EndsWith('s') ? "" : "s");

    /// <summary>A moment in the ballot's zone: "Thu 18 Jan 2024 09:00 America/New_York".</summary>
    public static string Moment(Ballot ballot, Instant at) => Moment(at, ballot.Zone);

    /// <summary>A moment in a zone.</summary>
    public static string Moment(Instant at, DateTimeZone zone)
    {
        LocalDateTime local = at.InZone(zone).LocalDateTime;
        return $"{Words.Day(local.Date)} {Words.Time(local.TimeOfDay)} {(zone.Id is "Etc/UTC" or "UTC" ? "UTC" : zone.Id)}";
    }

    private static string Span(Ballot ballot, Instant from, Instant to) => $"{Moment(ballot, from)} to {Moment(ballot, to)}";

    private static string DependencyOf(Dependency dependency) => dependency.Kind switch
    {
        DependencyKind.Before => $"Decided before voting on {dependency.Identifier} begins",
        DependencyKind.After => $"Voted on after {dependency.Identifier} is decided",
        _ => $"Voting must not overlap with that on {dependency.Identifier}",
    };

    private static ClassSheet ClassOf(ClassTally tally, PeopleDirectory directory)
    {
        return new ClassSheet(ClassName(tally.Class), Who(Vote.Yes), Who(Vote.No), Who(Vote.Abstain), tally.Needed, tally.Met);

        ImmutableArray<string> Who(Vote vote) => [.. tally.Votes.Where(cast => cast.Vote == vote).Select(cast => VoterOf(cast, directory)).Order(DisplayOrder.Comparer)];
    }
}
