using System.Globalization;
using NodaTime;

namespace MeetingBot.Documents;

/// <summary>Dates as minutes print them.</summary>
static class EnglishDates
{
    static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>As in a sentence: "November 30th".</summary>
    internal static string Ordinal(LocalDate date) => $"{Months[date.Month - 1]} {Digits(date.Day)}{Suffix(date.Day)}";

    /// <summary>As in a heading: "January 11, 2024".</summary>
    internal static string Long(LocalDate date) => $"{Months[date.Month - 1]} {Digits(date.Day)}, {Digits(date.Year)}";

    /// <summary>With the weekday: "Tue 12 Dec 2023".</summary>
    internal static string Day(LocalDate date) => $"{Short(date, date.Year)} {Digits(date.Year)}";

    /// <summary>Short: "Fri 15 Dec", with the year where it is not <paramref name="year"/>.</summary>
    internal static string Short(LocalDate date, int year) =>
        date.Year != year ? Day(date) : $"{date.DayOfWeek.ToString()[..3]} {Digits(date.Day)} {Months[date.Month - 1][..3]}";

    // The teens are irregular: 11th, 12th, 13th.
    static string Suffix(int day) => (day % 10, day / 10) switch
    {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };

    static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
