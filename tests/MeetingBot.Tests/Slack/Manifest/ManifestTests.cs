using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeetingBot.Slack;
using NJsonSchema;

namespace MeetingBot.Tests.Slack;

/// <summary>The manifests ask for what the bot does, and for nothing more.</summary>
public partial class ManifestTests
{
    public static TheoryData<string> Files => [.. SlackManifest.All().Select(file => file.Key)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_manifest_is_valid(string file)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(Fixtures.Folder, "manifest.schema.v2.json")), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(Manifest(file)));
        Assert.NotEmpty(schema.Validate(Manifest(file).Replace("\"slash_commands\"", "\"slash_command\"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_project_holds_it_as_it_is_now(string file) =>
        Assert.Equal(Manifest(file), File.ReadAllText(Path.Combine(SourceRoot.Path, "manifests", "slack", file)).ReplaceLineEndings("\n"));

    [Fact]
    public void Every_method_that_is_called_is_declared_and_no_other()
    {
        // The program says which methods it calls by the names it is compiled with.
        string[] called = [.. Sources().SelectMany(source => Method().Matches(source).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal)];
        string[] declared = [.. SlackManifest.Methods.Select(one => one.Method).Concat(SlackManifest.OptionalMethods.Select(one => one.Method)).Order(StringComparer.Ordinal)];

        Assert.Equal(declared.Concat(["apps.connections.open", "conversations.history", "conversations.replies", "oauth.v2.access"]).Order(StringComparer.Ordinal), called);
    }

    [Fact]
    public void A_method_asks_for_the_right_that_Slack_says()
    {
        JsonElement methods = Fixtures.Element("api-methods.json");
        foreach ((string method, string? scope) in SlackManifest.Methods.Concat(SlackManifest.OptionalMethods.Select(one => (one.Method, (string?)one.Scope))))
        {
            if (method == "files.delete")
                continue; // Slack's list leaves it out; its page names files:write.
            JsonElement scopes = methods.GetProperty(method).GetProperty("bot_scopes");
            string[] known = scopes.ValueKind == JsonValueKind.Array ? [.. scopes.EnumerateArray().Select(one => one.GetString()!)] : [];
            Assert.True(scope is null ? known.Length == 0 : known.Contains(scope), $"{method}: {string.Join(',', known)}");
        }
    }

    [Fact]
    public void An_event_asks_for_the_rights_that_Slack_says()
    {
        JsonElement events = Fixtures.Element("events-scopes.json");
        foreach ((string name, string[] scopes) in SlackManifest.Events.Concat(SlackManifest.ListeningEvents))
        {
            // The list has no archived channels; Slack's pages of these two events name the rights of their renamed twins.
            string known = name.Replace("_archive", "_rename", StringComparison.Ordinal);
            // Chats of several without a channel are not served.
            Assert.Equal(events.GetProperty(known).EnumerateArray().Select(scope => scope.GetString()).Except(["mpim:read"]), scopes);
        }
    }

    [Fact]
    public void Every_event_that_is_asked_for_is_read_as_something_and_every_kind_of_event_is_asked_for()
    {
        string[] kinds = [.. SlackManifest.Events.Concat(SlackManifest.ListeningEvents).Select(one => Read(one.Event.StartsWith("message.", StringComparison.Ordinal) ? "message" : one.Event).GetType().Name)];

        Assert.DoesNotContain(nameof(OtherEvent), kinds);
        string[] all = [.. typeof(SlackEvent).Assembly.GetTypes().Where(type => type.BaseType == typeof(SlackEvent)).Select(type => type.Name).Except([nameof(OtherEvent), nameof(MessageChanged), nameof(MessageDeleted)])];
        Assert.Equal(all.Order(StringComparer.Ordinal), kinds.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_quiet_bot_reads_no_channel()
    {
        Assert.DoesNotContain("channels:history", Manifest("quiet.socket.json"), StringComparison.Ordinal);
        Assert.Contains("channels:history", Manifest("listening.socket.json"), StringComparison.Ordinal);
    }

    private static SlackEvent Read(string type)
    {
        var body = new JsonObject
        {
            ["type"] = "event_callback",
            ["event"] = new JsonObject { ["type"] = type, ["channel"] = "C1", ["old_channel_id"] = "C1", ["new_channel_id"] = "C2" },
        };
        return Assert.IsType<EventDelivery>(EventReader.Read(JsonDocument.Parse(body.ToJsonString()).RootElement)).Event;
    }

    private static string Manifest(string file) => SlackManifest.All().Single(one => one.Key == file).Value;

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(SourceRoot.Path, "src", "MeetingBot.Slack"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("SlackManifest.cs", StringComparison.Ordinal)).Select(File.ReadAllText);

    [GeneratedRegex("(?:Call\\(|ApiCall\\(|\\? |: )\"([a-z]+(?:\\.[a-zA-Z0-9]+)+)\"")]
    private static partial Regex Method();
}
