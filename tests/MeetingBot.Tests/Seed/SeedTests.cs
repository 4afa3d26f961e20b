using System.Text;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The call of 14 December 2023 as the program is first tried: its transcript in, its minutes out.</summary>
public sealed class SeedTests
{
    [Fact]
    public async Task The_transcript_comes_out_as_the_minutes_written_by_hand()
    {
        var store = new InMemoryStore();
        var printer = new MinutesPrinter();
        var clerk = new Clerk(store, printer, new ClerkOptions { PostAtOnce = true }, store);
        var replay = new Replay(clerk, store, new NoticeDispatcher(store, clerk, printer, []), "seed", "seed/");
        Transcript transcript = Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(CodeSigning.Transcript), null)).Transcript;

        await replay.PlayAsync(transcript, "code-signing", TestContext.Current.CancellationToken);
        GroupView view = (await clerk.ViewAsync("seed", TestContext.Current.CancellationToken))!;
        Domain.Minutes minutes = (await clerk.MinutesAsync(view.Group.Held[^1], TestContext.Current.CancellationToken))!;

        Assert.Equal(CodeSigning.Minutes, Encoding.UTF8.GetString(printer.Print(minutes, MinutesFormat.Markdown, view.Template).Content.Span));
        Assert.Equal(new LocalDate(2024, 1, 11), minutes.NextMeeting!.Date);
    }
}
