using System.Globalization;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// Where the minutes of a meeting stand in the group's repository: a pattern with <c>{date}</c>, <c>{slug}</c> and, if wanted, <c>{yyyy}</c>
/// and <c>{id}</c>, which keeps groups of one short name apart.
/// It can name nothing outside the repository, and none of its hidden files.
/// </summary>
public static class PagePath
{
    /// <summary>The pattern of a group that never set one, as pages of posts are kept.</summary>
    public const string Default = "_posts/{yyyy}/{date}-{slug}.md";

    /// <summary>In a pattern, what of the group's id keeps it apart from groups of the same short name.</summary>
    public const string GroupMark = "{id}";

    private const int Longest = 200;

    /// <summary>Whether a pattern can be used: a Markdown file for each meeting, below the repository's top, of letters, digits and <c>_ - .</c> alone.</summary>
    public static bool IsPattern(string pattern) =>
        pattern.Length <= Longest && pattern.EndsWith(".md", StringComparison.Ordinal)
        && pattern.Contains("{date}", StringComparison.Ordinal) && pattern.Contains("{slug}", StringComparison.Ordinal)
        && Filled(pattern, "y", "d", "s", "i").Split('/').All(part => part is [not '.', ..] && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'));

    /// <summary>The path of a meeting's minutes; the second meeting of a day has a 2 behind the group's short name.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="slug">The group's short name, only <c>a-z 0-9 -</c>.</param>
    public static string Of(string pattern, MeetingId meeting, string slug)
    {
        LocalDate date = meeting.Date;
        string year = date.Year.ToString("D4", CultureInfo.InvariantCulture);
        string id = meeting.Group.Value;
        return Filled(pattern, year, $"{year}-{date.Month:D2}-{date.Day:D2}", meeting.Nth > 1 ? $"{slug}-{meeting.Nth}" : slug, id.Length > 8 ? id[..8] : id);
    }

    /// <summary>Whether this is a repository's name, <c>owner/name</c>.</summary>
    public static bool IsRepository(string name) =>
        name.Split('/') is [{ Length: > 0 and <= 39 } owner, { Length: > 0 and <= 100 } repository] && repository[0] != '.'
        && owner.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && repository.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string Filled(string pattern, string year, string date, string slug, string id) =>
        pattern.Replace("{yyyy}", year, StringComparison.Ordinal).Replace("{date}", date, StringComparison.Ordinal).Replace("{slug}", slug, StringComparison.Ordinal)
            .Replace(GroupMark, id, StringComparison.Ordinal);
}
