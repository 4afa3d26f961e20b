using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Teams;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Tests;

/// <summary>Who is believed at <c>POST /api/messages</c>: the cases of inbound-token-cases.json, and what binds a token to its activity.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    const string ServiceUrl = "https://smba.trafficmanager.net/amer/";

    static readonly JsonObject Cases = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceRoot.Path, "tests/MeetingBot.Tests/Teams/Fixtures/jwt/inbound-token-cases.json")))!.AsObject();

    FakeConnector _teams = null!;

    /// <summary>What the page leaves open is pinned to the verdict of Microsoft.IdentityModel: schemes and addresses in any casing, several audiences.</summary>
    public static TheoryData<string, bool> Names => new(Cases["cases"]!.AsArray().Select(one =>
        (one!["name"]!.ToString(), (one["expected"]!.ToString() == "either" ? one["netStack"] : one["expected"])!.ToString() == "accept")));

    public async ValueTask InitializeAsync() => _teams = await FakeConnector.StartAsync();

    public ValueTask DisposeAsync() => _teams.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_gets_the_verdict_of_its_case(string name, bool accepted)
    {
        var recipe = Cases["cases"]!.AsArray().Single(one => one!["name"]!.ToString() == name)!.AsObject();
        var activity = Activity();
        foreach (var (member, value) in recipe["activity"]?.AsObject() ?? [])
            activity[member] = value?.DeepClone();

        var verdict = await AskAsync(Check(), _teams.Tokens.Header(recipe["token"]!.AsObject(), ServiceUrl), activity);

        Assert.Equal(accepted, verdict.Status == 200);
        Assert.Equal(accepted, verdict.Activity is not null);
        Assert.True(accepted || verdict.Status is 401 or 403);
    }

    [Fact]
    public void There_are_42_cases_and_most_of_them_are_refused()
    {
        Assert.Equal(42, Names.Count);
        Assert.Equal(35, Names.Count(one => !one.Data.Item2));
    }

    [Theory]
    [InlineData("conversation.tenantId", "99999999-0000-4000-8000-00000000bbbb")]
    [InlineData("recipient.id", "28:99999999-2222-4333-8444-555555555555")]
    [InlineData("conversation.id", null)]
    public async Task A_good_token_for_another_tenant_or_bot_is_refused(string member, string? value)
    {
        var activity = Activity();
        activity[member.Split('.')[0]]![member.Split('.')[1]] = value;
        Assert.Equal(403, (await AskAsync(Check(), _teams.Tokens.Header(ServiceUrl), activity)).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://smba.trafficmanager.net/amer/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/amer/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/amer/")]
    [InlineData("https://smba.trafficmanager.net:8443/amer/")]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("file:///etc/passwd")]
    public async Task An_address_that_is_not_Teams_is_refused_even_when_the_token_names_it(string address)
    {
        var activity = Activity();
        activity["serviceUrl"] = address;
        Assert.Equal(403, (await AskAsync(Check(), _teams.Tokens.Header(address), activity)).Status);
    }

    [Fact]
    public async Task A_key_that_was_published_since_is_fetched_once_and_a_flood_of_unknown_ones_is_not()
    {
        var check = Check();
        Assert.Equal(200, (await AskAsync(check, _teams.Tokens.Header(ServiceUrl), Activity())).Status);
        _teams.Tokens.Publish("k4");
        Assert.Equal(200, (await AskAsync(check, _teams.Tokens.Header(ServiceUrl, "k4"), Activity())).Status);
        var fetched = _teams.KeysFetched;
        var recipe = new JsonObject { ["key"] = "kUnpublished", ["kid"] = "kU" };
        for (var i = 0; i < 20; i++)
            Assert.Equal(401, (await AskAsync(check, _teams.Tokens.Header(recipe, ServiceUrl), Activity())).Status);
        Assert.Equal(2, fetched);
        Assert.Equal(fetched, _teams.KeysFetched);
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_no_activity_is_refused_without_being_handled()
    {
        var check = Check();
        Assert.Equal(413, (await AskAsync(check, _teams.Tokens.Header(ServiceUrl), Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024 + 1)))).Status);
        Assert.Equal(400, (await AskAsync(check, _teams.Tokens.Header(ServiceUrl), "{"u8.ToArray())).Status);
        Assert.Equal(400, (await AskAsync(check, _teams.Tokens.Header(ServiceUrl), "[]"u8.ToArray())).Status);
        Assert.Equal(401, (await AskAsync(check, null, "{"u8.ToArray())).Status);
    }

    [Fact]
    public async Task Without_authentication_only_this_machine_is_believed_and_spoken_to()
    {
        var check = Check(allowUnauthenticated: true);
        var playground = Activity();
        playground["serviceUrl"] = "http://localhost:56150/_connector";
        Assert.Equal(200, (await AskAsync(check, null, playground)).Status);
        Assert.Equal(403, (await AskAsync(check, null, playground, from: "192.0.2.7")).Status);
        Assert.Equal(415, (await AskAsync(check, null, Encoding.UTF8.GetBytes(playground.ToJsonString()), contentType: "text/plain")).Status);
        Assert.Equal(403, (await AskAsync(check, null, Activity())).Status);
    }

    static JsonObject Activity() => new()
    {
        ["type"] = "message",
        ["id"] = "1",
        ["channelId"] = "msteams",
        ["serviceUrl"] = ServiceUrl,
        ["from"] = new JsonObject { ["id"] = "29:1ana" },
        ["recipient"] = new JsonObject { ["id"] = FakeConnector.BotId },
        ["conversation"] = new JsonObject { ["id"] = "a:1", ["tenantId"] = FakeConnector.Tenant },
    };

    ActivityAuthenticator Check(bool allowUnauthenticated = false)
    {
        var options = new TeamsOptions(TokenIssuer.AppId, new TeamsCredential.None())
        {
            Tenants = [FakeConnector.Tenant],
            OpenIdMetadataUrl = _teams.MetadataUrl,
            AllowUnauthenticated = allowUnauthenticated,
        };
        var keys = MeetingBotTeamsExtensions.Keys(options with { AllowLoopback = true }, new HttpClient());
        return new ActivityAuthenticator(options, new TokenCheck(options, keys, TimeProvider.System));
    }

    static Task<Inbound> AskAsync(ActivityAuthenticator check, string? header, JsonObject activity, string from = "127.0.0.1") =>
        AskAsync(check, header, Encoding.UTF8.GetBytes(activity.ToJsonString()), from);

    static async Task<Inbound> AskAsync(ActivityAuthenticator check, string? header, byte[] body, string from = "127.0.0.1", string contentType = "application/json")
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(body);
        if (header is not null)
            context.Request.Headers.Authorization = header;
        return await check.AuthenticateAsync(context.Request, TestContext.Current.CancellationToken);
    }
}
