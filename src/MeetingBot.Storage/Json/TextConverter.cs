using System.Text.Json;
using System.Text.Json.Serialization;

namespace MeetingBot.Storage;

/// <summary>Keeps a small value as the plain text by which people write it, also where it is the key of an object.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="read">Makes it of a text.</param>
/// <param name="write">Its text.</param>
/// <param name="few">
/// Whether the same few come again and again, as those who take part in a meeting do in each of its events: those that were read last are
/// handed out again, which spares a long stream much memory.
/// </param>
internal sealed class TextConverter<T>(Func<string, T> read, Func<T, string?> write, bool few = false) : JsonConverter<T> where T : notnull
{
    private const int Longest = 32;

    private readonly Known?[] _known = new Known?[few ? 256 : 0];

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!few || reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length is < 2 or > Longest)
        {
            return read(reader.GetString() ?? throw new JsonException("null where a text was expected"));
        }

        ReadOnlySpan<byte> text = reader.ValueSpan;
        ref Known? known = ref _known[((text[^1] * 31) + text[^2]) % _known.Length];
        if (known is { } before && text.SequenceEqual(before.Text))
        {
            return before.Value;
        }

        T value = read(reader.GetString()!);
        known = new Known(text.ToArray(), value);
        return value;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value) ?? "");

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(write(value) ?? "");

    private sealed record Known(byte[] Text, T Value);
}
