using System.IO.Compression;
using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public class DocxTests
{
    static readonly MinutesPrinter Printer = new();

    public static TheoryData<string> Known => Attacks.Known;

    [Theory]
    [InlineData("narrative")]
    [InlineData("structured")]
    [InlineData("numbered")]
    public void A_document_is_valid_and_has_its_properties(string template)
    {
        using var word = Open(Meetings.Complete, template);

        Assert.Empty(new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Equal("Minutes of Harbour Safety Working Group, March 5, 2024", word.PackageProperties.Title);
        Assert.Equal("Ben Moe", word.PackageProperties.Creator);
    }

    [Fact]
    public void The_same_minutes_are_the_same_bytes_whenever_they_are_printed()
    {
        var minutes = Meetings.Saying("[page](https://a.example/x) [other](https://a.example/y)\n1. first");
        var printed = Printer.Print(minutes, MinutesFormat.Docx, MinutesTemplate.Structured).Content;

        Assert.Equal(printed.ToArray(), Printer.Print(minutes, MinutesFormat.Docx, MinutesTemplate.Structured).Content.ToArray());
        using var archive = new ZipArchive(new MemoryStream(printed.ToArray()));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
        Assert.Contains(archive.Entries, entry => entry.FullName == "docProps/core.xml");
    }

    [Fact]
    public void Headings_lists_links_and_emphasis_are_those_of_word()
    {
        using var word = Open(Meetings.Saying("**bold** *italic* `code` [page](https://a.example/x)\n- one\n  - deep\n1. first"), "narrative");
        var main = word.MainDocumentPart!;
        var body = main.Document!.Body!;

        Assert.Equal("Heading2", Assert.Single(body.Elements<Paragraph>(), paragraph => paragraph.InnerText == "Minutes").ParagraphProperties!.ParagraphStyleId!.Val!.Value);
        Assert.Equal("bold", Assert.Single(body.Descendants<Bold>()).Ancestors<Run>().Single().InnerText);
        Assert.Equal("italic", Assert.Single(body.Descendants<Italic>()).Ancestors<Run>().Single().InnerText);
        Assert.Equal("code", Assert.Single(body.Descendants<RunStyle>(), style => style.Val == "Code").Ancestors<Run>().Single().InnerText);
        Assert.Equal("https://a.example/x", Assert.Single(main.HyperlinkRelationships).Uri.ToString());
        Assert.Equal(["0 1", "1 2", "0 3"], body.Descendants<NumberingProperties>().Select(list => $"{list.NumberingLevelReference!.Val} {list.NumberingId!.Val}"));
        Assert.Empty(new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_numbered_list_begins_with_its_number()
    {
        using var word = Open(Meetings.Saying("4. four\n5. five"), "narrative");

        Assert.Equal(4, Assert.Single(word.MainDocumentPart!.NumberingDefinitionsPart!.Numbering!.Descendants<StartOverrideNumberingValue>()).Val!.Value);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_attacks_show_as_text(string attack) => IsSafe(attack);

    [Fact]
    public void No_text_at_all_spoils_a_document() => Attacks.Texts.Sample(IsSafe, iter: 200);

    [Fact]
    public void A_name_stands_in_the_document_as_it_was_typed() => Attacks.Texts.Sample(
        text =>
        {
            using var word = Open(Meetings.Minimal with { Regrets = ["x" + text] }, "narrative");
            Assert.Contains(Rendered.Squeeze("Regrets: " + Clean.Line("x" + text)), Rendered.Squeeze(word.MainDocumentPart!.Document!.Body!.InnerText), StringComparison.Ordinal);
        },
        iter: 300);

    static void IsSafe(string text)
    {
        using var word = Open(Meetings.Saying(text) with { Group = text + "x", Publisher = text }, "narrative");

        Assert.Empty(new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Select(error => error.Description));
        Assert.All(word.MainDocumentPart!.HyperlinkRelationships, link => Assert.Contains(link.Uri.Scheme, new[] { "http", "https", "mailto" }));
        Assert.Empty(word.MainDocumentPart.Document!.Descendants<ParagraphStyleId>().Where(style => style.Val!.Value!.StartsWith("Heading", StringComparison.Ordinal)).Skip(1));
    }

    static WordprocessingDocument Open(Minutes minutes, string template)
    {
        var printed = Printer.Print(minutes, MinutesFormat.Docx, new MinutesTemplate(template));
        Assert.Equal("docx", printed.Extension);
        return WordprocessingDocument.Open(new MemoryStream(printed.Content.ToArray()), isEditable: false);
    }
}
