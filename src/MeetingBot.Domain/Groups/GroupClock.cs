using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What time alone brings about in a group: the next meeting is announced, its members are reminded, it is cancelled for want of
/// an agenda, minutes become final, actions fall due. Each is an event, so that it happens once; none of them happens long
/// after its moment, so that a machine that slept a day does not say yesterday's news.
/// </summary>
public static class GroupClock
{
    /// <summary>How long before its start a meeting is announced where the group has not said otherwise.</summary>
    public static readonly Duration DefaultLead = Duration.FromHours(24);

    private static readonly Duration Grace = Duration.FromHours(1);
    private static readonly LocalTime Morning = new(9, 0);

    /// <summary>When the next of these is due, perhaps now or earlier; null when nothing is to come.</summary>
    public static Instant? Next(Group group, Instant now)
    {
        Instant? next = null;
        foreach (Fact fact in Facts(group, now))
        {
            next = next is { } earlier && earlier <= fact.At ? earlier : fact.At;
        }

        return next;
    }

    /// <summary>Everything that is due by now, one after another, each on the group as the one before left it.</summary>
    public static Outcome Strike(Group group, Origin origin)
    {
        var accepted = new Accepted([], []);
        while (Facts(group, origin.At).Where(fact => fact.At <= origin.At).OrderBy(fact => fact.At).Select(fact => fact.Happens).FirstOrDefault() is { } happened)
        {
            accepted = accepted with { Events = accepted.Events.Add(happened) };
            if (happened is MinutesBecameFinal final)
            {
                accepted = group.Waiting(final.Date).Aggregate(accepted, (told, meeting) => told.Telling(new SettleMinutes(MinutesStatus.Final, null), meeting));
            }

            group = Group.Evolve(group, happened, origin);
        }

        return accepted.Events.IsEmpty ? new Unchanged() : accepted;
    }

    /// <summary>
    /// The day on which the minutes of a day become final by time alone: so many days after the draft was sent, if the calendar
    /// holds no meeting within them (CA/Browser Forum Bylaws 5.1(1): three weeks). Null where a meeting decides, or where they were not sent.
    /// </summary>
    public static LocalDate? FinalOn(Group group, LocalDate date) =>
        group.Sent.TryGetValue(date, out Instant sent) && Final(group, sent) is { } final ? final.InZone(group.Settings.Zone).Date : null;

    private static Instant? Final(Group group, Instant sent)
    {
        if (group.Settings.FinalAfterDays is not { } days)
        {
            return null;
        }

        LocalDateTime from = sent.InZone(group.Settings.Zone).LocalDateTime;
        LocalDateTime final = from.PlusDays(days);
        bool met = group.Calendar.NextAfter(from.Date)?.Date <= final.Date || group.InSession?.Date > from.Date || (group.Held is [.., var last] && last.Date > from.Date);
        return met ? null : group.Settings.Zone.AtLeniently(final).ToInstant();
    }

    private static IEnumerable<Fact> Facts(Group group, Instant now)
    {
        DateTimeZone zone = group.Settings.Zone;
        foreach (Occurrence coming in group.Calendar.Coming(now.InZone(zone).Date).Where(occurrence => !occurrence.Cancelled).Take(3))
        {
            Instant start = coming.StartIn(zone);
            if (start <= now || coming.Date == group.InSession?.Date)
            {
                continue;
            }

            if (group.Settings.CancelEmptyMinutes is { } early && group.Kept != coming.Date && start - Duration.FromMinutes(early) is var check && now < check + Grace
                && (now < check || group.Agenda.Items.IsEmpty))
            {
                yield return new Fact(check, new OccurrenceCancelled(coming.Date, "there is nothing on the agenda"));
            }

            if (Lead(group.Settings) is { } lead && !group.Announced.Contains(coming.Date) && !group.Calendar.GoesOn(coming))
            {
                yield return new Fact(Loud(group.Settings, start - lead, start), new MeetingAnnounced(coming.Date));
            }

            if (group.Settings.Reminder is { } minutes && !group.Reminded.Contains(coming.Date))
            {
                yield return new Fact(start - Duration.FromMinutes(minutes), new MeetingReminded(coming.Date));
            }
        }

        foreach ((LocalDate date, Instant sent) in group.Sent)
        {
            if (Final(group, sent) is { } final)
            {
                yield return new Fact(final, new MinutesBecameFinal(date));
            }
        }

        if (!group.DueDays.IsEmpty)
        {
            yield return new Fact(zone.AtLeniently(group.DueDays.Min + Morning).ToInstant(), new ActionsFellDue(group.DueDays.Min));
        }
    }

    private static Duration? Lead(Settings settings) => settings.AnnounceMinutes switch
    {
        null => DefaultLead,
        < 0 => null,
        { } minutes => Duration.FromMinutes(minutes),
    };

    /// <summary>The end of the quiet hours, for what would fall into them and can still be said before the start.</summary>
    private static Instant Loud(Settings settings, Instant at, Instant start) =>
        settings.Quiet is { } quiet && quiet.EndAfter(at, settings.Zone) is { } end && end < start ? end : at;

    private sealed record Fact(Instant At, GroupEvent Happens);
}
