using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Which events make something due to be said to everybody. Pure.</summary>
public static class NoticeRules
{
    /// <summary>The draft of a meeting's minutes.</summary>
    public const string MinutesDrafted = "minutes-drafted";

    /// <summary>The moment at which a draft posts itself; nothing is said by it.</summary>
    public const string DraftDue = "draft-due";

    /// <summary>A meeting was cancelled.</summary>
    public const string Cancelled = "meeting-cancelled";

    /// <summary>A cancelled meeting takes place after all.</summary>
    public const string Restored = "meeting-restored";

    /// <summary>A meeting was moved.</summary>
    public const string Moved = "meeting-moved";

    /// <summary>The next meeting.</summary>
    public const string Announced = "meeting-announced";

    /// <summary>The notices of a batch, each with an id made of stream, version, kind and target.</summary>
    public static ImmutableArray<QueuedNotice> For(Append append, Group group, Meeting? meeting, bool atOnce)
    {
        var notices = ImmutableArray.CreateBuilder<QueuedNotice>();
        for (int index = 0; index < append.Events.Length; index++)
        {
            (string Kind, string Subject, Instant Due)? due = append.Events[index] switch
            {
                MeetingAdjourned adjourned when meeting is not null && Delay(meeting, atOnce) is { } delay =>
                    (DraftDue, append.Stream.Value["meeting/".Length..], adjourned.Ended + delay),
                MinutesPosted => (MinutesDrafted, append.Stream.Value["meeting/".Length..], append.Origin.At),
                OccurrenceCancelled cancelled => (Cancelled, Words.Iso(cancelled.Date), append.Origin.At),
                OccurrenceRestored restored => (Restored, Words.Iso(restored.Date), append.Origin.At),
                OccurrenceMoved moved => (Moved, Words.Iso(moved.To), append.Origin.At),
                MeetingAnnounced announced => (Announced, Words.Iso(announced.Date), append.Origin.At),
                _ => null,
            };
            if (due is (var kind, var subject, var at))
            {
                notices.Add(new QueuedNotice($"{append.Stream}/{append.Expected + index + 1}/{kind}/{group.Home}", append.Group, group.Home, kind, subject, at));
            }
        }

        return notices.DrainToImmutable();
    }

    /// <summary>How long a draft waits before it posts itself; null when it never does, and for a meeting in which nothing was recorded.</summary>
    public static Duration? Delay(Meeting meeting, bool atOnce) =>
        meeting.Entries.All(entry => entry.Struck) ? null
        : meeting.Settings.PostAfterMinutes is { } minutes ? minutes < 0 ? null : Duration.FromMinutes(atOnce ? 0 : minutes)
        : Duration.FromMinutes(atOnce ? 0 : meeting.Chaired ? 60 : 2);
}
