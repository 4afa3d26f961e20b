using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Domain;

/// <summary>The hours in which the bot says nothing by itself that can wait, in the group's local time; they may span midnight. A ballot's rules know no such hours.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end.</param>
public sealed record QuietHours(LocalTime From, LocalTime To)
{
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>Reads <c>22:00-07:00</c>; null when it is no such span.</summary>
    public static QuietHours? Read(string text) =>
        text.Replace('\u2013', '-').Split('-', StringSplitOptions.TrimEntries) is [var from, var to]
        && Clock.Parse(from) is { Success: true, Value: var begin } && Clock.Parse(to) is { Success: true, Value: var end } && begin != end
            ? new QuietHours(begin, end)
            : null;

    /// <summary>The end of the quiet hours into which a moment falls; null when it falls into none.</summary>
    public Instant? EndAfter(Instant at, DateTimeZone zone)
    {
        LocalDateTime local = at.InZone(zone).LocalDateTime;
        bool quiet = From < To ? local.TimeOfDay >= From && local.TimeOfDay < To : local.TimeOfDay >= From || local.TimeOfDay < To;
        return quiet ? zone.AtLeniently((local.TimeOfDay < To ? local.Date : local.Date.PlusDays(1)) + To).ToInstant() : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Clock.Format(From)}-{Clock.Format(To)}";
}
