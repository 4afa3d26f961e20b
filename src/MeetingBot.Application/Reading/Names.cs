using System.Globalization;
using System.Text;

namespace MeetingBot.Application;

/// <summary>How names of people and organisations are compared when somebody is looked for.</summary>
public static class Names
{
    /// <summary>
    /// The key under which a name is found: small letters without accents, figures, and single spaces (underscores and
    /// hyphens count as spaces); all other punctuation is gone. Vowel signs of scripts that need them stay. Two names are the same name when their keys are.
    /// Empty for a name without letters and figures.
    /// </summary>
    public static string Fold(string name)
    {
        if (IsPlain(name))
        {
            return name.ToLowerInvariant(); // itself, where all of it is small
        }

        var key = new StringBuilder(name.Length);
        foreach (Rune rune in Decomposed(name).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation)
            {
                _ = key.Length > 0 && key[^1] != ' ' ? key.Append(' ') : key;
            }
            else if (Unaccented(rune.Value) is { } letters)
            {
                key.Append(letters);
            }
            else if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark)
            {
                Rune small = Rune.ToLowerInvariant(rune);
                _ = small.IsBmp ? key.Append((char)small.Value) : key.Append(small.ToString());
            }
        }

        return key.ToString().TrimEnd();
    }

    static bool IsPlain(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two names are the same name.</summary>
    public static bool Same(string one, string other) => Fold(one) == Fold(other);

    /// <summary>The name with its accents apart; halves of characters, which no name has, are taken out first.</summary>
    static string Decomposed(string name) =>
        Ascii.IsValid(name) ? name : string.Concat(name.EnumerateRunes()).Normalize(NormalizationForm.FormKD);

    /// <summary>Letters that do not come apart into a letter and an accent; null for all others.</summary>
    static string? Unaccented(int character) => character switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        _ => null,
    };
}
