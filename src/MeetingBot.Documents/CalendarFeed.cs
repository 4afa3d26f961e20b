using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MeetingBot.Domain;
using NodaTime;
using Occurrence = MeetingBot.Domain.Occurrence;

namespace MeetingBot.Documents;

/// <summary>
/// A group's meetings as an iCalendar feed (RFC 5545): one event for each series, whose cancelled and moved meetings are exceptions
/// of it by RECURRENCE-ID, and one for each meeting that was called for a day. Calendars that subscribe see what the notices say.
/// </summary>
public static class CalendarFeed
{
    /// <summary>How long a meeting is shown to take where nobody said, in minutes.</summary>
    private const int UnsaidLength = 60;

    /// <summary>How far ahead a feed says when the clocks change.</summary>
    private const int YearsAhead = 20;

    /// <summary>The feed as the group's calendar stands.</summary>
    /// <param name="group">The group.</param>
    /// <param name="now">When it is written.</param>
    public static string Write(Group group, Instant now)
    {
        Domain.Calendar calendar = group.Calendar;
        int[] years = [.. calendar.Series.Select(series => series.From).Concat(calendar.OneOffs.Select(one => one.Date)).Select(date => date.Year), now.InUtc().Year];
        Ical.Net.Calendar feed = Empty(group, "PUBLISH", years.Min() - 1, now.InUtc().Year + YearsAhead);
        feed.AddProperty("X-WR-CALNAME", group.Name);
        feed.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");

        for (int index = 0; index < calendar.Series.Length; index++)
        {
            LocalDate? end = index + 1 < calendar.Series.Length ? calendar.Series[index + 1].From.PlusDays(-1) : calendar.Series[index].Until;
            AddSeries(feed, group, calendar.Series[index], end, now);
        }

        foreach (LocalDate date in calendar.OneOffs.Select(one => one.Date).Concat(calendar.Moved.Select(move => move.To)).Distinct().Order())
        {
            // What stands in for a meeting of a series is an exception of it.
            if (calendar.On(date) is { } occurrence && (OfSeries(calendar, occurrence.MovedFrom ?? date) is null || StandIn(calendar, occurrence.MovedFrom ?? date) != occurrence))
            {
                feed.Events.Add(Event(group, occurrence, $"{group.Id}-{occurrence.MovedFrom ?? date:uuuu-MM-dd}", now));
            }
        }

        return new CalendarSerializer().SerializeToString(feed)!;
    }

    /// <summary>One meeting for those who do not subscribe; the same file name and identity whichever day it is moved to.</summary>
    internal static string Write(Group group, Occurrence occurrence, Instant now)
    {
        Ical.Net.Calendar one = Empty(group, occurrence.Cancelled ? "CANCEL" : "PUBLISH", occurrence.Date.Year - 1, occurrence.Date.Year + 1);
        one.Events.Add(Event(group, occurrence, $"{group.Id}-on-{occurrence.MovedFrom ?? occurrence.Date:uuuu-MM-dd}", now));
        return new CalendarSerializer().SerializeToString(one)!;
    }

    private static Ical.Net.Calendar Empty(Group group, string method, int firstYear, int lastYear)
    {
        var calendar = new Ical.Net.Calendar { Method = method, ProductId = "-//MeetingBot//Meetings//EN" };
        if (group.Settings.Zone != DateTimeZone.Utc)
        {
            calendar.AddTimeZone(CalendarZone.Of(group.Settings.Zone, firstYear, lastYear));
        }

        return calendar;
    }

    private static void AddSeries(Ical.Net.Calendar feed, Group group, Series series, LocalDate? end, Instant now)
    {
        if (series.DatesFrom(series.From).Select(date => (LocalDate?)date).FirstOrDefault() is not { } first || first > end)
        {
            return;
        }

        string uid = $"{group.Id}-series-{series.From:uuuu-MM-dd}";
        CalendarEvent every = Event(group, new Occurrence(first, series.Time, series.DurationMinutes, series.Kind), uid, now);
        var rule = new RecurrenceRule(series.Rule);
        if (end is { } last)
        {
            rule.Until = At(group, last.At(series.Time), utc: true);
        }

        every.RecurrenceRule = rule;
        feed.Events.Add(every);
        foreach (LocalDate date in group.Calendar.Cancelled.Select(gone => gone.Date).Concat(group.Calendar.Moved.SelectMany(move => new[] { move.From, move.To }))
            .Concat(group.Calendar.OneOffs.Select(one => one.Date)).Distinct().Order().Where(date => OfSeries(group.Calendar, date) == series))
        {
            if (StandIn(group.Calendar, date) is { } stands)
            {
                CalendarEvent exception = Event(group, stands, uid, now);
                exception.RecurrenceIdentifier = new RecurrenceIdentifier(At(group, date.At(series.Time)));
                feed.Events.Add(exception);
            }
            else
            {
                every.ExceptionDates.Add(At(group, date.At(series.Time)));
            }
        }
    }

    /// <summary>
    /// What became of the meeting that a series has on a day, wherever it was moved; null where another one took its place: a day holds one meeting.
    /// </summary>
    private static Occurrence? StandIn(Domain.Calendar calendar, LocalDate date)
    {
        MovedDate? moved = calendar.Moved.LastOrDefault(move => move.From == date);
        return calendar.On(moved?.To ?? date) is { } stands && (stands.MovedFrom ?? stands.Date) == date ? stands : null;
    }

    /// <summary>The series whose rule falls on a day; null for none.</summary>
    private static Series? OfSeries(Domain.Calendar calendar, LocalDate date) =>
        calendar.Series.LastOrDefault(series => series.From <= date) is { } inForce && inForce.FallsOn(date) ? inForce : null;

    private static CalendarEvent Event(Group group, Occurrence occurrence, string uid, Instant now) => new()
    {
        Uid = uid + "@meetingbot",
        Summary = occurrence.Cancelled ? $"Cancelled: {group.Name}" : group.Name,
        Description = Describe(group, occurrence),
        Start = At(group, occurrence.Date.At(occurrence.Time)),
        Duration = Ical.Net.DataTypes.Duration.FromMinutes(occurrence.DurationMinutes ?? UnsaidLength),
        Sequence = group.CalendarChanges,
        Status = occurrence.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        Organizer = new Organizer("mailto:nobody@meetingbot.invalid") { CommonName = Parameter(group.Name) }, // RFC 5546 wants one; nobody reads mail there
        DtStamp = new CalDateTime(now.ToDateTimeUtc(), CalDateTime.UtcTzId),
    };

    /// <summary>A parameter of a line has no escapes: what would end it is left out.</summary>
    private static string Parameter(string text) => string.Concat(text.Select(character => char.IsControl(character) || character == '"' ? ' ' : character));

    private static string? Describe(Group group, Occurrence occurrence)
    {
        string?[] lines = [occurrence.Reason is { } reason ? $"Cancelled because {reason}." : null, group.Settings.Join is { } join ? $"To join: {join}" : null];
        string text = string.Join('\n', lines.OfType<string>());
        return text.Length == 0 ? null : text;
    }

    private static CalDateTime At(Group group, LocalDateTime local, bool utc = false) => utc || group.Settings.Zone == DateTimeZone.Utc
        ? new CalDateTime(local.InZoneLeniently(group.Settings.Zone).ToDateTimeUtc(), CalDateTime.UtcTzId)
        : new CalDateTime(local.ToDateTimeUnspecified(), group.Settings.Timezone);
}
