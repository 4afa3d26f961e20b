namespace MeetingBot.Application;

/// <summary>The lines of a transcript proper: a time, a display name, a colon, a message.</summary>
static class SpokenForm
{
    /// <summary>Takes a line apart; the first colon before a space, or at the end of the line, ends the name.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, out HeardLine heard)
    {
        heard = default;
        if (!Stamp.TryRead(line, out heard.Stamp, out int length) || length == line.Length || line[length] == '<')
        {
            return false;
        }

        ReadOnlySpan<char> said = line[length..].TrimStart();
        int colon = said.IndexOf(": ");
        colon = colon < 0 && said.TrimEnd() is [.. var all, ':'] ? all.Length : colon;
        if (colon <= 0)
        {
            return false;
        }

        heard.Sender = said[..colon].TrimEnd();
        heard.Text = said[(colon + 1)..].Trim();
        return heard.Sender.Length > 0;
    }

    /// <summary>Why a line is none, for whoever wrote the file.</summary>
    public static string WhyNot(ReadOnlySpan<char> line) =>
        line is [' ', ' ', ..] ? "continues a message, but none stands before it"
        : Stamp.TryRead(line, out _, out _) ? "has a time but no name with a colon and a space behind it"
        : line.Length > 0 && char.IsAsciiDigit(line[0]) ? "begins with a figure, but not with a date and time that exist"
        : "is no message: one begins with a time and a name (12:00 Ana: hello), goes on after two spaces, and '#' begins a comment";
}
