namespace MeetingBot.Tests;

/// <summary>
/// The pages beside this file are documentation that a machine runs: what is said in the chat, and all that the bot answers. After
/// a wanted change of wording, run with <c>UPDATE_PAGES=1</c> and read the difference before committing it.
/// </summary>
public class PageTests
{
    static string Folder => Path.Combine(SourceRoot.Path, "tests", "MeetingBot.Tests", "Transcripts");

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_says_what_happens(string page)
    {
        string file = Path.Combine(Folder, page + ".md");
        string written = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        string played = await new PagePlayer().PlayAsync(written, TestContext.Current.CancellationToken);
        if (played != written && Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            await File.WriteAllTextAsync(file, played, TestContext.Current.CancellationToken);
            return;
        }

        Assert.True(played == written, $"{page}.md differs (- the page, + what happens):\n{LineDifference.Between(written, played)}");
    }

    [Fact]
    public async Task A_page_that_says_something_else_fails()
    {
        const string Wrong = "```chat\n2024-03-05T10:00 Ana Lopes: start\nyes> Nothing.\n```\n";
        string played = await new PagePlayer().PlayAsync(Wrong, TestContext.Current.CancellationToken);
        Assert.NotEqual(Wrong, played);
        Assert.Contains("- yes> Nothing.", LineDifference.Between(Wrong, played), StringComparison.Ordinal);
    }
}
