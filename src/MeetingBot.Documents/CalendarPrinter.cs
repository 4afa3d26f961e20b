using System.Globalization;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Documents;

/// <summary>Writes one meeting as an iCalendar file.</summary>
public sealed class CalendarPrinter : ICalendarPrinter
{
    /// <inheritdoc/>
    public Attachment? Print(Group group, LocalDate date, Instant now) => group.Calendar.On(date) is { } occurrence
        ? new Attachment(string.Create(CultureInfo.InvariantCulture, $"{group.Slug}-{date:uuuu-MM-dd}.ics"), "text/calendar", Encoding.UTF8.GetBytes(CalendarFeed.Write(group, occurrence, now)))
        : null;
}
