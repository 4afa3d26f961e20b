using CsCheck;
using Markdig.Syntax;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>What people type stays what it is: the safe subset of Markdown keeps its meaning, all else shows as it was typed.</summary>
public class EscapingTests
{
    static readonly MinutesPrinter Printer = new();

    // Where a template may put a text: alone, behind a speaker, in a list, a heading, a quote, emphasis, between other words, captured.
    static readonly string[] Places =
    [
        "{{ t }}", "Ben: {{ t }}", "- {{ t }}", "1. Ben: {{ t }}", "## {{ t }}", "**{{ t }}**", "{{ t }} (due)\n\nnext", "x{{ t }}y", "{{ t }}{{ t }}",
        "- {{ t }}\n- {{ t }}", "{% capture c %}{{ t }}{% endcapture %}{{ c }}", "Ben: {% capture c %}{{ t }}{% endcapture %}{{ c }}", "{{ t }}\n\n{{ t }}",
    ];

    public static TheoryData<string> Known => Attacks.Known;

    [Theory]
    [InlineData("Ask the netsec-wg about PCI-HSM (in 2.1) and C#.")]
    [InlineData("It’s “fine”, isn't it? – yes… 100 % & more; AT&T, R&D, a < as in less is the exception")]
    [InlineData("snake_case_name and 2 * 3 * 4, a ~5 minute wait, #5 is done, +1 from Ana, -1 from Ben")]
    [InlineData("[sic] and [note 1] stay (see p. 4).")]
    [InlineData("See https://example.org/a_b/c-d?x=1&y=2#top, and mailto:ana@example.org.")]
    [InlineData("Line one\nline two")]
    [InlineData("Some *emphasis*, **more**, `code <b>`, and [a link](https://example.org/x).")]
    [InlineData("Points:\n- one\n  - one and a half\n- two\n1. first\n2. second")]
    [InlineData("Ünïcödé, 日本語, emoji 😀 and a/b\\c")]
    public void Ordinary_prose_stays_as_it_is_character_for_character(string text) =>
        Assert.Equal(text.Replace(" < ", " \\< ", StringComparison.Ordinal), Place("Ben: {{ t }}", text, prose: true).TrimEnd('\n')["Ben: ".Length..]);

    [Theory]
    [InlineData("2 * 3 * 4 and snake_case and ~5 and a | b")]
    [InlineData("a * * b and a _ _ b and *")]
    public void Signs_that_are_no_markup_show(string text) =>
        Assert.Equal("Ben: " + text, Rendered.By(Place("Ben: {{ t }}", text, prose: true)).Text);

    [Theory]
    [MemberData(nameof(Known))]
    public void A_name_shows_as_it_was_typed_and_becomes_no_markup(string attack)
    {
        var typed = Rendered.Squeeze(Clean.Line(attack));
        foreach (var place in new[] { "{{ t }}", "Ben: {{ t }}", "- {{ t }}" })
        {
            var markdown = Place(place, attack, prose: false);
            var document = Rendered.By(markdown);

            Assert.Empty(document.Leaks);
            Assert.Empty(Rendered.ByPublisher(markdown).Leaks);
            Assert.Equal(typed, Strip(document.Text, place));
            Assert.DoesNotContain(document.Elements, element => element is Markdig.Syntax.Inlines.EmphasisInline or Markdig.Syntax.Inlines.CodeInline);
        }
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_text_becomes_nothing_but_the_safe_subset_wherever_a_template_puts_it(string attack) => Assert.All(Places, place => IsSafe(place, attack));

    [Theory]
    [InlineData("{{ t }}{{ t }}", "mailto:a@b.example&lt;&lt;+ !")]
    [InlineData("{{ t }}", "*mailto:a@b.example&lt;*")]
    [InlineData("{{ t }}", "*mailto:a@b.example&lt;b&gt; and `*")]
    public void A_character_reference_behind_an_address_shows_as_it_was_typed(string place, string text)
    {
        IsSafe(place, text);
        Assert.Contains("&lt;", Rendered.By(Place(place, text, prose: true)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_at_all_lets_markup_through() =>
        Gen.Select(Gen.Int[0, Places.Length - 1].Select(at => Places[at]), Attacks.Texts).Sample((place, text) => IsSafe(place, text), iter: 20_000);

    [Fact]
    public void No_name_at_all_changes_on_its_way_into_a_document() => Attacks.Texts.Sample(
        text =>
        {
            var document = Rendered.By(Place("Ben: {{ t }}", text, prose: false));
            Assert.Empty(document.Leaks);
            Assert.Equal(Rendered.Squeeze(Clean.Line(text)), Strip(document.Text, "Ben: {{ t }}"));
        },
        iter: 20_000);

    [Theory]
    [InlineData("**Ana** said *so*", "EmphasisInline EmphasisInline")]
    [InlineData("run `dotnet build` now", "CodeInline")]
    [InlineData("[minutes](https://example.org)", "LinkInline")]
    [InlineData("***both***", "EmphasisInline EmphasisInline")]
    [InlineData("_one_ and __two__", "EmphasisInline EmphasisInline")]
    [InlineData("**bold with `code` and [link](https://example.org)**", "EmphasisInline CodeInline LinkInline")]
    public void The_safe_subset_keeps_its_meaning(string text, string elements) => Assert.Equal(
        elements,
        string.Join(' ', Rendered.By(Place("{{ t }}", text, prose: true)).Elements
            .Where(element => element is Markdig.Syntax.Inlines.EmphasisInline or Markdig.Syntax.Inlines.CodeInline or Markdig.Syntax.Inlines.LinkInline)
            .Select(element => element.GetType().Name)));

    [Fact]
    public void Nested_lists_stay_nested_inside_a_list_of_the_template()
    {
        var document = Rendered.By(Place("- Ben: {{ t }}\n- next", "look:\n- one\n  - one and a half\n- two", prose: true));

        var outer = Assert.Single(document.Elements.OfType<ListBlock>(), list => list.Parent is MarkdownDocument);
        Assert.Equal(2, outer.Count);
        Assert.Equal(3, document.Elements.OfType<ListBlock>().Count());
        Assert.Equal("Ben: look: one one and a half two next", document.Text);
    }

    [Theory]
    [InlineData("narrative")]
    [InlineData("structured")]
    [InlineData("numbered")]
    public void No_built_in_template_lets_markup_through_from_any_of_its_facts(string template) => Attacks.Texts.Sample(
        text =>
        {
            var clean = Rendered.By(Body(Print(Everywhere("x"), template)));
            var attacked = Rendered.By(Body(Print(Everywhere(text + "x"), template)));
            Assert.Equal(Skeleton(clean), Skeleton(attacked));
        },
        iter: 1_000);

    static void IsSafe(string place, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return; // "**{{ t }}**" around nothing is a rule, and the template's own.
        }
        var markdown = Place(place, text, prose: true);
        var own = place.StartsWith('#') ? "HeadingBlock" : "none";

        Assert.All(Rendered.By(markdown).Leaks, leak => Assert.Equal(own, leak));
        Assert.All(Rendered.ByPublisher(markdown).Leaks, leak => Assert.Equal(own, leak));
        Assert.DoesNotContain("{{", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("{%", markdown, StringComparison.Ordinal);
        if (place == "{{ t }}")
        {
            Assert.Equal(Attacks.Letters(Clean.Lines(text)), Attacks.Letters(Uri.UnescapeDataString(Rendered.By(markdown).Text)));
        }
    }

    /// <summary>The headings of a document and what in it is neither safe nor a heading.</summary>
    static string Skeleton(Rendered document) => string.Join(
        '\n',
        document.Elements.OfType<HeadingBlock>().Select(heading => heading.Level.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Concat(document.Leaks.Where(leak => leak != "HeadingBlock")));

    static Minutes Everywhere(string text) => Meetings.Complete with
    {
        Group = text,
        Title = text,
        Attendees = [Meetings.Person(text, text, text)],
        Regrets = [text],
        Statement = new(text, text),
        Earlier = [new(Meetings.Minimal.Date, EarlierOutcome.NotApproved, text, text)],
        Agenda = [new(1, text, text, 5, AgendaItemStatus.Pending)],
        Topics = [Meetings.Topic(text, Meetings.Note(1, text, text), Meetings.Entry(2, EntryKind.Link, text) with { Url = text }) with { Subtopics = [Meetings.Topic(text, Meetings.Note(2, text, text))] }],
        Resolutions = [new(1, text, ResolutionOutcome.Agreed, [text], text, text)],
        Actions = [new(1, text, [text], text, text, null, ActionStatus.Open, text)],
        Motions = [new(1, text, text, text, MotionOutcome.Carried, 1, 0, 0)],
        Cancelled = [new(Meetings.Minimal.Date, text)],
        Carried = [text],
        NextMeeting = new(Meetings.Minimal.Date, null, text, MeetingKind.Call),
    };

    static string Body(string markdown) => MarkdownModel.Body(markdown).ToString();

    static string Strip(string rendered, string place) =>
        place.StartsWith("Ben", StringComparison.Ordinal) ? rendered["Ben:".Length..].TrimStart() : rendered;

    static string Print(Minutes minutes, string template) => Printer.Print(minutes, MinutesFormat.Markdown, new MinutesTemplate(template)).Text;

    static string Place(string place, string text, bool prose)
    {
        var minutes = Meetings.Saying(text) with { Presider = text };
        var from = prose ? "minutes.topics[0].entries[0].text" : "minutes.presider";
        return Printer.Print(minutes, MinutesFormat.Markdown, new MinutesTemplate("own", $"{{% assign t = {from} %}}{place}")).Text;
    }
}
