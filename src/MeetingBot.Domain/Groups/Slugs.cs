using System.Globalization;
using System.Text;

namespace MeetingBot.Domain;

/// <summary>Makes the short names used in addresses and file names.</summary>
public static class Slugs
{
    /// <summary>Lower-case letters and digits joined by single hyphens; accents are dropped; empty when nothing is left.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (char c in Decomposed(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-');
    }

    /// <summary>A text with its accents apart from their letters; halves of characters, of which no word has any, become the sign for something unreadable.</summary>
    internal static string Decomposed(string text) => string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD);
}
