using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Chat logs in both forms of stamp, with the damage that hands and programs have done to them.</summary>
public class ChatLogTests
{
    static readonly LocalDate Today = new(2024, 6, 12);

    static LocalDateTime At(int hour, int minute, int second = 0) => Today.At(new LocalTime(hour, minute, second));

    static IReadOnlyList<TranscriptLine> Lines(string text, LocalDate? date = null) => TranscriptReaderTests.Lines(text, date);

    static TranscriptLine Only(string line, LocalDate? date = null) => Assert.Single(Lines(line, date));

    static TranscriptKind Kind(string text) =>
        Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(text), Today)).Transcript.Kind;

    [Fact]
    public void A_full_stamp_says_when()
    {
        TranscriptLine line = Only("[2024-06-12T15:59:36.310Z]\t<ana>\tpresent+\n");
        Assert.Equal(("ana", "present+", Instant.FromUtc(2024, 6, 12, 15, 59, 36).PlusNanoseconds(310_000_000)), (line.Sender, line.Text, line.At));
    }

    [Theory]
    [InlineData("[2024-06-12T09:00:00.000Z] <ana> q+")]
    [InlineData("[2024-06-12T09:00:00Z]<ana>q+")]
    [InlineData("[2024-06-12T09:00:00.000Z]      <ana> q+")]
    [InlineData("[2024-06-12T09:00:00.000Z]\t<ana> <ana>\tq+")]
    [InlineData("[2024-06-12T09:00:00.00rZ]\t<ana>\tq+")]
    [InlineData("2024-06-12T09:00:00.000Z]\t<ana>\tq+")]
    [InlineData("[2024-06-12T09:00:00.000Z\t<ana>\tq+")]
    [InlineData("[2024-06-12T09:00:00.000Z]\tana>\tq+")]
    [InlineData("[2024-06-12T09:00:00.000Z]\t<ana\tq+")]
    [InlineData("[2024-06-12 09:00:00] <@ana> q+")]
    [InlineData("2024-06-12 09:00:00 <ana> q+")]
    [InlineData("09:00:00 <ana> q+")]
    [InlineData("09:00 < ana> q+")]
    [InlineData("[09:00] <+ana> q+")]
    [InlineData("[Wed 09:00:00] <ana>\tq+")]
    [InlineData("09:00:00 [ana]\tq+")]
    [InlineData("    09:00:00 <ana> q+")]
    public void However_a_line_is_stamped_it_is_the_same_message(string line)
    {
        TranscriptLine read = Only(line, Today);
        Assert.Equal((At(9, 0), "ana", "q+", false), (read.Local, read.Sender, read.Text, read.Emote));
    }

    [Theory]
    [InlineData("<Bo_Falk_(Dune)>", "Bo_Falk_(Dune)")]
    [InlineData("<C_//_Cy_Moor_(he/him)_[Hill]>", "C_//_Cy_Moor_(he/him)_[Hill]")]
    [InlineData("<>", "")]
    public void A_nick_is_whatever_stands_in_the_angle_brackets(string written, string nick) =>
        Assert.Equal(nick, Only($"[2024-06-12T09:00:00.000Z]\t{written}\tyes").Sender);

    [Theory]
    [InlineData("<- see above", "<- see above")]
    [InlineData("<laughs> indeed", "<laughs> indeed")]
    [InlineData("", "")]
    public void A_text_may_hold_angle_brackets_or_nothing(string said, string text) =>
        Assert.Equal(text, Only("[2024-06-12T09:00:00.000Z]\t<ana>\t" + said).Text);

    [Fact]
    public void A_damaged_stamp_takes_what_it_lacks_from_the_line_before() => Assert.Equal(
        [At(9, 0, 5), At(9, 0, 5), At(9, 0, 7)],
        Lines("[2024-06-12T09:00:05Z] <ana> a\n[2024-0x-12T09:9:06Z] <ana> b\n[2024-06-1T09:00:07Z] <ana> c\n").Select(line => line.Local));

    [Fact]
    public void A_line_that_does_not_match_continues_the_one_before() => Assert.Equal(
        [
            new TranscriptLine(3, At(9, 0), Offset.Zero, "ana", "two links:\n\nhttps://example.org/a\n  [draft] see: below"),
            new TranscriptLine(8, At(9, 1), Offset.Zero, "bo", "thanks"),
        ],
        Lines("pasted from somewhere\n\n[2024-06-12T09:00:00Z] <ana> two links:\n\nhttps://example.org/a  \n  [draft] see: below\n\n[2024-06-12T09:01:00Z] <bo> thanks\n\n"));

    [Fact]
    public void Only_a_fall_of_more_than_twelve_hours_is_another_day() => Assert.Equal(
        [At(23, 58), At(23, 59, 59), At(23, 59, 58), Today.PlusDays(1).At(new LocalTime(0, 0, 1)), Today.PlusDays(2).At(new LocalTime(0, 0)), Today.PlusDays(2).At(new LocalTime(12, 0))],
        Lines("23:58:00 <a> 1\n23:59:59 <a> 2\n23:59:58 <a> 3\n00:00:01 <a> 4\n[2024-06-14T00:00:00] <a> 5\n12:00:00 <a> 6\n", Today).Select(line => line.Local));

    [Fact]
    public void A_log_without_date_cannot_be_read_without_one()
    {
        TranscriptProblem problem = TranscriptReaderTests.Problem("so it began\n09:00:00 <ana> hello\n");
        Assert.Equal(2, problem.Line);
        Assert.StartsWith("has a time but no date", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_does_is_told_from_what_they_say() => Assert.Equal(
        [("ana", "waves", true), ("bo", "waves back", true), ("bo", "/meeting", false)],
        Lines("09:00:00 * ana waves\n09:00:01 <bo> /me waves back\n09:00:02 <bo> /meeting\n", Today).Select(line => (line.Sender, line.Text, line.Emote)));

    [Fact]
    public void What_the_chat_itself_says_is_nobodys_message() => Assert.Equal(
        ["here", "left"],
        Lines("09:00 -!- ana has joined #board\n09:00 <ana> here\n[Wed 09:01:00] *\tbo (~bo@192.0.2.1) has joined #board\n09:01 *** bo is now known as b\n09:02 <-- bo has quit\n09:03 <ana> left\n", Today).Select(line => line.Text));

    [Fact]
    public void The_form_is_recognised()
    {
        Assert.Equal(TranscriptKind.Transcript, Kind("2024-06-12T09:00 Ana: #startmeeting\n"));
        Assert.Equal(TranscriptKind.IrcLog, Kind("09:00:00 <ana> present+\n"));
        Assert.Equal(TranscriptKind.MeetBotLog, Kind("12:00:01 <ana> hello\n12:00:02 <ana> #startmeeting Board\n"));
        Assert.Equal(TranscriptKind.MeetBotLog, Kind("12:00 <ana> #StartMeeting\n"));
    }
}
