using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Reading and appending: the group and its meetings, and what one tells another.</content>
public sealed partial class Clerk
{
    private ValueTask LoadAsync(GroupDesk desk, CancellationToken cancellation) => desk.IsCurrent ? default : ReadAsync(desk, cancellation);

    private async ValueTask ReadAsync(GroupDesk desk, CancellationToken cancellation)
    {
        if (!desk.Loaded && desk.Read is { } sure)
        {
            await ReturnAsync(desk, sure, cancellation);
        }

        if (!desk.Loaded)
        {
            StreamTail tail = await _store.ReadAsync(desk.Stream, 0, cancellation);
            Group? group = null;
            foreach (Recorded<StreamEvent> recorded in tail.Events)
            {
                group = Group.Evolve(group, (GroupEvent)recorded.Event, recorded.Origin);
            }

            if (group is null)
            {
                Leave(desk.Id); // removed by another replica, or from the command line
                throw new InvalidOperationException($"The group {desk.Id} is no more.");
            }

            desk.Group = group;
            desk.GroupVersion = tail.Version;
            DirectoryPage? page = await _store.ReadDirectoryAsync(desk.Id, -1, cancellation);
            desk.Directory = page is null ? PeopleDirectory.Empty : PeopleDirectory.Of(page.Version, page.People);
            desk.DirectoryVersion = page?.Version ?? 0;
            desk.Meeting = null;
            desk.MeetingVersion = 0;
            desk.Ballots.Clear();
            desk.LastAppend = Stored;
            desk.BeLoaded();
        }

        if (desk.Wanted != desk.Meeting?.Id)
        {
            (desk.Meeting, desk.MeetingVersion) = desk.Wanted is { } wanted ? await ReadMeetingAsync(desk, wanted, cancellation) : new MeetingRead(null, 0);
        }

        string template = desk.Group!.Settings.Template;
        if (desk.Template.Name != template)
        {
            string? own = MinutesTemplate.BuiltIn.Contains(template) ? null : await _store.ReadTextAsync(desk.Id, template, cancellation);
            desk.Template = own is null && !MinutesTemplate.BuiltIn.Contains(template) ? MinutesTemplate.Structured : new MinutesTemplate(template, own);
        }

        if (_options.Shared && desk.IsSure)
        {
            desk.Read = desk.State;
        }
    }

    private async ValueTask<MeetingRead> ReadMeetingAsync(GroupDesk desk, MeetingId id, CancellationToken cancellation)
    {
        if (desk.Meeting?.Id == id)
        {
            return new MeetingRead(desk.Meeting, desk.MeetingVersion);
        }

        StreamId stream = desk.StreamOf(id);
        StreamTail tail = await _store.ReadAsync(stream, 0, cancellation);
        if (tail.Version == 0)
        {
            // The process ended between calling the meeting and telling its stream.
            await DriveAsync(desk, stream, cancellation);
            tail = await _store.ReadAsync(stream, 0, cancellation);
        }

        Meeting? meeting = null;
        foreach (Recorded<StreamEvent> recorded in tail.Events)
        {
            meeting = MeetingFold.Evolve(meeting, (MeetingEvent)recorded.Event, recorded.Origin);
        }

        return new MeetingRead(meeting, tail.Version);
    }

    /// <summary>A meeting as its stream leaves it at a version; null while the stream is empty.</summary>
    private sealed record MeetingRead(Meeting? Meeting, long Version);

    /// <summary>
    /// Sends a batch on its way and makes it the cached state. With follow-ups it is awaited, and they are driven, before
    /// anything else is decided on the group.
    /// </summary>
    private ValueTask<Task<AppendResult>> AppendAsync(GroupDesk desk, StreamId stream, Accepted accepted, Origin origin, ImmutableArray<PersonCard> people,
        CancellationToken cancellation, MeetingRead? elsewhere = null)
    {
        bool ofGroup = accepted.Events[0] is GroupEvent;
        var append = new Append(stream, elsewhere?.Version ?? (ofGroup ? desk.GroupVersion : desk.MeetingVersion), accepted.Events, origin)
        {
            People = people,
            FollowUps = accepted.FollowUps.IsEmpty ? [] : Queued(desk, accepted.FollowUps, origin),
            Bindings = ofGroup ? [.. accepted.Events.SelectMany(Bound)] : [],
        };
        Group group = ofGroup ? Folded(desk.Group, accepted.Events, origin) : desk.Group!;
        Meeting? meeting = ofGroup ? null : Folded(elsewhere is null ? desk.Meeting : elsewhere.Meeting, accepted.Events, origin);
        ImmutableArray<QueuedNotice> notices = NoticeRules.For(append, desk.Group, group, meeting, _options);
        append = notices.IsEmpty ? append : append with { Notices = notices };
        Task<AppendResult> sent = SendAsync(desk, append, cancellation);
        desk.LastAppend = sent;
        if (!append.FollowUps.IsEmpty)
        {
            return AppendAndTellAsync(desk, append, sent, group, meeting, elsewhere is null, cancellation);
        }

        if (elsewhere is null)
        {
            Settle(desk, append, group, meeting);
        }

        return new(Changed is null && append.Notices.IsEmpty ? sent : AnnouncedAsync(desk, append, sent));
    }

    /// <summary>The conversations that an event binds to the group.</summary>
    private static IEnumerable<string> Bound(StreamEvent happened) => happened switch
    {
        GroupFounded founded => [founded.Conversation],
        ConversationBound bound => [bound.Conversation],
        ConversationMoved moved => [moved.To],
        FeedOpened opened => [FeedOf(opened.Token)],
        _ => [],
    };

    private static ImmutableArray<QueuedFollowUp> Queued(GroupDesk desk, ImmutableArray<Told> followUps, Origin origin) =>
    [
        .. followUps.Select((told, index) => new QueuedFollowUp($"{origin.MessageId}/{index + 1}",
            told.Meeting is { } meeting ? StreamId.Of(meeting) : desk.Stream, origin, told.FollowUp)),
    ];

    private async ValueTask<Task<AppendResult>> AppendAndTellAsync(GroupDesk desk, Append append, Task<AppendResult> sent, Group group, Meeting? meeting, bool here, CancellationToken cancellation)
    {
        if (await sent == AppendResult.Stored)
        {
            if (here)
            {
                Settle(desk, append, group, meeting);
            }

            await TellAllAsync(desk, append.FollowUps, cancellation);
            Announce(desk, append);
        }

        return sent;
    }

    /// <summary>Drives the follow-ups of what is stored. Where that fails nobody must hear that nothing is recorded; they are driven later.</summary>
    private async ValueTask TellAllAsync(GroupDesk desk, ImmutableArray<QueuedFollowUp> followUps, CancellationToken cancellation)
    {
        desk.Telling = followUps;
        try
        {
            foreach (QueuedFollowUp followUp in followUps)
            {
                await TellAsync(desk, followUp, cancellation);
            }
        }
        catch (Exception problem) when (problem is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new OutcomeUnknownException($"What follows from a message to {desk.Id} is not done yet: {problem.Message}", problem);
        }
        finally
        {
            desk.Telling = [];
        }
    }

    private async Task<AppendResult> AnnouncedAsync(GroupDesk desk, Append append, Task<AppendResult> sent)
    {
        AppendResult result = await sent;
        if (result == AppendResult.Stored)
        {
            Announce(desk, append);
        }

        return result;
    }

    private async Task<AppendResult> SendAsync(GroupDesk desk, Append append, CancellationToken cancellation)
    {
        int reading = desk.Readings;
        Task before = desk.LastAppend;
        if (!desk.Loaded)
        {
            return AppendResult.Conflict; // decided on an append that came to nothing meanwhile
        }

        if (_options.Shared && desk.IsSure)
        {
            desk.Read = desk.State;
        }

        try
        {
            AppendResult result = await StoreAsync(append, cancellation);
            if (result != AppendResult.Stored)
            {
                desk.Lose(reading, result == AppendResult.Conflict ? append.Stream : null);
            }

            return result;
        }
        catch
        {
            desk.Lose(reading, null);
            throw;
        }
        finally
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ValueTask<AppendResult> StoreAsync(Append append, CancellationToken cancellation) =>
        _options.Measures is { WatchesAppends: true } measures ? measures.AppendAsync(_store, append, cancellation) : _store.AppendAsync(append, cancellation);

    /// <summary>Tells pages and the poster, once what happened is stored and can be seen.</summary>
    private void Announce(GroupDesk desk, Append append)
    {
        if (Changed is { } changed)
        {
            foreach (string conversation in desk.Group?.Conversations ?? [])
            {
                changed(conversation);
            }
        }

        if (!append.Notices.IsEmpty)
        {
            NoticeQueued?.Invoke();
        }
    }

    private static void Settle(GroupDesk desk, Append append, Group group, Meeting? meeting)
    {
        if (meeting is null)
        {
            (desk.Group, desk.GroupVersion) = (group, desk.GroupVersion + append.Events.Length);
        }
        else
        {
            (desk.Meeting, desk.MeetingVersion) = (meeting, desk.MeetingVersion + append.Events.Length);
        }

        if (!append.People.IsDefaultOrEmpty)
        {
            desk.Directory = desk.Directory.With(append.People);
        }
    }

    private static Group Folded(Group? group, ImmutableArray<StreamEvent> events, Origin origin)
    {
        foreach (StreamEvent happened in events)
        {
            group = Group.Evolve(group, (GroupEvent)happened, origin);
        }

        return group!;
    }

    private static Meeting Folded(Meeting? meeting, ImmutableArray<StreamEvent> events, Origin origin)
    {
        foreach (StreamEvent happened in events)
        {
            meeting = MeetingFold.Evolve(meeting, (MeetingEvent)happened, origin);
        }

        return meeting!;
    }

    /// <summary>Tells another stream what a follow-up says, once; and what that stream then tells others.</summary>
    private async ValueTask TellAsync(GroupDesk desk, QueuedFollowUp followUp, CancellationToken cancellation)
    {
        if (followUp.FollowUp is RewritePassage rewrite)
        {
            await RewriteAsync(desk, followUp.Target, rewrite, cancellation);
            await _store.CompleteFollowUpAsync(followUp.Id, cancellation, erases: true);
            return;
        }

        if (followUp.FollowUp is EraseNames erase)
        {
            await EraseAsync(desk.Id, erase.Person, cancellation);
            await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
            return;
        }

        if (followUp.FollowUp is RemoveRecord remove)
        {
            await RemoveRecordAsync(desk, remove.Meeting, cancellation);
            await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
            return;
        }

        bool toGroup = followUp.Target == desk.Stream;
        var origin = followUp.Origin with { MessageId = followUp.Id };
        for (int attempt = 1; ; attempt++)
        {
            await LoadAsync(desk, cancellation);
            Outcome outcome;
            MeetingRead? elsewhere = null;
            if (toGroup)
            {
                outcome = GroupDecider.Decide(desk.Group, new TakeFollowUp(followUp.FollowUp), origin);
            }
            else
            {
                MeetingId id = followUp.Target.Meeting ?? throw new InvalidOperationException($"{followUp.Target} names no meeting.");
                MeetingRead read = await ReadMeetingAsync(desk, id, cancellation);
                outcome = MeetingDecider.Decide(read.Meeting, new HearFollowUp(followUp.FollowUp), origin);
                elsewhere = read.Meeting is { } meeting && meeting.Id != desk.Meeting?.Id ? read : null;
            }

            if (outcome is not Accepted accepted)
            {
                break;
            }

            Task<AppendResult> append = await AppendAsync(desk, followUp.Target, accepted, origin, [], cancellation, elsewhere);
            AppendResult result = await append;
            if (result != AppendResult.Conflict)
            {
                break;
            }

            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{followUp.Target}: other writers kept moving the stream; the follow-up {followUp.Id} stays queued.");
            }
        }

        await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
    }

    /// <summary>Calls a meeting that its stream was not told of yet: because it is being told just now, or was not before a crash.</summary>
    private async ValueTask DriveAsync(GroupDesk desk, StreamId target, CancellationToken cancellation)
    {
        bool now = desk.Telling.Any(followUp => followUp.Target == target);
        foreach (QueuedFollowUp followUp in now ? desk.Telling : await _store.PendingFollowUpsAsync(1000, cancellation))
        {
            if (followUp.Target == target && followUp.FollowUp is CallMeeting call)
            {
                var origin = followUp.Origin with { MessageId = followUp.Id };
                var append = new Append(target, 0, [new MeetingCalled(call.Convocation)], origin);
                append = append with { Notices = NoticeRules.For(append, desk.Group, desk.Group!, Folded((Meeting?)null, append.Events, origin), _options) };
                await StoreAsync(append, cancellation);
                if (!append.Notices.IsEmpty)
                {
                    NoticeQueued?.Invoke();
                }

                await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
            }
        }
    }

    /// <summary>Tells the group what is queued for it.</summary>
    private async ValueTask DriveAsync(GroupDesk desk, CancellationToken cancellation)
    {
        foreach (QueuedFollowUp followUp in await _store.PendingFollowUpsAsync(1000, cancellation))
        {
            if (followUp.Target == desk.Stream)
            {
                await TellAsync(desk, followUp, cancellation);
            }
        }

        await LoadAsync(desk, cancellation);
    }

    /// <summary>Drives every follow-up that is queued.</summary>
    public ValueTask<int> DriveFollowUpsAsync(CancellationToken cancellation) => DriveFollowUpsAsync(Instant.MaxValue, cancellation);

    /// <summary>Drives every follow-up that a crash left behind; called from time to time, and by the one process of a store before the first message is taken.</summary>
    /// <param name="before">Where there are other replicas, younger ones are left to whoever queued them, who is most likely at it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<int> DriveFollowUpsAsync(Instant before, CancellationToken cancellation)
    {
        int driven = 0;
        foreach (QueuedFollowUp followUp in await _store.PendingFollowUpsAsync(1000, cancellation))
        {
            if (_options.Shared && followUp.Origin.At > before)
            {
                continue;
            }

            GroupDesk desk = _desks.Get(followUp.Target.Group);
            await desk.Gate.WaitAsync(cancellation);
            try
            {
                await TellAsync(desk, followUp, cancellation);
                driven++;
            }
            finally
            {
                desk.Gate.Release();
            }
        }

        return driven;
    }
}
