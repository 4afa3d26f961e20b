using System.Buffers;

namespace MeetingBot.Application;

/// <summary>Where a text is quoted, with straight or curly double quotes or guillemets. A quote that is never closed quotes nothing.</summary>
static class Quotes
{
    static readonly SearchValues<char> Openers = SearchValues.Create("\"“„”«");

    /// <summary>The quoted stretches, quotes included, in order; empty for most texts.</summary>
    public static List<Range> In(ReadOnlySpan<char> text)
    {
        List<Range> found = [];
        for (int at = 0; text[at..].IndexOfAny(Openers) is var next and >= 0;)
        {
            int open = at + next;
            int close = Opens(text, open) ? CloserOf(text, open) : -1;
            at = open + 1;
            if (close > open)
            {
                at = close + 1;
                found.Add(open..at);
            }
        }

        return found;
    }

    /// <summary>The place of the quote that closes the one at <paramref name="open"/>; -1 when none does.</summary>
    public static int CloserOf(ReadOnlySpan<char> text, int open)
    {
        ReadOnlySpan<char> closers = text[open] switch
        {
            '"' or '”' => "\"”",
            '“' => "”\"",
            '„' => "“”\"",
            '«' => "»",
            '\'' or '‘' or '’' => "'’",
            _ => "",
        };
        int length = text[(open + 1)..].IndexOfAny(closers);
        return length < 0 ? -1 : open + 1 + length;
    }

    static bool Opens(ReadOnlySpan<char> text, int at) => at == 0 || char.IsWhiteSpace(text[at - 1]) || text[at - 1] is '(' or ':' or '[';
}
