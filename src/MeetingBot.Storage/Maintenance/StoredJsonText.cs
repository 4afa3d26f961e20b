using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeetingBot.Storage;

/// <summary>JSON as it stands in a store, not yet understood: it may be damaged, or of a form this program does not know.</summary>
/// <param name="Utf8">Its bytes.</param>
[JsonConverter(typeof(Converter))]
public readonly record struct StoredJsonText(ReadOnlyMemory<byte> Utf8)
{
    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Copies it in and out as it is; writing checks that it is JSON.</summary>
    internal sealed class Converter : JsonConverter<StoredJsonText>
    {
        public override StoredJsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new StoredJsonText(Encoding.UTF8.GetBytes(document.RootElement.GetRawText()));
        }

        public override void Write(Utf8JsonWriter writer, StoredJsonText value, JsonSerializerOptions options) => writer.WriteRawValue(value.Utf8.Span);
    }
}
