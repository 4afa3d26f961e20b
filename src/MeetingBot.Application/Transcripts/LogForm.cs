namespace MeetingBot.Application;

/// <summary>The lines of chat logs: a time, perhaps in brackets and perhaps damaged, a nick in angle brackets, a text.</summary>
static class LogForm
{
    static readonly string[] Notices = ["-!-", "***", "-->", "<--", "---", "==", "=-="];

    /// <summary>Takes a line apart; false for one that only continues the line before.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out HeardLine heard)
    {
        heard = default;
        line = line.TrimStart();
        if (line.Length == 0)
        {
            return false;
        }

        bool brackets = false;
        if (!Stamp.TryRead(line, out heard.Stamp, out int length))
        {
            brackets = Stamp.TryReadBrackets(line, out heard.Stamp, out length);
            if (!brackets)
            {
                return false;
            }
        }

        ReadOnlySpan<char> rest = line[length..].TrimStart();
        return IsNotice(rest, ref heard) || IsMessage(rest, ref heard) || IsEmote(rest, ref heard) || (brackets && IsHalfMessage(rest, ref heard));
    }

    static bool IsNotice(ReadOnlySpan<char> rest, ref HeardLine heard)
    {
        foreach (string notice in Notices)
        {
            heard.Noise |= rest.StartsWith(notice) && (rest.Length == notice.Length || char.IsWhiteSpace(rest[notice.Length]));
        }

        return heard.Noise;
    }

    /// <summary>
    /// <c>&lt;nick&gt; text</c>; the nick may be empty, marked as an operator's, or stand twice. Also <c>[nick] text</c>, as
    /// browsers copy it.
    /// </summary>
    static bool IsMessage(ReadOnlySpan<char> rest, ref HeardLine heard)
    {
        int close = rest is ['<', ..] ? rest.IndexOf('>') : rest is ['[', ..] && heard.Stamp.Date is null ? rest.IndexOf(']') : -1;
        if (close < 0 || (rest[0] == '[' && rest[..close].Contains(' ')))
        {
            return false;
        }

        ReadOnlySpan<char> marked = rest[..(close + 1)];
        ReadOnlySpan<char> text = rest[(close + 1)..].Trim();
        text = text.StartsWith(marked) && close > 1 ? text[marked.Length..].TrimStart() : text;
        heard.Sender = marked[1..^1].Trim().TrimStart("@+%&~");
        heard.Emote = text.StartsWith("/me ");
        heard.Text = heard.Emote ? text[4..].TrimStart() : text;
        return true;
    }

    static bool IsEmote(ReadOnlySpan<char> rest, ref HeardLine heard)
    {
        if (rest is not ['*', ' ' or '\t', ..])
        {
            return false;
        }

        ReadOnlySpan<char> done = rest[1..].Trim();
        int end = done.IndexOfAny(' ', '\t');
        heard.Sender = end < 0 ? done : done[..end];
        heard.Text = end < 0 ? "" : done[end..].TrimStart();
        heard.Emote = true;
        heard.Noise = heard.Text is ['(', ..] && (heard.Text.Contains(") has joined", StringComparison.Ordinal)
            || heard.Text.Contains(") has left", StringComparison.Ordinal) || heard.Text.Contains(") has quit", StringComparison.Ordinal));
        return done.Length > 0;
    }

    /// <summary>Behind a stamp in brackets something was said, even if one of the angle brackets is lost.</summary>
    static bool IsHalfMessage(ReadOnlySpan<char> rest, ref HeardLine heard)
    {
        int end = rest.IndexOfAny(' ', '\t');
        ReadOnlySpan<char> nick = end < 0 ? rest : rest[..end];
        bool half = nick is ['<', ..] or [.., '>'];
        heard.Sender = half ? nick.Trim("<>") : "";
        heard.Text = half ? rest[nick.Length..].Trim() : rest.Trim();
        heard.Emote = false;
        return heard.Stamp.Date is not null;
    }
}
