using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Where published minutes stand as files, for whoever reads them without the bot: a folder, or an archive in the cloud. Filing the same
/// minutes again changes nothing; minutes that changed since take the place of the earlier ones.
/// </summary>
public interface IMinutesArchive
{
    /// <summary>Files one written form of a meeting's minutes; durable when this returns. Throws where it cannot be filed, and is asked again.</summary>
    ValueTask FileAsync(FiledMinutes minutes, CancellationToken cancellation);
}

/// <summary>One written form of the minutes of one meeting.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="GroupSlug">The group's short name, only <c>a-z 0-9 -</c>.</param>
/// <param name="Status">Whether they are a draft, posted, approved or final.</param>
/// <param name="Printed">The content.</param>
public sealed record FiledMinutes(MeetingId Meeting, string GroupSlug, MinutesStatus Status, Printed Printed)
{
    /// <summary>
    /// Where they stand: group, year, and a name by the day, such as <c>budget-team-g1f00d1e/2024/2024-03-05-minutes.md</c>. The group's id keeps
    /// groups of one name apart; the second meeting of a day is <c>2024-03-05.2-minutes.md</c>.
    /// </summary>
    public string Path
    {
        get
        {
            LocalDate date = Meeting.Date;
            string id = Meeting.Group.Value.Length > 8 ? Meeting.Group.Value[..8] : Meeting.Group.Value;
            string nth = Meeting.Nth > 1 ? $".{Meeting.Nth}" : "";
            return $"{GroupSlug}-{id}/{date.Year:D4}/{Words.Iso(date)}{nth}-minutes.{Printed.Extension}";
        }
    }
}
