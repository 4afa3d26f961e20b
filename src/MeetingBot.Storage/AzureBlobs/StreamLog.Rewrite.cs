using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MeetingBot.Storage;

/// <content>
/// The one logged rewrite. An append blob cannot be changed, so the stream is copied: a closing line keeps everybody from appending and says
/// what is replaced, whoever reads it next finishes the copy, and at last a pointer takes the place of the words that had to go.
/// </content>
internal sealed partial class StreamLog
{
    /// <summary>Replaces an event by another of the same kind; false when there is none.</summary>
    public async Task<bool> RewriteAsync(long version, LineEvent replacement, CancellationToken cancellation)
    {
        await Gate.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                LineEvent? found = null;
                await ReadAsync(StreamEnd.Start, (line, _) => found = line.First <= version && version <= line.Last ? line.Events[(int)(version - line.First)] : found, () => found = null, cancellation);
                if (found?.Event != replacement.Event)
                {
                    return false;
                }

                StreamEnd end = _end!;
                var next = new PartName(end.Part.Generation + 1, 0);
                (byte[] closing, _) = StreamLineJson.Write(new StreamLine { Next = next.ToString(), Rewrite = new LineRewrite(version, replacement) }, end.Sum);
                bool closed = await BlockAsync(end, closing);
                await ReadAsync(end, Unseen, Nothing, CancellationToken.None); // follows the closing line, and so makes the copy
                if (closed)
                {
                    return true;
                }
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Copies a generation into the next with one event replaced. Everybody who copies writes the same bytes at the same places.</summary>
    private async Task CopyAsync(int generation, PartName next, LineRewrite rewrite, CancellationToken cancellation)
    {
        (ImmutableArray<StreamLine> lines, int parts) = await GenerationAsync(generation, cancellation);
        if (parts == 0)
        {
            return; // somebody else has finished
        }

        string name = BlobNames.Part(id, next);
        AppendBlobClient blob = shelf.Container.GetAppendBlobClient(name);
        await shelf.TryAsync(name, async () =>
        {
            await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
            return true;
        }, failed => failed.Status is 409 or 412 ? false : throw failed);

        long position = 0;
        foreach (byte[] block in Blocks(lines.Select(line => Rewritten(line, rewrite)).Append(new StreamLine { Copied = true })))
        {
            long at = position;
            await shelf.TryAsync(name, async () =>
            {
                using var content = new MemoryStream(block);
                await blob.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = at } }, cancellation);
                return true;
            }, failed => failed.Status is 412 ? false : throw failed); // somebody else has written this block
            position += block.Length;
        }

        // Whoever is about to write a snapshot of the old words finds that it is not the one that stood there before.
        await shelf.PutAsync(BlobNames.Snapshot(id), new BinaryData(""), cancellation);
        (byte[] pointer, _) = StreamLineJson.Write(new StreamLine { Next = next.ToString() }, "");
        IEnumerable<PartName> replaced = Enumerable.Range(0, parts).Select(number => new PartName(generation, number)).Prepend(PartName.Root).Distinct();
        foreach (PartName part in replaced)
        {
            await shelf.PutAsync(BlobNames.Part(id, part), new BinaryData(pointer), cancellation);
        }
    }

    private static StreamLine Rewritten(StreamLine line, LineRewrite rewrite) => line.First <= rewrite.Version && rewrite.Version <= line.Last
        ? line with { Events = line.Events.SetItem((int)(rewrite.Version - line.First), rewrite.Event) }
        : line;

    private static IEnumerable<byte[]> Blocks(IEnumerable<StreamLine> lines)
    {
        var block = new MemoryStream();
        string sum = "";
        foreach (StreamLine line in lines)
        {
            (byte[] bytes, sum) = StreamLineJson.Write(line, sum);
            if (block.Length > 0 && block.Length + bytes.Length > MostBytesTogether)
            {
                yield return block.ToArray();
                block.SetLength(0);
            }

            block.Write(bytes);
        }

        yield return block.ToArray();
    }

    /// <summary>The lines of one generation up to the line that closes it, and how many parts it has; none when pointers stand there already.</summary>
    private async Task<(ImmutableArray<StreamLine> Lines, int Parts)> GenerationAsync(int generation, CancellationToken cancellation)
    {
        var lines = ImmutableArray.CreateBuilder<StreamLine>();
        for (var at = new StreamEnd(new PartName(generation, 0), 0, 0, ""); ;)
        {
            if (await DownloadAsync(at, cancellation) is not { } chunk)
            {
                throw Damaged(at);
            }

            (at, StreamLine? closing) = Walk(at, chunk.Content.Span, (line, _) => lines.Add(line));
            if (closing is null)
            {
                throw Damaged(at);
            }

            if (closing.Rewrite is not null)
            {
                return (lines.ToImmutable(), at.Part.Number + 1);
            }

            var next = PartName.Parse(closing.Next!);
            if (next.Generation != generation)
            {
                return ([], 0);
            }

            at = new StreamEnd(next, 0, at.Version, at.Sum);
        }
    }
}
