using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// One group's place at the desk: its folded state, kept between messages. Decisions on one group are made one after another;
/// their appends are on their way together, and each answer waits for its own.
/// </summary>
internal sealed class GroupDesk(GroupId id)
{
    private PeopleFinder? _finder;
    private (PeopleDirectory Directory, object Roster, LocalDate Date) _finderOf;
    private MeetingId? _streamOf;
    private StreamId? _stream;
    private readonly Lock _loss = new();

    public GroupId Id { get; } = id;

    public StreamId Stream { get; } = StreamId.Of(id);

    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>False when what stands at the desk may rest on an append that was not stored.</summary>
    public bool Loaded { get; private set; }

    /// <summary>The one stream in which others were ahead of our appends; null where anything may be out of date.</summary>
    public StreamId? Overtaken { get; private set; }

    /// <summary>How often the desk was read anew: what became of appends sent before that matters no more.</summary>
    public int Readings { get; private set; }

    public Group? Group { get; set; }

    public long GroupVersion { get; set; }

    public PeopleDirectory Directory { get; set; } = PeopleDirectory.Empty;

    /// <summary>The version of the directory as it was last read; entries of our own appends are newer.</summary>
    public long DirectoryVersion { get; set; }

    /// <summary>The meeting in session, else the last one whose minutes are not approved.</summary>
    public Meeting? Meeting { get; set; }

    public long MeetingVersion { get; set; }

    /// <summary>Ballots that were asked about lately.</summary>
    public Dictionary<BallotId, BallotRead> Ballots { get; } = [];

    public MinutesTemplate Template { get; set; } = MinutesTemplate.Structured;

    /// <summary>What is known to be in the store, without appends that were on their way; null where that is read from the start.</summary>
    public DeskState? Read { get; set; }

    /// <summary>
    /// The append that was sent last, which ends after all before it; a question, and a command that finds its work done, wait for it, so that
    /// they never tell what may still be lost.
    /// </summary>
    public Task<AppendResult> LastAppend { get; set; } = Task.FromResult(AppendResult.Stored);

    /// <summary>What is being told to other streams just now; empty for nothing.</summary>
    public ImmutableArray<QueuedFollowUp> Telling { get; set; } = [];

    /// <summary>True when no append is on its way and all were stored.</summary>
    public bool IsSure => Loaded && LastAppend.IsCompletedSuccessfully;

    /// <summary>The meeting that belongs at the desk.</summary>
    public MeetingId? Wanted => Group?.InSession ?? Group?.LastUnapproved;

    /// <summary>True when nothing need be read: the group, the meeting that belongs here and the template are at the desk.</summary>
    public bool IsCurrent => Loaded && Wanted == Meeting?.Id && Template.Name == Group!.Settings.Template;

    /// <summary>True when the meeting in session has ended, and its group does not know: whoever ended it is about to tell, or died before.</summary>
    public bool IsUntold => Loaded && Meeting is { IsOpen: false } ended && Group?.InSession == ended.Id;

    /// <summary>What stands at the desk now.</summary>
    public DeskState State
    {
        get => new(Group, GroupVersion, Meeting, MeetingVersion, Directory, DirectoryVersion);
        set => (Group, GroupVersion, Meeting, MeetingVersion, Directory, DirectoryVersion) = (value.Group, value.GroupVersion, value.Meeting, value.MeetingVersion, value.Directory, value.DirectoryVersion);
    }

    /// <summary>By which it is noticed that another message moved the desk on.</summary>
    public DeskVersions Versions => new(GroupVersion, Meeting?.Id, MeetingVersion, DirectoryVersion);

    /// <summary>The stream of a meeting. One line after the other asks for that of the same meeting, so its name is put together once.</summary>
    public StreamId StreamOf(MeetingId meeting)
    {
        if (_stream is null || meeting != _streamOf)
        {
            (_streamOf, _stream) = (meeting, StreamId.Of(meeting));
        }

        return _stream;
    }

    /// <summary>An append was not stored: what was decided on it is not so.</summary>
    /// <param name="reading">The reading of the desk on which it was decided.</param>
    /// <param name="overtaken">The stream in which others were ahead, where that is why.</param>
    public void Lose(int reading, StreamId? overtaken)
    {
        lock (_loss)
        {
            if (reading == Readings)
            {
                Overtaken = Loaded || Overtaken == overtaken ? overtaken : null;
                Loaded = false;
            }
        }
    }

    /// <summary>Nothing that stands at the desk is so any more: it is read from the start.</summary>
    public void Forget()
    {
        Read = null;
        Lose(Readings, null);
    }

    /// <summary>What stands at the desk comes from the store.</summary>
    public void BeLoaded()
    {
        lock (_loss)
        {
            (Loaded, Overtaken, Readings) = (true, null, Readings + 1);
        }
    }

    public PeopleFinder Finder(LocalDate today)
    {
        LocalDate date = Meeting is { IsOpen: true } open ? open.Date : today;
        object roster = Meeting is { IsOpen: true } running ? running.Roster : Group?.Roster ?? (object)this;
        if (_finder is null || !ReferenceEquals(_finderOf.Directory, Directory) || !ReferenceEquals(_finderOf.Roster, roster) || _finderOf.Date != date)
        {
            _finder = new PeopleFinder(Directory, (Meeting is { IsOpen: true } session ? session.Roster : Group?.Roster) ?? ImmutableDictionary<PersonId, Member>.Empty, date);
            _finderOf = (Directory, roster, date);
        }

        return _finder;
    }
}

/// <summary>A group with its meeting and its people at known versions.</summary>
internal sealed record DeskState(Group? Group, long GroupVersion, Meeting? Meeting, long MeetingVersion, PeopleDirectory Directory, long DirectoryVersion);

/// <summary>How far a desk has read.</summary>
internal readonly record struct DeskVersions(long Group, MeetingId? Meeting, long MeetingVersion, long Directory);

/// <summary>A ballot as its stream leaves it at a version; null while the stream is empty.</summary>
internal sealed record BallotRead(Ballot? Ballot, long Version);
