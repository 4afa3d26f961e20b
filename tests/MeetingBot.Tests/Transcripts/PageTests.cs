using System.Reflection;
using MeetingBot.Application;

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

    /// <summary>Boards and panels are no notices: they stand where a platform keeps one message of the bot up to date.</summary>
    [Fact]
    public async Task Every_kind_of_notice_stands_in_a_page()
    {
        string[] kinds = [.. typeof(NoticeKinds).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
        var shown = new HashSet<string> { NoticeKinds.Board, NoticeKinds.Panel };
        foreach (string file in Directory.GetFiles(Folder, "*.md"))
        {
            var player = new PagePlayer();
            await player.PlayAsync((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
            shown.UnionWith(player.Kinds);
        }

        Assert.NotEmpty(kinds);
        Assert.Empty(kinds.Where(kind => !NoticeKinds.IsOwnWork(kind)).Except(shown));
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
