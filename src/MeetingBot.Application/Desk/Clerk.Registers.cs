using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Registers for pages and files, for the people of the group only.</content>
public sealed partial class Clerk : IRegisterDesk
{
    /// <inheritdoc/>
    public async ValueTask<RegisterView?> RegistersAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation) =>
        await ForMemberAsync(conversation, viewer, viewerName, now, cancellation) is var (group, directory) ? ViewOf(group, directory, now) : null;

    /// <inheritdoc/>
    public async ValueTask<RegisterTable?> RegisterAsync(string conversation, string register, Account viewer, string viewerName, Instant now, CancellationToken cancellation) =>
        await ForMemberAsync(conversation, viewer, viewerName, now, cancellation) is var (group, directory) ? Registers.Of(register, group, directory, now.InZone(group.Settings.Zone).Date) : null;

    /// <inheritdoc/>
    public async ValueTask<Minutes?> MinutesOfAsync(string conversation, LocalDate date, int? nth, Account viewer, string viewerName, Instant now, CancellationToken cancellation) =>
        await ForMemberAsync(conversation, viewer, viewerName, now, cancellation) is var (group, _) && group.Held.LastOrDefault(id => id.Date == date && (nth is null || id.Nth == nth)) is { Group: not null } held
            ? await MinutesAsync(held, cancellation)
            : null;

    private async ValueTask<(Group Group, PeopleDirectory Directory)?> ForMemberAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation)
    {
        if (await DeskOfAsync(_rooms.Get(conversation), cancellation) is not { } desk)
        {
            return null;
        }

        (Group group, _, PeopleDirectory directory, PersonId caller) = await SeeAsync(desk, now, viewer, viewerName, cancellation);
        return group.Allows(caller, Permission.Member) ? (group, directory) : null;
    }

    private static RegisterView ViewOf(Group group, PeopleDirectory directory, Instant now) => new(
        group.Name,
        group.Settings.Timezone,
        group.Settings.Ballots.Title,
        [.. group.Held.Reverse().SelectMany(id => group.Meetings[id].Decisions.Reverse()).Select(decision => new DecisionLine(decision.Meeting, decision.Entry, decision.Topic, decision.Text, decision.Outcome))],
        [.. group.Actions.Values.Reverse().Select(action => new ActionLine(action.Meeting, action.Entry, Shown(action, directory)))],
        [.. group.Ballots.Values.OrderByDescending(ballot => ballot.Since).Select(ballot => new BallotLine(ballot.Identifier, ballot.Title, BallotSheets.StageOf(ballot.Stage), ballot.Text, BallotQuestions.Line(ballot, group.Settings.Zone, now)))],
        AttendanceReport.Of(group, directory, LocalDate.MinIsoValue, LocalDate.MaxIsoValue),
        [.. group.Held.Select(id => group.Meetings[id]).OrderBy(summary => summary.Meeting, MeetingId.InOrder).Select(summary => PointOf(group, directory, summary))]);

    private static MinutesAction Shown(RegisteredAction action, PeopleDirectory directory)
    {
        ImmutableArray<string> owners = [.. action.Owners.Select(named => directory.NameOf(named))];
        return new MinutesAction(action.Number, owners.Length == 1 ? owners[0] : null, owners, action.Text, action.Context, action.Due, action.Status, action.Topic, action.Meeting.Date);
    }

    private static MeetingPoint PointOf(Group group, PeopleDirectory directory, MeetingSummary summary)
    {
        LocalDate date = summary.Meeting.Date;
        RegisteredAction[] given = [.. group.Actions.Values.Where(action => action.Meeting.Date <= date)];
        int closed = given.Count(action => group.ClosedOn.TryGetValue(action.Number, out LocalDate day) && day <= date);
        return new MeetingPoint(date, summary.Attendance.Select(one => directory.Resolve(one.Person)).Distinct().Count(),
            summary.Attendance.SelectMany(one => AttendanceReport.Names(group, one.Organization)).Distinct(StringComparer.OrdinalIgnoreCase).Count(), given.Length - closed, closed);
    }
}
