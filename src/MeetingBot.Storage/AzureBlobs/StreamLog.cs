using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// One stream in its append blobs, and what this replica knows of its end. An append carries the length it was decided on as Azure's
/// append-position condition, so that of several replicas one wins; the others read what came and say so.
/// </summary>
internal sealed partial class StreamLog(BlobShelf shelf, StreamId id, EventJson json, AzureBlobOptions options, TimeProvider clock)
{
    private const int MostBytesTogether = 2 * 1024 * 1024;
    private const int MostLinesTogether = 200;
    private const int LinesBetweenMarks = 64;
    private const int MostRestarts = 5;
    private const int MostLinesKept = 1000;

    private readonly Lock _order = new();
    private readonly ConcurrentQueue<PendingLine> _waiting = new();
    private readonly ConcurrentDictionary<string, TakenLine> _recent = new(StringComparer.Ordinal);
    private readonly List<StreamEnd> _marks = [];
    private Task _turn = Task.CompletedTask;
    private int _sinceMark;
    private StreamEnd? _end;
    private PendingLine? _last;
    private Overtaking? _overtaking;

    public StreamId Id => id;

    private SemaphoreSlim Gate { get; } = new(1);

    /// <summary>The version this replica knows of; null before it looked.</summary>
    public long? Version => _end?.Version;

    /// <summary>Where the message stands, as far as this replica knows.</summary>
    public TakenLine? Find(string message) =>
        _recent.TryGetValue(message, out TakenLine? taken) && clock.GetUtcNow().UtcTicks - taken.Taken <= MessageIds.Kept.Ticks ? taken : null;

    /// <summary>Reads what came after a version: one request where this replica is current.</summary>
    public async Task<StreamTail> ReadAsync(long after, CancellationToken cancellation)
    {
        var events = ImmutableArray.CreateBuilder<Recorded<StreamEvent>>();
        await Gate.WaitAsync(cancellation);
        try
        {
            await ReadAsync(From(after), (line, _) => Collect(line, after, events), events.Clear, cancellation, new Opening(after, events.AddRange));
            return new StreamTail(_end!.Version, events.DrainToImmutable());
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>What came after a version when an append was refused: without a request where that was read then.</summary>
    public async Task<StreamTail> ReadOvertakenAsync(long after, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        Overtaking? known = _overtaking;
        try
        {
            _overtaking = null;
            if (known is null || known.After > after || known.Until != _end!.Version)
            {
                known = null;
            }
        }
        finally
        {
            Gate.Release();
        }

        if (known is null)
        {
            return await ReadAsync(after, cancellation);
        }

        var events = ImmutableArray.CreateBuilder<Recorded<StreamEvent>>();
        foreach (StreamLine line in known.Lines)
        {
            Collect(line, after, events);
        }

        return new StreamTail(known.Until, events.ToImmutable());
    }

    /// <summary>Every line as it stands, not understood.</summary>
    public async Task<ImmutableArray<StreamLine>> LinesAsync(CancellationToken cancellation)
    {
        var lines = ImmutableArray.CreateBuilder<StreamLine>();
        await Gate.WaitAsync(cancellation);
        try
        {
            await ReadAsync(StreamEnd.Start, (line, _) => lines.Add(line), lines.Clear, cancellation);
            return lines.ToImmutable();
        }
        finally
        {
            Gate.Release();
        }
    }

    private void Collect(StreamLine line, long after, ImmutableArray<Recorded<StreamEvent>>.Builder events)
    {
        if (line.Last <= after)
        {
            return;
        }

        Origin origin = json.ReadOrigin(line.Origin!.Value.Utf8.Span);
        for (int index = 0; index < line.Events.Length; index++)
        {
            if (line.First + index > after)
            {
                LineEvent form = line.Events[index];
                events.Add(new Recorded<StreamEvent>(line.First + index, json.ReadEvent(form.Event, form.Data.Utf8.Span), origin));
            }
        }
    }

    /// <summary>The nearest known place at or before a version.</summary>
    private StreamEnd From(long version) => _end is null ? StreamEnd.Start
        : version >= _end.Version ? _end
        : _marks.FindLast(mark => mark.Version <= version) ?? StreamEnd.Start;

    /// <summary>
    /// Reads on from a place to the end, through all parts, and remembers the end. Where it may, and the stream is long, it begins with the
    /// snapshot, and without it again when the stream turns out not to be the one that was packed.
    /// </summary>
    private async Task ReadAsync(StreamEnd from, Action<StreamLine, StreamEnd> see, Action forget, CancellationToken cancellation, Opening? opening = null, bool isProved = true)
    {
        StreamEnd at = from;
        StreamEnd? opened = isProved ? null : from;
        for (int restarts = 0; ;)
        {
            bool mayOpen = opening is not null && at is { Length: 0, Part.Number: 0 };
            if (await DownloadAsync(at, cancellation, mayOpen ? options.BytesBeforeSnapshot : null) is not { } chunk)
            {
                if (at.Length == 0)
                {
                    break; // no such stream, or a part that is named while nobody has written to it yet
                }

                // A redaction took this part away: the root knows where the stream is now.
                at = ++restarts < MostRestarts ? StreamEnd.Start : throw Damaged(at);
                Forget(forget);
                continue;
            }

            if (chunk.IsCut)
            {
                opened = await OpenAsync(opening!, cancellation);
                at = opened ?? at;
                opening = null;
                continue;
            }

            StreamLine? closing;
            try
            {
                (at, closing) = Walk(at with { Exists = true, Blocks = chunk.Blocks }, chunk.Content.Span, see);
            }
            catch (StoreException) when (at == opened)
            {
                at = StreamEnd.Start;
                Forget(forget);
                continue;
            }

            if (closing is null)
            {
                break;
            }

            PartName next = PartName.Parse(closing.Next!);
            if (next.Generation == at.Part.Generation)
            {
                at = new StreamEnd(next, 0, at.Version, at.Sum);
                continue;
            }

            if (closing.Rewrite is { } rewrite)
            {
                await CopyAsync(at.Part.Generation, next, rewrite, cancellation);
            }

            Forget(forget);
            at = new StreamEnd(next, 0, 0, "");
        }

        _end = at;
    }

    private void Forget(Action forget)
    {
        forget();
        _marks.Clear();
        _recent.Clear();
        _sinceMark = 0;
        Interlocked.Exchange(ref _snapshot, 0);
    }

    /// <summary>Sees the lines behind a place; gives the place behind them, and the line that closes the part.</summary>
    private (StreamEnd End, StreamLine? Closing) Walk(StreamEnd at, ReadOnlySpan<byte> content, Action<StreamLine, StreamEnd> see)
    {
        while (!content.IsEmpty)
        {
            int length = content.IndexOf((byte)'\n');
            if (length < 0 || (StreamLineJson.Read(content[..length], at.Sum) ?? Pointer(content[..length], at)) is not { } read)
            {
                throw Damaged(at);
            }

            (StreamLine line, string sum) = read;
            content = content[(length + 1)..];
            at = at with { Length = at.Length + length + 1, Sum = sum, Version = line.Events.IsEmpty ? at.Version : line.Last };
            if (line.Next is not null)
            {
                return (at, line);
            }

            if (!line.Events.IsEmpty)
            {
                Learn(line, at);
                see(line, at);
            }
        }

        return (at, null);
    }

    /// <summary>What stands in the place of a part that a redaction took away.</summary>
    private static (StreamLine Line, string Sum)? Pointer(ReadOnlySpan<byte> line, StreamEnd at) =>
        at.Length == 0 && StreamLineJson.Read(line, "") is { Line.Next: not null } pointer ? pointer : null;

    private void Learn(StreamLine line, StreamEnd behind)
    {
        long now = clock.GetUtcNow().UtcTicks;
        if (now - line.Taken <= MessageIds.Kept.Ticks)
        {
            _recent[line.Message!] = new TakenLine(line.Attempt, line.Taken, line.First, line.Last);
        }

        if (behind.Version > (_marks.Count == 0 ? 0 : _marks[^1].Version) && ++_sinceMark >= LinesBetweenMarks)
        {
            _sinceMark = 0;
            _marks.Add(behind);
            foreach ((string message, TakenLine old) in _recent)
            {
                if (now - old.Taken > MessageIds.Kept.Ticks)
                {
                    _recent.TryRemove(message, out _);
                }
            }
        }
    }

    /// <summary>
    /// What stands behind a place; null when the part is not there, or is no longer the one that was read. The byte before is asked for too:
    /// then there is always something to answer with, and a part that was replaced is noticed.
    /// </summary>
    /// <param name="at">The place.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="most">How many bytes suffice to see that there is more; null for all.</param>
    private Task<Chunk?> DownloadAsync(StreamEnd at, CancellationToken cancellation, int? most = null)
    {
        string name = BlobNames.Part(id, at.Part);
        return shelf.TryAsync<Chunk?>(name, async () =>
        {
            int overlap = at.Length == 0 ? 0 : 1;
            HttpRange range = overlap != 0 ? new HttpRange(at.Length - overlap) : most is not null ? new HttpRange(0, most) : default;
            BlobDownloadResult answer = (await shelf.Container.GetBlobClient(name).DownloadContentAsync(new BlobDownloadOptions { Range = range }, cancellation)).Value;
            ReadOnlyMemory<byte> content = answer.Content.ToMemory();
            return overlap == 1 && (content.IsEmpty || content.Span[0] != '\n' || answer.Details.BlobType != BlobType.Append)
                ? null
                : new Chunk(content[overlap..], answer.Details.BlobCommittedBlockCount, most is not null && answer.Details.ContentRange?.Split('/') is [_, var whole] && whole != $"{content.Length}");
        }, failed => failed.Status is 404 or 416 ? null : throw failed);
    }

    private StoreException Damaged(StreamEnd at) =>
        new($"The stream {id} is damaged in {shelf.Where}/{BlobNames.Part(id, at.Part)} behind byte {at.Length}. Restore the last backup.");

    private sealed record Chunk(ReadOnlyMemory<byte> Content, int Blocks, bool IsCut);
}
