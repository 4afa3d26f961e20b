using Azure;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <content>Snapshots, by which a long stream is opened without reading it all.</content>
internal sealed partial class StreamLog
{
    private long _snapshot;

    /// <summary>Whether so much was appended since the last snapshot that another one is worth its making; says so once.</summary>
    public bool WantsSnapshot()
    {
        long version = _end?.Version ?? 0;
        if (version - Interlocked.Read(ref _snapshot) < options.EventsPerSnapshot)
        {
            return false;
        }

        Interlocked.Exchange(ref _snapshot, version);
        return true;
    }

    /// <summary>
    /// Writes a snapshot of a stream that nobody else uses this object for. It takes the place of the one that stood there before the stream was
    /// read, and of no other: whoever redacts puts an empty one there, so that no words come back. False when there is nothing to write, or
    /// somebody else wrote meanwhile.
    /// </summary>
    public async Task<bool> WriteSnapshotAsync(CancellationToken cancellation)
    {
        string name = BlobNames.Snapshot(id);
        Document? before = await shelf.GetAsync(name, null, cancellation);
        StreamSnapshot old = before?.Content is { } content ? StreamSnapshot.Read(content.ToMemory()) ?? StreamSnapshot.Empty : StreamSnapshot.Empty;
        var lines = new List<(StreamLine Line, StreamEnd Behind)>();
        await ReadAsync(old.End, (line, behind) => lines.Add((line, behind)), () =>
        {
            old = StreamSnapshot.Empty;
            lines.Clear();
        }, cancellation, isProved: old == StreamSnapshot.Empty);

        // The last line stays out, for the stream to prove by that it is the same.
        if (lines.Count < 2 || lines[^2].Behind.Version - old.End.Version < options.EventsPerSnapshot / 2)
        {
            return false;
        }

        BinaryData snapshot = old.With([.. lines.SkipLast(1).Select(one => one.Line)], lines[^2].Behind, json).Write();
        ETag? written = before is null ? await shelf.CreateAsync(name, snapshot, cancellation) : await shelf.ReplaceAsync(name, snapshot, before.ETag, cancellation);
        if (written is not null && (await ReadAsync(long.MaxValue, cancellation)).Version == 0)
        {
            await shelf.DeleteAsync(name, null, cancellation); // the stream was removed meanwhile
        }

        return written is not null;
    }

    /// <summary>Takes from the snapshot what it holds; null, and nothing taken, where there is none that can be used.</summary>
    private async Task<StreamEnd?> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        if (await shelf.GetAsync(BlobNames.Snapshot(id), null, cancellation) is not { Content: { } content } || StreamSnapshot.Read(content.ToMemory()) is not { } snapshot)
        {
            return null;
        }

        try
        {
            (IEnumerable<Recorded<StreamEvent>> events, IEnumerable<(string Message, TakenLine Taken)> taken) = snapshot.Unpack(json, opening.After, clock.GetUtcNow().UtcTicks - MessageIds.Kept.Ticks);
            opening.See(events);
            foreach ((string message, TakenLine line) in taken)
            {
                _recent[message] = line;
            }

            Interlocked.Exchange(ref _snapshot, snapshot.End.Version);
            return snapshot.End;
        }
        catch (Exception damaged) when (damaged is AggregateException or StoreException or InvalidDataException or EndOfStreamException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Leave to open the stream by its snapshot.</summary>
    /// <param name="After">The version after which events are wanted.</param>
    /// <param name="See">Takes those that the snapshot holds.</param>
    private sealed record Opening(long After, Action<IEnumerable<Recorded<StreamEvent>>> See);
}
