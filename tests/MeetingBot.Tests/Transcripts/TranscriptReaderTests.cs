using System.Text;
using CsCheck;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Transcripts proper: a time, a name, a colon, a message.</summary>
public class TranscriptReaderTests
{
    internal static IReadOnlyList<TranscriptLine> Lines(string text, LocalDate? date = null) =>
        Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(text), date)).Transcript.Lines;

    internal static TranscriptProblem Problem(string text, LocalDate? date = null) =>
        Assert.IsType<TranscriptReading.Unreadable>(TranscriptReader.Read(new StringReader(text), date)).Problem;

    static LocalDateTime At(int day, int hour, int minute, int second = 0) => new(2024, 6, day, hour, minute, second);

    [Fact]
    public void A_short_time_keeps_the_date() => Assert.Equal(
        [
            new TranscriptLine(1, At(12, 9, 0), null, "Ana Berg", "/meeting start"),
            new TranscriptLine(2, At(12, 9, 1), null, "Bo", "here"),
            new TranscriptLine(3, At(13, 0, 5), null, "Bo", "left"),
            new TranscriptLine(4, At(13, 0, 4), null, "Ana Berg", "/meeting end"),
        ],
        Lines("2024-06-12T09:00 Ana Berg: /meeting start\n09:01 Bo: here\n2024-06-13T00:05 Bo: left\n00:04 Ana Berg: /meeting end\n"));

    [Fact]
    public void A_time_may_say_how_far_it_is_from_utc_and_short_times_keep_that()
    {
        IReadOnlyList<TranscriptLine> lines = Lines(
            "2024-06-12T09:00:30Z Ana: a\n09:01 Bo: b\n2024-06-12T11:02+02:00 Ana: c\n11:03 Bo: d\n2024-06-12T11:04 Ana: e\n2024-06-12T04:35:00.250-0430 Ana: f");
        Assert.Equal(
            [
                Instant.FromUtc(2024, 6, 12, 9, 0, 30), Instant.FromUtc(2024, 6, 12, 9, 1), Instant.FromUtc(2024, 6, 12, 9, 2),
                Instant.FromUtc(2024, 6, 12, 9, 3), null, Instant.FromUtc(2024, 6, 12, 9, 5).PlusNanoseconds(250_000_000),
            ],
            lines.Select(line => line.At));
        Assert.Equal(At(12, 11, 3), lines[3].Local);
    }

    [Theory]
    [InlineData("Ana Berg: hello", "Ana Berg", "hello")]
    [InlineData("Bo (Dune, Inc.): hello", "Bo (Dune, Inc.)", "hello")]
    [InlineData("Siân O'Hara-Lee Jr.: note by Bo: late", "Siân O'Hara-Lee Jr.", "note by Bo: late")]
    [InlineData("Ana: https://example.org/a:b", "Ana", "https://example.org/a:b")]
    [InlineData("Ana:", "Ana", "")]
    [InlineData("a:b: c", "a:b", "c")]
    public void The_first_colon_before_a_space_ends_the_name(string said, string sender, string text) =>
        Assert.Equal([new TranscriptLine(1, At(12, 9, 0), null, sender, text)], Lines("2024-06-12T09:00 " + said));

    [Fact]
    public void Two_spaces_continue_a_message_and_a_hash_begins_a_comment() => Assert.Equal(
        [
            new TranscriptLine(4, At(12, 9, 0), null, "Ana", "note first\nsecond\n\n- third"),
            new TranscriptLine(10, At(12, 9, 1), null, "Bo", "here"),
        ],
        Lines("# A meeting that never was.\n\n#\n2024-06-12T09:00 Ana: note first\n  second\n# aside\n  \n  - third\n\n09:01 Bo: here\n"));

    [Fact]
    public void Line_ends_and_byte_order_marks_of_other_systems_are_accepted() => Assert.Equal(
        Lines("2024-06-12T09:00 Ana: one\n  two\n09:01 Bo: here\n"),
        Lines("\uFEFF2024-06-12T09:00 Ana: one\r\n  two\r\n09:01 Bo: here\r\n"));

    [Fact]
    public void A_first_line_without_date_needs_one_from_elsewhere()
    {
        Assert.Equal(2, Problem("# no date\n09:00 Ana: here\n").Line);
        Assert.Equal(At(12, 9, 0), Lines("09:00 Ana: here\n", new LocalDate(2024, 6, 12))[0].Local);
    }

    [Theory]
    [InlineData("", 1, "begins a file without any message")]
    [InlineData("# nothing\n\n", 1, "begins a file without any message")]
    [InlineData("Dear all,\nplease come\n", 1, "is no message")]
    [InlineData("2024-06-12T09:00 Ana: here\nand another thing\n", 2, "is no message")]
    [InlineData("2024-06-12T09:00 Ana: here\n09:01 Bo says hello\n", 2, "has a time but no name")]
    [InlineData("2024-06-12T09:00 Ana: here\n25:01 Bo: here\n", 2, "begins with a figure, but not with a date and time that exist")]
    [InlineData("2024-06-12T09:00 Ana: here\n2024-06-31T09:00 Bo: here\n", 2, "begins with a figure, but not with a date and time that exist")]
    [InlineData("  more\n2024-06-12T09:00 Ana: here\n", 2, "is a message, but line 1 before it continues a message")]
    public void What_cannot_be_read_is_named_with_its_line(string text, int line, string reason)
    {
        TranscriptProblem problem = Problem(text);
        Assert.Equal(line, problem.Line);
        Assert.StartsWith(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_named_with_their_line()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("2024-06-12T09:00 Siân: here\n09:01 Bo: caf"), 0xE9, .. Encoding.UTF8.GetBytes("\n09:02 Bo: left\n")];
        using var text = new StreamReader(new MemoryStream(bytes), TranscriptReader.Encoding, false);
        Assert.Equal(new TranscriptReading.Unreadable(new TranscriptProblem(2, "is not UTF-8")), TranscriptReader.Read(text));

        using var strict = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, true));
        Assert.IsType<TranscriptReading.Unreadable>(TranscriptReader.Read(strict));
    }

    [Fact]
    public void A_byte_order_mark_is_no_broken_character()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("2024-06-12T09:00 Siân: here\n")];
        using var text = new StreamReader(new MemoryStream(bytes), TranscriptReader.Encoding, false);
        Assert.Equal("Siân", Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(text)).Transcript.Lines[0].Sender);
    }

    [Fact]
    public void A_long_meeting_is_read_line_by_line_however_the_file_is_cut()
    {
        const int count = 100_000;
        string text = "2024-06-12T09:00 Ana: /meeting start\n" + string.Concat(Enumerable.Repeat("09:01 Bo Falk: note by Ana: the longest day of the year is near\r\n", count - 1));
        IReadOnlyList<TranscriptLine> lines = Lines(text);
        Assert.Equal(count, lines.Count);
        Assert.Equal(new TranscriptLine(count, At(12, 9, 1), null, "Bo Falk", "note by Ana: the longest day of the year is near"), lines[^1]);
        Assert.Same(lines[1].Sender, lines[^1].Sender);
    }

    [Fact]
    public void A_line_longer_than_any_buffer_is_one_line()
    {
        string words = new('x', 100_000);
        Assert.Equal(["here", words, "left"], Lines($"2024-06-12T09:00 Ana: here\n09:01 Ana: {words}\n09:02 Ana: left").Select(line => line.Text));
    }

    [Fact]
    public void What_is_written_reads_back()
    {
        string[] senders = ["Ana", "Bo Falk (Dune, Inc.)", "Cy O'Moor Jr."];
        string[] texts = ["here", "note by Bo: it’s late", "one\ntwo\n\nthree", "/meeting end"];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 1439]).Array[1, 30].Sample(messages =>
        {
            string text = string.Concat(messages.Select(message =>
                $"2024-06-12T{message.Item3 / 60:00}:{message.Item3 % 60:00} {senders[message.Item1]}: {texts[message.Item2].Replace("\n", "\n  ", StringComparison.Ordinal)}\n"));
            Assert.Equal(
                messages.Select(message => (senders[message.Item1], texts[message.Item2], At(12, message.Item3 / 60, message.Item3 % 60))),
                Lines(text).Select(line => (line.Sender, line.Text, line.Local)));
        });
    }

    [Fact]
    public void No_text_makes_it_fail()
    {
        string[] pieces = ["2024-06-12T09:00", "[2024-06-12T09:00:01.5Z]", "09:00", "09:00:01", " ", "  ", "<ana>", "<>", "<", ">", "* bo", ": ", "Ana", "\n", "\r\n", "\t", "[", "]", "#", "-!-", "99:99", "#startmeeting"];
        Gen<string> shaped = Gen.Int[0, pieces.Length - 1].Array[0, 20].Select(picks => string.Concat(picks.Select(pick => pieces[pick])));
        Gen.Frequency((1, Texts.Arbitrary), (4, shaped)).Sample(text => TranscriptReader.Read(new StringReader(text), new LocalDate(2024, 6, 12)) is not null, iter: 20_000);
    }
}
