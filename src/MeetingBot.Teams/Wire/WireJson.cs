using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MeetingBot.Teams;

/// <summary>How the wire's records are read and written: names in any casing inwards, camelCase without nulls outwards.</summary>
[JsonSourceGenerationOptions(
    PropertyNameCaseInsensitive = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    MaxDepth = 64)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(MeetingMoment))]
[JsonSerializable(typeof(MeetingMembers))]
[JsonSerializable(typeof(CardPress))]
[JsonSerializable(typeof(DialogValue))]
[JsonSerializable(typeof(ExtensionValue))]
[JsonSerializable(typeof(FileConsent))]
[JsonSerializable(typeof(SentActivity))]
[JsonSerializable(typeof(NewConversation))]
[JsonSerializable(typeof(CreatedConversation))]
[JsonSerializable(typeof(ChannelList))]
[JsonSerializable(typeof(NamedId))]
[JsonSerializable(typeof(MeetingDetails))]
[JsonSerializable(typeof(ConnectorFailure))]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Reads an activity; null when it is none.</summary>
    public static Activity? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, Default.Activity);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the value of an event or invoke; null when there is none or it has another form.</summary>
    public static T? Value<T>(Activity activity, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return activity.Value is { ValueKind: JsonValueKind.Object } value ? value.Deserialize(form) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text among the data of a button or form, its name in any casing; null for anything else.</summary>
    public static string? Text(JsonElement? data, string name) => Find(data, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>A member among the data of a button or form, its name in any casing; null when there is none.</summary>
    public static JsonElement? Find(JsonElement? data, string name)
    {
        if (data is { ValueKind: JsonValueKind.Object } members)
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return null;
    }
}
