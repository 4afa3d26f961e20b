using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using NodaTime.TimeZones;

namespace MeetingBot.Documents;

/// <summary>
/// A time zone as calendars carry it, with every change of the clocks by its date. Ical.Net's own writing of zones puts changes of one kind into
/// one yearly rule, which is wrong where the rule itself changed (Lord Howe, Casablanca).
/// </summary>
internal static class CalendarZone
{
    /// <summary>The zone from the beginning of one year to the end of another.</summary>
    public static VTimeZone Of(DateTimeZone zone, int firstYear, int lastYear)
    {
        Instant from = Instant.FromUtc(firstYear, 1, 1, 0, 0);
        ZoneInterval[] intervals = [.. zone.GetZoneIntervals(from, Instant.FromUtc(lastYear + 1, 1, 1, 0, 0))];
        var written = new VTimeZone(zone.Id);
        written.Children.Clear();
        written.Children.Add(Change(intervals[0], intervals[0].WallOffset, [from]));
        foreach (var alike in intervals.Zip(intervals.Skip(1), (Before, After) => (Before, After)).GroupBy(change => (From: change.Before.WallOffset, To: change.After.WallOffset, change.After.Name, change.After.Savings)))
        {
            written.Children.Add(Change(alike.First().After, alike.Key.From, [.. alike.Select(change => change.After.Start)]));
        }

        return written;
    }

    private static VTimeZoneInfo Change(ZoneInterval to, Offset from, Instant[] moments)
    {
        CalDateTime[] local = [.. moments.Select(moment => new CalDateTime(moment.WithOffset(from).LocalDateTime.ToDateTimeUnspecified()))];
        var change = new VTimeZoneInfo(to.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT")
        {
            Start = local[0],
            OffsetFrom = new UtcOffset(from.ToTimeSpan()),
            OffsetTo = new UtcOffset(to.WallOffset.ToTimeSpan()),
            TimeZoneName = to.Name,
        };
        foreach (CalDateTime again in local.Skip(1))
        {
            change.RecurrenceDates.Add(again);
        }

        return change;
    }
}
