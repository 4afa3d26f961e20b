using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// The group the tests of the core talk about. It meets every second Thursday at 12:00 UTC; the meeting is that of 14 December
/// 2023, called to order by Ana at 12:00.
/// </summary>
internal static class Apollo
{
    public static readonly GroupId Id = new("gapollo");

    /// <summary>The chair, of Example, Inc.</summary>
    public static readonly PersonId Ana = new("pana");

    /// <summary>A member, of Example, Inc. too.</summary>
    public static readonly PersonId Ben = new("pben");

    /// <summary>A member, of Sample GmbH.</summary>
    public static readonly PersonId Chris = new("pchris");

    /// <summary>The secretary, of nobody.</summary>
    public static readonly PersonId Dana = new("pdana");

    /// <summary>On no roster.</summary>
    public static readonly PersonId Eve = new("peve");

    public static readonly LocalDate Day = new(2023, 12, 14);
    public static readonly LocalDate Fortnight = new(2023, 12, 28);
    public static readonly Instant Noon = Instant.FromUtc(2023, 12, 14, 12, 0);
    public static readonly MeetingId ThisMeeting = new(Id, Day, 1);
    public static readonly Series Thursdays = new("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", new LocalDate(2023, 11, 30), new LocalTime(12, 0), 60);
    public static readonly Calendar Dates = new Calendar("Etc/UTC").Schedule(Thursdays);

    public static readonly ImmutableArray<Member> Roster =
    [
        Listed(Ana, Role.Chair, "Example, Inc."), Listed(Ben, Role.Member, "Example, Inc."), Listed(Chris, Role.Member, "Sample GmbH"),
        Listed(Dana, Role.Secretary, null),
    ];

    public static readonly PeopleDirectory People = PeopleDirectory.Of(1,
    [
        PersonCard.Of(Ana, "Ana Lopez"), PersonCard.Of(Ben, "Ben Okafor"), PersonCard.Of(Chris, "Chris Weber"), PersonCard.Of(Dana, "Dana Novak"),
        PersonCard.Of(Eve, "Eve Moreau"),
    ]);

    /// <summary>A chaired meeting with two items on its agenda, "Release" and "Budget".</summary>
    public static Convocation Call => new()
    {
        Meeting = ThisMeeting,
        GroupName = "Apollo Working Group",
        Chaired = true,
        Admins = [Dana],
        Settings = new Settings { Slug = "apollo" },
        Roster = Roster,
        Agenda = new Agenda([Item(1, "Release"), Item(2, "Budget")], 3),
        Calendar = Dates,
        Presider = Ana,
        Started = Noon,
        Conversation = "web:apollo",
    };

    public static Member Listed(PersonId person, Role role, string? organization, string? @class = null) =>
        new(person, role, organization is null ? [] : [new Affiliation(organization, new LocalDate(2020, 1, 1), null)], @class);

    public static AgendaItem Item(int id, string title, AgendaItemStatus status = AgendaItemStatus.Pending) => new(id, title, null, null, status, Dana);

    public static RecordEntry Note(string text, Named? speaker = null) => new(new Point(), text, speaker);

    public static RecordEntry Decide(string text) => new(new Decision(ResolutionOutcome.Agreed, []), text);

    public static RecordEntry Went(ResolutionOutcome outcome, string text) => new(new Decision(outcome, []), text);

    /// <summary>"agreed", alone or with the number of an entry.</summary>
    public static DecideEntry Agreement(int? entry = null) => new(entry, ResolutionOutcome.Agreed, []);

    public static RecordEntry Action(string text, params ReadOnlySpan<PersonId> owners) =>
        new(new Assignment(0, [.. owners.ToArray().Select(Named.Known)], null, ActionStatus.Open), text);

    public static RecordEntry Move(string text, PersonId mover) =>
        new(new Motion(Named.Known(mover), null, MotionOutcome.Open, ImmutableSortedDictionary<string, CastVote>.Empty), text);

    public static RecordEntry Cancel(LocalDate date, string? reason = null) => new(new Cancellation(date, reason), "");

    public static RecordAttendance Here(params ReadOnlySpan<PersonId> people) => new([.. people.ToArray().Select(person => new Arrival(person, null))], false);
}
