using System.Text.Json;
using System.Text.Json.Serialization;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Reads a recorded point as it is written, which is what most of a long meeting is, without the serializer: its bookkeeping for an object
/// within another takes more memory than the event. Whatever looks otherwise is left to the serializer.
/// </summary>
internal sealed class PointReader(JsonSerializerOptions options)
{
    private static readonly Point Point = new();

    private readonly JsonConverter<PersonId> _people = (JsonConverter<PersonId>)options.GetConverter(typeof(PersonId));
    private Named? _last;

    /// <summary>The event; null for what the serializer has to read.</summary>
    public EntryRecorded? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadAsWritten(json);
        }
        catch (InvalidOperationException)
        {
            return null; // a text that is none: the serializer says what is wrong with it
        }
    }

    private EntryRecorded? ReadAsWritten(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!Opens(ref reader) || !Number(ref reader, "number"u8, out int number) || !Number(ref reader, "topic"u8, out int topic)
            || !Field(ref reader, "matter"u8) || !Opens(ref reader) || !Field(ref reader, "is"u8) || !reader.Read() || !reader.ValueTextEquals("point"u8) || !Closes(ref reader)
            || !Field(ref reader, "text"u8) || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        string text = reader.GetString()!;
        Named? speaker = null;
        bool more = reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
        if (more && reader.ValueTextEquals("speaker"u8))
        {
            speaker = Speaker(ref reader);
            more = speaker is not null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName;
        }

        bool continues = false;
        if (more && reader.ValueTextEquals("continues"u8) && reader.Read() && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            continues = reader.TokenType == JsonTokenType.True;
            more = false;
            reader.Read();
        }

        return !more && reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0 && !reader.Read() ? new EntryRecorded(number, topic, Point, text, speaker, continues) : null;
    }

    /// <summary>Somebody known; most points in a row are the same person's.</summary>
    private Named? Speaker(ref Utf8JsonReader reader)
    {
        if (!Opens(ref reader) || !Field(ref reader, "id"u8) || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        PersonId id = _people.Read(ref reader, typeof(PersonId), options)!;
        Named named = _last is { } last && last.Id == id ? last : _last = Named.Known(id);
        return Closes(ref reader) ? named : null;
    }

    private static bool Opens(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    private static bool Closes(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.EndObject;

    private static bool Field(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name);

    private static bool Number(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out int number)
    {
        number = 0;
        return Field(ref reader, name) && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out number);
    }
}
