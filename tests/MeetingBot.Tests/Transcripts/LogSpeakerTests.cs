using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>Whose <c>Name: text</c> in a chat log is a point: the current scribe's, since anybody else may only be calling somebody.</summary>
public class LogSpeakerTests
{
    [Fact]
    public async Task What_the_scribe_writes_down_is_a_point_and_what_is_called_to_somebody_is_not() => Assert.Equal(
        ["bo: the draft is late", "cy: so is the table"],
        await PointsAsync("""
            10:00:00 <ana> scribe: ana
            10:00:01 <ana> bo: the draft is late
            10:00:02 <cy> bo: good idea
            10:00:03 <cy> scribe+
            10:00:04 <cy> cy: so is the table
            """));

    [Fact]
    public async Task Where_the_scribe_goes_by_a_name_that_is_no_nick_whoever_writes_points_is_the_scribe() => Assert.Equal(
        ["bo: the draft is late"],
        await PointsAsync("""
            10:00:00 <ana> scribe: The Typing Machine
            10:00:01 <transcriber> bo: the draft is late
            """));

    [Fact]
    public async Task Without_a_scribe_nobody_writes_points_down() => Assert.Empty(await PointsAsync("10:00:00 <ana> topic: Tables\n10:00:01 <ana> bo: the draft is late"));

    private static async Task<string[]> PointsAsync(string log)
    {
        var store = new InMemoryStore();
        var printer = new MinutesPrinter();
        var clerk = new Clerk(store, printer, new ClerkOptions { PostAtOnce = true }, store);
        Transcript transcript = Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(log), new(2024, 6, 12))).Transcript;
        await new Replay(clerk, store, new NoticeDispatcher(store, clerk, printer, []), "log", "log/").PlayAsync(transcript, "tables", TestContext.Current.CancellationToken);
        GroupView view = (await clerk.ViewAsync("log", TestContext.Current.CancellationToken))!;
        Domain.Minutes minutes = (await clerk.MinutesAsync(view.Group.Held[^1], TestContext.Current.CancellationToken))!;
        return [.. minutes.Topics.SelectMany(topic => topic.Entries).Where(entry => entry.Kind == EntryKind.Note).Select(entry => $"{entry.Speaker}: {entry.Text}")];
    }
}
