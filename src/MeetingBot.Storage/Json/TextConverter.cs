using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeetingBot.Storage;

/// <summary>Keeps a small value as the plain text by which people write it, also where it is the key of an object.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class TextConverter<T>(Func<string, T> read, Func<T, string?> write) : JsonConverter<T> where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? throw new JsonException("null where a text was expected"));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value) ?? "");

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(write(value) ?? "");
}
