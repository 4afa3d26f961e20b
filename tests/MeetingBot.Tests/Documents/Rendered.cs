using System.Globalization;
using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MeetingBot.Tests;

/// <summary>What readers of Markdown other than our own see in a document: the kinds of its elements, and its text.</summary>
sealed class Rendered
{
    // Plain CommonMark with HTML switched on, and the dialects of the usual publishers of pages.
    static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().Build();
    static readonly MarkdownPipeline Publisher = new MarkdownPipelineBuilder().UsePipeTables().UseGridTables().UseFootnotes().UseTaskLists()
        .UseDefinitionLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAbbreviations().UseYamlFrontMatter().Build();

    readonly MarkdownDocument _document;

    Rendered(string markdown, MarkdownPipeline pipeline) => _document = Markdown.Parse(markdown, pipeline);

    internal static Rendered By(string markdown) => new(markdown, Plain);

    internal static Rendered ByPublisher(string markdown) => new(markdown, Publisher);

    internal IEnumerable<MarkdownObject> Elements => _document.Descendants();

    /// <summary>Names of the elements that a typed text must never become.</summary>
    internal IEnumerable<string> Leaks => Elements.Where(element => !IsSafe(element)).Select(element => element.GetType().Name);

    /// <summary>The text with the marks of lists and the addresses of links, as it was typed but for white space.</summary>
    internal string Text => Squeeze(Of(_document));

    internal static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static bool IsSafe(MarkdownObject element) => element switch
    {
        ListBlock or ListItemBlock or LiteralInline or CodeInline or LineBreakInline => true,
        EmphasisInline emphasis => emphasis.DelimiterChar is '*' or '_',
        LinkInline link => !link.IsImage && (link.Url!.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || link.Url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.Url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)),
        ParagraphBlock => true,
        _ => element.GetType() == typeof(ContainerInline),
    };

    static string Of(ContainerBlock blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            var number = blocks is ListBlock { IsOrdered: true } list
                ? (int.Parse(list.OrderedStart!, CultureInfo.InvariantCulture) + list.IndexOf(block)).ToString(CultureInfo.InvariantCulture) + list.OrderedDelimiter
                : "";
            text.Append(number).Append(' ').Append(block is ContainerBlock container ? Of(container) : Of(((LeafBlock)block).Inline)).Append('\n');
        }
        return text.ToString();
    }

    static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => "\n",
                LinkInline link => Of(link) + (Uri.UnescapeDataString(link.Url!) == Of(link) ? "" : link.Url),
                ContainerInline container => Of(container),
                _ => "",
            });
        }
        return text.ToString();
    }
}
