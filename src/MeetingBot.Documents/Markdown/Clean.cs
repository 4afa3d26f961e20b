using System.Text;

namespace MeetingBot.Documents;

/// <summary>
/// Takes out of a text what no written form can hold (control characters, halves of characters), so that every form
/// shows the same. Ordinary text comes back as the same object.
/// </summary>
static class Clean
{
    /// <summary>A name, a title or a word: one line without space around it.</summary>
    internal static string Line(string text) => Of(text, lineBreak: ' ').Trim();

    /// <summary>A text of several lines: lines end with one line feed.</summary>
    internal static string Lines(string text) => Of(text, lineBreak: '\n').TrimEnd().TrimStart('\n');

    static string Of(string text, char lineBreak)
    {
        if (IsOrdinary(text))
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\n' or '\r')
            {
                i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                clean.Append(lineBreak);
            }
            else if (char.IsSurrogate(c))
            {
                var whole = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                _ = whole ? clean.Append(c).Append(text[++i]) : clean.Append('\ufffd');
            }
            else if (c == '\t' || !char.IsControl(c))
            {
                clean.Append(c is '\ufffe' or '\uffff' ? '\ufffd' : c);
            }
        }
        return clean.ToString();
    }

    static bool IsOrdinary(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }
        foreach (var c in text)
        {
            if (c is < ' ' or (>= '\x7f' and <= '\x9f') or (>= '\ud800' and <= '\udfff') or >= '\ufffe')
            {
                return false;
            }
        }
        return true;
    }
}
