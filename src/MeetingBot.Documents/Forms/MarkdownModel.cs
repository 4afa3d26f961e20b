using Markdig;
using Markdig.Syntax;

namespace MeetingBot.Documents;

/// <summary>The Markdown of a template as a tree, of which the other written forms are made.</summary>
static class MarkdownModel
{
    /// <summary>Line breaks are kept, as people typed them; HTML that a template has in it shows as text.</summary>
    internal static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UseSoftlineBreakAsHardlineBreak().Build();

    internal static MarkdownDocument Parse(ReadOnlySpan<char> markdown)
    {
        var document = Markdown.Parse(Clean.Lines(Body(markdown).ToString()), Pipeline);
        BareAddresses.Link(document);
        return document;
    }

    /// <summary>The document without its front matter, which is for the publisher of a site and not for readers.</summary>
    internal static ReadOnlySpan<char> Body(ReadOnlySpan<char> markdown)
    {
        const string Fence = "---\n";
        var end = markdown.StartsWith(Fence) ? markdown.IndexOf("\n" + Fence) : -1;
        return end < 0 ? markdown : markdown[(end + 1 + Fence.Length)..].TrimStart('\n');
    }
}
