using System.Globalization;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Published minutes come to the repository of the group's pages as one pull request for a meeting, whatever goes wrong on the way.</summary>
public sealed class GitHubArchiveTests : IAsyncLifetime
{
    private const string Path = "_posts/2024/2024-03-05-budget-team.md";

    private static readonly MeetingId Meeting = new(new GroupId("g1f00d1e"), new LocalDate(2024, 3, 5), 1);

    private FakeGitHub _github = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Branch => $"meetingbot/{Meeting}";

    public async ValueTask InitializeAsync() => _github = await FakeGitHub.StartAsync();

    public ValueTask DisposeAsync() => _github.DisposeAsync();

    [Fact]
    public async Task Minutes_are_proposed_as_one_file_on_a_branch_of_their_own()
    {
        FiledPlace? place = await Archive().FileAsync(Minutes("# Ä minute\n"), Cancellation);

        Assert.Equal(new FiledPlace($"https://github.example/{FakeGitHub.Repository}/pull/1") { Proposed = true }, place);
        Pull pull = Assert.Single(_github.Pulls);
        Assert.Equal(("Minutes of budget-team, 2024-03-05", Branch), (pull.Title, pull.Branch));
        KeyValuePair<string, byte[]> file = Assert.Single(_github.Changes(Branch));
        Assert.Equal((Path, "# Ä minute\n"), (file.Key, Encoding.UTF8.GetString(file.Value)));
    }

    [Fact]
    public async Task Only_the_Markdown_of_a_group_with_a_repository_is_proposed()
    {
        Assert.Null(await Archive().FileAsync(Minutes("x") with { Format = MinutesFormat.Html }, Cancellation));
        Assert.Null(await Archive().FileAsync(Minutes("x") with { Settings = new Settings() }, Cancellation));
        Assert.Empty(_github.Requests);
    }

    [Fact]
    public async Task The_same_minutes_again_change_nothing_and_a_correction_goes_into_the_same_request()
    {
        await Archive().FileAsync(Minutes("one\n"), Cancellation);
        await Archive().FileAsync(Minutes("one\n"), Cancellation);
        Assert.Single(_github.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));

        FiledPlace? place = await Archive().FileAsync(Minutes("two\n"), Cancellation);
        Assert.EndsWith("/pull/1", place!.Address, StringComparison.Ordinal);
        Assert.Single(_github.Pulls);
        Assert.Equal("two\n", Encoding.UTF8.GetString(_github.Changes(Branch)[Path]));
    }

    [Fact]
    public async Task After_the_merge_the_same_minutes_ask_for_nothing_and_corrected_ones_for_another_request()
    {
        await Archive().FileAsync(Minutes("one\n"), Cancellation);
        _github.Merge(_github.Pulls[0]);
        Assert.Equal(new FiledPlace($"https://github.example/{FakeGitHub.Repository}/blob/{FakeGitHub.Main}/{Path}"), await Archive().FileAsync(Minutes("one\n"), Cancellation));
        Assert.Single(_github.Pulls);

        await Archive().FileAsync(Minutes("two\n"), Cancellation);
        Assert.Equal(2, _github.Pulls.Count);
        Assert.Equal("two\n", Encoding.UTF8.GetString(Assert.Single(_github.Changes(Branch)).Value));
    }

    [Fact]
    public async Task Another_group_of_the_same_short_name_does_not_take_the_page_but_can_have_one_beside_it()
    {
        await Archive().FileAsync(Minutes("ours\n"), Cancellation);
        _github.Merge(_github.Pulls[0]);
        FiledMinutes theirs = Minutes("theirs\n") with { Meeting = Meeting with { Group = new GroupId("g2beef02abc") } };

        StoreException refused = await Assert.ThrowsAsync<StoreException>(async () => await Archive().FileAsync(theirs, Cancellation));
        Assert.Contains($"{Path} stands in acme/pages and was never proposed for this meeting", refused.Message, StringComparison.Ordinal);
        Assert.Equal([FakeGitHub.Main, Branch], _github.Branches);

        await Archive().FileAsync(theirs with { Settings = theirs.Settings with { Page = "pages/{date}-{slug}-{id}.md" } }, Cancellation);
        Assert.Equal("pages/2024-03-05-budget-team-g2beef02.md", Assert.Single(_github.Changes("meetingbot/g2beef02abc/2024-03-05.1")).Key);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wherever_a_request_fails_asking_again_ends_in_one_branch_and_one_pull_request(bool done)
    {
        await Archive().FileAsync(Minutes("one\n"), Cancellation);
        int steps = _github.Requests.Count;
        Assert.True(steps >= 6);
        for (int failing = 0; failing < steps; failing++)
        {
            await using FakeGitHub github = await FakeGitHub.StartAsync();
            int count = 0;
            github.Disturb = _ => count++ == failing ? new Disturbance(502, "Server Error", done) : null;
            await Assert.ThrowsAsync<StoreException>(async () => await Archive(github).FileAsync(Minutes("one\n"), Cancellation));
            await Archive(github).FileAsync(Minutes("one\n"), Cancellation);
            Assert.Single(github.Pulls);
            Assert.Equal([FakeGitHub.Main, Branch], github.Branches);
            Assert.Equal("one\n", Encoding.UTF8.GetString(Assert.Single(github.Changes(Branch)).Value));
        }
    }

    [Fact]
    public async Task Two_replicas_at_once_end_in_one_pull_request()
    {
        for (int round = 0; round < 8; round++)
        {
            await using FakeGitHub github = await FakeGitHub.StartAsync();
            await Task.WhenAll(TryAsync(), TryAsync());
            await Archive(github).FileAsync(Minutes("one\n"), Cancellation);
            Assert.Single(github.Pulls);

            async Task TryAsync()
            {
                try
                {
                    await Archive(github).FileAsync(Minutes("one\n"), Cancellation);
                }
                catch (StoreException)
                {
                    // One of them may meet the other; the queue asks it again.
                }
            }
        }
    }

    [Fact]
    public async Task A_file_that_somebody_changed_in_between_is_a_failure_and_is_written_the_next_time()
    {
        await Archive().FileAsync(Minutes("one\n"), Cancellation);
        _github.Disturb = request => request.StartsWith("PUT", StringComparison.Ordinal) ? new Disturbance(409, "is at 1 but expected 2") : null;
        StoreException conflict = await Assert.ThrowsAsync<StoreException>(async () => await Archive().FileAsync(Minutes("two\n"), Cancellation));
        Assert.Contains("409", conflict.Message, StringComparison.Ordinal);

        _github.Disturb = _ => null;
        await Archive().FileAsync(Minutes("two\n"), Cancellation);
        Assert.Equal("two\n", Encoding.UTF8.GetString(_github.Changes(Branch)[Path]));
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_GitHub_says()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        _github.Disturb = _ => new Disturbance(403, "API rate limit exceeded for user ID 1.") { Headers = new() { ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Reset"] = "1700000900", ["X-RateLimit-Limit"] = "5000" } };
        ChannelBusyException primary = await Assert.ThrowsAsync<ChannelBusyException>(async () => await Archive(clock: clock).FileAsync(Minutes("x"), Cancellation));
        Assert.Equal(Duration.FromMinutes(15), primary.RetryAfter);

        _github.Disturb = _ => new Disturbance(429, "You have exceeded a secondary rate limit.") { Headers = new() { ["Retry-After"] = "60" } };
        ChannelBusyException secondary = await Assert.ThrowsAsync<ChannelBusyException>(async () => await Archive(clock: clock).FileAsync(Minutes("x"), Cancellation));
        Assert.Equal(Duration.FromMinutes(1), secondary.RetryAfter);
    }

    [Theory]
    [InlineData(401, "Bad credentials")]
    [InlineData(403, "Resource not accessible by personal access token")]
    [InlineData(404, "Not Found")]
    [InlineData(422, "Validation Failed")]
    public async Task What_GitHub_refuses_is_said_in_one_line_without_the_token(int status, string message)
    {
        _github.Disturb = _ => new Disturbance(status, message);
        StoreException refused = await Assert.ThrowsAsync<StoreException>(async () => await Archive().FileAsync(Minutes("x"), Cancellation));
        Assert.Equal($"GitHub answered {status.ToString(CultureInfo.InvariantCulture)} for {FakeGitHub.Repository}: {message}", refused.Message);
        Assert.DoesNotContain(FakeGitHub.Token, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_listed_is_never_asked_for()
    {
        FiledMinutes minutes = Minutes("x") with { Settings = new Settings { Repository = "evil/pages" } };
        await Assert.ThrowsAsync<StoreException>(async () => await Archive().FileAsync(minutes, Cancellation));
        Assert.Empty(_github.Requests);
    }

    [Fact]
    public void The_second_meeting_of_a_day_has_a_path_of_its_own() =>
        Assert.Equal("pages/2024-03-05-budget-team-2.md", PagePath.Of("pages/{date}-{slug}.md", Meeting with { Nth = 2 }, "budget-team"));

    [Theory]
    [InlineData("../{date}-{slug}.md")]
    [InlineData("a/../../{date}-{slug}.md")]
    [InlineData("a/./{date}-{slug}.md")]
    [InlineData("/{date}-{slug}.md")]
    [InlineData("a//{date}-{slug}.md")]
    [InlineData(".github/workflows/{date}-{slug}.md")]
    [InlineData("a\\{date}-{slug}.md")]
    [InlineData("a b/{date}-{slug}.md")]
    [InlineData("a%2e%2e/{date}-{slug}.md")]
    [InlineData("{title}/{date}-{slug}.md")]
    [InlineData("{date}-{slug}.yml")]
    [InlineData("{date}.md")]
    [InlineData("{slug}.md")]
    [InlineData("ä/{date}-{slug}.md")]
    [InlineData("{date}-{slug}.md?ref=trunk")]
    public void A_path_that_leads_elsewhere_or_is_not_one_file_a_meeting_is_no_setting(string path) => Assert.Null(new Settings().With("path", path, out _));

    [Theory]
    [InlineData("acme")]
    [InlineData("acme/..")]
    [InlineData("acme/.github")]
    [InlineData("acme/a/b")]
    [InlineData("acme/a?b")]
    [InlineData("https://github.com/acme/pages")]
    public void What_is_no_owner_and_name_is_no_repository(string name) => Assert.Null(new Settings().With("repository", name, out _));

    [Fact]
    public async Task A_group_chooses_among_the_listed_repositories_alone()
    {
        Office office = await new Office(options: new ClerkOptions { Repositories = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { FakeGitHub.Repository } }).WithChairedMeetingAsync();
        Reply refused = await office.SayAsync("Ana Lopes", "set repository evil/pages");
        Assert.Equal((ReplyKind.Refusal, "I may not publish into \"evil/pages\". The admin of the bot names the repositories in GitHub__Repositories."), (refused.Kind, refused.Text));
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Max Hall", "set repository acme/pages")).Kind);
        Assert.Equal("Set repository: acme/pages.", (await office.SayAsync("Ana Lopes", "set repository acme/pages")).Text);
        Assert.Equal("Set path: pages/{date}-{slug}.md.", (await office.SayAsync("Ana Lopes", "set path pages/{date}-{slug}.md")).Text);
        Assert.Equal(("acme/pages", "pages/{date}-{slug}.md"), ((await office.ViewAsync()).Group.Settings.Repository, (await office.ViewAsync()).Group.Settings.Page));
    }

    private GitHubArchive Archive(FakeGitHub? github = null, TimeProvider? clock = null) =>
        new((github ?? _github).Api, FakeGitHub.Token, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { FakeGitHub.Repository }, clock);

    private static FiledMinutes Minutes(string text) => new(Meeting, "budget-team", new Settings { Repository = FakeGitHub.Repository }, MinutesStatus.Posted, MinutesFormat.Markdown,
        new Printed(Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8", "md"));
}
