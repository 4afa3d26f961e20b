using System.Text.Json.Nodes;
using MeetingBot.Slack;

namespace MeetingBot.Tests;

/// <summary>infra/RUNBOOK.md leaves nothing out that the bot asks for, keeps as a secret, or rings a bell about.</summary>
public sealed class RunbookTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Bicep.Folder, "RUNBOOK.md"));

    [Fact]
    public void Every_right_has_its_reason()
    {
        JsonNode teams = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceRoot.Path, "manifests", "teams", "listening", "manifest.json")))!;
        string[] rights =
        [
            .. SlackManifest.Scopes(listening: true).Split(','),
            .. teams["authorization"]!["permissions"]!["resourceSpecific"]!.AsArray().Select(one => (string)one!["name"]!),
        ];

        Assert.Equal(20, rights.Length);
        Assert.All(rights, right => Assert.Contains($"`{right}`", Section("Permissions"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_alert_and_every_secret_has_its_line()
    {
        JsonNode variables = (await Bicep.TemplateAsync())["variables"]!;
        string[] alerts = [.. variables["measured"]!.AsArray().Concat(variables["said"]!.AsArray()).Select(alert => (string)alert!["name"]!)];
        string[] secrets = [.. variables["secretNames"]!.ToString().Split('\'').Where(word => word.EndsWith("-secret", StringComparison.Ordinal) || word.EndsWith("-token", StringComparison.Ordinal))];

        Assert.Equal((9, 5), (alerts.Length, secrets.Length));
        Assert.All(alerts, alert => Assert.Contains($"\n| `{alert}` |", Section("Alerts"), StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.Contains($"\n| `{secret}` |", Section("Rotate a secret"), StringComparison.Ordinal));
    }

    private static string Section(string title)
    {
        int start = Text.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        int end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Text[start..end];
    }
}
