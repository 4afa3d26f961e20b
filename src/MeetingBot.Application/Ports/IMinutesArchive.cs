using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Where published minutes stand for whoever reads them without the bot: a folder, a storage account, the repository of the group's pages.
/// Filing the same minutes again changes nothing; minutes that changed since take the place of the earlier ones.
/// </summary>
public interface IMinutesArchive
{
    /// <summary>
    /// Files one written form of a meeting's minutes and says where it stands; durable when this returns. Null where this archive does not
    /// take the form, or nothing of the group. Throws where it cannot be filed, and is asked again.
    /// </summary>
    ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation);
}

/// <summary>One written form of the minutes of one meeting.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="GroupSlug">The group's short name, only <c>a-z 0-9 -</c>.</param>
/// <param name="Settings">What the group has set, its repository among it.</param>
/// <param name="Status">Whether they are a draft, posted, approved or final.</param>
/// <param name="Format">Which written form.</param>
/// <param name="Printed">The content.</param>
public sealed record FiledMinutes(MeetingId Meeting, string GroupSlug, Settings Settings, MinutesStatus Status, MinutesFormat Format, Printed Printed)
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

    /// <summary>What they are called among other files, in words that nobody typed: <c>Minutes of budget-team, 2024-03-05</c>.</summary>
    public string Title => $"Minutes of {GroupSlug}, {Words.Iso(Meeting.Date)}";
}

/// <summary>Where one written form stands.</summary>
/// <param name="Address">An https address that opens it, or else what the file is called.</param>
public sealed record FiledPlace(string Address)
{
    /// <summary>When the address opens it no longer; null for never.</summary>
    public Instant? Until { get; init; }

    /// <summary>True where somebody has yet to accept it: it stands in a pull request.</summary>
    public bool Proposed { get; init; }
}
