using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Writes calendar entries for people who do not subscribe to the group's feed.</summary>
public interface ICalendarPrinter
{
    /// <summary>
    /// The meeting of a day as an iCalendar file, cancelled where it is. The same meeting keeps its identity when it is moved, so that a
    /// calendar that took an earlier file changes its entry. Null when the calendar holds none.
    /// </summary>
    /// <param name="group">The group as it stands.</param>
    /// <param name="date">The day.</param>
    /// <param name="now">When it is written.</param>
    Attachment? Print(Group group, LocalDate date, Instant now);
}
