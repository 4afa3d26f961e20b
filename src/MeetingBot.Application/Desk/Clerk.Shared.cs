using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>Working beside other replicas on one store: what is kept in memory is checked against the streams' tails.</content>
public sealed partial class Clerk
{
    /// <summary>Loads what is wanted, and what other replicas wrote since.</summary>
    private async ValueTask LoadCurrentAsync(GroupDesk desk, CancellationToken cancellation)
    {
        if (_options.Shared && desk.Loaded)
        {
            await CatchUpAsync(desk, cancellation);
        }

        await LoadAsync(desk, cancellation);
    }

    /// <summary>The desk of the group that the conversation belongs to now; another replica may have bound it to another one.</summary>
    private async ValueTask<GroupDesk> ReboundAsync(Room room, GroupDesk desk, CancellationToken cancellation)
    {
        if (await _store.FindBindingAsync(room.Conversation, cancellation) is not { } bound || bound == desk.Id)
        {
            return desk;
        }

        room.Group = bound;
        return _desks.Get(bound);
    }

    /// <summary>Reads what other replicas wrote; false where they wrote nothing.</summary>
    private async ValueTask<bool> RefreshAsync(GroupDesk desk, CancellationToken cancellation)
    {
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            return await CatchUpAsync(desk, cancellation);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>
    /// Goes back to what is sure, and reads what others wrote: in the one stream in which they were ahead, where nothing beside it was changed
    /// since, else everywhere.
    /// </summary>
    private async ValueTask ReturnAsync(GroupDesk desk, DeskState sure, CancellationToken cancellation)
    {
        await ((Task)desk.LastAppend).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        StreamId? overtaken = desk.Directory == sure.Directory ? desk.Overtaken : null;
        bool inMeeting = sure.Meeting is { } meeting && overtaken == desk.StreamOf(meeting.Id) && desk.Group == sure.Group;
        bool inGroup = overtaken == desk.Stream && desk.Meeting == sure.Meeting;
        (desk.State, desk.LastAppend) = (sure, Stored);
        desk.BeLoaded();
        if (!inMeeting && !inGroup)
        {
            await CatchUpAsync(desk, cancellation);
            return;
        }

        desk.Ballots.Clear();
        StreamTail tail = await _store.ReadOvertakenAsync(overtaken!, inGroup ? desk.GroupVersion : desk.MeetingVersion, cancellation);
        _ = inGroup ? Fold(desk, tail) : FoldMeeting(desk, tail);
        if (inGroup || tail.Events.Any(recorded => Persons.In(recorded).Any(person => !IsKnown(desk, person))))
        {
            await ReadPeopleAsync(desk, cancellation);
        }

        desk.Read = desk.State;
    }

    private static bool IsKnown(GroupDesk desk, PersonId person) => person == PersonId.Bot || desk.Directory.Find(person) is not null;

    private async ValueTask<bool> ReadPeopleAsync(GroupDesk desk, CancellationToken cancellation)
    {
        if (await _store.ReadDirectoryAsync(desk.Id, desk.DirectoryVersion, cancellation) is not { } page)
        {
            return false;
        }

        (desk.Directory, desk.DirectoryVersion) = (PeopleDirectory.Of(page.Version, page.People), page.Version);
        return true;
    }

    /// <summary>One round trip: the tails of the group and of its meeting, and the directory where it changed. True where anything was new.</summary>
    private async ValueTask<bool> CatchUpAsync(GroupDesk desk, CancellationToken cancellation)
    {
        await ((Task)desk.LastAppend).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!desk.Loaded)
        {
            return true;
        }

        bool ballots = desk.Ballots.Count > 0;
        desk.Ballots.Clear(); // read again where one is wanted
        Task<StreamTail> group = _store.ReadAsync(desk.Stream, desk.GroupVersion, cancellation).AsTask();
        Task<StreamTail> meeting = desk.Meeting is { } open ? _store.ReadAsync(desk.StreamOf(open.Id), desk.MeetingVersion, cancellation).AsTask() : Task.FromResult(new StreamTail(0, []));
        Task<bool> people = ReadPeopleAsync(desk, cancellation).AsTask();
        await Task.WhenAll(group, meeting, people);

        bool changed = ballots | Fold(desk, await group) | FoldMeeting(desk, await meeting) | await people;
        (desk.Read, desk.LastAppend) = (desk.State, Stored);
        return changed;
    }

    private static bool Fold(GroupDesk desk, StreamTail tail)
    {
        foreach (Recorded<StreamEvent> recorded in tail.Events)
        {
            desk.Group = Group.Evolve(desk.Group, (GroupEvent)recorded.Event, recorded.Origin);
        }

        if (!tail.Events.IsEmpty && !MinutesTemplate.BuiltIn.Contains(desk.Template.Name))
        {
            desk.Template = MinutesTemplate.Structured; // the group's own may have another text now; it is read again where it is wanted
        }

        desk.GroupVersion = tail.Version;
        return !tail.Events.IsEmpty;
    }

    private static bool FoldMeeting(GroupDesk desk, StreamTail tail)
    {
        foreach (Recorded<StreamEvent> recorded in tail.Events)
        {
            desk.Meeting = MeetingFold.Evolve(desk.Meeting, (MeetingEvent)recorded.Event, recorded.Origin);
        }

        desk.MeetingVersion = desk.Meeting is null ? 0 : tail.Version;
        return !tail.Events.IsEmpty;
    }
}
