using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Which events make something due to be said, or looked at again. Pure.</summary>
public static class NoticeRules
{
    /// <summary>How soon a cancellation is taken back for its notice to be edited rather than followed by another.</summary>
    public static readonly Duration SecondThoughts = Duration.FromMinutes(10);

    private static readonly Duration DraftPatience = Duration.FromHours(24);
    private static readonly Duration EditPause = Duration.FromSeconds(20);

    /// <summary>The notices of a batch, each with an id made of stream, version, kind and target.</summary>
    /// <param name="append">The batch.</param>
    /// <param name="before">The group before it; null for one that is only being founded.</param>
    /// <param name="after">The group after it.</param>
    /// <param name="meeting">The meeting after it, for a batch of a meeting; null otherwise.</param>
    /// <param name="options">Whether clocks run, and whether drafts wait.</param>
    public static ImmutableArray<QueuedNotice> For(Append append, Group? before, Group after, Meeting? meeting, ClerkOptions options)
    {
        ImmutableArray<QueuedNotice> notices = [];
        Origin origin = append.Origin;
        for (int index = 0; index < append.Events.Length; index++)
        {
            long version = append.Expected + index + 1;
            if (meeting is { IsOpen: true } && IsTalk(append.Events[index]))
            {
                continue;
            }

            foreach (Due due in append.Events[index] is MeetingEvent happened
                ? meeting is null ? [] : OfMeeting(happened, meeting, origin, options)
                : OfGroup(append.Events[index], before, after, origin))
            {
                string place = NoticeKinds.IsOwnWork(due.Kind) ? "" : due.Kind is NoticeKinds.Board or NoticeKinds.Panel ? meeting!.Called.Conversation : after.Home;
                string id = $"{append.Stream}/{version}/{due.Kind}/";
                notices = notices.Add(due.To is { } to
                    ? new QueuedNotice(id + to.Value + due.Mark, append.Group, place.Length == 0 ? "" : QueuedNotice.Alone(place, to), due.Kind, $"{due.Subject} {to.Value}", due.At)
                    : new QueuedNotice(id + place + due.Mark, append.Group, place, due.Kind, due.Subject, due.At));
            }
        }

        if (options.Clocks && append.Events[0] is GroupEvent && GroupClock.Next(after, origin.At) is { } next && (before is null || GroupClock.Next(before, origin.At) != next))
        {
            notices = notices.Add(new QueuedNotice($"{append.Stream}/{append.Expected + append.Events.Length}/{NoticeKinds.GroupClock}/", append.Group, "", NoticeKinds.GroupClock, after.Id.Value, next));
        }

        return notices;
    }

    /// <summary>When the draft of a meeting that ended posts itself, not in the quiet hours; null when it never does, and where nothing was recorded.</summary>
    public static Instant? PostsAt(Meeting meeting, bool atOnce)
    {
        int minutes = meeting.Settings.PostAfterMinutes ?? (meeting.Chaired ? 60 : 2);
        return minutes < 0 || meeting.Ended is not { } ended || meeting.Entries.All(entry => entry.Struck) ? null
            : atOnce || minutes == 0 ? ended
            : Loud(meeting.Settings, ended + Duration.FromMinutes(minutes));
    }

    private static Instant Loud(Settings settings, Instant at) => settings.Quiet?.EndAfter(at, settings.Zone) ?? at;

    private static IEnumerable<Due> OfGroup(StreamEvent happened, Group? before, Group after, Origin origin)
    {
        switch (happened)
        {
            case OccurrenceCancelled cancelled:
                yield return new Due(NoticeKinds.Cancelled, Words.Iso(cancelled.Date), origin.At);
                break;
            case OccurrenceRestored restored:
                bool soon = before?.CancelledAt.TryGetValue(restored.Date, out Instant cancelledAt) == true && origin.At - cancelledAt < SecondThoughts;
                yield return new Due(soon ? NoticeKinds.CancellationWithdrawn : NoticeKinds.Restored, Words.Iso(restored.Date), origin.At);
                break;
            case OccurrenceMoved moved:
                yield return new Due(NoticeKinds.Moved, Words.Iso(moved.To), origin.At);
                break;
            case MeetingAnnounced announced:
                yield return new Due(NoticeKinds.Announced, Words.Iso(announced.Date), origin.At);
                break;
            case MeetingReminded reminded:
                yield return new Due(NoticeKinds.Reminder, Words.Iso(reminded.Date), origin.At);
                break;
            case PersonForgotten:
                foreach (MeetingId held in after.Held)
                {
                    yield return new Due(NoticeKinds.MinutesFiled, held.ToString(), origin.At, Mark: held.ToString());
                }

                break;
            case NoticeGivenUp failed:
                foreach (PersonId officer in Responsible(after))
                {
                    yield return new Due(NoticeKinds.GivenUp, $"{failed.Kind} {failed.Subject}", origin.At, officer);
                }

                break;
            case ActionsFellDue fell:
                foreach (PersonId owner in after.Actions.Values.Where(action => action.Status == ActionStatus.Open && action.Due == fell.Day)
                    .SelectMany(action => action.Owners).Select(owner => owner.Id).OfType<PersonId>().Distinct())
                {
                    yield return new Due(NoticeKinds.ActionDue, Words.Iso(fell.Day), origin.At, owner);
                }

                break;
        }
    }

    /// <summary>Who looks after what the bot does: the officers, in an open group its admins.</summary>
    private static IEnumerable<PersonId> Responsible(Group group) =>
        group.Roster.Values.Where(member => member.Role.IsOfficer()).Select(member => member.Id) is var officers && officers.Any() ? officers : group.Admins;

    /// <summary>Most of what is said in a meeting makes nothing due.</summary>
    private static bool IsTalk(StreamEvent happened) =>
        happened is EntryRecorded { Matter: not Heading } or EntryCorrected or AttendanceRecorded or SpeakerQueued or SpeakerCalled or SpeakerUnqueued or VoteRecorded;

    private static IEnumerable<Due> OfMeeting(MeetingEvent happened, Meeting meeting, Origin origin, ClerkOptions options)
    {
        string subject = meeting.Id.ToString();
        switch (happened)
        {
            case MeetingCalled or AdjournmentWithdrawn when options.Clocks:
                if (MeetingClock.Next(meeting) is { } next)
                {
                    yield return new Due(NoticeKinds.MeetingClock, subject, next);
                }

                if (happened is MeetingCalled)
                {
                    yield return new Due(NoticeKinds.Board, subject, origin.At);
                }

                if (happened is MeetingCalled && meeting.Presider is { } chair)
                {
                    yield return new Due(NoticeKinds.Panel, subject, origin.At, chair);
                }

                break;
            case PresiderNamed named when options.Clocks:
                yield return new Due(NoticeKinds.Panel, subject, origin.At, named.Person);
                break;
            case ScribeNamed named when options.Clocks:
                yield return new Due(NoticeKinds.Panel, subject, origin.At, named.Person);
                break;
            case ObjectionAsked asked when options.Clocks:
                yield return new Due(NoticeKinds.MeetingClock, subject, asked.Until);
                break;
            case MotionClosed closed when origin.By == PersonId.Bot:
                yield return new Due(NoticeKinds.NoObjection, $"{subject} {closed.Motion}", origin.At);
                break;
            case EntryRevised revised when origin.By == PersonId.Bot:
                yield return new Due(NoticeKinds.NoObjection, $"{subject} {revised.Number}", origin.At);
                break;
            case CorrectionAsked asked:
                foreach (PersonId person in meeting.Scribes.Append(meeting.Presider).OfType<PersonId>().Where(person => person != origin.By).Distinct())
                {
                    yield return new Due(NoticeKinds.CorrectionAsked, $"{subject} {asked.Number}", origin.At, person);
                }

                break;
            case MeetingAdjourned when meeting.Status != MinutesStatus.Draft: // taken back after the draft was posted, and ended again
                yield return new Due(NoticeKinds.MinutesEdited, subject, origin.At);
                break;
            case MeetingAdjourned adjourned:
                Instant? posts = PostsAt(meeting, options.PostAtOnce);
                if (posts is { } at)
                {
                    yield return new Due(NoticeKinds.DraftDue, subject, at);
                }

                if (options.Clocks && !meeting.Entries.IsEmpty)
                {
                    foreach (PersonId person in meeting.Scribes.Append(meeting.Presider).OfType<PersonId>().Where(person => person != origin.By).Distinct())
                    {
                        yield return new Due(NoticeKinds.DraftReady, subject, origin.At, person);
                    }

                    if (posts is null && meeting.Presider is { } presider)
                    {
                        yield return new Due(NoticeKinds.DraftWaiting, subject, Loud(meeting.Settings, adjourned.Ended + DraftPatience), presider);
                    }
                }

                break;
            case MinutesPosted:
                yield return new Due(NoticeKinds.MinutesDrafted, subject, origin.At);
                break;
            case MinutesPublished:
                yield return new Due(NoticeKinds.MinutesFiled, subject, origin.At, origin.By);
                break;
            case EndAsked when meeting.Presider is { } presider:
                yield return new Due(NoticeKinds.EndAsked, subject, origin.At, presider);
                break;
            case EntryRecorded { Matter: Heading { Item: { } item } } heading when options.Clocks && meeting.Presider is { } presider && meeting.Agenda.Find(item) is { Minutes: { } minutes }:
                yield return new Due(NoticeKinds.TimeBox, $"{subject} {heading.Number} 80", origin.At + (Duration.FromMinutes(minutes) * 0.8), presider, "/80");
                yield return new Due(NoticeKinds.TimeBox, $"{subject} {heading.Number} 100", origin.At + Duration.FromMinutes(minutes), presider, "/100");
                break;
            case not (MinutesPublished or SettingsRevised or RosterRevised or CalendarRevised or AdjournmentWithdrawn) when meeting is { IsOpen: false, Status: not MinutesStatus.Draft }:
                yield return new Due(NoticeKinds.MinutesEdited, subject, origin.At + (options.PostAtOnce ? Duration.Zero : EditPause));
                break;
        }

        if (meeting is { IsOpen: false, Published: true } && happened is not MinutesPublished)
        {
            yield return new Due(NoticeKinds.MinutesFiled, subject, origin.At + (options.PostAtOnce ? Duration.Zero : EditPause));
        }
    }

    private sealed record Due(string Kind, string Subject, Instant At, PersonId? To = null, string Mark = "");
}
