using NodaTime;
using NodaTime.Text;

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

        ParseResult<LocalDate> date = LocalDatePattern.Iso.Parse(text[(slash + 1)..dot]);
        return date.Success ? new MeetingId(new GroupId(text[..slash]), date.Value, nth) : null;
    }
}
