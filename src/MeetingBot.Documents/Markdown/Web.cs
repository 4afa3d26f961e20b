using System.Globalization;
using System.Text;

namespace MeetingBot.Documents;

/// <summary>Addresses that minutes may link to: http, https and mailto. All others are text.</summary>
static class Web
{
    static readonly string[] Schemes = ["https://", "http://", "mailto:"];

    internal static bool IsAllowed(ReadOnlySpan<char> url) => SchemeLength(url) > 0 && !url.ContainsAnyInRange('\0', ' ');

    /// <summary>The first bare address in <paramref name="line"/> from <paramref name="from"/> on, without the punctuation behind it; the end of the line without one.</summary>
    internal static (int Start, int End) Find(ReadOnlySpan<char> line, int from)
    {
        for (int colon; from < line.Length && (colon = line[from..].IndexOf(':')) >= 0; from += colon + 1)
        {
            var start = Start(line, from + colon);
            var length = start < 0 ? 0 : WithoutPunctuation(line[start..Blank(line, start)]).Length;
            if (length > 0 && length > SchemeLength(line[start..]))
            {
                return (start, start + length);
            }
        }
        return (line.Length, line.Length);
    }

    /// <summary>An address between the parentheses of a link: what could end it or start something else is percent-encoded.</summary>
    internal static string Destination(ReadOnlySpan<char> url)
    {
        var balanced = IsBalanced(url);
        var safe = new StringBuilder(url.Length);
        for (var i = 0; i < url.Length; i++)
        {
            var encode = url[i] is '<' or '>' or '\\' or '`' or '{' or '}' or '|' or '"' or '[' or ']' or '*' or '~' or '\u007f'
                || url[i] <= ' ' || !balanced && url[i] is '(' or ')';
            _ = encode ? safe.Append('%').Append(((int)url[i]).ToString("X2", CultureInfo.InvariantCulture)) : safe.Append(url[i]);
            _ = url[i] == '&' && EntityLength(url[i..]) > 0 ? safe.Append("amp;") : safe;
        }
        return safe.ToString();
    }

    /// <summary>The length of a character reference such as <c>&amp;lt;</c> at the start of a text, else 0.</summary>
    internal static int EntityLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        var name = end > 1 ? text[1..end] : default;
        name = name.StartsWith("#") ? name[1..] : name;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return 0;
            }
        }
        return name.IsEmpty ? 0 : end + 1;
    }

    static bool EndsWithEntity(ReadOnlySpan<char> url) => url[^1] == ';' && url.LastIndexOf('&') is >= 0 and var at && EntityLength(url[at..]) > 0;

    /// <summary>Where the address with this colon behind its scheme starts, or -1.</summary>
    static int Start(ReadOnlySpan<char> line, int colon)
    {
        var start = colon;
        while (start > 0 && char.IsAsciiLetter(line[start - 1]))
        {
            start--;
        }
        return SchemeLength(line[start..]) > 0 && (start == 0 || IsEdge(line[start - 1])) ? start : -1;
    }

    static int SchemeLength(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme.Length;
            }
        }
        return 0;
    }

    static int Blank(ReadOnlySpan<char> line, int from)
    {
        while (from < line.Length && !char.IsWhiteSpace(line[from]) && line[from] is not ('<' or '>' or '"'))
        {
            from++;
        }
        return from;
    }

    static bool IsBalanced(ReadOnlySpan<char> url)
    {
        var depth = 0;
        foreach (var c in url)
        {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0)
            {
                return false;
            }
        }
        return depth == 0;
    }

    static bool IsEdge(char before) => char.IsWhiteSpace(before) || before is '(' or '"' or '\'' or '“' or '‘' or ',' or ';' or ':' or '=' or '/' or '-';

    static ReadOnlySpan<char> WithoutPunctuation(ReadOnlySpan<char> url)
    {
        while (!url.IsEmpty && !EndsWithEntity(url) && (url[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '’' or '”' or '*' or '_' or '~' or '`' or ']' or '\\'
            || url[^1] == ')' && url.Count(')') > url.Count('(')))
        {
            url = url[..^1];
        }
        return url;
    }
}
