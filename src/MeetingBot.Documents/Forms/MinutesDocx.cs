using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>Minutes as a Word document, with styles that the reader can restyle.</summary>
static class MinutesDocx
{
    internal static ReadOnlyMemory<byte> Print(Minutes minutes, ReadOnlySpan<char> markdown)
    {
        var model = MarkdownModel.Parse(markdown);
        var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            word.PackageProperties.Title = Clean.Line(Title(minutes));
            word.PackageProperties.Creator = Clean.Line(minutes.Publisher ?? string.Join(", ", minutes.Scribes));
            var main = word.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = WordStyles.Make();
            var lists = new WordLists();
            var body = new WordBody(main, lists).Make(model);
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = lists.Make();
            main.Document = new Document(body);
        }
        return stream.ToArray();
    }

    static string Title(Minutes minutes) =>
        $"Minutes of {minutes.Group}{(minutes.Title is { } title && title != minutes.Group ? ": " + title : "")}, {EnglishDates.Long(minutes.Date)}";
}
