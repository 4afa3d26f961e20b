using System.Globalization;
using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>
/// Reads Slack's JSON, in which a field may be missing, null, of another type than documented (numbers as strings, an empty
/// array for an object) or unknown. Nothing here throws.
/// </summary>
internal static class Loose
{
    /// <summary>A string, or a number or boolean as it is written; null for anything else.</summary>
    public static string? Text(this JsonElement element, string name) => Find(element, name) is not { } found ? null : found.ValueKind switch
    {
        JsonValueKind.String => found.Whole(),
        JsonValueKind.Number => found.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A string that says something; null for an empty one too.</summary>
    public static string? Word(this JsonElement element, string name) => element.Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>An object; null for anything else.</summary>
    public static JsonElement? Part(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    /// <summary>The members of an array; empty for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : [];

    /// <summary>The members of an object with their names; empty for anything else.</summary>
    public static IEnumerable<JsonProperty> Fields(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>True for <c>true</c> and for the word; false for anything else.</summary>
    public static bool Flag(this JsonElement element, string name) => element.Text(name) == "true";

    /// <summary>A whole number; null for anything else.</summary>
    public static long? Number(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>The string that an element is; null for anything else, and for one that holds half a character.</summary>
    public static string? Whole(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Parses a text; null when it is no JSON object.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found) ? found : null;
}
