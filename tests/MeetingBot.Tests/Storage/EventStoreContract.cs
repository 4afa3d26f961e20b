using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// What every keeper of streams promises. A keeper is enrolled by an empty subclass that says how it is opened; one that survives its
/// process also says how it is opened again.
/// </summary>
public abstract partial class EventStoreContract : IAsyncLifetime
{
    private protected static readonly GroupId Group = new("g1");
    private protected static readonly StreamId Stream = StreamId.Of(Group);
    private static readonly StreamId Other = StreamId.Of(new MeetingId(Group, new LocalDate(2023, 12, 14), 1));
    private protected static readonly Instant Noon = Instant.FromUtc(2023, 12, 14, 12, 0);

    private object _keeper = null!;

    protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected IEventStore Store => (IEventStore)_keeper;

    private protected INoticeQueue Notices => (INoticeQueue)_keeper;

    /// <summary>Opens the keeper, which is both store and queue; a second call finds what the first one kept.</summary>
    protected abstract ValueTask<object> OpenAsync();

    /// <summary>Closes it.</summary>
    protected abstract ValueTask CloseAsync(object keeper);

    public virtual async ValueTask InitializeAsync() => _keeper = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_keeper is not null) // a keeper that is not to be had on this machine was never opened
        {
            await CloseAsync(_keeper);
        }

        GC.SuppressFinalize(this);
    }

    private protected async Task RestartAsync()
    {
        await CloseAsync(_keeper);
        _keeper = await OpenAsync();
    }

    private protected static Origin From(string message) => new(new PersonId("p1"), Noon, message, "source of " + message);

    private protected static Append Batch(string message, long expected, params ReadOnlySpan<string> what) =>
        new(Stream, expected, [.. what.ToArray().Select(word => new Happened(word))], From(message));

    private protected async Task<AppendResult> Append(Append append) => await Store.AppendAsync(append, Cancellation);

    private protected async Task<AppendResult> Append(string message, long expected, params string[] what) => await Append(Batch(message, expected, what));

    private protected async Task<string> Words(long after = 0)
    {
        StreamTail tail = await Store.ReadAsync(Stream, after, Cancellation);
        return string.Join(' ', tail.Events.Select(recorded => $"{recorded.Version}:{((Happened)recorded.Event).What}")) + $" of {tail.Version}";
    }

    [Fact]
    public async Task A_stream_nobody_wrote_is_empty() => Assert.Equal(" of 0", await Words());

    [Fact]
    public async Task Events_are_read_back_in_the_order_they_were_appended()
    {
        Assert.Equal(AppendResult.Stored, await Append("m1", 0, "a", "b"));
        Assert.Equal(AppendResult.Stored, await Append("m2", 2, "c"));
        Assert.Equal("1:a 2:b 3:c of 3", await Words());
    }

    [Fact]
    public async Task An_event_keeps_its_origin_whole()
    {
        var origin = new Origin(PersonId.Bot, Noon + Duration.FromNanoseconds(1), "m/ü\n", null);
        await Append(new Append(Stream, 0, [new Happened("a")], origin));
        await Append(new Append(Stream, 1, [new Happened("b")], From("m2")));
        StreamTail tail = await Store.ReadAsync(Stream, 0, Cancellation);
        Assert.Equal([origin, From("m2")], tail.Events.Select(recorded => recorded.Origin));
    }

    [Fact]
    public async Task A_tail_holds_only_what_came_after()
    {
        await Append("m1", 0, "a", "b", "c");
        Assert.Equal("3:c of 3", await Words(after: 2));
        Assert.Equal(" of 3", await Words(after: 3));
        Assert.Equal(" of 3", await Words(after: 9));
    }

    [Fact]
    public async Task Streams_do_not_mix()
    {
        await Append("m1", 0, "a");
        await Append(Batch("m2", 0, "b") with { Stream = Other });
        Assert.Equal("1:a of 1", await Words());
        Assert.Equal(1, (await Store.ReadAsync(Other, 0, Cancellation)).Version);
    }

    [Fact]
    public async Task An_append_that_expects_another_version_is_a_conflict_and_writes_nothing()
    {
        await Append("m1", 0, "a");
        Assert.Equal(AppendResult.Conflict, await Append("m2", 0, "b"));
        Assert.Equal(AppendResult.Conflict, await Append("m3", 2, "c"));
        Assert.Equal("1:a of 1", await Words());
        Assert.Equal(AppendResult.Stored, await Append("m2", 1, "b"));
    }

    [Fact]
    public async Task A_batch_is_stored_whole_or_not_at_all()
    {
        await Append("m1", 0, "a");
        Append refused = Batch("m2", 0, "b", "c") with
        {
            FollowUps = [FollowUp("m2/1", "x")],
            Notices = [Notice("n1", Noon)],
            People = [PersonCard.Of(new PersonId("p1"), "Ana")],
            Bindings = ["web:room"],
        };
        Assert.Equal(AppendResult.Conflict, await Append(refused));
        Assert.Equal("1:a of 1", await Words());
        Assert.Empty(await Store.PendingFollowUpsAsync(9, Cancellation));
        Assert.Null(await Notices.NextDueAsync(Cancellation));
        Assert.Null(await Store.ReadDirectoryAsync(Group, 0, Cancellation));
        Assert.Null(await Store.FindBindingAsync("web:room", Cancellation));

        Assert.Equal(AppendResult.Stored, await Append(refused with { Expected = 1 }));
        Assert.Equal("1:a 2:b 3:c of 3", await Words());
        Assert.Single(await Store.PendingFollowUpsAsync(9, Cancellation));
        Assert.Equal(Noon, await Notices.NextDueAsync(Cancellation));
        Assert.NotNull(await Store.ReadDirectoryAsync(Group, 0, Cancellation));
        Assert.Equal(Group, await Store.FindBindingAsync("web:room", Cancellation));
    }

    [Fact]
    public async Task An_append_without_events_is_a_bug()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Append("m1", 0));
        Assert.Equal(" of 0", await Words());
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Store.AppendAsync(Batch("m1", 0, "a"), new CancellationToken(canceled: true)));
        Assert.Equal(AppendResult.Stored, await Append("m1", 0, "b"));
    }

    [Fact]
    public async Task A_message_is_taken_once_whatever_version_it_comes_back_with()
    {
        await Append("m1", 0, "a");
        Assert.Equal(AppendResult.AlreadyTaken, await Append("m1", 0, "a"));
        Assert.Equal(AppendResult.AlreadyTaken, await Append("m1", 1, "a"));
        Assert.Equal(AppendResult.AlreadyTaken, await Append(Batch("m1", 0, "a") with { Stream = Other }));
        Assert.Equal("1:a of 1", await Words());
    }

    [Fact]
    public async Task A_message_that_met_a_conflict_is_not_taken()
    {
        await Append("m1", 0, "a");
        await Append("m2", 0, "b");
        Assert.Null(await Store.FindMessageAsync(Group, "m2", Cancellation));
        Assert.Equal(AppendResult.Stored, await Append("m2", 1, "b"));
    }

    [Fact]
    public async Task A_taken_message_gives_the_events_it_made()
    {
        await Append("m1", 0, "a");
        await Append("m2", 1, "b", "c");
        await Append("m3", 3, "d");
        TakenMessage? taken = await Store.FindMessageAsync(Group, "m2", Cancellation);
        Assert.Equal(Stream, taken?.Stream);
        Assert.Equal([2L, 3L], taken!.Events.Select(recorded => recorded.Version));
        Assert.Equal([new Happened("b"), new Happened("c")], taken.Events.Select(recorded => recorded.Event));
        Assert.Null(await Store.FindMessageAsync(Group, "m4", Cancellation));
    }

    [Fact]
    public async Task A_message_id_is_remembered_for_a_day_and_then_let_go()
    {
        await Append("m1", 0, "a");
        Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(AppendResult.AlreadyTaken, await Append("m1", 1, "a"));
        Clock.Advance(TimeSpan.FromHours(1));
        await Append("m2", 1, "b");
        Clock.Advance(TimeSpan.FromHours(1));
        await Append("m3", 2, "c");
        Assert.Null(await Store.FindMessageAsync(Group, "m1", Cancellation));
        Assert.NotNull(await Store.FindMessageAsync(Group, "m2", Cancellation));
        Assert.Equal("1:a 2:b 3:c of 3", await Words());
    }

    [Fact]
    public async Task Of_many_who_append_at_the_same_version_one_wins()
    {
        AppendResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Append($"m{i}", 0, $"{i}"))));
        Assert.Single(results, AppendResult.Stored);
        Assert.Equal(49, results.Count(result => result == AppendResult.Conflict));
        Assert.Equal(1, (await Store.ReadAsync(Stream, 0, Cancellation)).Version);
    }

    [Fact]
    public async Task Of_many_deliveries_of_one_message_one_is_stored()
    {
        AppendResult[] results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Append("m1", 0, "a"))));
        Assert.Single(results, AppendResult.Stored);
        Assert.Equal(49, results.Count(result => result == AppendResult.AlreadyTaken));
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_many_append_and_retry()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                AppendResult result;
                do
                {
                    StreamTail tail = await Store.ReadAsync(Stream, 0, Cancellation);
                    Assert.Equal(Enumerable.Range(1, (int)tail.Version), tail.Events.Select(recorded => (int)recorded.Version));
                    result = await Append($"{caller}.{i}", tail.Version, $"{caller}.{i}");
                }
                while (result == AppendResult.Conflict);
                Assert.Equal(AppendResult.Stored, result);
            }
        })));
        StreamTail all = await Store.ReadAsync(Stream, 0, Cancellation);
        Assert.Equal(160, all.Version);
        Assert.Equal(160, all.Events.Select(recorded => ((Happened)recorded.Event).What).Distinct().Count());
    }

    [Fact]
    public async Task An_acknowledged_append_is_read_at_once()
    {
        for (int i = 0; i < 50; i++)
        {
            await Append($"m{i}", i, "a");
            Assert.Equal(i + 1, (await Store.ReadAsync(Stream, i, Cancellation)).Version);
        }
    }

    [Fact]
    public async Task Streams_are_listed_by_name_with_their_lengths()
    {
        await Append("m1", 0, "a", "b");
        await Append(Batch("m2", 0, "c") with { Stream = Other });
        await Append(Batch("m3", 0, "d") with { Stream = new StreamId("group/g0") });
        await Append(Batch("m4", 0, "d") with { Stream = new StreamId("group/g11") });
        Assert.Equal("group/g0 1, group/g1 2, group/g11 1, meeting/g1/2023-12-14.1 1", await Listed(""));
        Assert.Equal("group/g0 1, group/g1 2, group/g11 1", await Listed("group/"));
        Assert.Equal("group/g1 2, group/g11 1", await Listed("group/g1"));
        Assert.Equal("", await Listed("ballot/"));
    }

    [Fact]
    public async Task Any_text_comes_back_as_it_was()
    {
        string text = "“quotes” \"plain\" \\ \t\r\n\0 ’ <b> é 😀 \u2028 " + new string('x', 100_000);
        await Append("m1", 0, text);
        Assert.Equal(text, ((Happened)(await Store.ReadAsync(Stream, 0, Cancellation)).Events[0].Event).What);
    }

    [Fact]
    public async Task A_rewrite_replaces_the_words_and_leaves_who_and_when()
    {
        await Append("m1", 0, "a", "secret", "c");
        await Store.RewriteAsync(Stream, 2, new Happened("***"), Cancellation);
        Assert.Equal("1:a 2:*** 3:c of 3", await Words());
        TakenMessage? taken = await Store.FindMessageAsync(Group, "m1", Cancellation);
        Assert.Equal(new Recorded<StreamEvent>(2, new Happened("***"), From("m1")), taken?.Events[1]);
    }

    [Fact]
    public async Task A_rewrite_that_would_change_what_happened_is_a_bug()
    {
        await Append("m1", 0, "a");
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.RewriteAsync(Stream, 1, new Turned(1), Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.RewriteAsync(Stream, 2, new Happened("b"), Cancellation));
        Assert.Equal("1:a of 1", await Words());
    }

    private async Task<string> Listed(string prefix)
    {
        var found = new List<string>();
        await foreach (StreamListing listing in Store.ListAsync(prefix, Cancellation))
        {
            found.Add($"{listing.Stream} {listing.Version}");
        }

        return string.Join(", ", found);
    }

    private protected static QueuedFollowUp FollowUp(string id, string what) => new(id, Other, From(id), new Tell(what));

    private protected static QueuedNotice Notice(string id, Instant due) => new(id, Group, "web:room", "minutes-drafted", "subject", due);
}
