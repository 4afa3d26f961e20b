namespace MeetingBot.Documents;

/// <summary>Writes the text of one line: recognises the markup that is allowed, by itself and strictly, and escapes all the rest.</summary>
static class MarkdownInline
{
    // Looking for the other half of a pair ends here, so that a long line of halves costs no more than its length.
    const int Farthest = 2000;

    static readonly CharSet Special = new("\\`*_[]<&~{|");

    internal static void Write(MarkdownWriter output, ReadOnlySpan<char> line, Markup allowed, bool inLabel = false)
    {
        if (Clashes(output.Line, line))
        {
            output.Write('\\');
            output.Write(line[0]);
            line = line[1..];
        }
        var address = inLabel ? (Start: line.Length, End: line.Length) : Web.Find(line, 0);
        var at = 0;
        while (at < line.Length)
        {
            var next = Special.IndexIn(line[at..]);
            var stop = next < 0 ? line.Length : at + next;
            if (address.Start < at)
            {
                address = Web.Find(line, at);
            }
            if (address.Start <= stop && address.Start < line.Length)
            {
                output.Write(line[at..address.Start]);
                WriteAddress(output, line[address.Start..address.End]);
                at = address.End;
            }
            else
            {
                output.Write(line[at..stop]);
                at = stop < line.Length ? stop + WriteSpecial(output, line, stop, allowed, inLabel) : stop;
            }
        }
    }

    /// <summary>Two texts side by side must not make a tag of a static site or an image either.</summary>
    static bool Clashes(ReadOnlySpan<char> before, ReadOnlySpan<char> text) => before is [.., '{'] && text is ['%' or ':' or '#', ..]
        || before is [.., '!'] && text is ['[', ..];

    /// <summary>Writes what starts with the special character at <paramref name="at"/>; returns how many characters that were.</summary>
    static int WriteSpecial(MarkdownWriter output, ReadOnlySpan<char> line, int at, Markup allowed, bool inLabel) => line[at] switch
    {
        '`' => WriteCode(output, line, at, allowed),
        '*' => WriteEmphasis(output, line, at, allowed, Markup.Stars, inLabel),
        '_' => WriteEmphasis(output, line, at, allowed, Markup.Underscores, inLabel),
        '[' => WriteBracket(output, line, at, allowed),
        '\\' => Escape(output, line, at, 1, at + 1 == line.Length || IsSign(line[at + 1])),
        '&' => Escape(output, line, at, 1, Web.EntityLength(line[at..]) > 0),
        '~' => WriteTildes(output, line, at),
        '{' => WriteBrace(output, line, at),
        '|' => Escape(output, line, at, 1, line[..at].IsWhiteSpace() || IsRule(line[..at].TrimEnd(" \t")) || IsRule(line[(at + 1)..].TrimStart(" \t"))),
        _ => Escape(output, line, at, 1, true),
    };

    static int WriteCode(MarkdownWriter output, ReadOnlySpan<char> line, int at, Markup allowed)
    {
        var ticks = Run(line, at);
        var end = (allowed & Markup.Code) == 0 ? -1 : Closing(line, at + ticks, ticks);
        var code = end < 0 ? default : line[(at + ticks)..end];
        if (code.IsWhiteSpace() || code.IndexOf("{{") >= 0 || code.IndexOf("{%") >= 0)
        {
            return Escape(output, line, at, ticks, true);
        }
        output.Write(line[at..(end + ticks)]);
        return end + ticks - at;
    }

    static int WriteEmphasis(MarkdownWriter output, ReadOnlySpan<char> line, int at, Markup allowed, Markup kind, bool inLabel)
    {
        var run = Run(line, at);
        var end = (allowed & kind) == 0 || run > 3 || !Opens(line, at, run) ? -1 : ClosingEmphasis(line, at + run, run, line[at]);
        if (end < 0)
        {
            return Escape(output, line, at, run, !IsInert(line, at, run));
        }
        output.Write(line.Slice(at, run));
        Write(output, line[(at + run)..end], allowed & ~kind, inLabel);
        output.Write(line.Slice(end, run));
        return end + run - at;
    }

    static int WriteBracket(MarkdownWriter output, ReadOnlySpan<char> line, int at, Markup allowed)
    {
        var image = at > 0 && line[at - 1] == '!';
        var link = (allowed & Markup.Links) == 0 || image ? default : Link.At(line[at..Math.Min(line.Length, at + Farthest)]);
        if (link.Length > 0)
        {
            output.Write('[');
            Write(output, line.Slice(at + 1, link.Label), allowed & ~Markup.Links, inLabel: true);
            output.Write("](");
            output.Write(Web.Destination(line.Slice(at + link.Label + 3, link.Length - link.Label - 4)));
            output.Write(')');
            return link.Length;
        }
        var inside = line[(at + 1)..].IndexOfAny('[', ']');
        if (inside <= 0 || image || !IsHarmless(line.Slice(at + 1, inside), line[(at + 1 + inside)..]))
        {
            return Escape(output, line, at, 1, true);
        }
        output.Write('[');
        Write(output, line.Slice(at + 1, inside), allowed, inLabel: true);
        output.Write(']');
        return inside + 2;
    }

    /// <summary>Square brackets mean nothing in Markdown unless they mark a link, a definition, a footnote or a box to tick.</summary>
    static bool IsHarmless(ReadOnlySpan<char> inside, ReadOnlySpan<char> rest) =>
        rest[0] == ']' && rest.Length > 1 && rest[1] is not ('(' or '[' or ':' or '{') && inside[0] != '^' && !IsBox(inside);

    internal static bool IsBox(ReadOnlySpan<char> inside) => inside is "x" or "X" or " ";

    /// <summary>One tilde may stand for "about"; where it could end something crossed out it is escaped, like all longer runs.</summary>
    static int WriteTildes(MarkdownWriter output, ReadOnlySpan<char> line, int at)
    {
        var run = Run(line, at);
        return Escape(output, line, at, run, run > 1 || at > 0 && !char.IsWhiteSpace(line[at - 1]));
    }

    /// <summary>Static sites run what stands between <c>{{</c>, <c>{%</c> and <c>{:</c> before they read the Markdown.</summary>
    static int WriteBrace(MarkdownWriter output, ReadOnlySpan<char> line, int at)
    {
        output.Write(output.Line is [.., '{'] ? "\\{" : "{");
        output.Write(line[(at + 1)..] is ['%' or ':' or '#', ..] ? "\\" : "");
        return 1;
    }

    /// <summary>A bare address stays as it is, unless Markdown would read something into it: then it is written as a link.</summary>
    static void WriteAddress(MarkdownWriter output, ReadOnlySpan<char> url)
    {
        if (IsPlain(url))
        {
            output.Write(url);
            return;
        }
        if (output.Line is [.., '!'])
        {
            WriteAsText(output, url);
            return;
        }
        output.Write('[');
        Write(output, url, Markup.None, inLabel: true);
        output.Write("](");
        output.Write(Web.Destination(url));
        output.Write(')');
    }

    /// <summary>Nothing is recognised as an address once its colon is escaped: what is escaped behind the colon then stays so.</summary>
    static void WriteAsText(MarkdownWriter output, ReadOnlySpan<char> url)
    {
        var colon = url.IndexOf(':');
        output.Write(url[..colon]);
        output.Write('\\');
        output.Write(url[colon]);
        Write(output, url[(colon + 1)..], Markup.None, inLabel: true);
    }

    /// <summary>Dashes beside an upright, and an upright at the start, make a table of the lines around them.</summary>
    static bool IsRule(ReadOnlySpan<char> beside) => beside is ['-' or ':', ..] or [.., '-' or ':'];

    /// <summary>True where nothing must be escaped, so that a text (but for the start of its line) or an address can be copied.</summary>
    internal static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (int at = 0, next; (next = Special.IndexIn(text[at..])) >= 0; at++)
        {
            at += next;
            var plain = text[at] switch
            {
                '_' => IsInert(text, at, Run(text, at)),
                '&' => Web.EntityLength(text[at..]) == 0,
                '~' => at > 0 && text[at - 1] == '/' && Run(text, at) == 1,
                _ => false,
            };
            if (!plain)
            {
                return false;
            }
        }
        return true;
    }

    static int Escape(MarkdownWriter output, ReadOnlySpan<char> line, int at, int count, bool needed)
    {
        for (var i = at; i < at + count; i++)
        {
            if (needed)
            {
                output.Write('\\');
            }
            output.Write(line[i]);
        }
        return count;
    }

    /// <summary>One sign with space on both sides, and underscores within a word, are no emphasis in Markdown either.</summary>
    static bool IsInert(ReadOnlySpan<char> line, int at, int run) => at > 0 && at + run < line.Length
        && (run == 1 && char.IsWhiteSpace(line[at - 1]) && (at < 2 || line[at - 2] != line[at]) && (at + 2 >= line.Length || line[at + 2] != line[at]) && char.IsWhiteSpace(line[at + run])
            || line[at] == '_' && char.IsLetterOrDigit(line[at - 1]) && char.IsLetterOrDigit(line[at + run]));

    static bool Opens(ReadOnlySpan<char> line, int at, int run)
    {
        var before = at == 0 ? ' ' : line[at - 1];
        var after = at + run == line.Length ? ' ' : line[at + run];
        return !char.IsWhiteSpace(after)
            && (char.IsWhiteSpace(before) || IsSign(before) && char.IsLetterOrDigit(after));
    }

    static int ClosingEmphasis(ReadOnlySpan<char> line, int from, int run, char sign)
    {
        var limit = Math.Min(line.Length, from + Farthest);
        for (var i = from; i < limit; i += Math.Max(1, line[i] == sign ? Run(line, i) : 1))
        {
            if (line[i] == sign && i > from && Run(line, i) == run && !char.IsWhiteSpace(line[i - 1]) && Closes(line, i + run))
            {
                return i;
            }
        }
        return -1;
    }

    static bool Closes(ReadOnlySpan<char> line, int after) =>
        after == line.Length || char.IsWhiteSpace(line[after]) || IsSign(line[after]);

    static bool IsSign(char c) => char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c));

    static int Closing(ReadOnlySpan<char> line, int from, int ticks)
    {
        var limit = Math.Min(line.Length, from + Farthest);
        for (var i = from; i < limit; i++)
        {
            if (line[i] == '`')
            {
                var run = Run(line, i);
                if (run == ticks)
                {
                    return i;
                }
                i += run - 1;
            }
        }
        return -1;
    }

    static int Run(ReadOnlySpan<char> line, int at)
    {
        var length = line[at..].IndexOfAnyExcept(line[at]);
        return length < 0 ? line.Length - at : length;
    }
}
