using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeetingBot.Documents;

/// <summary>Minutes as plain text: what a reader of Markdown sees, without its marks.</summary>
static class MinutesText
{
    internal static string Print(ReadOnlySpan<char> markdown)
    {
        var text = new StringBuilder();
        Blocks(text, MarkdownModel.Parse(markdown), indent: 0, loose: true);
        return text.ToString();
    }

    internal static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        Inlines(text, inlines);
        return text.ToString();
    }

    static void Blocks(StringBuilder text, ContainerBlock blocks, int indent, bool loose)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (i > 0)
            {
                text.Append(loose ? "\n" : "").Append(' ', indent);
            }
            Block(text, blocks[i], indent);
        }
    }

    static void Block(StringBuilder text, Block block, int indent)
    {
        switch (block)
        {
            case ListBlock list: List(text, list, indent); break;
            case QuoteBlock quote: Blocks(text.Append("  "), quote, indent + 2, loose: true); break;
            case LeafBlock { Inline: { } inlines }: Lines(text, Of(inlines), indent); break;
            case LeafBlock leaf: Lines(text, leaf.Lines.ToString(), indent); break;
            case ContainerBlock container: Blocks(text, container, indent, loose: true); break;
            default: break;
        }
    }

    static void List(StringBuilder text, ListBlock list, int indent)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        for (var i = 0; i < list.Count; i++)
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number + i}{list.OrderedDelimiter} ") : "- ";
            text.Append(i > 0 && list.IsLoose ? "\n" : "").Append(' ', i > 0 ? indent : 0).Append(mark);
            Blocks(text, (ContainerBlock)list[i], indent + mark.Length, list.IsLoose);
        }
    }

    static void Lines(StringBuilder text, string lines, int indent) =>
        text.Append(lines.TrimEnd('\n').Replace("\n", "\n" + new string(' ', indent), StringComparison.Ordinal)).Append('\n');

    static void Inlines(StringBuilder text, ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case LineBreakInline: text.Append('\n'); break;
                case AutolinkInline address: text.Append(address.Url); break;
                case LinkInline link: Link(text, link); break;
                case ContainerInline container: Inlines(text, container); break;
                default: break;
            }
        }
    }

    /// <summary>"label (address)", or one of them where both are the same.</summary>
    static void Link(StringBuilder text, LinkInline link)
    {
        var label = Of(link);
        var url = link.Url ?? "";
        text.Append(label).Append(label.Length == 0 || label == Uri.UnescapeDataString(url) ? "" : $" ({url})");
    }
}
