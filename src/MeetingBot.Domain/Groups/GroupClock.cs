using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What time alone brings about in a group: the next meeting is announced, its members are reminded, it is cancelled for want of
/// an agenda, minutes become final, actions fall due, old records go. Each is an event, so that it happens once. A meeting that began is not announced or
/// cancelled any more; what else comes late, after a machine slept, counts, and whether it is still said is for the notice to know.
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
    /// <param name="group">The group.</param>
    /// <param name="nothingToDiscuss">Why a meeting without an agenda is cancelled, in words.</param>
    /// <param name="origin">When.</param>
    public static Outcome Strike(Group group, string nothingToDiscuss, Origin origin)
    {
        var accepted = new Accepted([], []);
        while (Facts(group, origin.At).Where(fact => fact.At <= origin.At).OrderBy(fact => fact.At).Select(fact => fact.Happens).FirstOrDefault() is { } happened)
        {
            happened = happened is OccurrenceCancelled cancelled ? cancelled with { Reason = nothingToDiscuss } : happened;
            accepted = accepted with { Events = accepted.Events.Add(happened) };
            if (happened is MeetingExpired expired)
            {
                accepted = accepted.Telling(new RemoveRecord(expired.Meeting));
            }

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

            // A meeting in session holds the agenda: what it leaves to the next one is known when it is over.
            if (group.Settings.CancelEmptyMinutes is { } early && group.Kept != coming.Date && !group.Calendar.GoesOn(coming)
                && Loud(group.Settings, Instant.Max(start - Duration.FromMinutes(early), LastEnd(group)), start) is var check && now < check + Grace
                && (now < check || (group.InSession is null && group.Agenda.Items.IsEmpty)))
            {
                yield return new Fact(check, new OccurrenceCancelled(coming.Date, null));
            }

            if (Lead(group.Settings) is { } lead && !group.Announced.Contains(coming.Date) && !group.Calendar.GoesOn(coming))
            {
                yield return new Fact(Loud(group.Settings, start - lead, start), new MeetingAnnounced(coming.Date));
            }

            if (group.Settings.Reminder is { } minutes && !group.Reminded.Contains(coming.Date))
            {
                yield return new Fact(Loud(group.Settings, start - Duration.FromMinutes(minutes), start), new MeetingReminded(coming.Date));
            }
        }

        foreach ((LocalDate date, Instant sent) in group.Sent)
        {
            if (Final(group, sent) is { } final)
            {
                yield return new Fact(final, new MinutesBecameFinal(date));
            }
        }

        if (group.Settings.RetentionYears is { } years && group.Held.Where(held => !group.Expired.Contains(held)).MinBy(held => held.Date) is { } oldest)
        {
            yield return new Fact(zone.AtLeniently(oldest.Date.PlusYears(years) + Morning).ToInstant(), new MeetingExpired(oldest));
        }

        if (!group.DueDays.IsEmpty)
        {
            yield return new Fact(FallsDue(group, group.DueDays.Min), new ActionsFellDue(group.DueDays.Min));
        }
    }

    /// <summary>When the owners of actions that are to be done by a day are told: in its morning, after the quiet hours if they end that day.</summary>
    internal static Instant FallsDue(Group group, LocalDate day) =>
        Loud(group.Settings, group.Settings.Zone.AtLeniently(day + Morning).ToInstant(), group.Settings.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

    private static Instant LastEnd(Group group) => group.Held is [.., var last] && group.Meetings.TryGetValue(last, out MeetingSummary? summary) ? summary.Ended : Instant.MinValue;

    private static Duration? Lead(Settings settings) => settings.AnnounceMinutes switch
    {
        null => DefaultLead,
        < 0 => null,
        { } minutes => Duration.FromMinutes(minutes),
    };

    /// <summary>The end of the quiet hours, for what would fall into them and can still be said before it is too late.</summary>
    private static Instant Loud(Settings settings, Instant at, Instant late) =>
        settings.Quiet is { } quiet && quiet.EndAfter(at, settings.Zone) is { } end && end < late ? end : at;

    private sealed record Fact(Instant At, GroupEvent Happens);
}
