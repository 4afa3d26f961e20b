namespace MeetingBot.Documents;

/// <summary>
/// A set of ASCII characters to look for. The library's own SearchValues is quicker on long texts, but its vector code is
/// compiled at run time, which costs a short run more than all its searching.
/// </summary>
readonly struct CharSet
{
    readonly ulong _low;
    readonly ulong _high;

    internal CharSet(string characters)
    {
        foreach (var c in characters)
        {
            _ = c < 64 ? _low |= 1ul << c : _high |= 1ul << (c - 64);
        }
    }

    internal bool Contains(char c) => c < 64 ? (_low >> c & 1) != 0 : c < 128 && (_high >> (c - 64) & 1) != 0;

    /// <summary>Where the first of these characters stands, or -1.</summary>
    internal int IndexIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>True where a text has nothing but these characters.</summary>
    internal bool Covers(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!Contains(c))
            {
                return false;
            }
        }
        return true;
    }
}
