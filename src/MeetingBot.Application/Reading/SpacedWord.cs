namespace MeetingBot.Application;

/// <summary>A word of a text with its place: what stands between white space, without a closing comma.</summary>
/// <param name="At">Its first character, from 0.</param>
/// <param name="End">The place behind its last character.</param>
/// <param name="Lower">Its text in lower case.</param>
readonly record struct SpacedWord(int At, int End, string Lower)
{
    /// <summary>The words of a text, in order.</summary>
    public static IEnumerable<SpacedWord> In(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            int start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            int end = at > start && text[at - 1] == ',' ? at - 1 : at;
            if (end > start)
            {
                yield return new SpacedWord(start, end, text[start..end].ToLowerInvariant());
            }
        }
    }
}
