using MeetingBot.Application;
using MeetingBot.Documents;

namespace MeetingBot.Tests;

/// <summary>Minutes as blocks of styled text, of which platforms make their own: what somebody typed is text there and nothing else.</summary>
public sealed class RichTextTests
{
    private static readonly RichTextReader Reader = new();

    [Fact]
    public void Headings_paragraphs_and_lists_come_in_their_order()
    {
        string[] blocks = [.. Reader.Read("---\ntitle: x\n---\n\n# Minutes\n\nTwo\nlines\n\n- one\n  - deeper\n- two\n\n3. third\n4. fourth\n\n> said\n\n---\n").Select(Written)];
        Assert.Equal(["Heading 1: Minutes", "Paragraph 0: Two\nlines", "Bullet 1: one", "Bullet 2: deeper", "Bullet 1: two", "Numbered 1 (3): third", "Numbered 1 (4): fourth", "Quote 1: said", "Rule 0: "], blocks);

        static string Written(RichBlock block) => $"{block.Kind} {block.Level}{(block.Number == 0 ? "" : $" ({block.Number})")}: {block.Text}";
    }

    [Fact]
    public void Styles_and_links_stand_on_the_words_they_belong_to()
    {
        RichBlock block = Assert.Single(Reader.Read("Ana: **agreed** *so* `x<y` [plan](https://example.org/p) \\*not\\*"));
        Assert.Equal(
            [
                new RichRun("Ana: "), new RichRun("agreed") { Bold = true }, new RichRun(" "), new RichRun("so") { Italic = true }, new RichRun(" "),
                new RichRun("x<y") { Code = true }, new RichRun(" "), new RichRun("plan") { Link = "https://example.org/p" }, new RichRun(" *not*"),
            ],
            block.Runs.AsEnumerable());
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHM+)")]
    [InlineData("![x](https://example.org/x.png)")]
    public void Only_web_and_mail_addresses_are_links(string markdown) => Assert.All(Assert.Single(Reader.Read(markdown)).Runs, run => Assert.Null(run.Link));

    [Fact]
    public void Html_is_text() => Assert.Equal("a <b>c</b> &", Assert.Single(Reader.Read("a <b>c</b> &amp;")).Text);
}
