using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// Some thousand lines of a stream, packed: the same stored forms of events as in the stream, without what is only needed to append behind
/// them, and the same facts of their origins in fewer bytes. Chunks are read side by side, and go into the next snapshot as they are.
/// </summary>
internal static class SnapshotChunk
{
    /// <summary>How many lines are packed together.</summary>
    public const int Lines = 4000;

    public static (ChunkHead Head, byte[] Packed) Write(IReadOnlyList<StreamLine> lines, EventJson json)
    {
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (StreamLine line in lines)
            {
                writer.Write(line.Taken);
                Write(writer, names, line.Origin!.Value, json);
                writer.Write7BitEncodedInt(line.Events.Length);
                foreach (LineEvent happened in line.Events)
                {
                    Write(writer, names, happened.Event);
                    Write(writer, happened.Data);
                }
            }
        }

        using var packed = new MemoryStream();
        using (var deflated = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            plain.WriteTo(deflated);
        }

        return (new ChunkHead((int)packed.Length, (int)plain.Length, lines.Count, lines[0].First, lines[^1].Last, lines.Max(line => line.Taken)), packed.ToArray());
    }

    /// <summary>The events after a version, and the messages that were taken at a moment or later.</summary>
    public static (List<Recorded<StreamEvent>> Events, List<(string Message, TakenLine Taken)> Taken) Read(ChunkHead head, ReadOnlyMemory<byte> packed, EventJson json, long after, long since)
    {
        var events = new List<Recorded<StreamEvent>>(Math.Min(head.Lines, Lines));
        var recent = new List<(string, TakenLine)>();
        if (head.Last <= after && head.Taken < since)
        {
            return (events, recent);
        }

        byte[] plain = ArrayPool<byte>.Shared.Rent(head.Size); // as large as this, new ones would make the garbage collector look at everything
        try
        {
            using var deflated = new DeflateStream(MemoryMarshal.TryGetArray(packed, out ArraySegment<byte> part) ? new MemoryStream(part.Array!, part.Offset, part.Count) : new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            deflated.ReadExactly(plain, 0, head.Size);
            Read(head, new ChunkReader(plain.AsSpan(0, head.Size)), json, after, since, events, recent);
            return (events, recent);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void Read(ChunkHead head, ChunkReader reader, EventJson json, long after, long since, List<Recorded<StreamEvent>> events, List<(string, TakenLine)> recent)
    {
        long version = head.First;
        var people = new Dictionary<string, PersonId>(StringComparer.Ordinal);
        for (int line = 0; line < head.Lines; line++)
        {
            long taken = reader.Long();
            ChunkOrigin form = reader.Origin();
            int count = reader.Int();
            long last = version + count - 1;
            Origin? origin = last > after || taken >= since ? form.Read(json, people) : null;
            if (taken >= since)
            {
                recent.Add((origin!.MessageId, new TakenLine(null, taken, version, last)));
            }

            for (; version <= last; version++)
            {
                string name = reader.Name();
                ReadOnlySpan<byte> data = reader.Bytes();
                if (version > after)
                {
                    events.Add(new Recorded<StreamEvent>(version, json.ReadEvent(name, data), origin!));
                }
            }
        }

        if (version != head.Last + 1)
        {
            throw new InvalidDataException("A chunk of a snapshot is not as long as it says.");
        }
    }

    /// <summary>An origin by its facts; in its stored form where these would not give that form again.</summary>
    private static void Write(BinaryWriter writer, Dictionary<string, int> names, StoredJsonText stored, EventJson json)
    {
        Origin origin = json.ReadOrigin(stored.Utf8.Span);
        var facts = new Origin(origin.By, Instant.FromUnixTimeTicks(origin.At.ToUnixTimeTicks()), origin.MessageId, origin.Source);
        OriginForm form = !stored.Utf8.Span.SequenceEqual(json.Write(facts)) ? OriginForm.Stored
            : facts.Source is null ? OriginForm.WithoutSource
            : facts.Source == facts.MessageId ? OriginForm.SourceIsMessage
            : OriginForm.WithSource;
        writer.Write((byte)form);
        if (form == OriginForm.Stored)
        {
            Write(writer, stored);
            return;
        }

        Write(writer, names, facts.By.Value);
        writer.Write(facts.At.ToUnixTimeTicks());
        writer.Write(facts.MessageId);
        if (form == OriginForm.WithSource)
        {
            writer.Write(facts.Source!);
        }
    }

    private static void Write(BinaryWriter writer, StoredJsonText text)
    {
        writer.Write7BitEncodedInt(text.Utf8.Length);
        writer.Write(text.Utf8.Span);
    }

    private static void Write(BinaryWriter writer, Dictionary<string, int> names, string name)
    {
        bool known = names.TryGetValue(name, out int place);
        writer.Write7BitEncodedInt(known ? place : names.Count);
        if (!known)
        {
            names.Add(name, names.Count);
            writer.Write(name);
        }
    }

    private ref struct ChunkReader(ReadOnlySpan<byte> content)
    {
        private readonly List<string> _names = [];
        private ReadOnlySpan<byte> _left = content;

        public long Long() => BitConverter.ToInt64(Take(sizeof(long)));

        public ReadOnlySpan<byte> Bytes() => Take(Int());

        public string Name()
        {
            int place = Int();
            if (place == _names.Count)
            {
                _names.Add(Encoding.UTF8.GetString(Bytes()));
            }

            return _names[place];
        }

        public ChunkOrigin Origin()
        {
            var form = (OriginForm)Take(1)[0];
            return form switch
            {
                OriginForm.Stored => new ChunkOrigin { Form = form, Text = Bytes() },
                OriginForm.WithSource => new ChunkOrigin { Form = form, By = Name(), At = Long(), Text = Bytes(), Source = Bytes() },
                OriginForm.WithoutSource or OriginForm.SourceIsMessage => new ChunkOrigin { Form = form, By = Name(), At = Long(), Text = Bytes() },
                _ => throw new InvalidDataException("A chunk of a snapshot holds an origin of no known form."),
            };
        }

        public int Int()
        {
            int value = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = Take(1)[0];
                value |= (part & 0x7f) << shift;
                if (part < 0x80)
                {
                    return value;
                }
            }
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            ReadOnlySpan<byte> taken = _left[..length];
            _left = _left[length..];
            return taken;
        }
    }
}

/// <summary>How an origin stands in a chunk.</summary>
internal enum OriginForm : byte
{
    Stored,
    WithoutSource,
    SourceIsMessage,
    WithSource,
}

/// <summary>An origin in a chunk, not understood: many are passed over.</summary>
internal readonly ref struct ChunkOrigin
{
    public required OriginForm Form { get; init; }

    public string By { get; init; }

    public long At { get; init; }

    /// <summary>The message's id, or the whole in its stored form.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    public ReadOnlySpan<byte> Source { get; init; }

    public Origin Read(EventJson json, Dictionary<string, PersonId> people)
    {
        if (Form == OriginForm.Stored)
        {
            return json.ReadOrigin(Text);
        }

        if (!people.TryGetValue(By, out PersonId? by))
        {
            people.Add(By, by = new PersonId(By));
        }

        string message = Encoding.UTF8.GetString(Text);
        string? source = Form == OriginForm.WithoutSource ? null : Form == OriginForm.SourceIsMessage ? message : Encoding.UTF8.GetString(Source);
        return new Origin(by, Instant.FromUnixTimeTicks(At), message, source);
    }
}

/// <summary>What a snapshot says of one of its chunks.</summary>
/// <param name="Length">How many bytes it is packed.</param>
/// <param name="Size">How many bytes it is unpacked.</param>
/// <param name="Lines">How many lines.</param>
/// <param name="First">The version of the first event.</param>
/// <param name="Last">The version of the last event.</param>
/// <param name="Taken">When the last of its messages was taken.</param>
internal sealed record ChunkHead(int Length, int Size, int Lines, long First, long Last, long Taken);
