using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <content>Appending.</content>
internal sealed partial class StreamLog
{
    private static readonly Action<StreamLine, StreamEnd> Unseen = static (_, _) => { };
    private static readonly Action Nothing = static () => { };

    /// <summary>
    /// Appends a batch, together with whatever else waits for this stream: one request where this replica knows the stream's end. Batches
    /// are taken in the order of the calls.
    /// </summary>
    /// <param name="line">The batch.</param>
    /// <param name="expected">The version it was decided on.</param>
    /// <param name="ready">Ends when everything that must be stored before it is stored.</param>
    /// <param name="cancellation">Ends the wait; a batch that is on its way is not called back.</param>
    public async Task<AppendResult> AppendAsync(StreamLine line, long expected, Task ready, CancellationToken cancellation)
    {
        var pending = new PendingLine(line, expected, ready);
        Task turn;
        lock (_order)
        {
            pending.Upon = _last is { IsAnswered: false } last && last.Line.Last == expected ? last : null;
            _last = pending;
            _turn = turn = TakeTurnAsync(_turn, pending);
        }

        try
        {
            await turn.WaitAsync(cancellation);
            await Gate.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            pending.Cancel();
            throw;
        }

        try
        {
            while (!pending.Done.IsCompleted)
            {
                await AppendWaitingAsync();
            }
        }
        finally
        {
            Gate.Release();
            pending.IsAnswered = true;
        }

        return await pending.Done;
    }

    private async Task TakeTurnAsync(Task before, PendingLine pending)
    {
        await before;
        try
        {
            await pending.Ready;
            _waiting.Enqueue(pending);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            pending.Fail(problem);
        }
    }

    private async Task AppendWaitingAsync()
    {
        var together = new List<PendingLine>();
        while (together.Count < MostLinesTogether && _waiting.TryDequeue(out PendingLine? next))
        {
            if (!next.IsCancelled)
            {
                together.Add(next);
            }
        }

        try
        {
            await AppendTogetherAsync(together);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            together.ForEach(pending => pending.Fail(problem));
        }
    }

    /// <summary>Judges each batch by what is known of the stream, and sends those that stand; whoever else wrote meanwhile makes it begin anew.</summary>
    private async Task AppendTogetherAsync(List<PendingLine> together)
    {
        bool fresh = false;
        while (true)
        {
            if (_end is null && together.TrueForAll(pending => pending.Expected == 0))
            {
                _end = StreamEnd.Start; // most likely new: the condition finds out
            }
            else if (!fresh && (_end is null || together.Exists(pending => pending.Expected > _end.Version && pending.Upon is null)))
            {
                await ReadNewsAsync(_end ?? StreamEnd.Start);
                fresh = true;
            }

            (List<(PendingLine Pending, StreamEnd Behind)> standing, byte[] bytes) = Judge(together);
            if (standing.Count == 0)
            {
                return;
            }

            if (await SendAsync(bytes))
            {
                options.Measures?.Committed(standing.Count);
                foreach ((PendingLine pending, StreamEnd behind) in standing)
                {
                    _end = behind with { Exists = true, Blocks = _end!.Blocks };
                    Learn(pending.Line, _end);
                    pending.Settle(AppendResult.Stored);
                }
            }
            else
            {
                await ReadNewsAsync(_end!.Exists ? _end : StreamEnd.Start);
                fresh = true;
            }

            together.RemoveAll(pending => pending.Done.IsCompleted);
        }
    }

    /// <summary>Reads on, and keeps what came for whoever is refused because of it.</summary>
    private async Task ReadNewsAsync(StreamEnd from)
    {
        long after = from.Version;
        ImmutableArray<StreamLine>.Builder lines = ImmutableArray.CreateBuilder<StreamLine>();
        if (_overtaking is { } before && before.Until == after)
        {
            after = before.After;
            lines.AddRange(before.Lines);
        }

        await ReadAsync(from, (line, _) => lines.Add(line), () =>
        {
            lines.Clear();
            after = 0;
        }, CancellationToken.None, from.Length > 0 ? null : new Opening(long.MaxValue, _ => after = long.MaxValue));
        _overtaking = lines.Count is 0 or > MostLinesKept ? null : new Overtaking(after, _end!.Version, lines.ToImmutable());
    }

    /// <summary>Tells those who must not be written so, and puts the others one behind the other.</summary>
    private (List<(PendingLine, StreamEnd)> Standing, byte[] Bytes) Judge(List<PendingLine> together)
    {
        var standing = new List<(PendingLine, StreamEnd)>();
        var messages = new HashSet<string>(StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        StreamEnd at = _end!;
        foreach (PendingLine pending in together)
        {
            StreamLine line = pending.Line;
            if (bytes.Length >= MostBytesTogether)
            {
                break; // the rest goes in the next block
            }

            if (clock.GetUtcNow().UtcTicks - line.Taken > options.Patience.Ticks / 2)
            {
                // What was stored ahead of it may count as abandoned before it is written.
                pending.Fail(new StoreException($"Message {line.Message} waited too long to be written to {id}."));
            }
            else if (Find(line.Message!) is { } taken)
            {
                pending.Settle(taken.Attempt == line.Attempt ? AppendResult.Stored : AppendResult.AlreadyTaken);
            }
            else if (!messages.Contains(line.Message!) && (pending.Expected != at.Version || pending.IsAdrift))
            {
                pending.Settle(AppendResult.Conflict);
            }
            else if (!messages.Contains(line.Message!))
            {
                (byte[] written, string sum) = StreamLineJson.Write(line, at.Sum);
                bytes.Write(written);
                at = at with { Length = at.Length + written.Length, Version = line.Last, Sum = sum };
                standing.Add((pending, at));
                messages.Add(line.Message!);
            }
        }

        return (standing, bytes.ToArray());
    }

    /// <summary>
    /// Sends a block to where this replica believes the stream ends; false when it does not end there. When nobody can say what became of
    /// the block, the stream is asked: false lets the caller find its own line in it.
    /// </summary>
    private async Task<bool> SendAsync(byte[] bytes)
    {
        StreamEnd end = _end!;
        if (end.Blocks >= options.BlocksPerPart)
        {
            var next = new PartName(end.Part.Generation, end.Part.Number + 1);
            (byte[] closing, _) = StreamLineJson.Write(new StreamLine { Next = next.ToString() }, end.Sum);
            await BlockAsync(end, closing);
            return false;
        }

        string name = BlobNames.Part(id, end.Part);
        AppendBlobClient blob = shelf.Container.GetAppendBlobClient(name);
        if (!end.Exists)
        {
            await shelf.TryAsync(name, async () =>
            {
                await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } });
                return true;
            }, failed => failed.Status is 409 or 412 ? false : throw failed);
            _end = end with { Exists = true };
        }

        return await BlockAsync(end, bytes);
    }

    private async Task<bool> BlockAsync(StreamEnd end, byte[] bytes)
    {
        string name = BlobNames.Part(id, end.Part);
        try
        {
            using var content = new MemoryStream(bytes);
            BlobAppendInfo info = await shelf.Container.GetAppendBlobClient(name).AppendBlockAsync(content,
                new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = end.Length } });
            _end = _end! with { Blocks = info.BlobCommittedBlockCount };
            return true;
        }
        catch (RequestFailedException answered) when (answered.Status is 404 or 409 or 412)
        {
            return false;
        }
        catch (Exception lost) when (lost is RequestFailedException or AggregateException or IOException or TaskCanceledException)
        {
            await LookAsync(end, lost);
            return _end!.Version == end.Version && _end.Part == end.Part ? throw shelf.Failed(name, lost) : false;
        }
    }

    /// <summary>Reads on after the answer to a block was lost. Where that cannot be done either, nobody knows whether the block is there.</summary>
    private async Task LookAsync(StreamEnd end, Exception lost)
    {
        for (int asked = 0; ; asked++)
        {
            try
            {
                await ReadAsync(end.Length == 0 ? StreamEnd.Start : end, Unseen, Nothing, CancellationToken.None);
                return;
            }
            catch (StoreException silent)
            {
                if (asked == options.AskAgain.Length)
                {
                    throw new OutcomeUnknownException($"Nobody knows whether the last batch of {id} is stored: {silent.Message}", lost);
                }
            }

            await Task.Delay(options.AskAgain[asked], clock);
        }
    }
}
