using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeetingBot.Documents;

/// <summary>
/// Makes links of the addresses that people typed into their texts. Markdig's own extension also links www., ftp: and tel:,
/// and takes the scheme off what was typed.
/// </summary>
static class BareAddresses
{
    internal static void Link(MarkdownDocument document)
    {
        var roots = document.Descendants<LeafBlock>().Select(leaf => leaf.Inline).OfType<ContainerInline>().ToList();
        foreach (var container in roots.Concat(roots.SelectMany(root => root.FindDescendants<EmphasisInline>())).ToList())
        {
            for (var inline = container.FirstChild; inline is not null; inline = inline.NextSibling)
            {
                inline = inline is LiteralInline literal ? LinkIn(literal) : inline;
            }
        }
    }

    /// <summary>Links the addresses in this text and what follows it directly; returns the last inline that stands for it.</summary>
    static Inline LinkIn(LiteralInline literal)
    {
        var text = new StringBuilder(literal.Content.ToString());
        while (literal.NextSibling is LiteralInline more)
        {
            text.Append(more.Content.AsSpan());
            more.Remove();
        }
        return Split(literal, text.ToString());
    }

    static Inline Split(LiteralInline literal, string text)
    {
        var (start, end) = Web.Find(text, 0);
        literal.Content = new StringSlice(text[..start]);
        Inline last = literal;
        while (start < text.Length)
        {
            var link = new LinkInline(text[start..end], "") { IsClosed = true };
            link.AppendChild(new LiteralInline(text[start..end]));
            last.InsertAfter(link);
            (start, var behind) = (Web.Find(text, end).Start, end);
            end = Web.Find(text, end).End;
            last = new LiteralInline(text[behind..start]);
            link.InsertAfter(last);
        }
        return last;
    }
}
