using MeetingBot.Tests;

namespace MeetingBot.EndToEnd;

/// <summary>The verbs of the command line work on the store that the settings name, and never on another one.</summary>
public sealed class VerbTests : IDisposable
{
    const string Transcript = """
        2024-03-05T10:00Z Eva Stone: /meeting setup Budget Team
        2024-03-05T10:01Z Eva Stone: /meeting start
        2024-03-05T10:02Z Eva Stone: note: The room is cold.
        2024-03-05T10:03Z Eva Stone: end
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meetingbot-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task They_find_export_and_remove_a_group_in_the_file_that_the_settings_name()
    {
        await FillAsync();
        Assert.Contains("The room is cold.", await RunAsync(0, [], "minutes", "Budget Team"), StringComparison.Ordinal);
        string exported = await RunAsync(0, [], "export", "--group", "Budget Team");
        Assert.Contains("The room is cold.", exported, StringComparison.Ordinal);
        Assert.Contains("There is no group \"Others\"", await RunAsync(1, [], "export", "--group", "Others"), StringComparison.Ordinal);
        await RunAsync(0, [], "backup", Path.Combine(_folder.FullName, "copy.db"), "--keep", "7");
        Assert.Contains("is removed", await RunAsync(0, [], "remove", "--group", "Budget Team"), StringComparison.Ordinal);
        Assert.Contains("There is no group", await RunAsync(1, [], "minutes", "Budget Team"), StringComparison.Ordinal);
        Assert.Contains("The room is cold.", await RunAsync(0, [], "minutes", "Budget Team", "--store", Path.Combine(_folder.FullName, "copy.db")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_prints_the_last_minutes_or_those_of_a_date_or_what_was_said()
    {
        string two = await WriteAsync("two.transcript", Transcript + """

            2024-03-12T10:00Z Eva Stone: /meeting start
            2024-03-12T10:01Z Eva Stone: note: The room is warm.
            2024-03-12T10:02Z Ben Okafor: vote yes
            2024-03-12T10:03Z Eva Stone: end
            """);
        Assert.Equal("**Budget Team, Tue 12 Mar 2024, 10:00-10:03**\n\n**Notes**\n\n- The room is warm.", (await RunAsync(0, [], "replay", two)).TrimEnd());
        Assert.Equal("**Budget Team, Tue 5 Mar 2024, 10:01-10:03**\n\n**Notes**\n\n- The room is cold.", (await RunAsync(0, [], "replay", two, "--meeting", "2024-03-05")).TrimEnd());
        Assert.Contains("there is no meeting on 2024-03-06 in it", await RunAsync(2, [], "replay", two, "--meeting", "2024-03-06"), StringComparison.Ordinal);

        string said = await RunAsync(0, [], "replay", two, "--replies");
        Assert.Contains("2024-03-05 10:02 Eva Stone: note: The room is cold.\n  recorded: Noted as entry 1.", said, StringComparison.Ordinal);
        Assert.Contains("Ben Okafor: vote yes\n  refused: ", said, StringComparison.Ordinal);
        Assert.Contains("posted minutes-drafted", said, StringComparison.Ordinal);

        string output = Path.Combine(_folder.FullName, "minutes.json");
        Assert.Empty(await RunAsync(0, [], "replay", two, "--format", "json", "--output", output));
        Assert.Contains("\"date\": \"2024-03-12\"", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", 1, "is no message")]
    [InlineData("2024-03-05T10:00Z Eva Stone: start\n2024-13-05T10:00Z Eva Stone: end", 2, "not with a date and time that exist")]
    [InlineData("12:00 Eva Stone: start", 1, "has a time but no date")]
    [InlineData("", 1, "begins a file without any message")]
    public async Task A_file_that_cannot_be_replayed_is_refused_with_its_line(string content, int line, string reason)
    {
        string file = await WriteAsync("unreadable", content);
        string said = await RunAsync(2, [], "replay", file);
        Assert.StartsWith($"{file}: line {line} ", said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_in_one_line()
    {
        string file = await WriteAsync("budget.transcript", Transcript);
        string said = await RunAsync(1, [], "replay", file, "--output", Path.Combine(_folder.FullName, "missing", "minutes.md"));
        Assert.Contains("missing/minutes.md", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_settings_name_an_account_no_file_is_looked_at()
    {
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        await FillAsync();
        string[] account = ["Storage__Kind=AzureBlobs", $"Storage__AzureBlobs__ConnectionString={azurite!.ConnectionString}"];
        Assert.Contains("There is no group \"Budget Team\" in devstoreaccount", await RunAsync(1, account, "minutes", "Budget Team"), StringComparison.Ordinal);
        Assert.DoesNotContain("The room is cold.", await RunAsync(0, account, "export"), StringComparison.Ordinal);

        string copy = Path.Combine(_folder.FullName, "copy.jsonl");
        await RunAsync(0, [], "export", "--output", copy);
        await RunAsync(0, account, "import", copy);
        Assert.Contains("The room is cold.", await RunAsync(0, account, "minutes", "Budget Team"), StringComparison.Ordinal);
        string backup = Path.Combine(_folder.FullName, "backup.jsonl");
        Assert.Contains("as JSON Lines", await RunAsync(0, account, "backup", backup), StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(copy, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(backup, TestContext.Current.CancellationToken));
    }

    async Task FillAsync()
    {
        string transcript = await WriteAsync("budget.transcript", Transcript);
        await RunAsync(0, [], "replay", transcript, "--store", Path.Combine(_folder.FullName, "store.db"));
    }

    async Task<string> WriteAsync(string name, string content)
    {
        string file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>Runs a verb where the settings name the file, unless they name an account; gives what it printed.</summary>
    async Task<string> RunAsync(int code, string[] settings, params string[] verb)
    {
        await using var host = new HostProcess(verb)
        {
            Serves = false,
            Settings = settings.Prepend($"Storage__Sqlite__Path={Path.Combine(_folder.FullName, "store.db")}").Select(setting => setting.Split('=', 2)).ToDictionary(setting => setting[0], setting => setting[1]),
        };
        int ended = await host.RunAsync();
        string said = string.Join('\n', host.Output);
        Assert.True(ended == code, said);
        return said;
    }
}
