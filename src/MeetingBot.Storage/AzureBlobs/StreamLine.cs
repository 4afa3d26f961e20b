using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeetingBot.Storage;

/// <summary>
/// One line of a stream's blob: a batch that was appended, or the last line of a part, which says where the stream goes on. In the blob
/// it follows a sum over itself and the line before, so that a line that is damaged, missing or out of place is noticed.
/// </summary>
internal sealed record StreamLine
{
    /// <summary>The version of the first event.</summary>
    public long First { get; init; }

    /// <summary>The message that the batch took.</summary>
    public string? Message { get; init; }

    /// <summary>A random mark of the attempt, by which a writer whose answer was lost recognises its own line.</summary>
    public string? Attempt { get; init; }

    /// <summary>When it was taken, in .NET ticks UTC.</summary>
    public long Taken { get; init; }

    public StoredJsonText? Origin { get; init; }

    public ImmutableArray<LineEvent> Events { get; init; } = [];

    /// <summary>The part in which the stream goes on; nothing follows this line.</summary>
    public string? Next { get; init; }

    /// <summary>With <see cref="Next"/>: the event to be replaced while the stream is copied there.</summary>
    public LineRewrite? Rewrite { get; init; }

    /// <summary>The copy of a rewritten stream is whole up to here, and may be appended to.</summary>
    public bool Copied { get; init; }

    [JsonIgnore]
    public long Last => First + Events.Length - 1;
}

/// <summary>An event in its stored form.</summary>
internal sealed record LineEvent(string Event, StoredJsonText Data);

/// <summary>An event's new form.</summary>
internal sealed record LineRewrite(long Version, LineEvent Event);

/// <summary>How lines are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StreamLine))]
internal sealed partial class StreamLineJson : JsonSerializerContext
{
    private const int SumLength = 16;

    private static readonly StreamLineJson Lines = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The bytes of a line behind the one with the given sum, and its own sum.</summary>
    public static (byte[] Bytes, string Sum) Write(StreamLine line, string before)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(line, Lines.StreamLine);
        string sum = Sum(before, json);
        return ([.. Encoding.ASCII.GetBytes(sum), (byte)' ', .. json, (byte)'\n'], sum);
    }

    /// <summary>Reads a line without its end; null when it is not what was written behind the line before.</summary>
    public static (StreamLine Line, string Sum)? Read(ReadOnlySpan<byte> bytes, string before)
    {
        if (bytes.Length <= SumLength || bytes[SumLength] != ' ')
        {
            return null;
        }

        ReadOnlySpan<byte> json = bytes[(SumLength + 1)..];
        string sum = Sum(before, json);
        try
        {
            return Encoding.ASCII.GetString(bytes[..SumLength]) == sum && JsonSerializer.Deserialize(json, Lines.StreamLine) is { } line
                ? (line with { Events = line.Events.IsDefault ? [] : line.Events }, sum) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Sum(string before, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(before));
        hash.AppendData(json);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, SumLength / 2));
    }
}
