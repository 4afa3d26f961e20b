using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingBot.Documents;

/// <summary>The styles of a Word document of minutes.</summary>
static class WordStyles
{
    internal const string Code = "Code";
    internal const string Hyperlink = "Hyperlink";
    internal const string ListParagraph = "ListParagraph";
    internal const string Quote = "Quote";

    // Half points, from Heading 1 to Heading 6.
    static readonly int[] HeadingSizes = [32, 28, 24, 22, 22, 22];

    internal static string Heading(int level) => string.Create(CultureInfo.InvariantCulture, $"Heading{Math.Clamp(level, 1, HeadingSizes.Length)}");

    internal static Styles Make()
    {
        var styles = new Styles(new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri", ComplexScript = "Calibri" }, new FontSize { Val = "22" }, new Languages { Val = "en-GB" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "120", Line = "264", LineRule = LineSpacingRuleValues.Auto }))));
        styles.Append(new Style(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });
        for (var level = 1; level <= HeadingSizes.Length; level++)
        {
            styles.Append(MakeHeading(level));
        }
        styles.Append(MakeParagraph(ListParagraph, "List Paragraph", new SpacingBetweenLines { After = "60" }));
        styles.Append(MakeParagraph(Quote, "Quote", new Indentation { Left = "720", Right = "720" }));
        styles.Append(MakeCharacter(Code, "Code", new RunFonts { Ascii = "Consolas", HighAnsi = "Consolas", ComplexScript = "Consolas" }));
        styles.Append(MakeCharacter(Hyperlink, "Hyperlink", new Color { Val = "0563C1" }, new Underline { Val = UnderlineValues.Single }));
        return styles;
    }

    static Style MakeHeading(int level) => new(
        new StyleName { Val = string.Create(CultureInfo.InvariantCulture, $"heading {level}") },
        new BasedOn { Val = "Normal" },
        new NextParagraphStyle { Val = "Normal" },
        new PrimaryStyle(),
        new StyleParagraphProperties(new KeepNext(), new SpacingBetweenLines { Before = "240", After = "80" }, new OutlineLevel { Val = level - 1 }),
        new StyleRunProperties(new Bold(), new FontSize { Val = HeadingSizes[level - 1].ToString(CultureInfo.InvariantCulture) }))
    {
        Type = StyleValues.Paragraph,
        StyleId = Heading(level),
    };

    static Style MakeParagraph(string id, string name, params DocumentFormat.OpenXml.OpenXmlElement[] properties) =>
        new(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new PrimaryStyle(), new StyleParagraphProperties(properties))
        {
            Type = StyleValues.Paragraph,
            StyleId = id,
        };

    static Style MakeCharacter(string id, string name, params DocumentFormat.OpenXml.OpenXmlElement[] properties) =>
        new(new StyleName { Val = name }, new StyleRunProperties(properties)) { Type = StyleValues.Character, StyleId = id };
}
