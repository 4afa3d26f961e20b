using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Who came how often: by person and by organisation, over the meetings of a period.</summary>
/// <param name="From">The day of the first meeting counted.</param>
/// <param name="Until">The day of the last.</param>
/// <param name="Meetings">How many meetings.</param>
/// <param name="FaceToFace">How many of them were face to face.</param>
/// <param name="People">By person: everybody on the roster, and whoever came.</param>
/// <param name="Organizations">By organisation; it was there when anybody of it was.</param>
public sealed record AttendanceReport(LocalDate From, LocalDate Until, int Meetings, int FaceToFace, ImmutableArray<AttendanceShare> People, ImmutableArray<AttendanceShare> Organizations)
{
    /// <summary>The report over the meetings from a day up to another; null when none was held.</summary>
    public static AttendanceReport? Of(Group group, PeopleDirectory directory, LocalDate from, LocalDate until)
    {
        MeetingSummary[] held = [.. group.Held.Select(id => group.Meetings[id]).Where(summary => summary.Meeting.Date >= from && summary.Meeting.Date <= until).OrderBy(summary => summary.Meeting, MeetingId.InOrder)];
        if (held.Length == 0)
        {
            return null;
        }

        LocalDate last = held[^1].Meeting.Date;
        string Described(PersonId person) => group.Roster.GetValueOrDefault(person)?.OrganizationOn(last) is { } organization ? $"{directory.NameOf(person)} ({organization})" : directory.NameOf(person);
        IEnumerable<PersonId> people = held.SelectMany(summary => summary.Attendance.Select(one => directory.Resolve(one.Person))).Concat(group.Roster.Keys.Select(directory.Resolve)).Distinct();
        return new AttendanceReport(held[0].Meeting.Date, last, held.Length, held.Count(IsFaceToFace),
            [.. people.Select(person => Share(Described(person), held, summary => summary.Attendance.Any(one => directory.Resolve(one.Person) == person))).OrderBy(share => share.Name, DisplayOrder.Comparer)],
            [.. OrganizationsOf(group, held).Select(name => Share(name, held, summary => summary.Attendance.Any(one => Names(group, one.Organization).Contains(name, StringComparer.OrdinalIgnoreCase)))).OrderBy(share => share.Name, DisplayOrder.Comparer)]);
    }

    /// <summary>The organisations behind a name in an attendance list: those with a standing, or the name as it stands.</summary>
    public static IEnumerable<string> Names(Group group, string? joined) =>
        joined is null ? [] : group.OrganizationsIn(joined).Select(one => one.Name).ToArray() is { Length: > 0 } known ? known : [joined];

    private static IEnumerable<string> OrganizationsOf(Group group, IEnumerable<MeetingSummary> held) =>
        held.SelectMany(summary => summary.Attendance).SelectMany(one => Names(group, one.Organization))
            .Concat(group.Organizations.Values.Select(one => one.Name)).Distinct(StringComparer.OrdinalIgnoreCase);

    private static AttendanceShare Share(string name, MeetingSummary[] held, Func<MeetingSummary, bool> there) =>
        new(name, held.Count(there), held.Count(summary => IsFaceToFace(summary) && there(summary)));

    private static bool IsFaceToFace(MeetingSummary summary) => summary.Kind == MeetingKind.FaceToFace;
}

/// <summary>How often somebody came.</summary>
/// <param name="Name">The person with the organisation, or the organisation.</param>
/// <param name="Came">To how many meetings.</param>
/// <param name="FaceToFace">To how many of those face to face.</param>
public sealed record AttendanceShare(string Name, int Came, int FaceToFace)
{
    /// <summary>Whether it passes a test: the share of the calls, and the meetings face to face.</summary>
    public bool Passes(AttendanceTest test, AttendanceReport report) =>
        test.Share.IsMet(Came - FaceToFace, report.Meetings - report.FaceToFace) && FaceToFace >= test.FaceToFace;
}
