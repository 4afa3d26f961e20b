using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <content>What the clock brings about. A moment is a command of the bot's with an id of its own, so that it happens once.</content>
public sealed partial class Clerk
{
    /// <summary>
    /// Lets happen in a group what was due at a moment. Returns when the group's clock is to be looked at again by the same notice;
    /// null when another notice stands for that, or nothing is to come.
    /// </summary>
    public ValueTask<Instant?> StrikeAsync(GroupId id, QueuedNotice notice, Instant now, CancellationToken cancellation) => AtDeskAsync<Instant?>(id, async desk =>
    {
        var origin = new Origin(PersonId.Bot, now, Timer(notice));
        if (GroupDecider.Decide(desk.Group, new StrikeClock(NoticeWording.NothingToDiscuss), origin) is Accepted accepted)
        {
            return Again(await await AppendAsync(desk, StreamId.Of(id), accepted, origin, [], cancellation), now);
        }

        // A moment that passed without anything to say has no event, and so no notice for the next one but itself.
        bool current = GroupClock.Next(desk.Group!, notice.Due - Duration.Epsilon) == notice.Due;
        return current ? GroupClock.Next(desk.Group!, now) : null;
    }, cancellation);

    /// <summary>
    /// Asks whether a quiet meeting is over, or ends it when nobody answered. Returns when to look at it again; null once it is over.
    /// </summary>
    public ValueTask<Instant?> StrikeAsync(MeetingId id, QueuedNotice notice, Instant now, CancellationToken cancellation) => AtDeskAsync<Instant?>(id.Group, async desk =>
    {
        (Meeting? meeting, long version) = await ReadMeetingAsync(desk, id, cancellation);
        var origin = new Origin(PersonId.Bot, now, Timer(notice));
        if (meeting is not null && MeetingDecider.Decide(meeting, new StrikeMeetingClock(), origin) is Accepted accepted)
        {
            AppendResult result = await await AppendAsync(desk, desk.StreamOf(id), accepted, origin, [], cancellation, meeting.Id == desk.Meeting?.Id ? null : new MeetingRead(meeting, version));
            if (Again(result, now) is { } again)
            {
                return again;
            }

            (meeting, _) = await ReadMeetingAsync(desk, id, cancellation);
        }

        return meeting is null ? null : MeetingClock.Next(meeting);
    }, cancellation);

    /// <summary>Releases a draft for posting when its delay is over. Returns when to try again, if others kept changing the minutes; null otherwise.</summary>
    public ValueTask<Instant?> PostDueAsync(MeetingId id, QueuedNotice notice, Instant now, CancellationToken cancellation) => AtDeskAsync<Instant?>(id.Group, async desk =>
    {
        (Meeting? meeting, long version) = await ReadMeetingAsync(desk, id, cancellation);
        var origin = new Origin(PersonId.Bot, now, Timer(notice));
        return meeting is { Phase: MeetingPhase.Adjourned, Status: MinutesStatus.Draft } && MeetingDecider.Decide(meeting, new PostMinutes(), origin) is Accepted accepted
            ? Again(await await AppendAsync(desk, desk.StreamOf(id), accepted, origin, [], cancellation, meeting.Id == desk.Meeting?.Id ? null : new MeetingRead(meeting, version)), now)
            : null;
    }, cancellation);

    private static Instant? Again(AppendResult result, Instant now) => result == AppendResult.Conflict ? now + Duration.FromSeconds(1) : null;

    /// <summary>The same notice may look at the clock several times, each time at another moment.</summary>
    private static string Timer(QueuedNotice notice) => $"timer/{notice.Id}@{InstantPattern.ExtendedIso.Format(notice.Due)}";

    private async ValueTask<T> AtDeskAsync<T>(GroupId id, Func<GroupDesk, Task<T>> act, CancellationToken cancellation)
    {
        GroupDesk desk = _desks.Get(id);
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            await LoadCurrentAsync(desk, cancellation);
            return await act(desk);
        }
        finally
        {
            desk.Gate.Release();
        }
    }
}
