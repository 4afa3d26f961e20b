using System.Globalization;
using NodaTime;

namespace MeetingBot.Documents;

/// <summary>Dates and times as ISO 8601. Written by hand: NodaTime's patterns cost more to set up than small minutes to print.</summary>
static class Iso
{
    internal static string? Of(LocalDate? date) => date is { } day ? Of(day) : null;

    internal static string Of(LocalDate date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Year:0000}-{date.Month:00}-{date.Day:00}");

    /// <summary>Seconds are printed only where there are some.</summary>
    internal static string? Of(LocalTime? time) => time is not { } t ? null
        : t.Second == 0 ? string.Create(CultureInfo.InvariantCulture, $"{t.Hour:00}:{t.Minute:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{t.Hour:00}:{t.Minute:00}:{t.Second:00}");

    internal static string? Of(OffsetDateTime? moment)
    {
        if (moment is not { } m)
        {
            return null;
        }
        var minutes = m.Offset.Seconds / 60;
        var (sign, size) = minutes < 0 ? ('-', -minutes) : ('+', minutes);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Of(m.Date)}T{m.Hour:00}:{m.Minute:00}:{m.Second:00}{sign}{size / 60:00}:{size % 60:00}");
    }

    /// <summary>Reads what <see cref="Of(LocalDate)"/> writes, also at the head of a moment; null for anything else.</summary>
    internal static LocalDate? Date(string text) =>
        text.Length >= 10 && (text.Length == 10 || text[10] == 'T') && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new LocalDate(day.Year, day.Month, day.Day) : null;
}
