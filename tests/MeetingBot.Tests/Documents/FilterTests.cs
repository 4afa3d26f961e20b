using CsCheck;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using YamlDotNet.RepresentationModel;

namespace MeetingBot.Tests;

public class FilterTests
{
    static readonly MinutesPrinter Printer = new();

    [Theory]
    [InlineData("{{ '2023-11-01' | ordinal_date }}", "November 1st")]
    [InlineData("{{ '2023-11-02' | ordinal_date }}", "November 2nd")]
    [InlineData("{{ '2023-11-03' | ordinal_date }}", "November 3rd")]
    [InlineData("{{ '2023-11-04' | ordinal_date }}", "November 4th")]
    [InlineData("{{ '2023-11-11' | ordinal_date }}", "November 11th")]
    [InlineData("{{ '2023-11-12' | ordinal_date }}", "November 12th")]
    [InlineData("{{ '2023-11-13' | ordinal_date }}", "November 13th")]
    [InlineData("{{ '2023-11-21' | ordinal_date }}", "November 21st")]
    [InlineData("{{ '2023-11-22' | ordinal_date }}", "November 22nd")]
    [InlineData("{{ '2023-11-23' | ordinal_date }}", "November 23rd")]
    [InlineData("{{ '2023-12-31' | ordinal_date }}", "December 31st")]
    [InlineData("{{ '2024-01-11' | long_date }}", "January 11, 2024")]
    [InlineData("{{ minutes.start | long_date }}", "March 5, 2024")]
    [InlineData("{{ '2023-12-12' | day_date }}", "Tue 12 Dec 2023")]
    [InlineData("{{ '2024-12-15' | short_date }}", "Sun 15 Dec")]
    [InlineData("{{ '2025-01-02' | short_date }}", "Thu 2 Jan 2025")]
    [InlineData("{{ 'soon' | long_date }}", "soon")]
    [InlineData("{{ '2023-02-30' | long_date }}", "2023-02-30")]
    [InlineData("{{ minutes.start | clock }}", "10:02")]
    [InlineData("{{ minutes.start | date: '%H:%M' }}", "10:02")]
    [InlineData("{{ 'Ana Lind' | short_name }}", "Ana")]
    [InlineData("{{ 'Chris Dahl' | short_name }}", "Chris Dahl")]
    [InlineData("{{ 'Dana Holm' | short_name }}", "Dana Holm")]
    [InlineData("{{ minutes.resolutions[0].by | short_name | join: ' and ' }}", "Ana and Chris Dahl")]
    [InlineData("{{ minutes.statement.nobody | short_name }}", "")]
    [InlineData("{{ minutes.attendees | list_names | slice: 0, 25 }}", "Ana Lind (Port Authority)")]
    [InlineData("{{ 'Book the room.' | without_stop }}, by Friday", "Book the room, by Friday")]
    [InlineData("{{ 'Book the room...' | without_stop }}", "Book the room...")]
    [InlineData("{{ 'S/MIME Certificate: Ünit №5!' | slugify }}", "s-mime-certificate-unit-5")]
    [InlineData("{{ minutes.topics[1].entries | paragraphs | size }}", "5")]
    [InlineData("{{ minutes.topics[1].entries | notes | map: 'kind' | join: ' ' }}", "note note link")]
    [InlineData("{{ minutes.topics | headings | map: 'level' | join: ' ' }}", "1 1 2 1")]
    [InlineData("{{ minutes.topics | has_entry: 'motion' }}", "true")]
    [InlineData("{{ minutes.topics | has_entry: 'help wanted' }}", "false")]
    [InlineData("{{ minutes.statement | sentence }}", "Ana read the note well.")]
    [InlineData("{{ 'https://a.example/x' | link: 'the *page*' }}", "[the \\*page\\*](https://a.example/x)")]
    [InlineData("{{ 'https://a.example/x' | link }}", "https://a.example/x")]
    [InlineData("{{ 'javascript:alert(1)' | link: 'x' }}", "x (javascript:alert(1))")]
    [InlineData("{{ 'a: b' | yaml }}", "\"a: b\"")]
    [InlineData("{{ '2023-12-14 Minutes of the Code Signing Certificate Working Group' | yaml }}", "2023-12-14 Minutes of the Code Signing Certificate Working Group")]
    public void Filters_print(string template, string expected) =>
        Assert.Equal(expected, Printer.Print(Meetings.Complete, MinutesFormat.Markdown, new MinutesTemplate("own", template)).Text.TrimEnd('\n'));

    [Theory]
    [InlineData("Corey Bonnell", "Corey Bonnell")]
    [InlineData("Code Signing", "Code Signing")]
    [InlineData("S/MIME", "S/MIME")]
    [InlineData("Director's notes", "Director's notes")]
    [InlineData("2023", "\"2023\"")]
    [InlineData("2023-12-14", "\"2023-12-14\"")]
    [InlineData("0x1F", "\"0x1F\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("No", "\"No\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("", "\"\"")]
    [InlineData("- item", "\"- item\"")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("# no comment", "\"# no comment\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    public void A_yaml_scalar_is_plain_where_that_is_safe(string text, string expected) => Assert.Equal(expected, YamlScalar.Of(text));

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_attacks_end_up_as_values_of_the_front_matter(string attack) => FrontMatterHolds(attack);

    [Fact]
    public void No_text_at_all_breaks_out_of_the_front_matter() => Attacks.Texts.Sample(FrontMatterHolds, iter: 3_000);

    [Fact]
    public void A_value_that_a_template_prints_into_the_front_matter_without_the_filter_is_safe_too() => Attacks.Texts.Sample(
        text =>
        {
            var own = new MinutesTemplate("own", "---\nauthor: {{ minutes.publisher }}\nnote: {{ minutes.topics[0].entries[0].text }}\ntype: post\n---\n");
            var front = FrontMatter(Printer.Print(Meetings.Saying(text) with { Publisher = text }, MinutesFormat.Markdown, own).Text);
            Assert.Equal(["author", "note", "type"], front.Children.Keys.Select(key => key.ToString()));
        },
        iter: 3_000);

    public static TheoryData<string> Known => Attacks.Known;

    static void FrontMatterHolds(string text)
    {
        var minutes = Meetings.Minimal with { Group = "x" + text, Publisher = "x" + text, Tags = ["x" + text, "Minutes"] };

        var front = FrontMatter(Printer.Print(minutes, MinutesFormat.Markdown, new MinutesTemplate("narrative")).Text);

        var clean = Clean.Line("x" + text);
        Assert.Equal(["aliases", "author", "date", "tags", "title", "type"], front.Children.Keys.Select(key => key.ToString()));
        Assert.Equal(clean, front.Children["author"].ToString());
        Assert.Equal("2024-03-05 Minutes of the " + clean, front.Children["title"].ToString());
        Assert.Equal([clean, "Minutes"], ((YamlSequenceNode)front.Children["tags"]).Select(tag => tag.ToString()));
    }

    static YamlMappingNode FrontMatter(string markdown)
    {
        Assert.StartsWith("---\n", markdown, StringComparison.Ordinal);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(markdown[4..markdown.IndexOf("\n---\n", StringComparison.Ordinal)]));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
