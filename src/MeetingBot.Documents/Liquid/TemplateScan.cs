using System.Globalization;

namespace MeetingBot.Documents;

/// <summary>
/// Looks at the text of a template before it is parsed and refuses what the parser or the engine could not survive: it
/// parses nested blocks on the stack, and it builds a range such as <c>(1..1000000000)</c> whole.
/// </summary>
static class TemplateScan
{
    const int LongestTemplate = 64 * 1024;
    const int LongestTag = 1000;
    const int DeepestBlocks = 30;
    const int DeepestBrackets = 10;

    static readonly string[] Blocks = ["if", "unless", "for", "case", "capture", "comment", "raw"];

    internal static void Check(string liquid)
    {
        if (liquid.Length > LongestTemplate)
        {
            throw new TemplateException($"the template is longer than {LongestTemplate / 1024} KiB");
        }
        var depth = 0;
        for (var at = NextTag(liquid, 0); at >= 0; at = NextTag(liquid, at + 2))
        {
            var end = liquid.IndexOf(liquid[at + 1] == '{' ? "}}" : "%}", at, StringComparison.Ordinal);
            var tag = WithoutQuoted(liquid.AsSpan(at + 2, Math.Max(0, (end < 0 ? liquid.Length : end) - at - 2)));
            depth += liquid[at + 1] == '%' ? Step(tag.TrimStart("-").Trim()) : 0;
            Require(tag.Length <= LongestTag, liquid, at, $"a tag is longer than {LongestTag} characters");
            Require(depth <= DeepestBlocks, liquid, at, $"blocks are nested more than {DeepestBlocks} deep");
            Require(Brackets(tag) <= DeepestBrackets, liquid, at, $"brackets are nested more than {DeepestBrackets} deep");
            Require(tag.IndexOf("..") < 0 || IsShortRange(tag), liquid, at, "a range must be written with two numbers below 1000, as in (1..10)");
        }
    }

    /// <summary>The message with the line on which <paramref name="word"/> first stands.</summary>
    internal static string At(string liquid, string word, string message)
    {
        var at = liquid.IndexOf(word, StringComparison.Ordinal);
        return at < 0 ? message : $"line {Line(liquid, at)}: {message}";
    }

    /// <summary>The parser's message, which ends "at (line:column)" and then quotes the source.</summary>
    internal static string Located(string error)
    {
        var message = error.AsSpan(0, error.IndexOf('\n') is >= 0 and var end ? end : error.Length).TrimEnd();
        var place = message.LastIndexOf(" at (");
        var colon = place < 0 ? -1 : message[place..].IndexOf(':');
        return colon < 0 ? message.ToString() : $"line {message[(place + 5)..(place + colon)]}: {message[..place]}";
    }

    /// <summary>What stands between quotes is text, whatever it looks like.</summary>
    static ReadOnlySpan<char> WithoutQuoted(ReadOnlySpan<char> tag)
    {
        if (tag.IndexOfAny('"', '\'') < 0)
        {
            return tag;
        }
        var plain = new char[tag.Length];
        var quote = '\0';
        for (var i = 0; i < tag.Length; i++)
        {
            plain[i] = quote == '\0' ? tag[i] : ' ';
            quote = (quote, tag[i]) switch
            {
                ('\0', '"' or '\'') => tag[i],
                var (open, c) when open == c => '\0',
                _ => quote,
            };
        }
        return plain;
    }

    static int Step(ReadOnlySpan<char> tag) =>
        tag.StartsWith("end") ? -1 : IsBlock(tag) ? 1 : 0;

    static bool IsBlock(ReadOnlySpan<char> tag)
    {
        foreach (var block in Blocks)
        {
            if (tag.StartsWith(block) && (tag.Length == block.Length || !char.IsLetterOrDigit(tag[block.Length])))
            {
                return true;
            }
        }
        return false;
    }

    static int NextTag(string liquid, int from)
    {
        for (var at = from; at < liquid.Length - 1; at++)
        {
            if (liquid[at] == '{' && (liquid[at + 1] is '{' or '%'))
            {
                return at;
            }
        }
        return -1;
    }

    static int Brackets(ReadOnlySpan<char> tag) => tag.Count('(') + tag.Count('[');

    static bool IsShortRange(ReadOnlySpan<char> tag)
    {
        var dots = tag.IndexOf("..");
        var from = tag[..dots].LastIndexOf('(');
        var to = tag[dots..].IndexOf(')');
        return from >= 0 && to > 0 && IsShort(tag[(from + 1)..dots]) && IsShort(tag[(dots + 2)..(dots + to)]) && tag[(dots + 2)..].IndexOf("..") < 0;
    }

    static bool IsShort(ReadOnlySpan<char> number) =>
        number.Trim().Length is > 0 and <= 3 && int.TryParse(number, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out _);

    static int Line(string liquid, int at) => liquid.AsSpan(0, at).Count('\n') + 1;

    static void Require(bool condition, string liquid, int at, string message)
    {
        if (!condition)
        {
            throw new TemplateException($"line {Line(liquid, at)}: {message}");
        }
    }
}
