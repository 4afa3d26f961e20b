using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public class HtmlTests
{
    static readonly MinutesPrinter Printer = new();
    static readonly HashSet<string> Safe = ["P", "UL", "OL", "LI", "A", "EM", "STRONG", "CODE", "BR"];

    [Fact]
    public void Minutes_print_as_a_fragment_without_front_matter()
    {
        var html = Print(Meetings.Complete, "narrative");

        Assert.StartsWith("<h2>Attendees</h2>\n<p>Ana Lind (Port Authority), Ben Moe", html, StringComparison.Ordinal);
        Assert.Contains("<p>Ana: Two offers came in:</p>\n<ul>\n<li>one in grey</li>\n<li>one in blue</li>\n</ul>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://example.org/report\">Inspection report</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("aliases", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_breaks_are_kept_and_bare_addresses_lead_somewhere() => Assert.Equal(
        "<h2>Minutes</h2>\n<p>one<br>\ntwo <a href=\"https://a.example/x\">https://a.example/x</a></p>\n",
        Print(Meetings.Saying("one\ntwo https://a.example/x"), "narrative"));

    [Fact]
    public void Html_that_a_template_has_in_it_shows_as_text()
    {
        var html = Printer.Print(Meetings.Minimal, MinutesFormat.Html, new MinutesTemplate("own", "<script>alert(1)</script>\n\n<b onclick=x>b</b>")).Text;

        Assert.All(Parse(html).QuerySelectorAll("*"), element => Assert.Contains(element.TagName, Safe));
        Assert.Contains("<script>alert(1)</script>", Parse(html).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_of_a_template_lead_nowhere_else_either()
    {
        var html = Printer.Print(Meetings.Minimal, MinutesFormat.Html, new MinutesTemplate("own", "[x](javascript:alert(1)) <javascript:alert(1)> ![i](https://a.example/i.png)")).Text;

        Assert.DoesNotContain("href", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Known_attacks_show_as_text(string attack) => IsSafe(attack);

    [Fact]
    public void No_text_at_all_lets_markup_through() => Attacks.Texts.Sample(IsSafe, iter: 2_000);

    public static TheoryData<string> Known => Attacks.Known;

    static void IsSafe(string text)
    {
        var document = Parse(Print(Meetings.Saying(text), "narrative"));
        var note = document.QuerySelectorAll("*").Where(element => element.TagName != "H2").ToList();

        Assert.All(note, element => Assert.Contains(element.TagName, Safe));
        Assert.All(note.SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, new[] { "href", "start" }));
        Assert.All(document.QuerySelectorAll("a"), link => Assert.Matches("^(?i)(https?://|mailto:)", link.GetAttribute("href") ?? ""));
    }

    static IElement Parse(string html) => new HtmlParser().ParseDocument(html).Body!;

    static string Print(Minutes minutes, string template) => Printer.Print(minutes, MinutesFormat.Html, new MinutesTemplate(template)).Text;
}
