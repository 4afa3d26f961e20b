using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Slack;
using MeetingBot.Storage;
using MeetingBot.Tests.Slack;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What is measured, and that nothing people type or are called is in it.</summary>
public sealed partial class MeasuresTests : IDisposable
{
    private const string Canary = "quetzalcoatl";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 3, 5, 10, 0, 0, TimeSpan.Zero));
    private readonly Measures _measures;
    private readonly Listener _heard;

    public MeasuresTests()
    {
        _measures = new Measures(_time);
        _heard = new Listener(_measures);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _heard.Dispose();
        _measures.Dispose();
    }

    [Fact]
    public async Task Each_command_is_one_span_with_its_name_and_what_came_of_it()
    {
        Office office = await Measured().WithChairedMeetingAsync();
        _heard.Spans.Clear();
        _heard.All.Clear();

        await office.SayAsync("Sam Reed", $"note The {Canary} sang.", "twice");
        await office.SayAsync("Sam Reed", $"note The {Canary} sang.", "twice");
        await office.SayAsync("Gil Moss", $"decision: {Canary}");
        await office.SayAsync("Max Hall", "agenda");
        await office.HearAsync("Max Hall", $"the {Canary} is my favourite");
        await office.SayAsync("Max Hall", $"{Canary} {Canary}");

        Assert.Equal(
            [
                "attempts=1, command=note, outcome=accepted, platform=test", "attempts=0, command=note, outcome=accepted, platform=test",
                "attempts=1, command=decision, outcome=refused, platform=test", "attempts=1, command=agenda, outcome=asked, platform=test",
                "attempts=0, command=none, outcome=not for me, platform=test", "attempts=0, command=none, outcome=refused, platform=test",
            ],
            _heard.Spans.Where(span => span.OperationName == "command").Select(Listener.WordsOf));
        Assert.Equal("command=note, outcome=accepted, platform=test", _heard.Words("meetingbot.command.duration").First());
        Assert.Equal(6, _heard.Words("meetingbot.command.duration").Count());
        AssertSilent(Canary, "Sam", "Reed", "Gil", "Moss", "budget", "twice", "test::", "office/");
    }

    [Fact]
    public async Task Lines_of_one_message_are_commands_of_their_own()
    {
        Office office = await Measured().WithChairedMeetingAsync();
        _heard.Spans.Clear();
        await office.SayAsync("Sam Reed", "note: One.\ndecision: Two.");
        Assert.Equal(["decision", "note"], _heard.Spans.Select(span => span.GetTagItem("command")).OfType<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_conflict_is_counted_and_decided_again_within_the_same_span()
    {
        Office office = await Measured().WithChairedMeetingAsync();
        await new Office(office.Store).SayAsync("Sam Reed", "note From the other clerk.");
        _heard.Spans.Clear();
        _heard.All.Clear();

        await office.SayAsync("Sam Reed", "note From this clerk.");

        Activity command = Assert.Single(_heard.Spans, span => span.OperationName == "command");
        Assert.Equal(2, command.GetTagItem("attempts"));
        Assert.Equal(["events=1, outcome=conflict, stream=meeting", "events=1, outcome=stored, stream=meeting"], _heard.Spans.Where(span => span.OperationName == "append").Select(Listener.WordsOf));
        Assert.All(_heard.Spans.Where(span => span.OperationName == "append"), span => Assert.Equal(command.SpanId, span.ParentSpanId));
        Assert.Equal(["outcome=conflict", "outcome=stored"], _heard.Words("meetingbot.append.duration"));
    }

    [Fact]
    public async Task A_store_that_fails_is_seen_as_a_failure_without_its_reason()
    {
        var store = new FailingStore(new InMemoryStore());
        Office office = await Measured(store).WithChairedMeetingAsync();
        _heard.Spans.Clear();
        store.Fails = _ => true;

        await Assert.ThrowsAsync<IOException>(() => office.SayAsync("Sam Reed", "note Lost."));

        Assert.Equal([("append", "failed", ActivityStatusCode.Error), ("command", "failed", ActivityStatusCode.Error)],
            _heard.Spans.Select(span => (span.OperationName, (string)span.GetTagItem("outcome")!, span.Status)));
        Assert.All(_heard.Spans, span => Assert.Null(span.StatusDescription));
    }

    [Fact]
    public async Task A_notice_is_measured_from_due_to_posted_and_what_cannot_be_posted_ages()
    {
        var store = new InMemoryStore();
        var clerk = new Clerk(store, new MinutesPrinter(), new ClerkOptions { Measures = _measures }, store);
        var channel = new Wall();
        var dispatcher = new NoticeDispatcher(store, clerk, new MinutesPrinter(), [channel], measures: _measures);
        string[] lines = ["setup Apollo timezone Etc/UTC", "schedule every 1 weeks on Thursday at 12:00 from 2024-03-07", $"cancel 7 March because {Canary}"];
        foreach ((int number, string line) in lines.Index())
        {
            await clerk.HandleAsync(new ChatMessage($"m{number}", new Account("wall::Ana"), "Ana", "wall::room", line, Now) { NameIsTrusted = true }, Cancellation);
        }

        channel.Broken = true;
        _time.Advance(TimeSpan.FromSeconds(4));
        await dispatcher.RunAsync(Now, Cancellation);
        Assert.Equal("kind=meeting-cancelled, outcome=failed", Assert.Single(_heard.Words("meetingbot.notices")));
        Assert.Empty(_heard.Words("meetingbot.notice.lateness"));

        channel.Broken = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await dispatcher.RunAsync(Now, Cancellation);
        Assert.Equal("kind=meeting-cancelled, outcome=posted", _heard.Words("meetingbot.notices").Last());
        Measured lateness = Assert.Single(_heard.All, measured => measured.Name == "meetingbot.notice.lateness");
        Assert.Equal(45, lateness.Value); // it had been put off by 15 seconds
        Assert.Equal(["attempts=1, kind=meeting-cancelled, outcome=failed, platform=wall", "attempts=2, kind=meeting-cancelled, outcome=posted, platform=wall"],
            _heard.Spans.Where(span => span.OperationName == "notice").Select(Listener.WordsOf));
        AssertSilent(Canary, "Apollo", "Ana", "wall::");
    }

    [Fact]
    public void The_oldest_due_notice_grows_old_until_a_look_finds_none()
    {
        Assert.Equal(0, _heard.Now("meetingbot.notices.oldest.age"));
        _measures.Looked([Due(10), Due(3)]);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(40, _heard.Now("meetingbot.notices.oldest.age"));
        Assert.Equal(2, _heard.Now("meetingbot.notices.due"));
        _measures.Looked([]);
        Assert.Equal(0, _heard.Now("meetingbot.notices.oldest.age"));
        Assert.Equal(0, _heard.Now("meetingbot.notices.due"));
    }

    [Fact]
    public async Task What_is_kept_in_memory_is_shown()
    {
        Office office = Measured();
        await office.SayAsync("Ana", "start");
        await office.SayAsync("Ana", "start", conversation: "test:house:other");
        await office.SayAsync("Ana", "hello", conversation: "test:house:third");
        Assert.Equal(2, _heard.Now("meetingbot.desks"));
        Assert.Equal(3, _heard.Now("meetingbot.rooms"));
    }

    [Fact]
    public async Task Reads_and_commits_of_SQLite_are_counted_and_what_waits_together_is_one_commit()
    {
        using var folder = new TemporaryFolder();
        await using (SqliteStore store = SqliteStore.Open(folder.File("store.db"), measures: _measures))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(number => store.WriteTextAsync(new("g"), $"t{number}", "text", Cancellation).AsTask()));
            await store.ReadTextAsync(new("g"), "t1", Cancellation);
        }

        Measured[] commits = [.. _heard.All.Where(measured => measured.Name == "meetingbot.store.commit.size")];
        Assert.Equal(50, commits.Sum(commit => commit.Value));
        Assert.Equal(commits.Length, _heard.Words("meetingbot.store.requests").Count(words => words == "kind=write"));
        Assert.Single(_heard.Words("meetingbot.store.requests"), "kind=read");
    }

    [Fact]
    public async Task Requests_to_the_storage_account_are_counted_and_appends_that_wait_together_are_one_block()
    {
        string container = (await BlobContainers.NewAsync()).Name;
        await using AzureBlobStore store = await AzureBlobStore.OpenAsync(new AzureBlobAccount(null, Azurite.SharedConnection, container).Connect(_measures), new AzureBlobOptions { Measures = _measures }, cancellation: Cancellation);
        Office office = await new Office(store).WithChairedMeetingAsync();
        _heard.All.Clear();

        await office.SayAsync("Sam Reed", "note One.");
        Assert.Equal(["kind=write"], _heard.Words("meetingbot.store.requests"));

        _heard.All.Clear();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => office.SayAsync("Sam Reed", $"note Point {number}.", $"together/{number}")));
        Assert.Equal(20, _heard.All.Where(measured => measured.Name == "meetingbot.store.commit.size").Sum(commit => commit.Value));
    }

    [Fact]
    public async Task Calls_to_Slack_are_told_by_method_and_what_came_of_them()
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        SlackApi api = Lines.To(slack.Api, measures: _measures);
        slack.Fail("chat.postMessage", Slack.Fault.Busy(1));
        await api.CallAsync(Lines.Post(Canary), Cancellation);
        await Assert.ThrowsAsync<SlackApiException>(async () => await api.CallAsync(Lines.Post("x", "C404"), Cancellation));

        Assert.Equal(
            ["method=chat.postMessage, platform=slack, status=throttled", "method=chat.postMessage, platform=slack, status=done", "method=chat.postMessage, platform=slack, status=refused"],
            _heard.Words("meetingbot.platform.call.duration"));
        AssertSilent(Canary, "C404", "xox");
    }

    [Fact]
    public async Task Where_nobody_listens_measuring_allocates_nothing()
    {
        using var unheard = new Measures();
        (long without, long with) = (await CostAsync(null), await CostAsync(unheard));
        Assert.True(with - without < 1000, $"{without} bytes without and {with} with measures"); // of a thousand messages
        Assert.True(await CostAsync(_measures) - without > 100_000, "With a listener it does, or this would prove nothing.");

        static async Task<long> CostAsync(Measures? measures)
        {
            Office office = await new Office(null, new ClerkOptions { PostAtOnce = true, Silent = true, Measures = measures }).WithChairedMeetingAsync();
            long before = 0;
            for (int number = 0; number < 3000; number++)
            {
                before = number == 2000 ? GC.GetAllocatedBytesForCurrentThread() : before;
                await office.SayAsync("Max Hall", number % 2 == 0 ? "here" : "nothing but chat", "same", Heard.Line);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void README_lists_every_metric_with_its_unit_and_no_other()
    {
        _measures.Keeps(() => (0, 0));
        string readme = File.ReadAllText(Path.Combine(SourceRoot.Path, "README.md"));
        Assert.Equal(
            _heard.Instruments.Select(instrument => (instrument.Name, instrument.Unit!)).Order(),
            Row().Matches(readme).Select(row => (row.Groups[1].Value, row.Groups[2].Value)).Order());
        Assert.DoesNotContain(_heard.Instruments, instrument => string.IsNullOrEmpty(instrument.Description));
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private Office Measured(IEventStore? store = null) => new(store, new ClerkOptions { PostAtOnce = true, Measures = _measures });

    private QueuedNotice Due(int secondsAgo) => new("n", new("g"), "wall::room", NoticeKinds.Cancelled, "s", Now - Duration.FromSeconds(secondsAgo));

    private void AssertSilent(params string[] words)
    {
        Assert.NotEmpty(_heard.All);
        string all = string.Join('\n', _heard.All.Select(measured => measured.Words).Concat(_heard.Spans.Select(span => $"{span.DisplayName} {Listener.WordsOf(span)} {span.StatusDescription}")));
        Assert.All(words, word => Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^\| `(meetingbot\.[a-z.]+)` \| `?([^|`]+)`? \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private sealed class Wall : INoticeChannel
    {
        public string Platform => "wall";

        public bool ShowsBoards => false;

        public bool Broken { get; set; }

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation) => Broken ? throw new InvalidOperationException(post.Text) : new("post");

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }
}
