using System.Collections.Immutable;
using System.Globalization;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>The registers of a group as tables, over all its meetings, newest first. Pure.</summary>
public static class Registers
{
    /// <summary>The names under which a register is asked for.</summary>
    public static readonly ImmutableArray<string> Names = ["decisions", "actions", "ballots", "attendance", "members"];

    /// <summary>A register by its name; null for none of that name.</summary>
    public static RegisterTable? Of(string name, Group group, PeopleDirectory directory, LocalDate today) => name switch
    {
        "decisions" => Decisions(group, directory),
        "actions" => Actions(group, directory),
        "ballots" => Ballots(group, directory),
        "attendance" => Attendance(group, directory),
        "members" => Members(group, directory, today),
        _ => null,
    };

    private static RegisterTable Decisions(Group group, PeopleDirectory directory) => new($"Decisions of {group.Name}", "decisions", ["date", "entry", "topic", "decision", "outcome", "agreed by", "after"],
    [
        .. group.Held.Reverse().SelectMany(id => group.Meetings[id].Decisions.Reverse()).Select(decision => Row(
            Words.Iso(decision.Meeting.Date), Number(decision.Entry), decision.Topic, decision.Text, decision.Outcome.ToString().ToLowerInvariant(),
            Words.List(decision.By.Select(named => directory.NameOf(named))), decision.Context)),
    ]);

    private static RegisterTable Actions(Group group, PeopleDirectory directory) => new($"Actions of {group.Name}", "actions", ["number", "since", "entry", "owners", "action", "due", "status", "closed", "topic"],
    [
        .. group.Actions.Values.Reverse().Select(action => Row(
            Number(action.Number), Words.Iso(action.Meeting.Date), Number(action.Entry), Words.List(action.Owners.Select(named => directory.NameOf(named))), action.Text,
            action.Due is { } due ? Words.Iso(due) : null, action.Status.ToString().ToLowerInvariant(), group.ClosedOn.TryGetValue(action.Number, out LocalDate closed) ? Words.Iso(closed) : null, action.Topic)),
    ]);

    private static RegisterTable Ballots(Group group, PeopleDirectory directory) => new($"Ballots of {group.Name}", "ballots",
        ["ballot", "version", "title", "stage", "since", "proposer", "endorsers", "voting from", "voting until", "votes", "voted", "quorum", "review until", "effective", "text"],
    [
        .. group.Ballots.Values.OrderByDescending(ballot => ballot.Since).Select(ballot => Row(
            ballot.Identifier, Number(ballot.Version), ballot.Title, BallotSheets.StageOf(ballot.Stage), Words.Iso(ballot.Since.InZone(group.Settings.Zone).Date), BallotSheets.SponsorOf(ballot.Proposer, directory),
            Words.List(ballot.Endorsers.Select(one => BallotSheets.SponsorOf(one, directory))), Moment(group, ballot.VotingStart), Moment(group, ballot.VotingEnd),
            string.Join("; ", ballot.Counts.Select(one => $"{BallotSheets.ClassName(one.Class)}: {one.Yes} yes, {one.No} no, {one.Abstain} abstaining")),
            ballot.Voted is { } voted ? Number(voted) : null, ballot.Quorum is { } quorum ? Number(quorum) : null, Moment(group, ballot.ReviewEnd), ballot.Effective is { } day ? Words.Iso(day) : null, ballot.Text)),
    ]);

    private static RegisterTable Attendance(Group group, PeopleDirectory directory)
    {
        AttendanceReport? report = AttendanceReport.Of(group, directory, LocalDate.MinIsoValue, LocalDate.MaxIsoValue);
        return new RegisterTable($"Attendance of {group.Name}", "attendance", ["kind", "name", "came to", "of", "per cent"],
            report is null ? [] : [.. report.Organizations.Select(share => Line("organisation", share)), .. report.People.Select(share => Line("person", share))]);

        ImmutableArray<string> Line(string kind, AttendanceShare share) => Row(kind, share.Name, Number(share.Came), Number(report!.Meetings), Number(100 * share.Came / report.Meetings));
    }

    private static RegisterTable Members(Group group, PeopleDirectory directory, LocalDate today)
    {
        Electorate electorate = group.ElectorateOn(today);
        return new RegisterTable($"Members of {group.Name} on {Words.Iso(today)}", "members", ["organisation", "class", "votes", "people"],
        [
            .. group.Organizations.Values.OrderBy(one => one.Name, DisplayOrder.Comparer).Select(one => Row(
                one.NameOn(today), one.ClassOn(today), one.StandingOn(today, group.Settings.Ballots) == Standing.Votes ? "yes" : "no",
                Words.List(group.Roster.Values.Where(member => member.Affiliations.Any(known => known.HoldsOn(today) && group.OrganizationOf(known.Organization)?.Key == one.Key))
                    .Select(member => directory.NameOf(member.Id)).Order(DisplayOrder.Comparer)))),
            .. electorate.Voters.Where(voter => voter.Organization is null).Select(voter => Row(null, voter.Class, "yes", directory.NameOf(new PersonId(voter.Key)))),
        ]);
    }

    private static string? Moment(Group group, Instant? at) => at is { } moment ? BallotSheets.Moment(moment, group.Settings.Zone) : null;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<string> Row(params ReadOnlySpan<string?> cells)
    {
        var row = ImmutableArray.CreateBuilder<string>(cells.Length);
        foreach (string? cell in cells)
        {
            row.Add(cell ?? "");
        }

        return row.MoveToImmutable();
    }
}
