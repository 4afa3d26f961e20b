using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Teams;
using NJsonSchema;

namespace MeetingBot.Tests;

public class ManifestTests
{
    static readonly string Schema = Path.Combine(SourceRoot.Path, "tests/MeetingBot.Tests/Teams/Fixtures/schemas/MicrosoftTeams.v1.29.schema.json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_manifest_is_valid_under_Microsofts_schema(bool listening)
    {
        var schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(TeamsManifest.Written(TeamsManifest.Of(listening, "1.2.3"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Microsofts_own_library_has_nothing_against_a_manifest(bool listening)
    {
        JsonNode manifest = JsonNode.Parse(TeamsManifest.Written(TeamsManifest.Of(listening, "1.2.3")))!;
        Assert.Empty((await CheckAsync(manifest)).AsArray());

        manifest["bots"]![0]!["scopes"]![0] = "everywhere";
        Assert.Single((await CheckAsync(manifest)).AsArray());

        // The library needs fs-extra and does not say so.
        static Task<JsonNode> CheckAsync(JsonNode manifest) => Npm.CheckAsync("manifest", manifest, "@microsoft/app-manifest@1.1.2", "fs-extra@11.3.2");
    }

    [Fact]
    public async Task Canary_a_manifest_with_a_scope_that_does_not_exist_is_not_valid()
    {
        var schema = await JsonSchema.FromFileAsync(Schema, TestContext.Current.CancellationToken);
        var manifest = TeamsManifest.Of(false, "1.2.3");
        manifest["bots"]![0]!["scopes"]![0] = "everywhere";
        Assert.NotEmpty(schema.Validate(manifest.ToJsonString()));
    }

    [Fact]
    public void Every_command_of_the_menus_is_one_of_the_catalogue_and_short_enough_for_older_schemas()
    {
        foreach (var list in TeamsManifest.Of(true, "1.2.3")["bots"]![0]!["commandLists"]!.AsArray())
        {
            var commands = list!["commands"]!.AsArray();
            Assert.InRange(commands.Count, 1, 10);
            Assert.All(commands, command =>
            {
                Assert.NotNull(Catalogue.Find(command!["title"]!.ToString()));
                Assert.InRange(command["title"]!.ToString().Length, 1, 32);
                Assert.InRange(command["description"]!.ToString().Length, 1, 128);
            });
        }
    }

    [Fact]
    public void Only_the_listening_package_asks_to_read_messages()
    {
        Assert.DoesNotContain(Asked(false), name => name.StartsWith("ChatMessage", StringComparison.Ordinal) || name.StartsWith("ChannelMessage", StringComparison.Ordinal));
        Assert.Equal(["ChatMessage.Read.Chat", "ChannelMessage.Read.Group"], Asked(true).Except(Asked(false)));
        Assert.All(Asked(true), name => Assert.Contains(name, File.ReadAllText(Path.Combine(SourceRoot.Path, "README.md")), StringComparison.Ordinal));

        static string[] Asked(bool listening) => [.. TeamsManifest.Of(listening, "1.2.3")["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Select(one => one!["name"]!.ToString())];
    }

    [Theory]
    [InlineData("quiet", false)]
    [InlineData("listening", true)]
    public void The_committed_manifests_are_those_of_the_catalogue(string folder, bool listening) =>
        Assert.Equal(TeamsManifest.Written(TeamsManifest.Of(listening, "0.1.0")), File.ReadAllText(Path.Combine(SourceRoot.Path, $"manifests/teams/{folder}/manifest.json")));

    [Theory]
    [InlineData("color.png", 192)]
    [InlineData("outline.png", 32)]
    public void An_icon_has_the_size_that_Teams_demands(string icon, int size)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SourceRoot.Path, "manifests/teams", icon));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.Equal((size, size), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
    }

    [Fact]
    public async Task The_package_holds_the_manifest_of_ones_own_app_and_the_icons()
    {
        var zip = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".zip");
        try
        {
            Assert.Equal(0, await CommandLine.RunAsync(["manifests", "package", "--app-id", TokenIssuer.AppId, "--host", "bot.example.com", "--output", zip, "--root", SourceRoot.Path]));
            await using var archive = await ZipFile.OpenReadAsync(zip, TestContext.Current.CancellationToken);
            Assert.Equal(["color.png", "manifest.json", "outline.png"], archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
            using var reader = new StreamReader(await archive.GetEntry("manifest.json")!.OpenAsync(TestContext.Current.CancellationToken));
            var manifest = JsonNode.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal((TokenIssuer.AppId, "bot.example.com"), (manifest["bots"]![0]!["botId"]!.ToString(), manifest["validDomains"]![0]!.ToString()));
        }
        finally
        {
            File.Delete(zip);
        }
    }
}
