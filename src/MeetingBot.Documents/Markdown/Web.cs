using System.Buffers;
using System.Globalization;
using System.Text;

namespace MeetingBot.Documents;

/// <summary>Addresses that minutes may link to: http, https and mailto. All others are text.</summary>
static class Web
{
    static readonly SearchValues<string> Starts =
        SearchValues.Create(["https://", "http://", "mailto:"], StringComparison.OrdinalIgnoreCase);

    internal static bool IsAllowed(string? url) =>
        url is not null && url.AsSpan().IndexOfAny(Starts) == 0 && url.AsSpan().IndexOfAnyInRange('\0', ' ') < 0;

    /// <summary>The first bare address in <paramref name="line"/> from <paramref name="from"/> on, without the punctuation behind it; the end of the line without one.</summary>
    internal static (int Start, int End) Find(ReadOnlySpan<char> line, int from)
    {
        while (from < line.Length && line[from..].IndexOfAny(Starts) is >= 0 and var found)
        {
            var start = from + found;
            var end = start;
            while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not ('<' or '>' or '"'))
            {
                end++;
            }
            end = start + WithoutPunctuation(line[start..end]).Length;
            if ((start == 0 || IsEdge(line[start - 1])) && end > start + line[start..].IndexOf(':') + 3)
            {
                return (start, end);
            }
            from = start + 1;
        }
        return (line.Length, line.Length);
    }

    /// <summary>An address between the parentheses of a link: what could end it or start something else is percent-encoded.</summary>
    internal static string Destination(ReadOnlySpan<char> url)
    {
        var balanced = url.Count('(') == url.Count(')') && url.IndexOf('(') <= url.IndexOf(')');
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

    static bool IsEdge(char before) => char.IsWhiteSpace(before) || before is '(' or '"' or '\'' or '“' or '‘' or ',' or ';' or ':' or '=' or '/' or '-';

    static ReadOnlySpan<char> WithoutPunctuation(ReadOnlySpan<char> url)
    {
        while (!url.IsEmpty && (url[^1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '’' or '”' or '*' or '_' or '~' or '`' or ']' or '\\'
            || url[^1] == ')' && url.Count(')') > url.Count('(')))
        {
            url = url[..^1];
        }
        return url;
    }
}
