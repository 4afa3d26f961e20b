using System.Collections.Concurrent;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>The streams that this replica knows, by group; those not used for longest are forgotten and read again when they are wanted.</summary>
internal sealed class StreamLogs(BlobShelf shelf, EventJson json, AzureBlobOptions options, TimeProvider clock)
{
    /// <summary>The streams that a group has many of.</summary>
    public static readonly string[] Families = ["meeting", "ballot"];

    private readonly ConcurrentDictionary<GroupId, Known> _groups = new();
    private readonly Lock _order = new();
    private Task _snapshots = Task.CompletedTask;
    private long _uses;

    public StreamLog Of(StreamId stream)
    {
        Known known = Group(stream.Group);
        return known.Logs.GetOrAdd(stream, static (id, logs) => logs.New(id), this);
    }

    /// <summary>Where a message stands among the streams of a group, as far as this replica knows.</summary>
    public (StreamLog Log, TakenLine Taken)? Find(GroupId group, string message)
    {
        if (_groups.TryGetValue(group, out Known? known))
        {
            foreach (StreamLog log in known.Logs.Values)
            {
                if (log.Find(message) is { } taken)
                {
                    return (log, taken);
                }
            }
        }

        return null;
    }

    /// <summary>Reads on in every stream of a group that was written to while message ids are remembered.</summary>
    public async Task RefreshAsync(GroupId group, CancellationToken cancellation)
    {
        var streams = new HashSet<StreamId> { StreamId.Of(group) };
        DateTimeOffset since = clock.GetUtcNow() - MessageIds.Kept - TimeSpan.FromHours(1);
        foreach (string family in Families)
        {
            await foreach (BlobItem part in shelf.ListAsync(BlobNames.FoldersFrom($"{family}/{group.Value}/"), cancellation))
            {
                if (part.Properties.LastModified is not { } modified || modified > since)
                {
                    streams.Add(BlobNames.StreamOf(part.Name));
                }
            }
        }

        await Task.WhenAll(streams.Select(stream => Of(stream).ReadAsync(long.MaxValue, cancellation)));
    }

    /// <summary>Writes a snapshot of a stream that grew, in the background: nobody waits for it, and nothing depends on it.</summary>
    public void Consider(StreamLog log)
    {
        if (log.WantsSnapshot())
        {
            lock (_order)
            {
                _snapshots = SnapshotAsync(_snapshots, log.Id);
            }
        }
    }

    /// <summary>Waits for the snapshots that are to be written.</summary>
    public async Task SnapshotsAsync()
    {
        while (!_snapshots.IsCompleted)
        {
            await _snapshots;
        }
    }

    /// <summary>One after the other: each takes the memory of a whole stream.</summary>
    private async Task SnapshotAsync(Task before, StreamId stream)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            bool written = await New(stream).WriteSnapshotAsync(CancellationToken.None);
            options.Measures?.Snapshot(written ? "written" : "superseded");
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            options.Measures?.Snapshot("failed");
        }
    }

    /// <summary>Everything is read again.</summary>
    public void Forget() => _groups.Clear();

    /// <summary>A group's streams are read again.</summary>
    public void Forget(GroupId group) => _groups.TryRemove(group, out _);

    private StreamLog New(StreamId stream) => new(shelf, stream, json, options, clock);

    private Known Group(GroupId id)
    {
        Known known = _groups.GetOrAdd(id, static _ => new Known());
        known.LastUsed = Interlocked.Increment(ref _uses);
        if (_groups.Count > options.Groups * 2)
        {
            foreach ((GroupId old, _) in _groups.OrderBy(group => group.Value.LastUsed).Take(options.Groups))
            {
                _groups.TryRemove(old, out _);
            }
        }

        return known;
    }

    private sealed class Known
    {
        public ConcurrentDictionary<StreamId, StreamLog> Logs { get; } = new();

        public long LastUsed { get; set; }
    }
}
