using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>Reading and appending: the group and its meetings, and what one tells another.</content>
public sealed partial class Clerk
{
    private async ValueTask LoadAsync(GroupDesk desk, CancellationToken cancellation)
    {
        if (!desk.Loaded)
        {
            StreamTail tail = await _store.ReadAsync(StreamId.Of(desk.Id), 0, cancellation);
            Group? group = null;
            foreach (Recorded<StreamEvent> recorded in tail.Events)
            {
                group = Group.Evolve(group, (GroupEvent)recorded.Event, recorded.Origin);
            }

            desk.Group = group ?? throw new InvalidOperationException($"The group {desk.Id} is bound to a conversation, but has no events.");
            desk.GroupVersion = tail.Version;
            desk.Directory = await _store.ReadDirectoryAsync(desk.Id, -1, cancellation) is { } page ? PeopleDirectory.Of(page.Version, page.People) : PeopleDirectory.Empty;
            desk.Meeting = null;
            desk.MeetingVersion = 0;
            desk.LastAppend = Stored;
            desk.Loaded = true;
        }

        if (desk.Wanted != desk.Meeting?.Id)
        {
            (desk.Meeting, desk.MeetingVersion) = desk.Wanted is { } wanted ? await ReadMeetingAsync(desk, wanted, cancellation) : (null, 0);
        }

        string template = desk.Group!.Settings.Template;
        if (desk.Template.Name != template)
        {
            string? own = MinutesTemplate.BuiltIn.Contains(template) ? null : await _store.ReadTextAsync(desk.Id, template, cancellation);
            desk.Template = own is null && !MinutesTemplate.BuiltIn.Contains(template) ? MinutesTemplate.Structured : new MinutesTemplate(template, own);
        }
    }

    private async ValueTask<(Meeting? Meeting, long Version)> ReadMeetingAsync(GroupDesk desk, MeetingId id, CancellationToken cancellation)
    {
        if (desk.Meeting?.Id == id)
        {
            return (desk.Meeting, desk.MeetingVersion);
        }

        var stream = StreamId.Of(id);
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

        return (meeting, tail.Version);
    }

    /// <summary>
    /// Sends a batch on its way and makes it the cached state. With follow-ups it is awaited, and they are driven, before
    /// anything else is decided on the group.
    /// </summary>
    private async ValueTask<Task<AppendResult>> AppendAsync(GroupDesk desk, StreamId stream, Accepted accepted, Origin origin, ImmutableArray<PersonCard> people,
        CancellationToken cancellation, (Meeting Meeting, long Version)? elsewhere = null)
    {
        bool ofGroup = accepted.Events[0] is GroupEvent;
        var append = new Append(stream, elsewhere?.Version ?? (ofGroup ? desk.GroupVersion : desk.MeetingVersion), accepted.Events, origin)
        {
            People = people,
            FollowUps = [.. accepted.FollowUps.Select((told, index) => new QueuedFollowUp($"{origin.MessageId}/{index + 1}",
                told.Meeting is { } other ? StreamId.Of(other) : StreamId.Of(desk.Id), origin, told.FollowUp))],
            Bindings = [.. accepted.Events.OfType<ConversationBound>().Select(bound => bound.Conversation)],
        };
        Group group = ofGroup ? Folded(desk.Group, accepted.Events, origin) : desk.Group!;
        Meeting? meeting = ofGroup ? null : Folded(elsewhere?.Meeting ?? desk.Meeting, accepted.Events, origin);
        append = append with { Notices = NoticeRules.For(append, desk.Group, group, meeting, _options) };
        Task<AppendResult> sent = SendAsync(desk, append, cancellation);
        desk.LastAppend = sent;
        if (accepted.FollowUps.IsEmpty)
        {
            Settle();

            return Changed is null && append.Notices.IsEmpty ? sent : AnnouncedAsync(desk, append, sent);
        }

        if (await sent == AppendResult.Stored)
        {
            Settle();

            foreach (QueuedFollowUp followUp in append.FollowUps)
            {
                await TellAsync(desk, followUp, cancellation);
            }

            Announce(desk, append);
        }

        return sent;

        void Settle()
        {
            if (ofGroup)
            {
                (desk.Group, desk.GroupVersion) = (group, desk.GroupVersion + accepted.Events.Length);
            }
            else if (elsewhere is null)
            {
                (desk.Meeting, desk.MeetingVersion) = (meeting, desk.MeetingVersion + accepted.Events.Length);
            }

            desk.Directory = people.IsDefaultOrEmpty || elsewhere is not null ? desk.Directory : desk.Directory.With(people);
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
        try
        {
            AppendResult result = await _store.AppendAsync(append, cancellation);
            if (result != AppendResult.Stored)
            {
                desk.Loaded = false;
            }

            return result;
        }
        catch
        {
            desk.Loaded = false;
            throw;
        }
    }

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
            await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
            return;
        }

        bool toGroup = followUp.Target == StreamId.Of(desk.Id);
        var origin = followUp.Origin with { MessageId = followUp.Id };
        for (int attempt = 1; ; attempt++)
        {
            await LoadAsync(desk, cancellation);
            Outcome outcome;
            (Meeting Meeting, long Version)? elsewhere = null;
            if (toGroup)
            {
                outcome = GroupDecider.Decide(desk.Group, new TakeFollowUp(followUp.FollowUp), origin);
            }
            else
            {
                MeetingId id = followUp.Target.Meeting ?? throw new InvalidOperationException($"{followUp.Target} names no meeting.");
                (Meeting? meeting, long version) = await ReadMeetingAsync(desk, id, cancellation);
                outcome = MeetingDecider.Decide(meeting, new HearFollowUp(followUp.FollowUp), origin);
                elsewhere = meeting is not null && meeting.Id != desk.Meeting?.Id ? (meeting, version) : null;
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

            desk.Loaded = false;
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{followUp.Target}: other writers kept moving the stream; the follow-up {followUp.Id} stays queued.");
            }
        }

        await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
    }

    /// <summary>Drives what is still queued for a stream, after a crash.</summary>
    private async ValueTask DriveAsync(GroupDesk desk, StreamId target, CancellationToken cancellation)
    {
        foreach (QueuedFollowUp followUp in await _store.PendingFollowUpsAsync(1000, cancellation))
        {
            if (followUp.Target == target && followUp.FollowUp is CallMeeting call)
            {
                var origin = followUp.Origin with { MessageId = followUp.Id };
                var append = new Append(target, 0, [new MeetingCalled(call.Convocation)], origin);
                append = append with { Notices = NoticeRules.For(append, desk.Group, desk.Group!, Folded((Meeting?)null, append.Events, origin), _options) };
                await _store.AppendAsync(append, cancellation);
                if (!append.Notices.IsEmpty)
                {
                    NoticeQueued?.Invoke();
                }

                await _store.CompleteFollowUpAsync(followUp.Id, cancellation);
            }
        }
    }

    /// <summary>Drives every follow-up that a crash left behind; called before the first message is taken, and from time to time.</summary>
    public async ValueTask<int> DriveFollowUpsAsync(CancellationToken cancellation)
    {
        int driven = 0;
        foreach (QueuedFollowUp followUp in await _store.PendingFollowUpsAsync(1000, cancellation))
        {
            GroupDesk desk = Desk(followUp.Target.Group);
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
