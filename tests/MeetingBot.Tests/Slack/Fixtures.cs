using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests.Slack;

/// <summary>The sample payloads beside this file; where each comes from stands in origins.json.</summary>
internal static class Fixtures
{
    public static string Folder => Path.Combine(SourceRoot.Path, "tests", "MeetingBot.Tests", "Slack", "Fixtures");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static JsonElement Element(string name) => JsonDocument.Parse(Bytes(name)).RootElement;

    public static JsonNode Node(string name) => JsonNode.Parse(Bytes(name))!;

    public static IEnumerable<string> Names(string pattern) =>
        Directory.GetFiles(Folder, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
