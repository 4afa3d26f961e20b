using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// The keeper for many replicas: streams are append blobs, and Azure's conditional writes and leases are all the coordination there is.
/// What is acknowledged is stored in the account; a replica keeps nothing but what it has read.
/// </summary>
public sealed partial class AzureBlobStore : IKeeper
{
    private readonly BlobShelf _shelf;
    private readonly EventJson _json;
    private readonly AzureBlobOptions _options;
    private readonly TimeProvider _clock;
    private readonly StreamLogs _logs;
    private long _lastStamp;

    private AzureBlobStore(BlobContainerClient container, AzureBlobOptions options, TimeProvider clock, EventJson json)
    {
        _shelf = new BlobShelf(container);
        _json = json;
        _options = options;
        _clock = clock;
        _logs = new StreamLogs(_shelf, json, options, clock);
    }

    /// <summary>
    /// Opens the store in a container, and makes the container where there is none. Refuses with a <see cref="StoreException"/> an account
    /// that cannot be reached or does not let us in.
    /// </summary>
    /// <param name="container">The container, with its credential and its rule for trying again.</param>
    /// <param name="options">Null for what fits Azure.</param>
    /// <param name="clock">Tells when message ids are old enough to be forgotten, and when what was queued was queued.</param>
    /// <param name="json">Null for MeetingBot's own events.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<AzureBlobStore> OpenAsync(BlobContainerClient container, AzureBlobOptions? options = null, TimeProvider? clock = null, EventJson? json = null, CancellationToken cancellation = default)
    {
        var store = new AzureBlobStore(container, options ?? new AzureBlobOptions(), clock ?? TimeProvider.System, json ?? EventJson.Standard);
        await store._shelf.TryAsync("", async () => await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation), failed => throw failed);
        return store;
    }

    /// <inheritdoc/>
    public string Where => _shelf.Where;

    /// <inheritdoc/>
    public async ValueTask<StreamTail> ReadAsync(StreamId stream, long after, CancellationToken cancellation)
    {
        StreamLog log = _logs.Of(stream);
        StreamTail tail = await log.ReadAsync(after, cancellation);
        _logs.Consider(log);
        return tail;
    }

    /// <inheritdoc/>
    public async ValueTask<StreamTail> ReadOvertakenAsync(StreamId stream, long after, CancellationToken cancellation) =>
        await _logs.Of(stream).ReadOvertakenAsync(after, cancellation);

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        AppendRules.Check(append);
        cancellation.ThrowIfCancellationRequested();
        StreamLog log = _logs.Of(append.Stream);
        string message = append.Origin.MessageId;
        if (_logs.Find(append.Group, message) is not null)
        {
            return new(AppendResult.AlreadyTaken);
        }

        if (log.Version > append.Expected)
        {
            return new(AppendResult.Conflict);
        }

        long at = Stamp();
        var line = new StreamLine
        {
            First = append.Expected + 1,
            Message = message,
            Attempt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            Taken = _clock.GetUtcNow().UtcTicks,
            Origin = new(_json.Write(append.Origin)),
            Events = [.. append.Events.Select(happened => _json.Write(happened)).Select(form => new LineEvent(form.Name, new(form.Json)))],
        };
        Task ahead = StoreAheadAsync(append, new Commitment(append.Stream.Value, append.Expected, message, at), cancellation);
        return new(AppendAsync(log, line, append.Expected, ahead, cancellation));
    }

    private async Task<AppendResult> AppendAsync(StreamLog log, StreamLine line, long expected, Task ahead, CancellationToken cancellation)
    {
        AppendResult result = await log.AppendAsync(line, expected, ahead, cancellation);
        _logs.Consider(log);
        return result;
    }

    /// <summary>Ends when the snapshots that are on their way are written. Nothing waits for them but who measures or tests.</summary>
    public Task SnapshotsAsync() => _logs.SnapshotsAsync();

    /// <inheritdoc/>
    public async ValueTask<TakenMessage?> FindMessageAsync(GroupId group, string messageId, CancellationToken cancellation)
    {
        if (_logs.Find(group, messageId) is null)
        {
            await _logs.RefreshAsync(group, cancellation);
        }

        if (_logs.Find(group, messageId) is not { } found)
        {
            return null;
        }

        StreamTail tail = await found.Log.ReadAsync(found.Taken.First - 1, cancellation);
        return new TakenMessage(messageId, found.Log.Id, [.. tail.Events.Where(recorded => recorded.Version <= found.Taken.Last)]);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamListing> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (StreamId stream in await StreamsAsync(prefix, cancellation))
        {
            StreamTail tail = await _logs.Of(stream).ReadAsync(long.MaxValue, cancellation);
            if (tail.Version > 0)
            {
                yield return new StreamListing(stream, tail.Version);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask RewriteAsync(StreamId stream, long version, StreamEvent replacement, CancellationToken cancellation)
    {
        StoredForm form = _json.Write(replacement);
        if (!await _logs.Of(stream).RewriteAsync(version, new LineEvent(form.Name, new(form.Json)), cancellation))
        {
            throw new ArgumentException($"{stream} has no '{form.Name}' at version {version}.", nameof(version));
        }
    }

    /// <summary>Nothing is kept open.</summary>
    public ValueTask DisposeAsync() => default;

    private async Task<ImmutableArray<StreamId>> StreamsAsync(string prefix, CancellationToken cancellation)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.FoldersFrom(prefix), cancellation))
        {
            found.Add(BlobNames.StreamOf(blob.Name).Value);
        }

        return [.. found.Select(name => new StreamId(name))];
    }

    private Task StoreAheadAsync(Append append, Commitment commitment, CancellationToken cancellation)
    {
        if (append.FollowUps.IsEmpty && append.Notices.IsEmpty && append.People.IsEmpty && append.Bindings.IsEmpty)
        {
            return Task.CompletedTask;
        }

        return Task.WhenAll(
        [
            .. append.FollowUps.Select(followUp => QueueAsync(followUp, commitment with { At = Stamp() }, cancellation)),
            .. append.Notices.Select(notice => QueueAsync(notice, commitment with { At = Stamp() }, cancellation)),
            .. append.Bindings.Select(conversation => BindAsync(conversation, append.Group, commitment, cancellation)),
            append.People.IsEmpty ? Task.CompletedTask : AddPeopleAsync(append.Group, append.People, commitment, cancellation),
        ]);
    }

    /// <summary>Whether an append is in its stream.</summary>
    private async ValueTask<CommitState> StateAsync(Commitment commitment, CancellationToken cancellation)
    {
        if (commitment.IsImported)
        {
            return CommitState.Stored;
        }

        StreamLog log = _logs.Of(new StreamId(commitment.Stream));
        if (log.Find(commitment.Message) is { } taken)
        {
            return taken.First == commitment.Expected + 1 ? CommitState.Stored : CommitState.Never;
        }

        StreamTail tail = await log.ReadAsync(commitment.Expected, cancellation);
        return tail.Events.IsEmpty ? IsAbandoned(commitment) ? CommitState.Never : CommitState.Open
            : tail.Events[0].Origin.MessageId == commitment.Message ? CommitState.Stored : CommitState.Never;
    }

    private bool IsAbandoned(Commitment commitment) => _clock.GetUtcNow().UtcTicks - commitment.At > _options.Patience.Ticks;

    /// <summary>What was stored ahead, without what never came to be: what counts, in the order of its storing, and what is still open.</summary>
    private async ValueTask<(ImmutableArray<Ahead<T>> Stored, ImmutableArray<Ahead<T>> Open)> SortAsync<T>(ImmutableArray<Ahead<T>> ahead, CancellationToken cancellation)
    {
        var stored = ImmutableArray.CreateBuilder<Ahead<T>>();
        var open = ImmutableArray.CreateBuilder<Ahead<T>>();
        foreach (Ahead<T> one in ahead)
        {
            CommitState state = await StateAsync(one.Commitment, cancellation);
            (state == CommitState.Stored ? stored : state == CommitState.Open ? open : null)?.Add(one);
        }

        return (stored.ToImmutable(), open.ToImmutable());
    }

    private static ImmutableArray<Ahead<T>> Including<T>(ImmutableArray<Ahead<T>> ahead, Ahead<T> one) =>
        [.. ahead.Where(other => !other.Commitment.IsOf(one.Commitment)), one];

    /// <summary>Now, and later than every stamp before it in this replica.</summary>
    private long Stamp()
    {
        while (true)
        {
            long last = Interlocked.Read(ref _lastStamp);
            long next = Math.Max(last + 1, _clock.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref _lastStamp, next, last) == last)
            {
                return next;
            }
        }
    }
}
