namespace MeetingBot.Documents;

/// <summary>The start of a line, where Markdown has its headings, quotes, rules, lists and tables.</summary>
static class MarkdownLine
{
    // Lines of nothing but these: rules, underlines of headings, fences, heads of tables, front matter.
    static readonly CharSet Ruling = new("-=+*_|:~#> \t");

    /// <summary>True for a text that cannot be copied without a look at where it stands.</summary>
    internal static bool NeedsCare(ReadOnlySpan<char> text) =>
        text[0] is '#' or '>' or '+' or '-' or '=' or '|' or ':' or '.' or ')' or '~' or ' ' or '\t' || char.IsAsciiDigit(text[0]);

    /// <summary>How many characters at the start of <paramref name="line"/> stand before the one that must be escaped; -1 for none.</summary>
    internal static int Hazard(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] == '>' || Ruling.Covers(line))
        {
            return line.IsEmpty ? -1 : 0;
        }
        if (char.IsAsciiDigit(line[0]))
        {
            var digits = Digits(line);
            return digits < line.Length && line[digits] is '.' or ')' && EndsAt(line, digits + 1) ? digits : -1;
        }
        var same = line[0] == '#' ? Math.Max(line.IndexOfAnyExcept('#'), 0) : 1;
        return line[0] is '#' or '-' or '+' or '*' or ':' or '~' && EndsAt(line, same) ? 0 : -1;
    }

    /// <summary>The mark of a list item at the start of <paramref name="line"/> with text behind it, else of length 0.</summary>
    internal static ListMark Mark(ReadOnlySpan<char> line)
    {
        var digits = Digits(line);
        var length = digits + 1;
        if (length >= line.Length || !EndsAt(line, length) || Ruling.Covers(line))
        {
            return default;
        }
        return digits == 0 ? line[0] is '-' or '+' or '*' ? new ListMark(1, line[0], 0) : default
            : digits <= 9 && (digits == 1 || line[0] != '0') && line[digits] is '.' or ')'
                ? new ListMark(length, line[digits], int.Parse(line[..digits], System.Globalization.CultureInfo.InvariantCulture)) : default;
    }

    static int Digits(ReadOnlySpan<char> line)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? line.Length : digits;
    }

    static bool EndsAt(ReadOnlySpan<char> line, int at) => at >= line.Length || line[at] is ' ' or '\t';
}

/// <summary>The mark of a list item: a bullet, or a number with a full stop or parenthesis.</summary>
readonly record struct ListMark(int Length, char Sign, int Number)
{
    internal bool IsBullet => Sign is '-' or '+' or '*';

    /// <summary>True where this item goes on with the list of <paramref name="before"/>.</summary>
    internal bool Follows(ListMark before) => Sign == before.Sign && (IsBullet || Number == before.Number + 1);

    /// <summary>Markdown counts by itself: a number that does not follow would print as another one.</summary>
    internal bool Contradicts(ListMark before) => !IsBullet && Sign == before.Sign && Number != before.Number + 1;

    /// <summary>Only bullets and a list from 1 may start right below a line of text.</summary>
    internal bool MayInterrupt => IsBullet || Number == 1;
}
