using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax.Inlines;

namespace MeetingBot.Documents;

/// <summary>The text of a block as runs of Word: bold, italic, code and links.</summary>
sealed class WordRuns(MainDocumentPart part)
{
    [Flags]
    enum Look
    {
        None = 0,
        Bold = 1,
        Italic = 2,
        Code = 4,
        Link = 8,
    }

    int _links;

    internal IEnumerable<OpenXmlElement> Of(ContainerInline? inlines) => Of(inlines, Look.None);

    internal static IEnumerable<OpenXmlElement> OfCode(string lines) => [Text(lines.TrimEnd('\n'), Look.Code)];

    IEnumerable<OpenXmlElement> Of(ContainerInline? inlines, Look look) => (inlines ?? []).SelectMany(inline => Of(inline, look));

    IEnumerable<OpenXmlElement> Of(Inline inline, Look look) => inline switch
    {
        LiteralInline literal => [Text(literal.Content.ToString(), look)],
        CodeInline code => [Text(code.Content, look | Look.Code)],
        HtmlEntityInline entity => [Text(entity.Transcoded.ToString(), look)],
        LineBreakInline => [Text("\n", look)],
        AutolinkInline address => Linked(address.Url, [Text(address.Url, look | Look.Link)]),
        LinkInline link => Linked(link.Url, [.. Of(link, look | Look.Link)]),
        EmphasisInline emphasis => Of(emphasis, look | (emphasis.DelimiterCount > 1 ? Look.Bold : Look.Italic)),
        ContainerInline container => Of(container, look),
        _ => [],
    };

    /// <summary>Runs that lead to an address; text with the address behind it where nobody should follow it.</summary>
    IEnumerable<OpenXmlElement> Linked(string? url, IReadOnlyList<OpenXmlElement> runs)
    {
        if (Web.IsAllowed(url) && Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return [new Hyperlink(runs) { Id = part.AddHyperlinkRelationship(address, isExternal: true, $"link{++_links}").Id }];
        }
        var label = string.Concat(runs.Select(run => run.InnerText));
        return url is null || Uri.UnescapeDataString(url) == label ? runs : [.. runs, Text($" ({url})", Look.None)];
    }

    static Run Text(string text, Look look)
    {
        var run = new Run();
        var properties = new RunProperties();
        properties.Append((look & Look.Link) != 0 ? [new RunStyle { Val = WordStyles.Hyperlink }]
            : (look & Look.Code) != 0 ? new OpenXmlElement[] { new RunStyle { Val = WordStyles.Code } } : []);
        properties.Append((look & Look.Bold) != 0 ? [new Bold()] : Array.Empty<OpenXmlElement>());
        properties.Append((look & Look.Italic) != 0 ? [new Italic()] : Array.Empty<OpenXmlElement>());
        if (properties.HasChildren)
        {
            run.Append(properties);
        }
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            run.Append(i > 0 ? [new Break()] : Array.Empty<OpenXmlElement>());
            run.Append(lines[i].Length > 0 ? [new Text(lines[i]) { Space = SpaceProcessingModeValues.Preserve }] : Array.Empty<OpenXmlElement>());
        }
        return run;
    }
}
