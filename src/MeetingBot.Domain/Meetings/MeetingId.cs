using System.Globalization;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Names one meeting of a group: the group, its day, and a count for a second meeting on the same day.</summary>
/// <param name="Group">The group.</param>
/// <param name="Date">The meeting's day in the group's zone.</param>
/// <param name="Nth">1 for the first meeting of that day.</param>
public sealed record MeetingId(GroupId Group, LocalDate Date, int Nth)
{
    /// <summary>The order in which the meetings of one group were called: by day, and by count on the same day.</summary>
    public static readonly IComparer<MeetingId> InOrder = Comparer<MeetingId>.Create(static (one, other) =>
        one.Date != other.Date ? one.Date.CompareTo(other.Date) : one.Nth.CompareTo(other.Nth));

    /// <summary>The stable written form, for example <c>gk3.../2023-12-14.1</c>.</summary>
    public override string ToString() => $"{Group.Value}/{Date.Year:D4}-{Date.Month:D2}-{Date.Day:D2}.{Nth}";

    /// <summary>Reads the written form; null when it is none.</summary>
    public static MeetingId? Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int dot = text.LastIndexOf('.');
        if (slash <= 0 || dot < slash || !int.TryParse(text.AsSpan(dot + 1), out int nth))
        {
            return null;
        }

        return ReadDate(text.AsSpan(slash + 1, dot - slash - 1)) is { } date ? new MeetingId(new GroupId(text[..slash]), date, nth) : null;
    }

    /// <summary>Reads the day as it is written above. NodaTime's pattern would do; making it takes a twentieth of a short run.</summary>
    private static LocalDate? ReadDate(ReadOnlySpan<char> text)
    {
        int sign = text is ['-', ..] ? -1 : 1;
        ReadOnlySpan<char> figures = sign < 0 ? text[1..] : text;
        if (figures.Length != 10 || figures[4] != '-' || figures[7] != '-')
        {
            return null;
        }

        return Number(figures[..4], out int year) && Number(figures[5..7], out int month) && Number(figures[8..], out int day)
            && (sign > 0 || year <= 9998) && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(sign * year, month)
            ? new LocalDate(sign * year, month, day)
            : null;

        static bool Number(ReadOnlySpan<char> figures, out int number) => int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
