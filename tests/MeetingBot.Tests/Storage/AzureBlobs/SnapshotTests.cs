using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Long streams are opened by their snapshots, and never believe them more than the stream itself.</summary>
public sealed class SnapshotTests : IAsyncLifetime
{
    private const string Part = "streams/group/g1/000.00000";
    private const string Snapshot = "snapshots/group/g1";
    private static readonly GroupId Group = new("g1");
    private static readonly StreamId Stream = StreamId.Of(Group);
    private static readonly Instant Noon = Instant.FromUtc(2023, 12, 14, 12, 0);
    private static readonly AzureBlobOptions Small = new() { EventsPerSnapshot = 20, BytesBeforeSnapshot = 2000 };

    private readonly Wire _wire = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(54));
    private BlobContainerClient _container = null!;
    private AzureBlobStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _container = await BlobContainers.NewAsync();
        _store = await OpenAsync();
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_long_stream_is_opened_by_three_requests_and_a_short_one_by_one()
    {
        await AppendAsync(0, 5);
        Assert.Equal([$"GET {Part}"], await OpeningAsync(5));

        await AppendAsync(5, 40);
        Assert.Equal([$"GET {Part}", $"GET {Snapshot}", $"GET {Part}"], await OpeningAsync(45));
        await AppendAsync(45, 3);
        Assert.Equal([$"GET {Part}", $"GET {Snapshot}", $"GET {Part}"], await OpeningAsync(48));
    }

    [Fact]
    public async Task Who_said_something_when_and_where_comes_back_exactly_from_a_snapshot()
    {
        Instant[] times = [Noon, Noon + Duration.FromNanoseconds(100), Noon + Duration.FromNanoseconds(1), Instant.FromUtc(1969, 7, 20, 20, 17), Instant.MaxValue];
        string?[] sources = [null, "", "m", "slack/T1/C1/1705000000.000100", "\"é\" 会"];
        Origin[] origins = [.. Enumerable.Range(0, 50).Select(n => new Origin(new PersonId($"p{n % 3}"), times[n % 5], $"m{n}", sources[n / 5 % 5] is "m" ? $"m{n}" : sources[n / 5 % 5]))];
        foreach ((int n, Origin origin) in origins.Index())
        {
            await _store.AppendAsync(new Append(Stream, n, [new Happened("a")], origin), Cancellation);
        }

        await _store.SnapshotsAsync();
        AzureBlobStore other = await OpenAsync();
        _wire.Clear();
        Assert.Equal(origins, (await other.ReadAsync(Stream, 0, Cancellation)).Events.Select(recorded => recorded.Origin));
        Assert.Contains($"GET {Snapshot}", _wire.Requests);
    }

    [Fact]
    public async Task A_stream_in_several_blobs_is_opened_by_the_same_requests()
    {
        _store = await OpenAsync(Small with { BlocksPerPart = 4 });
        for (int batch = 0; batch < 12; batch++)
        {
            await AppendAsync(batch * 5, 5);
        }

        string[] sent = await OpeningAsync(60);
        Assert.Equal([$"GET {Part}", $"GET {Snapshot}"], sent.Take(2));
        Assert.InRange(sent.Length, 3, 4);
    }

    [Fact]
    public async Task A_message_from_before_the_snapshot_is_known_for_a_day_where_it_was_opened_by_it()
    {
        await AppendAsync(0, 40);
        AzureBlobStore other = await OpenAsync();
        await other.ReadAsync(Stream, 40, Cancellation);
        Assert.Equal(AppendResult.AlreadyTaken, await other.AppendAsync(Message(3, 40), Cancellation));
        Assert.Equal(new Happened("3"), Assert.Single((await (await OpenAsync()).FindMessageAsync(Group, "m3", Cancellation))!.Events).Event);

        _clock.Advance(TimeSpan.FromHours(25));
        AzureBlobStore later = await OpenAsync();
        await later.ReadAsync(Stream, 40, Cancellation);
        Assert.Equal(AppendResult.Stored, await later.AppendAsync(Message(3, 40), Cancellation));
    }

    [Fact]
    public async Task A_snapshot_grows_with_its_stream_and_packs_anew_only_what_came()
    {
        await AppendAsync(0, 40);
        byte[] first = await ContentAsync(Snapshot);
        _wire.Clear();
        await AppendAsync(40, 40);
        byte[] second = await ContentAsync(Snapshot);
        Assert.Equal(first.AsSpan(first.IndexOf((byte)'\n')).ToArray(), second.AsSpan(second.IndexOf((byte)'\n'), first.Length - first.IndexOf((byte)'\n')).ToArray());
        Assert.Equal([$"GET {Snapshot}", $"GET {Part}", $"PUT {Snapshot}", $"GET {Part}"], _wire.Requests.Where(request => !request.Contains("appendblock", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_redacted_word_stands_in_a_snapshot()
    {
        await AppendAsync(0, 40, "the secret");
        Assert.Contains("the secret", await UnpackedAsync(), StringComparison.Ordinal); // the canary: it is there to be found
        await _store.RewriteAsync(Stream, 7, new Happened("***"), Cancellation);
        Assert.Empty(await ContentAsync(Snapshot));
        Assert.Contains("7:***", await WordsAsync(await OpenAsync()), StringComparison.Ordinal);

        _store = await OpenAsync();
        await AppendAsync(40, 40);
        Assert.DoesNotContain("7:the secret", await UnpackedAsync(), StringComparison.Ordinal);
        Assert.Contains("\"***\"", await UnpackedAsync(), StringComparison.Ordinal);
        Assert.Contains("7:***", await WordsAsync(await OpenAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_snapshot_that_was_begun_before_a_redaction_is_not_written_after_it(bool another)
    {
        AzureBlobStore other = await OpenAsync(Small with { EventsPerSnapshot = 1_000_000 }, new Wire());
        if (another)
        {
            await AppendAsync(0, 30, "the secret");
        }

        _wire.Before = async request =>
        {
            if (request == $"PUT {Snapshot}")
            {
                _wire.Before = _ => Task.CompletedTask;
                await other.RewriteAsync(Stream, 7, new Happened("***"), Cancellation);
            }
        };
        await AppendAsync(another ? 30 : 0, 40, "the secret");
        Assert.Empty(await ContentAsync(Snapshot));
    }

    [Fact]
    public async Task Of_a_stream_that_is_removed_nothing_stays_packed()
    {
        await AppendAsync(0, 40);
        await _store.RemoveStreamAsync(Stream, Cancellation);
        Assert.Empty(await BlobsAsync());

        await AppendAsync(0, 40);
        await _store.RemoveGroupAsync(Group, [], Cancellation);
        Assert.Empty(await BlobsAsync());
    }

    [Fact]
    public async Task A_snapshot_that_is_written_while_its_stream_is_removed_goes_too()
    {
        AzureBlobStore other = await OpenAsync(wire: new Wire());
        _wire.Before = async request =>
        {
            if (request == $"PUT {Snapshot}")
            {
                await other.RemoveStreamAsync(Stream, Cancellation);
            }
        };
        await AppendAsync(0, 40);
        Assert.Empty(await BlobsAsync());
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("another form")]
    [InlineData("no snapshot at all")]
    [InlineData("another stream's")]
    [InlineData("ahead of the stream")]
    public async Task A_snapshot_that_does_not_fit_is_ignored_and_made_anew(string fault)
    {
        await AppendAsync(0, 40);
        byte[] snapshot = await ContentAsync(Snapshot);
        switch (fault)
        {
            case "damaged":
                snapshot[^5] ^= 1;
                break;
            case "another form":
                snapshot = [.. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(snapshot, 0, snapshot.IndexOf((byte)'\n')).Replace("\"form\":2", "\"form\":1", StringComparison.Ordinal)), .. snapshot.AsSpan(snapshot.IndexOf((byte)'\n'))];
                break;
            case "no snapshot at all":
                snapshot = Encoding.UTF8.GetBytes("{}\nnothing");
                break;
            default:
                await _store.RemoveStreamAsync(Stream, Cancellation);
                _store = await OpenAsync();
                await AppendAsync(0, fault == "ahead of the stream" ? 15 : 42, "otherwise");
                break;
        }

        await _container.GetBlobClient(Snapshot).UploadAsync(new BinaryData(snapshot), overwrite: true, Cancellation);
        string expected = await WordsAsync(await OpenAsync(new AzureBlobOptions()));
        AzureBlobStore other = await OpenAsync(wire: new Wire());
        Assert.Equal(expected, await WordsAsync(other));
        if (fault != "ahead of the stream")
        {
            await other.SnapshotsAsync();
            Assert.NotEqual(snapshot, await ContentAsync(Snapshot));
        }

        Assert.Equal(expected, await WordsAsync(await OpenAsync()));
    }

    [Fact]
    public async Task What_is_exported_and_verified_is_read_from_the_stream_alone()
    {
        await AppendAsync(0, 40);
        AzureBlobStore other = await OpenAsync();
        _wire.Clear();
        int events = 0;
        await foreach (ArchiveLine line in other.ReadArchiveAsync(Cancellation))
        {
            events += line is ArchivedEvent ? 1 : 0;
        }

        Assert.Equal(40, events);
        Assert.DoesNotContain(_wire.Requests, request => request.Contains("snapshots/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_written_harms_nobody()
    {
        _wire.Disturb = request => request.Contains("snapshots/", StringComparison.Ordinal) ? Fault.Cut : Fault.None;
        await AppendAsync(0, 40);
        _wire.Disturb = _ => Fault.None;
        Assert.Equal(40, (await (await OpenAsync()).ReadAsync(Stream, 0, Cancellation)).Version);
    }

    private async Task<string[]> OpeningAsync(int events)
    {
        AzureBlobStore other = await OpenAsync(Small with { EventsPerSnapshot = 1_000_000 });
        _wire.Clear();
        StreamTail tail = await other.ReadAsync(Stream, 0, Cancellation);
        Assert.Equal(Enumerable.Range(0, events).Select(number => ((long)number + 1, $"{number}", $"m{number}")), tail.Events.Select(recorded => (recorded.Version, ((Happened)recorded.Event).What, recorded.Origin.MessageId)));
        Assert.Equal(events, tail.Version);
        return _wire.Requests;
    }

    /// <summary>Appends events of one message each, and waits for the snapshot.</summary>
    private async Task AppendAsync(int from, int count, string? what = null)
    {
        Assert.All(await Task.WhenAll(Enumerable.Range(from, count).Select(number => _store.AppendAsync(Message(number, number, what), Cancellation).AsTask())), result => Assert.Equal(AppendResult.Stored, result));
        await _store.SnapshotsAsync();
    }

    private static Append Message(int number, long expected, string? what = null) => new(Stream, expected, [new Happened(what ?? $"{number}")], new Origin(new PersonId("p1"), Noon, $"m{number}"));

    private static async Task<string> WordsAsync(AzureBlobStore store) =>
        string.Join(' ', (await store.ReadAsync(Stream, 0, Cancellation)).Events.Select(recorded => $"{recorded.Version}:{((Happened)recorded.Event).What}"));

    private Task<AzureBlobStore> OpenAsync(AzureBlobOptions? options = null, Wire? wire = null) =>
        AzureBlobStore.OpenAsync(new BlobServiceClient(Azurite.SharedConnection, (wire ?? _wire).Options).GetBlobContainerClient(_container.Name), options ?? Small, _clock, TestForms.Json, Cancellation);

    private async Task<byte[]> ContentAsync(string blob) => (await _container.GetBlobClient(blob).DownloadContentAsync(Cancellation)).Value.Content.ToArray();

    /// <summary>The one chunk of the snapshot, as a text.</summary>
    private async Task<string> UnpackedAsync()
    {
        byte[] snapshot = await ContentAsync(Snapshot);
        using var chunk = new DeflateStream(new MemoryStream(snapshot[(snapshot.IndexOf((byte)'\n') + 1)..]), CompressionMode.Decompress);
        using var reader = new StreamReader(chunk);
        return await reader.ReadToEndAsync(Cancellation);
    }

    private async Task<List<string>> BlobsAsync()
    {
        var names = new List<string>();
        await foreach (BlobItem blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
