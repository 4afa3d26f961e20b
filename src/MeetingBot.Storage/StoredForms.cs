using System.Text.Json.Serialization;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Everything that has a form on disk, with its name: the one page to change when an event is added. A name is never changed or
/// given to something else; a form that changes gets the next version.
/// </summary>
public static class StoredForms
{
    internal static EventJson Json() => new(Events(), FollowUps(), StoredJson.Default);

    private static StoredNames<StreamEvent> Events() => new();

    private static StoredNames<FollowUp> FollowUps() => new();
}

/// <summary>The fields of each stored form, worked out by the compiler.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Origin))]
[JsonSerializable(typeof(PersonCard))]
internal sealed partial class StoredJson : JsonSerializerContext;
