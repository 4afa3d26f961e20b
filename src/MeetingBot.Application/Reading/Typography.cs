using System.Text;

namespace MeetingBot.Application;

/// <summary>
/// Undoes what keyboards and web pages do to typed commands: curly quotes, "smart" dashes, spaces that do not break or do not
/// show. Only command words and the quotes around a whole argument are touched; the text of an entry stays as it was typed.
/// </summary>
public static class Typography
{
    /// <summary>
    /// A line with its first word made plain and invisible characters taken off its two ends; what stands between is untouched.
    /// Empty for a line of nothing but spaces.
    /// </summary>
    public static string Normalise(string line)
    {
        int at = 0;
        string word = NextWord(line, ref at);
        int end = line.Length;
        while (end > at && IsBlank(line[end - 1]))
        {
            end--;
        }

        return end > at ? $"{word} {line.AsSpan(at, end - at)}" : word;
    }

    /// <summary>Whether the first word of a line is typed as commands are, with no smart dash and nothing invisible in it.</summary>
    public static bool HasPlainStart(string line)
    {
        foreach (char c in line)
        {
            if (char.IsWhiteSpace(c))
            {
                return c != '\u00A0';
            }

            if (c >= '\u00AD' && (IsInvisible(c) || IsDash(c)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the next word as <see cref="Keyword"/> gives it, but in its own case, and moves on to the first character of the word after it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where to begin; afterwards where the rest begins, untouched.</param>
    /// <returns>The word; empty at the end of the line.</returns>
    public static string NextWord(string line, ref int at)
    {
        at = SkipBlanks(line, at);
        int start = at;
        while (at < line.Length && !char.IsWhiteSpace(line[at]))
        {
            at++;
        }

        string word = Plain(line.AsSpan(start, at - start));
        at = SkipBlanks(line, at);
        return word;
    }

    /// <summary>
    /// The plain form of command words and flags, for comparing: lower case, one space between words, nothing invisible; a
    /// dash inside a word is "-", a long one before a word is "--".
    /// </summary>
    public static string Keyword(string words)
    {
        int at = 0;
        List<string> plain = [];
        while (NextWord(words, ref at) is { Length: > 0 } word)
        {
            plain.Add(word.ToLowerInvariant());
        }

        return string.Join(' ', plain);
    }

    /// <summary>Takes off the quotes, straight or curly, that surround a whole argument.</summary>
    public static Unquoted Unquote(string argument)
    {
        ReadOnlySpan<char> text = argument.AsSpan().Trim();
        bool quoted = text.Length >= 2 && text[0] is '"' or '“' or '„' or '”' or '«' or '\'' or '‘' && Quotes.CloserOf(text, 0) == text.Length - 1;
        return quoted ? new Unquoted(text[1..^1].Trim().ToString(), true) : new Unquoted(text.Length == argument.Length ? argument : text.ToString(), false);
    }

    static string Plain(ReadOnlySpan<char> word)
    {
        var plain = new StringBuilder(word.Length + 1);
        foreach (char c in word)
        {
            bool leads = plain.Length == 0;
            _ = c switch
            {
                _ when IsInvisible(c) => plain,
                '—' or '―' when leads && word.Length > 1 => plain.Append("--"),
                '–' when leads && word.Length > 2 => plain.Append("--"),
                _ when IsDash(c) => plain.Append('-'),
                _ => plain.Append(c),
            };
        }

        return plain.ToString();
    }

    static int SkipBlanks(string line, int at)
    {
        while (at < line.Length && IsBlank(line[at]))
        {
            at++;
        }

        return at;
    }

    static bool IsBlank(char c) => char.IsWhiteSpace(c) || IsInvisible(c);

    static bool IsDash(char c) => c is '–' or '—' or '―' or '‐' or '‑' or '‒' or '−';

    /// <summary>Zero-width spaces and joiners, marks of direction, and the byte order mark.</summary>
    static bool IsInvisible(char c) => c is (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or '\u2060' or '\uFEFF' or '\u00AD';
}

/// <summary>An argument without the quotes around it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Quoted">True when quotes stood around all of it: such text is never read for names, dates or clauses.</param>
public readonly record struct Unquoted(string Text, bool Quoted);
