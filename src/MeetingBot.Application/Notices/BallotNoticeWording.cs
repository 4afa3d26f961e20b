using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>The words of what the bot says by itself about ballots.</summary>
internal static class BallotNoticeWording
{
    /// <summary>Pressing one votes as typing it would.</summary>
    public static ImmutableArray<Button> VoteButtons(Ballot ballot) =>
    [
        new Button("Vote yes", $"ballot vote {ballot.Identifier} yes"),
        new Button("Vote no", $"ballot vote {ballot.Identifier} no"),
        new Button("Abstain", $"ballot vote {ballot.Identifier} abstain"),
    ];

    public static Button Document(Ballot ballot) => new("The result as a document", $"ballot result {ballot.Identifier}");

    public static string Discussion(Ballot ballot, BallotSheet sheet) =>
        $"{Name(ballot)} is open for discussion, until {BallotSheets.Moment(ballot, ballot.DiscussedUntil!.Value)} at least. Proposed by {sheet.Proposer}"
        + $"{(sheet.Endorsers.IsEmpty ? "" : $", endorsed by {Words.List(sheet.Endorsers)}")}.{(sheet.Text is { } text ? $"\nText: {text}" : "")}";

    public static string Voting(Ballot ballot, BallotSheet sheet)
    {
        var said = new StringBuilder($"Voting on {Name(ballot)} is open until {BallotSheets.Moment(ballot, ballot.VotingEnd!.Value)}.");
        string[] passes = [.. ballot.Policy.Classes.Select(rule => $"{BallotSheets.ClassName(rule.Class).ToLowerInvariant()} {rule.Rule.Share}")];
        said.Append(passes.Length == 0 || ballot.Roll.All(voter => voter.Class is null) ? $"\nIt carries with {ballot.Policy.Together.Share}{(ballot.Policy.Together.Of == VoteBase.Entitled ? " of all who may vote" : "")}." : $"\nIt carries with: {string.Join(", ", passes)}.");
        said.Append(sheet.Quorum.IsEmpty ? "" : $" {sheet.Quorum[0]}.");
        return said.Append(sheet.Text is { } text ? $"\nText: {text}" : "").Append($"\nVote with: ballot vote {ballot.Identifier} yes, no or abstain").ToString();
    }

    public static string Closing(Ballot ballot, IReadOnlyCollection<Voter> missing)
    {
        string[] organizations = [.. missing.Select(voter => voter.Organization).OfType<string>()];
        return $"{(organizations.Length == 0 ? "Your vote" : $"The vote of {Words.List(organizations)}")} on {Name(ballot)} is missing. Voting ends {BallotSheets.Moment(ballot, ballot.VotingEnd!.Value)}.";
    }

    public static string SilentClass(Ballot ballot, BallotSheet sheet, ImmutableArray<string> silent) =>
        $"Nobody of the {Words.List(silent.Select(BallotSheets.ClassName).Select(name => name.ToLowerInvariant()))} has voted on {sheet.Identifier} yet; without a yes from them it fails ({ballot.Policy.RuleFor(silent[0])?.Rule.Rule}). Voting ends {BallotSheets.Moment(ballot, ballot.VotingEnd!.Value)}.";

    public static string Result(Ballot ballot, BallotSheet sheet)
    {
        var said = new StringBuilder($"{Name(ballot)} has {(sheet.Passed == true ? "passed" : "failed")}.");
        foreach (ClassSheet tally in sheet.Classes)
        {
            said.Append($"\n{tally.Name}: {tally.Yes.Length} yes, {tally.No.Length} no, {tally.Abstain.Length} abstaining");
        }

        foreach (BallotCheck check in sheet.Checks.Where(check => !check.Met))
        {
            said.Append($"\nNot met: {check.Text} ({check.Rule})");
        }

        int days = ballot.Policy.Review.Days(ballot.Guideline);
        return said.Append(sheet.Passed == true && days > 0 ? $"\nNext: the review of {Words.Count(days, "day")} ({ballot.Policy.Review.Rule}), which the chair begins with: ballot review {ballot.Identifier}" : "").ToString();
    }

    public static string Review(Ballot ballot, BallotSheet sheet) =>
        $"The review of {Name(ballot)} ({sheet.Guideline}, {Words.Count(ballot.Review!.Days, "day")}) is open until {BallotSheets.Moment(ballot, ballot.Review.End)}. Whoever excludes patents says so by then ({ballot.Policy.Review.Rule}).";

    public static string ReviewEnded(Ballot ballot) => ballot.Stage == BallotStage.Effective
        ? $"The review of {Name(ballot)} ended {BallotSheets.Moment(ballot, ballot.Review!.End)}, without exclusion notices. It is effective from {Words.LongDay(ballot.Effective!.Value)} on."
        : $"The review of {Name(ballot)} ended {BallotSheets.Moment(ballot, ballot.Review!.End)}, with {Words.Count(ballot.Exclusions.Length, "exclusion notice")}: its result does not stand ({ballot.Policy.Review.Rule}).";

    public static string Dropped(Ballot ballot) => ballot.Stage == BallotStage.Withdrawn
        ? $"{Name(ballot)} is withdrawn by its proposer."
        : $"{Name(ballot)} has lapsed: voting did not begin within {Words.Count(ballot.Policy.Lapse.Days, "day")} of its last version ({ballot.Policy.Lapse.Rule}).";

    /// <summary>"Ballot FORUM-020 v2 (Amend the charter)".</summary>
    private static string Name(Ballot ballot) => $"Ballot {ballot.Identifier}{(ballot.Version > 1 ? $" v{ballot.Version}" : "")} ({ballot.Title})";
}
