using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Serialization.SystemTextJson;

namespace MeetingBot.Storage;

/// <summary>How the lines of an exported store are written.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ArchiveLine))]
internal sealed partial class ArchiveJson : JsonSerializerContext
{
    private static readonly ArchiveJson Lines = new(Rules());

    public static byte[] Write(ArchiveLine line) => JsonSerializer.SerializeToUtf8Bytes(line, Lines.ArchiveLine);

    public static ArchiveLine Read(string line) => JsonSerializer.Deserialize(line, Lines.ArchiveLine) ?? throw new JsonException("null");

    private static JsonSerializerOptions Rules()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(NodaConverters.InstantConverter);
        return options;
    }
}
