using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>Minutes as JSON, read through the same shapes as templates read them.</summary>
static class MinutesJson
{
    static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        // A file for people and programs, never put into a page: names are printed as they are written.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Shapes cannot be nested wrongly.
        SkipValidation = true,
    };

    internal static ReadOnlyMemory<byte> Print(Minutes minutes)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            Write(json, MinutesShapes.Minutes, minutes);
        }
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    static void Write(Utf8JsonWriter json, Shape shape, object record)
    {
        json.WriteStartObject();
        for (var field = 0; field < shape.Names.Length; field++)
        {
            json.WritePropertyName(shape.Names[field]);
            Write(json, shape.Read(record, field));
        }
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case Prose prose: json.WriteStringValue(prose.Text); break;
            case int number: json.WriteNumberValue(number); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case Item item: Write(json, item.Shape, item.Record); break;
            case Items items: Write(json, items); break;
            default: throw new NotSupportedException($"No JSON form for {value.GetType().Name}.");
        }
    }

    static void Write(Utf8JsonWriter json, Items items)
    {
        json.WriteStartArray();
        foreach (var record in items.Records)
        {
            if (items.Shape is { } shape)
            {
                Write(json, shape, record);
            }
            else
            {
                json.WriteStringValue((string)record);
            }
        }
        json.WriteEndArray();
    }
}
