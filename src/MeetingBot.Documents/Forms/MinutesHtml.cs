using Ganss.Xss;
using Markdig;

namespace MeetingBot.Documents;

/// <summary>Minutes as a fragment of HTML with nothing in it but headings, paragraphs, lists, links, emphasis and code.</summary>
static class MinutesHtml
{
    // What the writer of Markdown makes is safe already; this holds even if a library slips.
    static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = Set("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "em", "strong", "code", "pre", "br", "blockquote", "hr"),
        AllowedAttributes = Set("href", "start"),
        AllowedSchemes = Set("http", "https", "mailto"),
        UriAttributes = Set("href"),
        AllowedCssProperties = Set(),
    });

    internal static string Print(ReadOnlySpan<char> markdown) =>
        Sanitizer.Sanitize(MarkdownModel.Parse(markdown).ToHtml(MarkdownModel.Pipeline));

    static HashSet<string> Set(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
