namespace MeetingBot.Documents;

/// <summary>
/// Puts a text that a person typed into a Markdown document: what is allowed of Markdown stays, all else is escaped so
/// that it shows as it was typed. Ordinary prose stays as it is, character for character.
/// </summary>
static class MarkdownText
{
    internal static void Write(MarkdownWriter output, string text, Markup allowed)
    {
        if (text.Length == 0)
        {
            return;
        }
        if (output.InFrontMatter)
        {
            YamlScalar.WriteSafe(output, Clean.Line(text));
        }
        else if (!MarkdownLine.NeedsCare(text) && !text.Contains('\n') && MarkdownInline.IsPlain(text) && output.Line is not [.., '{'])
        {
            output.Write(text);
        }
        else
        {
            new MarkdownBlocks(output, allowed).Write(text);
        }
    }
}
