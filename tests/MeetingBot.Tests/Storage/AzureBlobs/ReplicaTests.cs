using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Several replicas over one storage account, and wires that fail.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private static readonly GroupId Group = new("g1");
    private static readonly StreamId Stream = StreamId.Of(Group);
    private static readonly Instant Noon = Instant.FromUtc(2023, 12, 14, 12, 0);

    private readonly Wire _wire = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(54));
    private BlobContainerClient _container = null!;
    private AzureBlobStore _one = null!;
    private AzureBlobStore _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _container = await BlobContainers.NewAsync();
        _one = await OpenAsync(_wire);
        _other = await OpenAsync(new Wire());
        _wire.Clear();
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Of_replicas_that_append_at_the_same_version_one_wins()
    {
        for (int version = 0; version < 20; version++)
        {
            AppendResult[] results = await Task.WhenAll(Append(_one, $"a{version}", version, "a"), Append(_other, $"b{version}", version, "b"));
            Assert.Equal([AppendResult.Stored, AppendResult.Conflict], results.Order());
        }

        Assert.Equal(20, (await (await OpenAsync(new Wire())).ReadAsync(Stream, 0, Cancellation)).Version);
    }

    [Fact]
    public async Task A_replica_reads_what_another_appended()
    {
        await Append(_one, "m1", 0, "a");
        Assert.Equal("1:a", await Words(_other));
        await Append(_other, "m2", 1, "b", "c");
        Assert.Equal("1:a 2:b 3:c", await Words(_one));
        Assert.Equal(AppendResult.AlreadyTaken, await Append(_one, "m2", 3, "b", "c"));
    }

    [Fact]
    public async Task A_message_that_another_replica_took_is_found()
    {
        await Append(_one, "m0", 0, "a");
        await Append(_one, "m1", 0, "in the meeting", stream: StreamId.Of(new MeetingId(Group, new LocalDate(2023, 12, 14), 1)));
        TakenMessage? taken = await _other.FindMessageAsync(Group, "m1", Cancellation);
        Assert.Equal("meeting/g1/2023-12-14.1", taken?.Stream.Value);
        Assert.Equal(new Happened("in the meeting"), Assert.Single(taken!.Events).Event);
    }

    [Fact]
    public async Task An_append_costs_one_request_where_the_end_is_known_and_one_read_more_where_it_is_not()
    {
        await Append(_one, "m1", 0, "a");
        _wire.Clear();
        await Append(_one, "m2", 1, "b");
        Assert.Equal(["PUT streams/group/g1/000.00000?comp=appendblock"], _wire.Requests);

        await Append(_other, "m3", 2, "c");
        _wire.Clear();
        Assert.Equal(AppendResult.Conflict, await Append(_one, "m4", 2, "d"));
        Assert.Equal(["PUT streams/group/g1/000.00000?comp=appendblock", "GET streams/group/g1/000.00000"], _wire.Requests);

        _wire.Clear();
        await Append(_one, "m4", 3, "d");
        Assert.Single(_wire.Requests);
        _wire.Clear();
        await _one.ReadAsync(Stream, 4, Cancellation);
        Assert.Equal(["GET streams/group/g1/000.00000"], _wire.Requests);
    }

    [Fact]
    public async Task What_waits_together_is_appended_in_one_request()
    {
        await Append(_one, "m0", 0, "a");
        _wire.Clear();
        AppendResult[] results = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Append(_one, $"m{i}", i, "a")));
        Assert.All(results, result => Assert.Equal(AppendResult.Stored, result));
        Assert.InRange(_wire.Requests.Length, 1, 5);
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.ErrorAfterSuccess)]
    [InlineData(Fault.InternalError)]
    [InlineData(Fault.Busy)]
    [InlineData(Fault.Cut)]
    public async Task An_append_that_goes_wrong_once_is_stored_once(Fault fault)
    {
        await Append(_one, "m1", 0, "a");
        Disturb(fault, "appendblock");
        Assert.Equal(AppendResult.Stored, await Append(_one, "m2", 1, "b"));
        Assert.Equal("1:a 2:b", await Words(_other));
    }

    [Fact]
    public async Task An_append_that_never_gets_through_is_told_in_one_line_and_can_be_sent_again()
    {
        await Append(_one, "m1", 0, "a");
        _wire.Disturb = request => request.Contains("appendblock", StringComparison.Ordinal) ? Fault.Busy : Fault.None;
        StoreException problem = await Assert.ThrowsAsync<StoreException>(() => Append(_one, "m2", 1, "b"));
        Assert.Contains("503", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        _wire.Disturb = _ => Fault.None;
        Assert.Equal(AppendResult.Stored, await Append(_one, "m2", 1, "b"));
        Assert.Equal("1:a 2:b", await Words(_other));
    }

    [Fact]
    public async Task An_answer_that_stays_lost_is_found_in_the_stream()
    {
        await Append(_one, "m1", 0, "a");
        _wire.Disturb = request => request.Contains("appendblock", StringComparison.Ordinal) ? Fault.AnswerLost : Fault.None;
        Assert.Equal(AppendResult.Stored, await Append(_one, "m2", 1, "b"));
        Assert.Equal("1:a 2:b", await Words(_other));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_stream_is_asked_again_before_nobody_knows_whether_an_append_is_stored(int silent, bool found)
    {
        AzureBlobStore store = await OpenAsync(_wire, new AzureBlobOptions { AskAgain = [TimeSpan.Zero, TimeSpan.Zero] });
        await Append(store, "m1", 0, "a");
        int unanswered = silent * 4; // each question is asked four times
        _wire.Disturb = request => request.Contains("appendblock", StringComparison.Ordinal) ? Fault.AnswerLost
            : request.StartsWith("GET streams", StringComparison.Ordinal) && Interlocked.Decrement(ref unanswered) >= 0 ? Fault.Cut : Fault.None;
        Task<AppendResult> sent = Append(store, "m2", 1, "b");
        if (found)
        {
            Assert.Equal(AppendResult.Stored, await sent);
        }
        else
        {
            OutcomeUnknownException unknown = await Assert.ThrowsAsync<OutcomeUnknownException>(() => sent);
            Assert.Contains("group/g1", unknown.Message, StringComparison.Ordinal);
        }

        _wire.Disturb = _ => Fault.None;
        Assert.Equal(AppendResult.AlreadyTaken, await Append(store, "m2", 1, "b"));
        Assert.Equal("1:a 2:b", await Words(_other));
    }

    [Fact]
    public async Task On_bad_wires_every_acknowledged_append_is_there_once_and_nothing_twice()
    {
        var seeded = new Random(20231214);
        Fault[] faults = [Fault.AnswerLost, Fault.Cut, Fault.InternalError, Fault.ErrorAfterSuccess, Fault.Busy, Fault.Slow];
        Fault Bad(string request)
        {
            lock (seeded)
            {
                return seeded.Next(4) == 0 ? faults[seeded.Next(faults.Length)] : Fault.None;
            }
        }

        AzureBlobStore[] stores = [await OpenAsync(new Wire { Disturb = Bad }), await OpenAsync(new Wire { Disturb = Bad })];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            for (int number = 0; number < 15; number++)
            {
                await UntilTakenAsync(stores[(caller + number) % 2], $"{caller}/{number}");
            }
        })));

        string[] stored = [.. (await _other.ReadAsync(Stream, 0, Cancellation)).Events.Select(recorded => recorded.Origin.MessageId)];
        Assert.Equal(Enumerable.Range(0, 4).SelectMany(caller => Enumerable.Range(0, 15).Select(number => $"{caller}/{number}")).Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));
        Assert.Equal(60, (await _other.ReadDirectoryAsync(Group, 0, Cancellation))!.People.Length);
        Assert.Equal(60, (await _other.DueAsync(Noon, 999, Cancellation)).Length);
        Assert.Equal(60, (await _other.PendingFollowUpsAsync(999, Cancellation)).Length);
    }

    [Fact]
    public async Task What_a_dying_replica_stored_ahead_of_its_append_counts_for_nothing_until_the_message_comes_again()
    {
        await Append(_one, "m1", 0, "a");
        _wire.Disturb = request => request.Contains("appendblock", StringComparison.Ordinal) ? Fault.Cut : Fault.None;
        await Assert.ThrowsAsync<StoreException>(() => _one.AppendAsync(Whole("m2", 1), Cancellation).AsTask());

        Assert.Empty(await _other.DueAsync(Noon, 9, Cancellation));
        Assert.Null(await _other.ReadDirectoryAsync(Group, 0, Cancellation));
        Assert.Null(await _other.FindBindingAsync("web:room", Cancellation));
        Assert.Empty(await _other.PendingFollowUpsAsync(9, Cancellation));
        Assert.Empty(await _other.GroupsOfAsync(new Account("web::Ana"), Cancellation));

        Assert.Equal(AppendResult.Stored, await _other.AppendAsync(Whole("m2", 1), Cancellation));
        Assert.Equal(["n-m2"], (await _other.DueAsync(Noon, 9, Cancellation)).Select(notice => notice.Id));
        Assert.Equal("Ana m2", Assert.Single((await _other.ReadDirectoryAsync(Group, 0, Cancellation))!.People).Names[0].Name);
        Assert.Equal(Group, await _other.FindBindingAsync("web:room", Cancellation));
        Assert.Equal("m2/1", Assert.Single(await _other.PendingFollowUpsAsync(9, Cancellation)).Id);
        Assert.Equal([Group], await _other.GroupsOfAsync(new Account("web::Ana"), Cancellation));
    }

    [Fact]
    public async Task What_was_stored_ahead_of_an_append_that_lost_its_place_goes_away()
    {
        await Append(_one, "m1", 0, "a");
        _wire.Disturb = request => request.Contains("appendblock", StringComparison.Ordinal) ? Fault.Cut : Fault.None;
        await Assert.ThrowsAsync<StoreException>(() => _one.AppendAsync(Whole("m2", 1), Cancellation).AsTask());
        await Append(_other, "m3", 1, "b");
        Assert.Empty(await _other.DueAsync(Noon, 9, Cancellation));
        Assert.Null(await _other.NextDueAsync(Cancellation));
        Assert.Empty(await Blobs("due/"));
        Assert.Empty(await Blobs("notices/"));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await _other.PendingFollowUpsAsync(9, Cancellation));
        Assert.Empty(await Blobs("followups/"));
    }

    [Fact]
    public async Task Of_two_messages_at_one_version_the_notice_of_the_one_that_stands_is_kept()
    {
        await Append(_one, "m1", 0, "a");
        Append first = Whole("m2", 1) with { Notices = [Notice("group/g1/2/meeting-cancelled/web:room")] };
        Append second = Whole("m3", 1) with { Notices = first.Notices };
        AppendResult[] results = await Task.WhenAll(_one.AppendAsync(first, Cancellation).AsTask(), _other.AppendAsync(second, Cancellation).AsTask());
        Assert.Equal([AppendResult.Stored, AppendResult.Conflict], results.Order());
        Assert.Single(await _one.DueAsync(Noon, 9, Cancellation));
        Assert.Single(await (await OpenAsync(new Wire())).DueAsync(Noon, 9, Cancellation));
    }

    [Fact]
    public async Task A_conversation_is_served_by_one_dispatcher_at_a_time()
    {
        await _one.AppendAsync(Whole("m1", 0), Cancellation);
        ImmutableArray<QueuedNotice> due = await _one.DueAsync(Noon, 9, Cancellation);
        INoticeClaim claim = (await _one.ClaimAsync("web:room", due, Cancellation))!;
        Assert.Equal(due, claim.Notices);
        Assert.Null(await _other.ClaimAsync("web:room", due, Cancellation));
        Assert.NotNull(await _other.ClaimAsync("web:hall", [], Cancellation));

        await _one.CloseAsync(Group, due[0].Id, NoticeEnd.Posted, "ts1", Cancellation);
        await claim.DisposeAsync();
        await using INoticeClaim? next = await _other.ClaimAsync("web:room", due, Cancellation);
        Assert.Empty(next!.Notices);
    }

    [Fact]
    public async Task A_conversation_whose_notices_could_not_be_read_is_let_go_of()
    {
        await _one.AppendAsync(Whole("m1", 0), Cancellation);
        ImmutableArray<QueuedNotice> due = await _other.DueAsync(Noon, 9, Cancellation);
        _wire.Disturb = request => request.StartsWith("GET notices/", StringComparison.Ordinal) ? Fault.InternalError : Fault.None;
        await Assert.ThrowsAsync<StoreException>(() => _one.ClaimAsync("web:room", due, Cancellation).AsTask());
        await using INoticeClaim? claim = await _other.ClaimAsync("web:room", due, Cancellation);
        Assert.Equal(due, claim?.Notices);
    }

    [Fact]
    public async Task Every_replica_knows_until_when_a_conversation_waits_and_it_is_forgotten_in_time()
    {
        await _one.AppendAsync(Whole("m1", 0), Cancellation);
        Instant later = Noon + Duration.FromMinutes(1);
        await _one.RetryAsync(Group, "n-m1", later, "not now", Cancellation);
        await using (INoticeClaim? claim = await _other.ClaimAsync("web:room", [], Cancellation))
        {
            Assert.Equal(later, claim!.Until);
        }

        await _other.PruneAsync(later, Cancellation);
        Assert.NotEmpty(await Blobs("putoff/"));
        await _other.PruneAsync(later + Duration.FromSeconds(1), Cancellation);
        Assert.Empty(await Blobs("putoff/"));
    }

    [Fact]
    public async Task A_notice_that_is_being_put_off_keeps_its_place_though_another_replica_looks_when_it_is_due_again_already()
    {
        await _one.AppendAsync(Whole("m1", 0), Cancellation);
        Instant later = Noon + Duration.FromSeconds(1);
        BeforeTheDocument(() => _other.DueAsync(later, 9, Cancellation).AsTask());
        await _one.PostponeAsync(Group, "n-m1", later, Cancellation);
        Assert.Equal(later, Assert.Single(await _other.DueAsync(later, 9, Cancellation)).Due);

        await _other.CloseAsync(Group, "n-m1", NoticeEnd.Posted, "p1", Cancellation);
        Assert.Empty(await _one.DueAsync(later, 9, Cancellation));
        Assert.Empty(await Blobs("due/"));
    }

    [Fact]
    public async Task A_notice_that_is_queued_again_is_due_though_another_replica_clears_away_what_its_first_attempt_left()
    {
        await Append(_one, "m1", 0, "a");
        Disturb(Fault.Cut, "appendblock", 4);
        await Assert.ThrowsAsync<StoreException>(() => _one.AppendAsync(Whole("m2", 1), Cancellation).AsTask());
        await Append(_other, "m3", 1, "b");
        await _one.ReadAsync(Stream, 0, Cancellation);
        BeforeTheDocument(() => _other.DueAsync(Noon, 9, Cancellation).AsTask());
        Assert.Equal(AppendResult.Stored, await _one.AppendAsync(Whole("m2", 2), Cancellation));
        Assert.Equal(["n-m2"], (await _other.DueAsync(Noon, 9, Cancellation)).Select(notice => notice.Id));
        Assert.Single(await Blobs("due/"));
    }

    [Fact]
    public async Task A_notice_of_an_append_that_is_tried_a_second_time_is_due_though_another_replica_looks_meanwhile()
    {
        await Append(_one, "m1", 0, "a");
        await _one.ReadAsync(Stream, 0, Cancellation);
        Assert.Equal(AppendResult.Stored, await _other.AppendAsync(Whole("m2", 1), Cancellation));
        BeforeTheDocument(() => _other.DueAsync(Noon, 9, Cancellation).AsTask());
        Assert.Equal(AppendResult.AlreadyTaken, await _one.AppendAsync(Whole("m2", 1), Cancellation));
        Assert.Equal(["n-m2"], (await _other.DueAsync(Noon, 9, Cancellation)).Select(notice => notice.Id));

        await _other.CloseAsync(Group, "n-m2", NoticeEnd.Posted, "p1", Cancellation);
        Assert.Empty(await _one.DueAsync(Noon, 9, Cancellation));
        Assert.Empty(await Blobs("due/"));
    }

    [Fact]
    public async Task A_message_that_comes_again_while_its_notice_is_posted_queues_nothing_new()
    {
        await _one.AppendAsync(Whole("m1", 0), Cancellation);
        await _one.CloseAsync(Group, "n-m1", NoticeEnd.Posted, "ts1", Cancellation);
        Assert.Equal(AppendResult.AlreadyTaken, await _other.AppendAsync(Whole("m1", 0), Cancellation));
        Assert.Empty(await _other.DueAsync(Noon, 9, Cancellation));
    }

    [Fact]
    public async Task Removed_words_stand_in_no_blob_and_every_replica_goes_on_in_the_copy()
    {
        await Append(_one, "m1", 0, "a", "the secret", "c");
        await Append(_other, "m2", 3, "d");
        await _one.RewriteAsync(Stream, 2, new Happened("***"), Cancellation);
        Assert.Equal(AppendResult.Stored, await Append(_other, "m3", 4, "e"));
        Assert.Equal("1:a 2:*** 3:c 4:d 5:e", await Words(_one));
        Assert.Equal("1:a 2:*** 3:c 4:d 5:e", await Words(_other));
        Assert.Equal(AppendResult.AlreadyTaken, await Append(await OpenAsync(new Wire()), "m1", 5, "a"));
        foreach (string blob in await Blobs(""))
        {
            Assert.DoesNotContain("the secret", (await _container.GetBlobClient(blob).DownloadContentAsync(Cancellation)).Value.Content.ToString(), StringComparison.Ordinal);
        }

        await _other.RewriteAsync(Stream, 5, new Happened("+++"), Cancellation);
        Assert.Equal("1:a 2:*** 3:c 4:d 5:+++", await Words(_one));
        Assert.Equal("1:a 2:*** 3:c 4:d 5:+++", await Words(await OpenAsync(new Wire())));
    }

    [Fact]
    public async Task A_copy_that_its_maker_did_not_finish_is_finished_by_whoever_reads_next()
    {
        await Append(_one, "m1", 0, "a", "the secret", "c");
        _wire.Disturb = request => request.Contains("001.00000", StringComparison.Ordinal) ? Fault.Cut : Fault.None;
        await Assert.ThrowsAsync<StoreException>(() => _one.RewriteAsync(Stream, 2, new Happened("***"), Cancellation).AsTask());
        Assert.Equal("1:a 2:*** 3:c", await Words(_other));
        Assert.Equal(AppendResult.Stored, await Append(_other, "m2", 3, "d"));
        _wire.Disturb = _ => Fault.None;
        Assert.Equal("1:a 2:*** 3:c 4:d", await Words(_one));
    }

    [Fact]
    public async Task A_stream_goes_on_in_another_blob_when_one_is_full()
    {
        AzureBlobStore small = await OpenAsync(_wire, new AzureBlobOptions { BlocksPerPart = 3 });
        AzureBlobStore beside = await OpenAsync(new Wire(), new AzureBlobOptions { BlocksPerPart = 3 });
        for (int version = 0; version < 20; version += 2)
        {
            Assert.Equal(AppendResult.Stored, await Append(small, $"m{version}", version, $"{version}"));
            await beside.ReadAsync(Stream, version, Cancellation);
            Assert.Equal(AppendResult.Stored, await Append(beside, $"m{version + 1}", version + 1, $"{version + 1}"));
            await small.ReadAsync(Stream, version + 1, Cancellation);
        }

        Assert.True((await Blobs("streams/")).Count > 4);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20).Select(version => $"{version + 1}:{version}")), await Words(_other));
        await small.RewriteAsync(Stream, 7, new Happened("***"), Cancellation);
        Assert.Contains("7:*** 8:7", await Words(_other), StringComparison.Ordinal);
        Assert.Equal(AppendResult.Stored, await Append(beside, "m20", 20, "20"));
    }

    [Fact]
    public async Task A_damaged_blob_is_told_by_its_name()
    {
        await Append(_one, "m1", 0, "a");
        using var foreign = new MemoryStream("0123456789abcdef {\"first\":2}\n"u8.ToArray());
        await _container.GetAppendBlobClient("streams/group/g1/000.00000").AppendBlockAsync(foreign, cancellationToken: Cancellation);
        StoreException damaged = await Assert.ThrowsAsync<StoreException>(() => Words(_other));
        Assert.Contains("streams/group/g1/000.00000", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_text_of_a_person_or_platform_is_part_of_a_blobs_name()
    {
        const string Text = "../Ana Lopes?x=1";
        await _one.AppendAsync(Whole("m1" + Text, 0) with
        {
            Bindings = ["web:" + Text],
            People = [PersonCard.Of(new PersonId("pa"), Text, new Account("web::" + Text))],
            Notices = [Notice(Text) with { Conversation = "web:" + Text, Subject = Text }],
        }, Cancellation);
        await _one.WriteTextAsync(Group, Text, Text, Cancellation);
        await _one.CloseAsync(Group, Text, NoticeEnd.Posted, Text, Cancellation);
        Assert.Equal(Text, await _one.FindPostedAsync(Group, "minutes-drafted", Text, Cancellation));
        Assert.All(await Blobs(""), name => Assert.Matches("^[a-z0-9./]+$", name));
    }

    [Fact]
    public async Task The_form_of_a_line_is_kept()
    {
        await Append(_one, "m1", 0, "a", "b");
        string blob = (await _container.GetBlobClient("streams/group/g1/000.00000").DownloadContentAsync(Cancellation)).Value.Content.ToString();
        Match line = Regex.Match(blob, "^(?<sum>[0-9a-f]{16}) (?<json>.*)\n$");
        Assert.Equal("""{"first":1,"message":"m1","attempt":"-","taken":638396640000000000,"origin":{"by":"p1","at":"2023-12-14T12:00:00Z","messageId":"m1"},"events":[{"event":"test.happened/1","data":{"what":"a"}},{"event":"test.happened/1","data":{"what":"b"}}]}""",
            Regex.Replace(line.Groups["json"].Value, "(?<=\"attempt\":\")[0-9a-f]{16}", "-"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Groups["json"].Value)))[..16], line.Groups["sum"].Value);
    }

    [Fact]
    public async Task A_batch_that_was_decided_on_one_that_lost_its_place_is_refused_with_it()
    {
        await Append(_one, "m1", 0, "a");
        await Append(_other, "m2", 1, "from elsewhere");
        Task<AppendResult>[] sent = [Append(_one, "m3", 1, "b"), Append(_one, "m4", 2, "on top of b"), Append(_one, "m5", 3, "on top of that")];
        Assert.All(await Task.WhenAll(sent), result => Assert.Equal(AppendResult.Conflict, result));
        Assert.Equal(AppendResult.Stored, await Append(_one, "m4", 2, "on top of what came from elsewhere"));
        Assert.Equal("1:a 2:from elsewhere 3:on top of what came from elsewhere", await Words(_other));
    }

    [Fact]
    public async Task What_a_refusal_was_about_is_read_once()
    {
        await Append(_one, "m1", 0, "a");
        await Append(_other, "m2", 1, "b");
        await Append(_one, "m3", 1, "c");
        await Append(_other, "m3", 2, "d");
        await Append(_one, "m4", 2, "e");
        _wire.Clear();
        StreamTail tail = await _one.ReadOvertakenAsync(Stream, 1, Cancellation);
        Assert.Equal("2:b 3:d", string.Join(' ', tail.Events.Select(recorded => $"{recorded.Version}:{((Happened)recorded.Event).What}")));
        Assert.Equal(3, tail.Version);
        Assert.Empty(_wire.Requests);

        Assert.Equal(2, (await _one.ReadOvertakenAsync(Stream, 1, Cancellation)).Events.Length);
        Assert.Equal(["GET streams/group/g1/000.00000"], _wire.Requests);
    }

    private Task<AzureBlobStore> OpenAsync(Wire wire, AzureBlobOptions? options = null)
    {
        var service = new BlobServiceClient(Azurite.SharedConnection, wire.Options);
        return AzureBlobStore.OpenAsync(service.GetBlobContainerClient(_container.Name), options, _clock, TestForms.Json, Cancellation);
    }

    private void Disturb(Fault fault, string part, int times = 1)
    {
        int left = times;
        _wire.Disturb = request => request.Contains(part, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? fault : Fault.None;
    }

    /// <summary>Has something done when a notice's marker stands and its document is about to be written.</summary>
    private void BeforeTheDocument(Func<Task> act) => _wire.Before = async request =>
    {
        if (request.StartsWith("PUT notices/", StringComparison.Ordinal))
        {
            _wire.Before = _ => Task.CompletedTask;
            await act();
        }
    };

    /// <summary>As a platform does: delivers the message again until it hears that it was taken.</summary>
    private static async Task UntilTakenAsync(AzureBlobStore store, string message)
    {
        while (true)
        {
            try
            {
                StreamTail tail = await store.ReadAsync(Stream, 0, Cancellation);
                if (await store.AppendAsync(Whole(message, tail.Version) with { Bindings = [] }, Cancellation) != AppendResult.Conflict)
                {
                    return;
                }
            }
            catch (Exception failed) when (failed is StoreException or OutcomeUnknownException)
            {
                // It is delivered again.
            }
        }
    }

    private static Append Whole(string message, long expected) => new(Stream, expected, [new Happened(message)], From(message))
    {
        People = [PersonCard.Of(new PersonId("p" + message), "Ana " + message, new Account("web::Ana"))],
        Bindings = ["web:room"],
        Notices = [Notice("n-" + message)],
        FollowUps = [new QueuedFollowUp(message + "/1", StreamId.Of(new MeetingId(Group, new LocalDate(2023, 12, 14), 1)), From(message), new Tell(message))],
    };

    private static QueuedNotice Notice(string id) => new(id, Group, "web:room", "minutes-drafted", "subject", Noon);

    private static Origin From(string message) => new(new PersonId("p1"), Noon, message);

    private static Task<AppendResult> Append(AzureBlobStore store, string message, long expected, params ReadOnlySpan<string> what) => Append(store, message, expected, Stream, what);

    private static Task<AppendResult> Append(AzureBlobStore store, string message, long expected, string what, StreamId stream) => Append(store, message, expected, stream, what);

    private static Task<AppendResult> Append(AzureBlobStore store, string message, long expected, StreamId stream, params ReadOnlySpan<string> what) =>
        store.AppendAsync(new Append(stream, expected, [.. what.ToArray().Select(word => new Happened(word))], From(message)), Cancellation).AsTask();

    private static async Task<string> Words(AzureBlobStore store) =>
        string.Join(' ', (await store.ReadAsync(Stream, 0, Cancellation)).Events.Select(recorded => $"{recorded.Version}:{((Happened)recorded.Event).What}"));

    private async Task<List<string>> Blobs(string prefix)
    {
        var names = new List<string>();
        await foreach (BlobItem blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
