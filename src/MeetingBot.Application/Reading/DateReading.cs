using NodaTime;

namespace MeetingBot.Application;

/// <summary>What came of reading a text as a day: a day, or why it is none that could be acted on.</summary>
public abstract record DateReading
{
    /// <summary>It is a day of the calendar, and only one can be meant.</summary>
    /// <param name="Day">The day, to be echoed in full.</param>
    public sealed record Date(LocalDate Day) : DateReading;

    /// <summary>It is one of two days, as 12/11 is: ask which.</summary>
    /// <param name="Text">The text as typed.</param>
    /// <param name="MonthFirst">The day if the first number is the month.</param>
    /// <param name="DayFirst">The day if the first number is the day.</param>
    public sealed record Ambiguous(string Text, LocalDate MonthFirst, LocalDate DayFirst) : DateReading;

    /// <summary>It is written as a day, but there is no such day: 31 February.</summary>
    /// <param name="Text">The text as typed.</param>
    public sealed record Impossible(string Text) : DateReading;

    /// <summary>It names a weekday on which its day does not fall; one of the two is a slip.</summary>
    /// <param name="Text">The text as typed.</param>
    /// <param name="Day">The day without its weekday.</param>
    public sealed record WrongWeekday(string Text, LocalDate Day) : DateReading;

    /// <summary>It does not speak of a day at all, or is empty.</summary>
    public sealed record NotADate : DateReading;

    /// <summary>The day, if it is one; else null.</summary>
    public LocalDate? Value => (this as Date)?.Day;
}

/// <summary>In which direction a day without a year, or a bare weekday, is looked for.</summary>
public enum DateSense
{
    /// <summary>The next such day, today included: what people mean when they plan.</summary>
    Coming,

    /// <summary>The latest such day, today included: what people mean by "the minutes of 30 November".</summary>
    Past,
}
