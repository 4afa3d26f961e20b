using CsCheck;
using MeetingBot.Application;
using MeetingBot.Documents;

namespace MeetingBot.Tests;

public class PlainTextTests
{
    static readonly MinutesPrinter Printer = new();

    [Fact]
    public void Minutes_print_as_text_without_marks()
    {
        var printed = Printer.Print(Meetings.Complete, MinutesFormat.Text, new MinutesTemplate("structured"));

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "Golden", "complete.structured.txt")), printed.Text);
        Assert.Equal(("text/plain; charset=utf-8", "txt"), (printed.ContentType, printed.Extension));
    }

    [Theory]
    [InlineData("3. three\n4. four", "3. three\n4. four\n")]
    [InlineData("- a\n  - b\n- c", "- a\n  - b\n- c\n")]
    [InlineData("*a* **b** `c*`", "a b c*\n")]
    [InlineData("[label](https://a.example) and https://b.example", "label (https://a.example) and https://b.example\n")]
    [InlineData("one\ntwo\n\nthree", "one\ntwo\n\nthree\n")]
    [InlineData("# a <b> &amp; \\*", "# a <b> &amp; \\*\n")]
    public void What_people_typed_prints_as_text(string text, string expected) => Assert.Equal(expected, Print(text));

    [Fact]
    public void No_letter_gets_lost() => Attacks.Texts.Sample(
        text => Assert.Equal(Attacks.Letters(Clean.Lines(text)), Attacks.Letters(Uri.UnescapeDataString(Print(text)))), iter: 5_000);

    static string Print(string text) =>
        Printer.Print(Meetings.Saying(text), MinutesFormat.Text, new MinutesTemplate("own", "{{ minutes.topics[0].entries[0].text }}")).Text;
}
