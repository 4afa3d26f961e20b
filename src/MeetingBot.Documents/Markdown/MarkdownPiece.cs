namespace MeetingBot.Documents;

/// <summary>
/// Puts a piece of Markdown that was made by itself into a document, so that it means there what it meant alone: a list
/// begins on a line of its own, and further lines stand below the first.
/// </summary>
static class MarkdownPiece
{
    internal static void Write(MarkdownWriter output, string markdown)
    {
        if (!markdown.Contains('\n'))
        {
            output.Write(markdown);
            return;
        }
        var place = Place.After(output.Line);
        var start = "\n" + new string(' ', place.Indent);
        if (!place.Fresh && !place.OneLine && MarkdownLine.Mark(markdown.AsSpan(0, markdown.IndexOf('\n'))).Length > 0)
        {
            output.Write("\n");
            output.Write(start);
        }
        output.Write(place.OneLine
            ? string.Join(' ', markdown.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : markdown.Replace("\n", start, StringComparison.Ordinal));
    }
}
