using System.Text.Json.Nodes;

namespace MeetingBot.Tests.Slack;

/// <summary><c>manifests slack</c>: the manifest with one's own address and command.</summary>
public sealed class ManifestVerbTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_manifest_has_the_address_and_the_command_that_were_asked_for()
    {
        Assert.Equal(0, await CommandLine.RunAsync(["manifests", "slack", "--url", "https://meetings.example.org", "--command", "/minutes", "--output", _file]));

        JsonNode command = JsonNode.Parse(await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken))!["features"]!["slash_commands"]![0]!;
        Assert.Equal(("/minutes", "https://meetings.example.org/slack/commands"), (command["command"]!.GetValue<string>(), command["url"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("--url", "http://meetings.example.org")]
    [InlineData("--command", "minutes")]
    public async Task What_Slack_would_not_take_is_refused(string option, string value)
    {
        Assert.Equal(1, await CommandLine.RunAsync(["manifests", "slack", option, value, "--output", _file]));
        Assert.False(File.Exists(_file));
    }
}
