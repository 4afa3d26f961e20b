using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>What is written piece by piece is what is kept whole.</summary>
public class PiecesTests
{
    [Theory]
    [InlineData(MinutesFormat.Markdown, "structured")]
    [InlineData(MinutesFormat.Markdown, "narrative")]
    [InlineData(MinutesFormat.Markdown, "numbered")]
    [InlineData(MinutesFormat.Html, "narrative")]
    [InlineData(MinutesFormat.Text, "structured")]
    [InlineData(MinutesFormat.Json, "structured")]
    public void Long_minutes_are_written_as_they_are_kept(MinutesFormat format, string template)
    {
        var printer = new MinutesPrinter();
        for (int shift = 0; shift < 40; shift++) // so that pieces end at every place of a line
        {
            Minutes minutes = Long(shift);
            using var written = new MemoryStream();
            printer.Print(minutes, format, new MinutesTemplate(template), () => written);

            Assert.Equal(printer.Print(minutes, format, new MinutesTemplate(template)).Text, System.Text.Encoding.UTF8.GetString(written.ToArray()));
        }
    }

    [Theory]
    [InlineData(16_381)]
    [InlineData(16_382)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    public void A_document_that_ends_with_a_piece_ends_with_one_line_feed(int length)
    {
        using var passed = new StringWriter();
        using var writer = new MarkdownWriter(Allowance.BuiltIn(), passed);
        string text = new('a', length);

        writer.Write(text + "\n\n\n");

        Assert.Equal(text + "\n", passed + writer.Document.ToString());
    }

    [Fact]
    public void A_template_that_fails_opens_no_file()
    {
        bool opened = false;
        var template = new MinutesTemplate("own", "{{ minutes.group }}{{ 1 | divided_by: 0 }}");

        Assert.Throws<TemplateException>(() => new MinutesPrinter().Print(Long(0), MinutesFormat.Markdown, template, () =>
        {
            opened = true;
            return Stream.Null;
        }));
        Assert.False(opened);
    }

    private static Minutes Long(int shift) => Meetings.Complete with
    {
        Topics =
        [
            .. Enumerable.Range(1, 12).Select(topic => new MinutesTopic(null, $"Topic {topic}", TopicKind.Item,
            [
                .. Enumerable.Range(1, 30).Select(number => new MinutesEntry(number, EntryKind.Note, "Ana Lind",
                    (number % 3) switch
                    {
                        0 => new string('x', shift) + " 🙂🙂🙂🙂🙂🙂🙂🙂 " + number,
                        1 => "* one line\n\n\n---\n* another line",
                        _ => string.Concat(Enumerable.Repeat("æøå ", 20)),
                    }, false, null)),
            ], ImmutableArray<MinutesTopic>.Empty)),
        ],
    };
}
