using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;

namespace MeetingBot.Documents;

/// <summary>The blocks of a document as paragraphs of Word.</summary>
sealed class WordBody(MainDocumentPart part, WordLists lists)
{
    readonly Body _body = new();
    readonly WordRuns _runs = new(part);

    internal Body Make(ContainerBlock document)
    {
        Add(document, () => null);
        _body.Append(new SectionProperties(
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = 1134, Bottom = 1134, Left = 1134, Right = 1134, Header = 567, Footer = 567, Gutter = 0 }));
        return _body;
    }

    void Add(ContainerBlock blocks, Func<ParagraphProperties?> properties, int depth = -1)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    AddParagraph(Styled(WordStyles.Heading(heading.Level)), _runs.Of(heading.Inline));
                    break;
                case ListBlock list:
                    AddList(list, Math.Min(depth + 1, WordLists.Deepest - 1));
                    break;
                case QuoteBlock quote:
                    Add(quote, () => Styled(WordStyles.Quote), depth);
                    break;
                case CodeBlock code:
                    AddParagraph(properties(), WordRuns.OfCode(code.Lines.ToString()));
                    break;
                case LeafBlock leaf:
                    AddParagraph(properties(), _runs.Of(leaf.Inline));
                    break;
                case ContainerBlock container:
                    Add(container, properties, depth);
                    break;
                default:
                    break;
            }
        }
    }

    void AddList(ListBlock list, int depth)
    {
        var start = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var id = lists.Add(list.IsOrdered, start, depth);
        foreach (var item in list.OfType<ContainerBlock>())
        {
            var first = true;
            Add(item, Next, depth);

            // Only the first paragraph of an item has its mark; the others stand below its text.
            ParagraphProperties Next()
            {
                var properties = Styled(WordStyles.ListParagraph);
                properties.Append(first
                    ? new NumberingProperties(new NumberingLevelReference { Val = depth }, new NumberingId { Val = id })
                    : WordLists.Indent(depth));
                first = false;
                return properties;
            }
        }
    }

    void AddParagraph(ParagraphProperties? properties, IEnumerable<OpenXmlElement> content)
    {
        var paragraph = new Paragraph();
        if (properties is not null)
        {
            paragraph.Append(properties);
        }
        paragraph.Append(content);
        _body.Append(paragraph);
    }

    static ParagraphProperties Styled(string style) => new(new ParagraphStyleId { Val = style });
}
