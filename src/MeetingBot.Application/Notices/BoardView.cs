using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// What the board of a meeting shows, and the panel of whoever presides or takes the minutes. It is drawn anew within a second of whatever is
/// recorded, so it is not made of the minutes: a long meeting costs what a short one does.
/// </summary>
public sealed record BoardView
{
    /// <summary>How many of the last entries are shown.</summary>
    private const int LastRecorded = 5;

    /// <summary>The group's name.</summary>
    public required string GroupName { get; init; }

    /// <summary>The meeting's day, in the group's zone.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>Where the meeting stands.</summary>
    public required MeetingPhase Phase { get; init; }

    /// <summary>Who presides; null when nobody was named.</summary>
    public string? Presider { get; init; }

    /// <summary>Who is or was there, sorted as in the minutes.</summary>
    public ImmutableArray<MinutesAttendee> Attendees { get; init; } = [];

    /// <summary>The quorum now; null where the group has no quorum rule.</summary>
    public MinutesQuorum? Quorum { get; init; }

    /// <summary>The agenda as it stands.</summary>
    public ImmutableArray<MinutesAgendaItem> Agenda { get; init; } = [];

    /// <summary>The heading under discussion; null for none.</summary>
    public string? CurrentTopic { get; init; }

    /// <summary>The entry of the heading under discussion, which a button carries as <see cref="ChatMessage.SeenTopic"/>; 0 before the first topic.</summary>
    public int TopicEntry { get; init; }

    /// <summary>The position on the agenda of the item under discussion; null when the topic is on no agenda.</summary>
    public int? CurrentItem { get; init; }

    /// <summary>The item that <c>next topic</c> opens; null at the end of the agenda.</summary>
    public MinutesAgendaItem? NextItem { get; init; }

    /// <summary>Who waits for the floor, in order.</summary>
    public ImmutableArray<string> Queue { get; init; } = [];

    /// <summary>What was decided last, by decision or by vote; null while nothing was.</summary>
    public RecordedLine? LastDecision { get; init; }

    /// <summary>What was recorded last, oldest first, without headings: a few entries, in a line each.</summary>
    public ImmutableArray<RecordedLine> Recorded { get; init; } = [];

    /// <summary>True when the viewer may record, correct and move entries.</summary>
    public bool Scribing { get; init; }

    /// <summary>The last entry of the viewer's own that stands, which a button carries to take back that one and no other; null for none.</summary>
    public int? OwnEntry { get; init; }

    /// <summary>The days of earlier minutes that wait for this meeting to deal with them, oldest first.</summary>
    public ImmutableArray<LocalDate> EarlierMinutes { get; init; } = [];

    /// <summary>A meeting as its board shows it.</summary>
    /// <param name="group">Its group's name.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="directory">The group's people.</param>
    /// <param name="viewer">Who looks at it; null for everybody.</param>
    public static BoardView Of(string group, Meeting meeting, PeopleDirectory directory, PersonId? viewer)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(directory);
        ImmutableArray<MinutesAgendaItem> agenda = MinutesDraft.AgendaOf(meeting, directory);
        AgendaItem? next = meeting.Agenda.NextAfter(meeting.CurrentItem ?? 0);
        return new BoardView
        {
            GroupName = group,
            Date = meeting.Date,
            Phase = meeting.Phase,
            Presider = meeting.Presider is { } presider ? directory.NameOf(presider, meeting.Date) : null,
            Attendees = MinutesDraft.AttendeesOf(meeting, directory),
            Quorum = MinutesDraft.QuorumOf(meeting, directory),
            Agenda = agenda,
            CurrentTopic = meeting.TopicTitle(meeting.Topic),
            TopicEntry = meeting.Topic,
            CurrentItem = meeting.CurrentItem,
            NextItem = next is null ? null : agenda[meeting.Agenda.PositionOf(next.Id) - 1],
            Queue = [.. meeting.Queue.Select(queued => directory.NameOf(queued.Person))],
            LastDecision = meeting.Entries.FindLast(entry => Summaries.Reached(entry) is not null) is { } decision ? new RecordedLine(decision.Number, decision.Text) : null,
            Recorded = [.. meeting.Entries.NewestFirst().Where(entry => entry is { Struck: false, Matter: not Heading }).Take(LastRecorded).Reverse().Select(entry => new RecordedLine(entry.Number, Wording.Line(entry, directory)))],
            Scribing = meeting.Allows(viewer ?? PersonId.Bot, Permission.Scribe),
            OwnEntry = viewer is { } person ? meeting.Acts.Of(person).FirstOrDefault(act => act.Kind == ActKind.Entry && !meeting.Entries[act.Entry - 1].Struck)?.Entry : null,
            EarlierMinutes = meeting.IsOpen ? [.. Waiting(meeting).Order()] : [],
        };
    }

    private static IEnumerable<LocalDate> Waiting(Meeting meeting) => meeting.Called.PendingMinutes.IsEmpty ? []
        : meeting.Called.PendingMinutes.Except(meeting.Entries.Where(entry => !entry.Struck).Select(entry => entry.Matter).OfType<EarlierMinutes>().Select(earlier => earlier.Date));
}
