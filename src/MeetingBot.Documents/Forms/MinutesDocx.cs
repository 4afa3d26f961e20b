using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>
/// Minutes as a Word document, with styles that the reader can restyle. The same minutes are the same bytes, so that filing them again
/// changes nothing: parts and relationships get names of our own where the library takes random ones, and the archive holds no times.
/// </summary>
static class MinutesDocx
{
    const string Properties = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    const string DublinCore = "http://purl.org/dc/elements/1.1/";

    static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static ReadOnlyMemory<byte> Print(Minutes minutes, ReadOnlySpan<char> markdown)
    {
        var model = MarkdownModel.Parse(markdown);
        var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            WriteProperties(word.AddNewPart<CoreFilePropertiesPart>("properties"), Clean.Line(Title(minutes)), Clean.Line(minutes.Publisher ?? string.Join(", ", minutes.Scribes)));
            var main = word.AddNewPart<MainDocumentPart>(MainType, "document");
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = WordStyles.Make();
            var lists = new WordLists();
            var body = new WordBody(main, lists).Make(model);
            main.AddNewPart<NumberingDefinitionsPart>("numbering").Numbering = lists.Make();
            main.Document = new Document(body);
        }
        return WithoutTimes(stream);
    }

    static void WriteProperties(CoreFilePropertiesPart part, string title, string creator)
    {
        using var xml = XmlWriter.Create(part.GetStream(FileMode.Create));
        xml.WriteStartElement("cp", "coreProperties", Properties);
        xml.WriteElementString("dc", "title", DublinCore, title);
        xml.WriteElementString("dc", "creator", DublinCore, creator);
        xml.WriteEndElement();
    }

    static ReadOnlyMemory<byte> WithoutTimes(MemoryStream stream)
    {
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
            {
                entry.LastWriteTime = NoTime;
            }
        }
        return stream.ToArray();
    }

    static string Title(Minutes minutes) =>
        $"Minutes of {minutes.Group}{(minutes.Title is { } title && title != minutes.Group ? ": " + title : "")}, {EnglishDates.Long(minutes.Date)}";
}
