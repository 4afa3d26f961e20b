using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeetingBot.Storage;
using MeetingBot.Teams;
using Microsoft.Extensions.Configuration;

namespace MeetingBot.Tests;

/// <summary>infra/main.bicep, as the compiler of Bicep and as the bot read it. It was compiled, and never deployed from here.</summary>
public sealed partial class BicepTests
{
    private static string Main => Path.Combine(Bicep.Folder, "main.bicep");

    [Fact]
    public async Task The_compiler_has_nothing_against_the_template()
    {
        Assert.Empty((await Bicep.RunAsync("build", Main, "--stdout")).Complaints);
        Assert.Equal(("", []), await Bicep.RunAsync("lint", Main));
        Assert.Empty((await Bicep.RunAsync("build-params", Path.Combine(Bicep.Folder, "main.bicepparam"), "--stdout")).Complaints);
    }

    [Theory]
    [InlineData("allowSharedKeyAccess:", "keysAreShared:", "BCP037")]
    [InlineData("'Microsoft.BotService/botServices@2022-09-15'", "'Microsoft.BotService/botServices@2022-09-16'", "BCP081")]
    [InlineData("output host string = host", "output host string = 'https://management.azure.com'", "no-hardcoded-env-urls")]
    public async Task What_Azure_does_not_know_would_be_noticed(string good, string bad, string code)
    {
        using var folder = new TemporaryFolder();
        string copy = folder.File("main.bicep");
        string text = await File.ReadAllTextAsync(Main, TestContext.Current.CancellationToken);
        Assert.Contains(good, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(copy, text.Replace(good, bad, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(Bicep.Folder, "bicepconfig.json"), folder.File("bicepconfig.json"));

        Assert.Contains((await Bicep.RunAsync("lint", copy)).Complaints, line => line.Contains(code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_account_is_closed_and_forgets_nothing_at_once()
    {
        JsonNode template = await Bicep.TemplateAsync();

        JsonNode account = Resource(template, "Microsoft.Storage/storageAccounts")["properties"]!;
        Assert.False((bool)account["allowSharedKeyAccess"]!);
        Assert.False((bool)account["allowBlobPublicAccess"]!);
        Assert.True((bool)account["supportsHttpsTrafficOnly"]!);
        Assert.Equal("TLS1_2", (string?)account["minimumTlsVersion"]);
        JsonNode blobs = Resource(template, "Microsoft.Storage/storageAccounts/blobServices")["properties"]!;
        Assert.True((bool)blobs["isVersioningEnabled"]!);
        Assert.True((bool)blobs["deleteRetentionPolicy"]!["enabled"]!);
    }

    [Fact]
    public async Task Two_replicas_run_and_are_asked_where_the_bot_answers()
    {
        JsonNode template = await Bicep.TemplateAsync();

        Assert.Equal((2, 2), ((int)template["parameters"]!["minReplicas"]!["minValue"]!, (int)template["parameters"]!["minReplicas"]!["defaultValue"]!));
        JsonArray probes = Resource(template, "Microsoft.App/containerApps")["properties"]!["template"]!["containers"]![0]!["probes"]!.AsArray();
        Assert.Equal(["Startup /healthz/live", "Liveness /healthz/live", "Readiness /healthz/ready"], probes.Select(probe => $"{probe!["type"]} {probe["httpGet"]!["path"]}"));
    }

    [Fact]
    public async Task Secrets_come_from_the_vault()
    {
        JsonNode template = await Bicep.TemplateAsync();

        Assert.DoesNotContain(template["parameters"]!.AsObject(), parameter => parameter.Key.Contains("secret", StringComparison.OrdinalIgnoreCase) || parameter.Key.Contains("token", StringComparison.OrdinalIgnoreCase));
        JsonNode secrets = Assert.Single(Resource(template, "Microsoft.App/containerApps")["properties"]!["configuration"]!["copy"]!.AsArray(), copy => (string?)copy!["name"] == "secrets")!;
        Assert.Equal(["identity", "keyVaultUrl", "name"], secrets["input"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_bot_starts_with_the_settings_it_is_given()
    {
        string settings = Resource(await Bicep.TemplateAsync(), "Microsoft.App/containerApps")["properties"]!["template"]!["containers"]![0]!["env"]!.ToString();
        string[] names = [.. SettingName().Matches(settings).Select(match => match.Groups[1].Value)];

        IConfiguration configuration = Settings(names.Where(name => name != "Web"));
        ServingOptions? options = ServingOptions.Read(configuration, "http://+:8080", out string? wrong);
        Assert.Null(wrong);
        Assert.Equal("meetingbot", options!.Storage.Account!.Container);
        Assert.Equal("bot.example.org", options.SignIn!.Host.Host);
        Assert.Equal(("xoxb-1", "1.2", true), (options.Slack!.BotToken, options.Slack.Client!.Id, options.Slack.Listening));
        Assert.Equal(["web::Ana"], options.Clerk.Admins);
        TeamsOptions? teams = TeamsSettings.Read(configuration, development: false, "http://+:8080", out wrong);
        Assert.Null(wrong);
        Assert.IsType<TeamsCredential.Federated>(teams!.Credential);

        TelemetrySettings? telemetry = TelemetrySettings.Read(configuration, out wrong);
        Assert.Null(wrong);
        Assert.Equal(("https://otlp.example.org/v1/traces", "api-key=1"), (telemetry!.Traces!.Endpoint.AbsoluteUri, telemetry.Traces.Headers));
        Assert.Single(options.Archives.OfType<AzureBlobArchive>());

        Assert.False(ServingOptions.Read(Settings(names.Where(name => !name.StartsWith("SignIn__", StringComparison.Ordinal))), "http://+:8080", out _)!.Web);
        Assert.All(names, name => Assert.True(Given.ContainsKey(name), $"{name} is set, and nothing here says what it does."));
    }

    /// <summary>The role is that which Azure asks of whoever sets the policy of a blob; the numbers are Azure's names of built-in roles.</summary>
    [Fact]
    public async Task The_bot_owns_published_minutes_only_where_they_are_immutable()
    {
        JsonNode template = await Bicep.TemplateAsync();
        JsonNode roles = template["variables"]!["roles"]!;
        Assert.Equal(("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"), ((string?)roles["blobOwner"], (string?)roles["blobContributor"]));
        JsonNode owns = Assert.Single(template["resources"]!.AsArray(), resource => ((string?)resource!["properties"]?["roleDefinitionId"])?.Contains("blobOwner", StringComparison.Ordinal) == true)!;

        Assert.Equal("[variables('isImmutable')]", (string?)owns["condition"]);
        Assert.Contains("variables('minutesContainer')", (string?)owns["scope"], StringComparison.Ordinal);
        Assert.Equal("[greater(parameters('minutesImmutableDays'), 0)]", (string?)template["variables"]!["isImmutable"]);
        Assert.Equal(0, (int)template["parameters"]!["minutesImmutableDays"]!["defaultValue"]!);
        JsonNode minutes = Assert.Single(template["resources"]!.AsArray(), resource => ((string?)resource!["type"])!.EndsWith("/containers", StringComparison.Ordinal)
            && ((string)resource["name"]!).Contains("minutesContainer", StringComparison.Ordinal))!;
        Assert.Contains("isImmutable", (string?)minutes["properties"]!["immutableStorageWithVersioning"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alerts_look_for_what_the_bot_says()
    {
        JsonNode template = await Bicep.TemplateAsync();
        string[] sought = [.. SoughtWords().Matches(template["variables"]!["said"]!.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal)).Select(match => match.Groups[1].Value).Distinct()];
        string worker = await File.ReadAllTextAsync(Path.Combine(SourceRoot.Path, "src", "MeetingBot", "Serving", "NoticeWorker.cs"), TestContext.Current.CancellationToken);

        Assert.Equal(2, sought.Length);
        Assert.All(sought, words => Assert.Contains($"\"{words}", worker, StringComparison.Ordinal));
    }

    /// <summary>What each setting of the template could be.</summary>
    private static readonly Dictionary<string, string> Given = new(StringComparer.Ordinal)
    {
        ["AZURE_CLIENT_ID"] = "11111111-1111-1111-1111-111111111111",
        ["Storage__Kind"] = "AzureBlobs",
        ["Storage__AzureBlobs__ServiceUri"] = "https://account.blob.core.windows.net/",
        ["Storage__AzureBlobs__Container"] = "meetingbot",
        ["Admins"] = "web::Ana",
        ["Setup"] = "admins",
        ["Logging__Console__FormatterName"] = "json",
        ["Teams__AppId"] = "22222222-2222-2222-2222-222222222222",
        ["Teams__TenantId"] = "33333333-3333-3333-3333-333333333333",
        ["Teams__Tenants"] = "33333333-3333-3333-3333-333333333333",
        ["Teams__ManagedIdentityClientId"] = "11111111-1111-1111-1111-111111111111",
        ["Teams__PublicUrl"] = "https://bot.example.org/",
        ["Slack__SigningSecret"] = "signs",
        ["Slack__Package"] = "listening",
        ["Slack__BotToken"] = "xoxb-1",
        ["Slack__ClientId"] = "1.2",
        ["Slack__ClientSecret"] = "proves",
        ["Slack__PublicUrl"] = "https://bot.example.org/",
        ["SignIn__Authority"] = "https://login.example.org",
        ["SignIn__ClientId"] = "meetingbot",
        ["SignIn__ClientSecret"] = "proves",
        ["SignIn__Host"] = "bot.example.org",
        ["Web"] = "off",
        ["Archive__ImmutableDays"] = "3650",
        ["Archive__ImmutableMode"] = "locked",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://otlp.example.org",
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_EXPORTER_OTLP_HEADERS"] = "api-key=1",
    };

    private static IConfiguration Settings(IEnumerable<string> names) => new ConfigurationBuilder()
        .AddInMemoryCollection(names.Distinct().Select(name => KeyValuePair.Create(name.Replace("__", ":", StringComparison.Ordinal), (string?)Given.GetValueOrDefault(name)))).Build();

    private static JsonNode Resource(JsonNode template, string type) => Assert.Single(template["resources"]!.AsArray(), resource => (string?)resource!["type"] == type)!;

    [GeneratedRegex("createObject\\('name', '([A-Za-z_]+)', '(?:value|secretRef)'")]
    private static partial Regex SettingName();

    [GeneratedRegex("startswith \"([^\"]+)\"")]
    private static partial Regex SoughtWords();
}
