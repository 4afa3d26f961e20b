using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// The first part of a long stream once more, in one blob that is read by one request. Nothing depends on it: it is made of the stream, and one that
/// is damaged, of another form or of another stream than the one it stands beside is as if it were not there.
/// </summary>
/// <param name="End">Where the stream goes on. Behind it stands one line at least, by whose sum the stream proves to be the one that was packed.</param>
/// <param name="Chunks">Its chunks, in order.</param>
internal sealed record StreamSnapshot(StreamEnd End, ImmutableArray<(ChunkHead Head, ReadOnlyMemory<byte> Packed)> Chunks)
{
    private const int Form = 2;

    /// <summary>What there is to begin with.</summary>
    public static readonly StreamSnapshot Empty = new(StreamEnd.Start, []);

    /// <summary>With more lines behind those it has.</summary>
    public StreamSnapshot With(IReadOnlyList<StreamLine> lines, StreamEnd end, EventJson json) => new(end,
    [
        .. Chunks,
        .. lines.Chunk(SnapshotChunk.Lines).Select(chunk => SnapshotChunk.Write(chunk, json)).Select(chunk => (chunk.Head, new ReadOnlyMemory<byte>(chunk.Packed))),
    ]);

    public BinaryData Write()
    {
        using var content = new MemoryStream();
        foreach ((_, ReadOnlyMemory<byte> packed) in Chunks)
        {
            content.Write(packed.Span);
        }

        byte[] body = content.ToArray();
        var head = new SnapshotHead(Form, End.Part.ToString(), End.Length, End.Version, End.Sum, [.. Chunks.Select(chunk => chunk.Head)], Convert.ToHexStringLower(SHA256.HashData(body)));
        return new BinaryData((byte[])[.. BlobJson.Write(head).ToMemory().Span, (byte)'\n', .. body]);
    }

    /// <summary>Reads a snapshot; null for what is none that can be used.</summary>
    public static StreamSnapshot? Read(ReadOnlyMemory<byte> content)
    {
        int end = content.Span.IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        try
        {
            SnapshotHead head = BlobJson.Read<SnapshotHead>(new BinaryData(content[..end]), "snapshot");
            ReadOnlyMemory<byte> body = content[(end + 1)..];
            return head.Form == Form && Convert.ToHexStringLower(SHA256.HashData(body.Span)) == head.Hash
                ? new StreamSnapshot(new StreamEnd(PartName.Parse(head.Part), head.Length, head.Version, head.Sum) { Exists = true }, Cut(head.Chunks, body))
                : null;
        }
        catch (Exception damaged) when (damaged is StoreException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The events after a version, and the messages that were taken at a moment or later; chunks side by side, for there is one processor more often than not.</summary>
    public (IEnumerable<Recorded<StreamEvent>> Events, IEnumerable<(string Message, TakenLine Taken)> Taken) Unpack(EventJson json, long after, long since)
    {
        var unpacked = new (List<Recorded<StreamEvent>> Events, List<(string, TakenLine)> Taken)[Chunks.Length];
        Parallel.For(0, Chunks.Length, at => unpacked[at] = SnapshotChunk.Read(Chunks[at].Head, Chunks[at].Packed, json, after, since));
        return (unpacked.SelectMany(chunk => chunk.Events), unpacked.SelectMany(chunk => chunk.Taken));
    }

    private static ImmutableArray<(ChunkHead, ReadOnlyMemory<byte>)> Cut(ImmutableArray<ChunkHead> heads, ReadOnlyMemory<byte> body)
    {
        var chunks = ImmutableArray.CreateBuilder<(ChunkHead, ReadOnlyMemory<byte>)>(heads.Length);
        foreach (ChunkHead head in heads)
        {
            chunks.Add((head, body[..head.Length]));
            body = body[head.Length..];
        }

        return chunks.ToImmutable();
    }
}

/// <summary>The first line of a snapshot.</summary>
/// <param name="Form">The form of the whole; a snapshot of another is made anew.</param>
/// <param name="Part">The part of the stream in which it goes on.</param>
/// <param name="Length">How many bytes of that part it holds.</param>
/// <param name="Version">The version of its last event.</param>
/// <param name="Sum">The sum of the last line.</param>
/// <param name="Chunks">What follows.</param>
/// <param name="Hash">The SHA-256 of what follows.</param>
internal sealed record SnapshotHead(int Form, string Part, long Length, long Version, string Sum, ImmutableArray<ChunkHead> Chunks, string Hash);
