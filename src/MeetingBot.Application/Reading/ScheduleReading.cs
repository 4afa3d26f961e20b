using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>What came of reading when a group meets: a series, one meeting, or what was expected and where.</summary>
public abstract record ScheduleReading
{
    /// <summary>A series; its first day is its first meeting.</summary>
    /// <param name="Series">The series.</param>
    public sealed record Every(Series Series) : ScheduleReading;

    /// <summary>One meeting outside of any series.</summary>
    /// <param name="Date">Its day.</param>
    /// <param name="Time">Its time in the group's zone.</param>
    /// <param name="DurationMinutes">How long it is planned to take, on each day; null where it was not said.</param>
    /// <param name="Kind">Face to face where that was said.</param>
    /// <param name="Until">The last day of one that takes several; null for one day.</param>
    public sealed record Once(LocalDate Date, LocalTime Time, int? DurationMinutes, MeetingKind Kind = MeetingKind.Call, LocalDate? Until = null) : ScheduleReading;

    /// <summary>It could not be read.</summary>
    /// <param name="What">What should stand there, with an example, as in "a time, such as 12:00".</param>
    /// <param name="At">The place in the text, in characters from 0; its length when something is missing at the end.</param>
    public sealed record Expected(string What, int At) : ScheduleReading;
}
