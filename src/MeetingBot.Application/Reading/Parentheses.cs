namespace MeetingBot.Application;

/// <summary>Counts round brackets, which organisations may nest.</summary>
static class Parentheses
{
    /// <summary>How deep a character leads, counted from <paramref name="depth"/>; below zero when nothing was open.</summary>
    public static int After(char c, int depth) => c switch
    {
        '(' => depth + 1,
        ')' => depth - 1,
        _ => depth,
    };

    /// <summary>Whether each one that opens is closed and none closes what is not open.</summary>
    public static bool Balance(ReadOnlySpan<char> text)
    {
        int depth = 0;
        foreach (char c in text)
        {
            depth = After(c, depth);
            if (depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }

    /// <summary>Whether one pair stands around a whole text.</summary>
    public static bool Surround(ReadOnlySpan<char> text) => text is ['(', .., ')'] && Balance(text) && OpenerOfLast(text) == 0;

    /// <summary>The place of the one that the last character, a closing one, belongs to; the text is balanced.</summary>
    public static int OpenerOfLast(ReadOnlySpan<char> text)
    {
        int depth = 0;
        int at = text.Length;
        do
        {
            depth = After(text[--at], depth);
        }
        while (depth < 0);
        return at;
    }
}
