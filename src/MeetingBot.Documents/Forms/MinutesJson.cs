using System.Globalization;
using System.Text;
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

    const int BytesTogether = 64 * 1024;

    internal static void Write(Minutes minutes, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, Indented))
        {
            Write(json, MinutesShapes.Minutes, minutes);
        }
        output.Write("\n"u8);
    }

    static void Write(Utf8JsonWriter json, Shape shape, object record)
    {
        json.WriteStartObject();
        var names = shape.JsonNames;
        for (var field = 0; field < names.Length; field++)
        {
            json.WritePropertyName(names[field]);
            Write(json, shape.Read(record, field));
        }
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: Write(json, text); break;
            case Prose prose: Write(json, prose.Text); break;
            case int number: json.WriteNumberValue(number); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case Item item: Write(json, item.Shape, item.Record); break;
            case Items items: Write(json, items); break;
            default: throw new NotSupportedException($"No JSON form for {value.GetType().Name}.");
        }
    }

    static void Write(Utf8JsonWriter json, string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            json.WriteRawValue(Encoding.UTF8.GetBytes(Quoted(text)), skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    /// <summary>The library's encoders all write an emoji as two escapes.</summary>
    static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? quoted.Append('\\').Append(c)
                : c == '\n' ? quoted.Append("\\n")
                : c < ' ' ? quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture))
                : quoted.Append(c);
        }
        return quoted.Append('"').ToString();
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
                Write(json, (string)record);
            }
            if (json.BytesPending >= BytesTogether)
            {
                json.Flush();
            }
        }
        json.WriteEndArray();
    }
}
