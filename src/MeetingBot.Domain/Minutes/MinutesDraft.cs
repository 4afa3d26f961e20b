using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Draws up the minutes of a meeting as data. Pure: the same meeting and directory give the same minutes.</summary>
public static class MinutesDraft
{
    /// <summary>The minutes of a meeting as it stands.</summary>
    public static Minutes Of(Meeting meeting, PeopleDirectory directory)
    {
        DateTimeZone zone = meeting.Settings.Zone;
        ImmutableArray<MinutesAttendee> attendees = AttendeesOf(meeting, directory);
        var names = new Naming(directory, meeting.Date);
        Occurrence? next = meeting.Calendar.NextAfter(meeting.Date);
        var standing = new StandingEntries(meeting.Entries);
        StandingEntries printed = meeting.Interleaved ? new StandingEntries(meeting.InOrder()) : standing;
        var minutes = new Minutes
        {
            Group = meeting.Settings.Name ?? meeting.Called.GroupName,
            Slug = meeting.Settings.Slug ?? meeting.Called.Meeting.Group.Value,
            Title = meeting.Title,
            Kind = meeting.Called.Kind,
            Date = meeting.Date,
            Start = meeting.Called.Started.InZone(zone).ToOffsetDateTime(),
            End = meeting.Ended?.InZone(zone).ToOffsetDateTime(),
            Timezone = meeting.Settings.Timezone,
            Status = meeting.Status,
            Presider = meeting.Presider is { } presider ? names.Of(presider) : null,
            Chairs = [.. meeting.Presiders.Select(names.Of).Distinct()],
            Scribes = [.. meeting.AllScribes.Select(names.Of).Distinct()],
            Publisher = meeting.Settings.Publisher,
            Tags = meeting.Settings.Tags,
            Attendees = attendees,
            Regrets = [.. meeting.Regrets.Select(directory.Resolve).Except(meeting.Attendance.Keys.Select(directory.Resolve)).Select(names.Of).Distinct().Order(DisplayOrder.Comparer)],
            Quorum = QuorumOf(meeting, directory),
            Statement = StatementOf(meeting, standing, names),
            Earlier = [.. standing.Earlier.Select(Earlier)],
            Agenda = AgendaOf(meeting, directory),
            Topics = MinutesBody.Of(meeting, printed, names, zone, next),
            Resolutions = [.. standing.Decisions.Select(entry => Summaries.DecisionOf(meeting, entry)).Select(decision => new MinutesResolution(
                decision.Entry, decision.Text, decision.Outcome, [.. decision.By.Select(names.Of)], decision.Context, decision.Topic))],
            Actions = [.. standing.Assignments.Select(entry => ActionOf(Summaries.ActionOf(meeting, entry), names))],
            OpenActions = [.. meeting.Called.OpenActions.Where(action => !meeting.ClosedEarlier.Contains(action.Number)).Select(action => ActionOf(action, names))],
            Motions = [.. standing.Motions.Select(entry => MotionOf(entry, names, meeting))],
            Links = [.. standing.Links.Select(entry => new MinutesLink(
                ((Link)entry.Matter).Url, entry.Text.Length == 0 ? null : entry.Text, meeting.TopicTitle(entry.Topic)))],
            Cancelled = [.. standing.Cancellations.Select(entry => (Cancellation)entry.Matter).Select(gone => new MinutesCancellation(gone.Date, gone.Reason))],
            Carried = [.. meeting.Agenda.Items.Where(item => item.Status is AgendaItemStatus.Pending or AgendaItemStatus.Deferred or AgendaItemStatus.Proposed).Select(item => item.Title)],
            NextMeeting = next is null ? null : new MinutesNextMeeting(next.Date, next.Time, meeting.Settings.Timezone, next.Kind),
            Adjourned = meeting.Phase == MeetingPhase.Adjourned && !meeting.ClosedByBot,
        };
        return minutes with { Warnings = MinutesChecks.Of(meeting, standing, minutes, directory) };
    }

    /// <summary>The agenda as it stands.</summary>
    public static ImmutableArray<MinutesAgendaItem> AgendaOf(Meeting meeting, PeopleDirectory directory) =>
        [.. meeting.Agenda.Items.Select((item, index) => new MinutesAgendaItem(index + 1, item.Title, item.Presenter is { } presenter ? directory.NameOf(presenter, meeting.Date) : null, item.Minutes, item.Status))];

    /// <summary>Who is or was there, each once, sorted by displayed name.</summary>
    public static ImmutableArray<MinutesAttendee> AttendeesOf(Meeting meeting, PeopleDirectory directory)
    {
        DateTimeZone zone = meeting.Settings.Zone;
        var present = meeting.Attendance.Values
            .GroupBy(there => directory.Resolve(there.Person))
            .Select(same => new Present(
                same.Key,
                same.Aggregate((first, there) => there.At < first.At ? there : first),
                same.All(there => there.Left is not null) ? same.Max(there => there.Left) : null,
                directory.NameOf(same.Key, meeting.Date)))
            .OrderBy(one => one.Name, DisplayOrder.Comparer)
            .ThenBy(one => one.Person.Value, StringComparer.Ordinal)
            .ToList();
        var given = present.GroupBy(one => GivenName(one.Name), StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() == 1).Select(same => same.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var attendees = ImmutableArray.CreateBuilder<MinutesAttendee>(present.Count + meeting.UnknownCallers);
        foreach ((PersonId person, Attendance there, Instant? gone, string name) in present)
        {
            Member? member = meeting.Roster.GetValueOrDefault(person);
            string first = GivenName(name);
            attendees.Add(new MinutesAttendee(
                name,
                given.Contains(first) ? first : null,
                there.Organization ?? member?.OrganizationOn(meeting.Date),
                member is { Role: not (Role.Member or Role.Guest) } ? member.Role.Word() : null,
                member?.Class,
                there.Remote,
                member is null || member.Role == Role.Guest,
                there.At > meeting.Called.Started && !there.Later ? there.At.InZone(zone).ToOffsetDateTime() : null,
                gone?.InZone(zone).ToOffsetDateTime(),
                there.Later));
        }

        for (int caller = 1; caller <= meeting.UnknownCallers; caller++)
        {
            attendees.Add(new MinutesAttendee(meeting.UnknownCallers == 1 ? "unknown caller" : $"unknown caller {caller}", null, null, null, null, true, true, null, null));
        }

        return attendees.DrainToImmutable();
    }

    /// <summary>Somebody who was there, under one name however many accounts were used.</summary>
    private sealed record Present(PersonId Person, Attendance There, Instant? Gone, string Name);

    private static string GivenName(string name) => name.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 ? name[..space] : name;

    /// <summary>
    /// The quorum of the meeting now, or at a moment of it, in voting units; null without a rule. Whoever came as a guest and turned out to be
    /// on the roster counts as that member, and once, whichever of the two is marked as here.
    /// </summary>
    public static MinutesQuorum? QuorumOf(Meeting meeting, PeopleDirectory directory, Instant? moment = null)
    {
        Electorate electorate = meeting.Electorate;
        int units = electorate.ByOrganization ? electorate.Voters.Length : Units(meeting.Roster.Keys);
        if (meeting.Settings.Quorum.Needed(units) is not { } needed)
        {
            return null;
        }

        int present = Units(meeting.Attendance.Values.Where(there => moment is { } at ? (there.Later || there.At <= at) && !(there.Left <= at) : there.Left is null).Select(there => there.Person));
        return new MinutesQuorum(present, needed, present >= needed);

        int Units(IEnumerable<PersonId> people) => people.Select(directory.Resolve).Distinct().SelectMany(person => electorate.Of(person)).Select(voter => voter.Key).Distinct().Count();
    }

    private static MinutesStatement? StatementOf(Meeting meeting, StandingEntries standing, Naming names) =>
        standing.Statements is [.., { Matter: StatementRead read }]
            ? new MinutesStatement(meeting.Settings.Statement, read.Reader is { } reader ? names.Of(reader) : null)
            : null;

    private static MinutesEarlier Earlier(Entry entry)
    {
        var earlier = (EarlierMinutes)entry.Matter;
        return new MinutesEarlier(earlier.Date, earlier.Outcome, earlier.Reason, earlier.Edits, earlier.Sent, entry.Number);
    }

    private static MinutesAction ActionOf(RegisteredAction action, Naming names)
    {
        ImmutableArray<string> owners = [.. action.Owners.Select(names.Of)];
        return new MinutesAction(action.Number, owners.Length == 1 ? owners[0] : null, owners, action.Text, action.Context, action.Due, action.Status,
            action.Topic, action.Meeting.Date);
    }

    private static MinutesMotion MotionOf(Entry entry, Naming names, Meeting meeting)
    {
        var motion = (Motion)entry.Matter;
        return new MinutesMotion(entry.Number, entry.Text, motion.Mover is { } mover ? names.Of(mover) : null,
            motion.Seconder is { } seconder ? names.Of(seconder) : null, motion.Outcome,
            motion.Count(Vote.Yes), motion.Count(Vote.No), motion.Count(Vote.Abstain))
        {
            Votes = motion.ByName == true
                ? [.. motion.Votes.Select(cast => new MinutesVote(OrganizationNames.Find(meeting.Organizations, cast.Key)?.NameOn(meeting.Date) ?? names.Of(cast.Value.Voter), cast.Value.Vote)).OrderBy(vote => vote.Voter, DisplayOrder.Comparer)]
                : [],
            Casting = motion.Casting is { } casting ? names.Of(casting) : null,
        };
    }
}

/// <summary>Names as they held on the day of the meeting.</summary>
internal sealed class Naming(PeopleDirectory directory, LocalDate date)
{
    private readonly Dictionary<PersonId, string> _known = [];

    public string Of(PersonId id)
    {
        if (!_known.TryGetValue(id, out string? name))
        {
            name = directory.NameOf(id, date);
            _known[id] = name;
        }

        return name;
    }

    public string Of(Named named) => named.Id is { } id ? Of(id) : named.AsTyped ?? "somebody";
}
