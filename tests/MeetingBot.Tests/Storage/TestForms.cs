using System.Text.Json.Serialization;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>Something happened, for tests of keepers, which do not care what.</summary>
internal sealed record Happened(string What) : StreamEvent;

/// <summary>Something else happened.</summary>
internal sealed record Turned(int Times) : StreamEvent;

/// <summary>Another stream must be told.</summary>
internal sealed record Tell(string What) : FollowUp;

/// <summary>The stored forms of the tests' own families.</summary>
internal static class TestForms
{
    public static EventJson Json { get; } = new(
        new StoredNames<StreamEvent>().Add<Happened>("test.happened/1").Add<Turned>("test.turned/1"),
        new StoredNames<FollowUp>().Add<Tell>("test.tell/1"),
        TestFormsJson.Default);
}

/// <summary>Their fields.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Origin))]
[JsonSerializable(typeof(PersonCard))]
[JsonSerializable(typeof(Happened))]
[JsonSerializable(typeof(Turned))]
[JsonSerializable(typeof(Tell))]
internal sealed partial class TestFormsJson : JsonSerializerContext;
