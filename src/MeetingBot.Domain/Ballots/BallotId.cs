using System.Globalization;
using System.Text;

namespace MeetingBot.Domain;

/// <summary>
/// Names a ballot of a group. The same number is written in many ways (<c>SC-075</c>, <c>SC075</c>, <c>SC75</c>), so a ballot is found by what
/// is left of the identifier without case, punctuation and leading zeros.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Key">Only <c>a-z 0-9</c>; never empty.</param>
public sealed record BallotId(GroupId Group, string Key)
{
    private const int Longest = 40;

    /// <summary>The key of an identifier as typed; null for one without letters or figures, and for one that is too long.</summary>
    public static string? KeyOf(string identifier)
    {
        var key = new StringBuilder(identifier.Length);
        foreach (char c in Slugs.Decomposed(identifier))
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                continue;
            }

            bool leading = c == '0' && (key.Length == 0 || !char.IsAsciiDigit(key[^1]));
            if (!leading)
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.Length is > 0 and <= Longest ? key.ToString() : null;
    }

    /// <summary>The stable written form, for example <c>gk3.../csc21</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group.Value}/{Key}");

    /// <summary>Reads the written form; null when it is none.</summary>
    public static BallotId? Parse(string text) =>
        text.Split('/') is [{ Length: > 0 } group, { Length: > 0 and <= Longest } key] && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) ? new BallotId(new GroupId(group), key) : null;
}
