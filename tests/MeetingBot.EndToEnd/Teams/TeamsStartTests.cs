using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Teams;
using MeetingBot.Tests;
using Microsoft.Extensions.Configuration;

namespace MeetingBot.EndToEnd;

/// <summary>Starting the program with Teams, and who is let in then.</summary>
public sealed class TeamsStartTests
{
    const string App = "11111111-2222-4333-8444-555555555555";

    [Theory]
    [InlineData("Teams__AppId must be", "Teams__TenantId=5f0e1d2c-0000-4000-8000-00000000aaaa")]
    [InlineData("Teams__TenantId is missing", "Teams__AppId=" + App, "Teams__ClientSecret=x")]
    [InlineData("Teams needs one of", "Teams__AppId=" + App, "Teams__TenantId=5f0e1d2c-0000-4000-8000-00000000aaaa")]
    [InlineData("Teams__Tenants must list", "Teams__AppId=" + App, "Teams__TenantId=contoso", "Teams__ClientSecret=x")]
    [InlineData("Teams__ClientSecret_FILE names", "Teams__AppId=" + App, "Teams__TenantId=contoso", "Teams__ClientSecret_FILE=/nowhere/at/all")]
    [InlineData("Teams__OpenIdMetadataUrl must be a whole address", "Teams__AppId=" + App, "Teams__OpenIdMetadataUrl=login.botframework.com")]
    [InlineData("Teams__LoginHost must be a whole address", "Teams__AppId=" + App, "Teams__LoginHost=login.microsoftonline.us")]
    [InlineData("Teams__PublicUrl must be a whole address", "Teams__AllowUnauthenticated=true", "ASPNETCORE_ENVIRONMENT=Development", "Teams__PublicUrl=/meetings")]
    [InlineData("Teams__TargetedMessages must be true or false", "Teams__AppId=" + App, "Teams__TargetedMessages=no")]
    [InlineData("Teams__AllowUnauthenticated must be true or false", "ASPNETCORE_ENVIRONMENT=Development", "Teams__AllowUnauthenticated=yes")]
    [InlineData("Teams__CertificatePath names /nowhere/at/all", "Teams__AppId=" + App, "Teams__TenantId=5f0e1d2c-0000-4000-8000-00000000aaaa", "Teams__CertificatePath=/nowhere/at/all")]
    [InlineData("for the environment Development alone", "Teams__AllowUnauthenticated=true")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string line, params string[] settings)
    {
        await using var host = new HostProcess { Settings = settings.Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]) };
        Assert.Equal(1, await host.RunAsync());
        Assert.Contains(line, Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_everybody_is_believed_it_listens_to_this_machine_alone()
    {
        await using var host = new HostProcess
        {
            Urls = $"http://0.0.0.0:{HostProcess.FreePort()}",
            Settings = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Teams__AllowUnauthenticated"] = "true", ["Web"] = "off" },
        };
        Assert.Equal(1, await host.RunAsync());
        Assert.Contains("believes everybody", Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nobody_is_let_in_and_without_Teams_there_is_no_door()
    {
        await using var host = new HostProcess
        {
            Settings = new() { ["Teams__AppId"] = App, ["Teams__TenantId"] = "5f0e1d2c-0000-4000-8000-00000000aaaa", ["Teams__ClientSecret"] = "a-secret-for-no-one" },
        };
        await host.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host));
        Assert.DoesNotContain(host.Output, line => line.Contains("a-secret-for-no-one", StringComparison.Ordinal));

        await using var without = new HostProcess();
        await without.StartAsync();
        Assert.NotEqual(HttpStatusCode.OK, await PostAsync(without));
    }

    [Fact]
    public async Task What_Teams_sends_with_its_token_is_recorded_by_the_real_program_also_while_it_gets_no_token_to_answer()
    {
        await using var teams = await FakeConnector.StartAsync();
        await using var host = new HostProcess
        {
            Settings = new()
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["Teams__AppId"] = TokenIssuer.AppId,
                ["Teams__TenantId"] = FakeConnector.Tenant,
                ["Teams__ClientSecret"] = "a-secret-for-no-one",
                ["Teams__LoginHost"] = "https://127.0.0.1:9/",
                ["Teams__OpenIdMetadataUrl"] = teams.MetadataUrl.AbsoluteUri,
            },
        };
        await host.StartAsync();
        using var client = new HttpClient();
        foreach (var (text, n) in new[] { "setup Harbour Trail", "start", "decision: We take the green signs" }.Select((text, n) => (text, n)))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/api/messages"))
            {
                Content = new StringContent(new JsonObject
                {
                    ["type"] = "message",
                    ["id"] = $"{1795446400000 + n}",
                    ["channelId"] = "msteams",
                    ["serviceUrl"] = teams.ServiceUrl,
                    ["from"] = new JsonObject { ["id"] = "29:1ana", ["name"] = "Ana Lopes" },
                    ["recipient"] = new JsonObject { ["id"] = FakeConnector.BotId },
                    ["conversation"] = new JsonObject { ["id"] = "a:ana", ["conversationType"] = "personal", ["tenantId"] = FakeConnector.Tenant },
                    ["text"] = text,
                }.ToJsonString(), Encoding.UTF8, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("Authorization", teams.Tokens.Header(teams.ServiceUrl));
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await host.KillAsync();
        await using var minutes = new HostProcess("minutes", "harbour-trail", "--store", Path.Combine(host.Data, "meetingbot.db")) { Serves = false };
        Assert.Equal(0, await minutes.RunAsync());
        Assert.Contains(minutes.Output, line => line.Contains("We take the green signs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(TeamsCredential.ClientSecret), "a client secret of contoso", "ClientSecret=a-secret-for-no-one", "TenantId=contoso")]
    [InlineData(typeof(TeamsCredential.Certificate), "a certificate of contoso", "CertificatePath=/proc/self/status", "TenantId=contoso")]
    [InlineData(typeof(TeamsCredential.Federated), "", "ManagedIdentityClientId=22222222-2222-4333-8444-555555555555", "TenantId=contoso")]
    [InlineData(typeof(TeamsCredential.ManagedIdentity), "", "ManagedIdentityClientId=" + App)]
    public void What_the_bot_proves_itself_with_follows_from_what_is_set(Type kind, string shown, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Append("AppId=" + App).Append("Tenants=5f0e1d2c-0000-4000-8000-00000000aaaa")
            .Select(one => one.Split('=')).Select(one => KeyValuePair.Create<string, string?>("Teams:" + one[0], one[1]))).Build();
        var options = TeamsSettings.Read(configuration, development: false, "http://localhost:5080", out var wrong);
        Assert.Null(wrong);
        Assert.IsType(kind, options!.Credential);
        Assert.NotNull(options.Credential.For(App));
        Assert.Contains(shown, options.Credential.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-for-no-one", options.Credential.ToString(), StringComparison.Ordinal);
    }

    static async Task<HttpStatusCode> PostAsync(HostProcess host)
    {
        using var client = new HttpClient();
        using var body = new StringContent("""{"type":"message"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(host.Address, "/api/messages"), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
