using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Slack;
using MeetingBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests.Slack;

/// <summary>Workspaces that install the app, their tokens, and how they end.</summary>
public sealed class InstallTests : IAsyncLifetime
{
    private readonly InMemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly EphemeralDataProtectionProvider _protection = new();
    private FakeSlack _slack = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _slack = await FakeSlack.StartAsync();

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    [Fact]
    public async Task An_installation_is_kept_and_its_token_is_in_no_note_in_clear()
    {
        await Node().SaveAsync(Of("T1", "xoxb-secret"), Cancel);

        string note = (await _store.ReadNoteAsync("slack/installation/T1", Cancel))!;
        Installation found = (await Node().OfAsync(new Workspace("T1", null, false), Cancel))!;

        Assert.DoesNotContain("xoxb", note, StringComparison.Ordinal);
        Assert.Equal("xoxb-secret", found.Token);
    }

    [Fact]
    public async Task A_workspace_comes_before_its_organisation()
    {
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-team") with { Enterprise = "E1" }, Cancel);
        await node.SaveAsync(new Installation("E1", null, "E1", true, "xoxb-org"), Cancel);

        Assert.Equal("xoxb-team", (await node.OfAsync(new Workspace("T1", "E1", false), Cancel))!.Token);
        Assert.Equal("xoxb-org", (await node.OfAsync(new Workspace("T2", "E1", false), Cancel))!.Token);
        Assert.Equal("xoxb-org", (await node.OfAsync(new Workspace("T1", "E1", true), Cancel))!.Token);
        Assert.Null(await node.OfAsync(new Workspace("T9", null, false), Cancel));
    }

    [Fact]
    public async Task Where_the_app_was_removed_nothing_is_known_any_more_and_removing_it_twice_does_no_harm()
    {
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-secret"), Cancel);

        await node.ForgetAsync(new Workspace("T1", null, false), Cancel);
        await node.ForgetAsync(new Workspace("T1", null, false), Cancel);

        Assert.Null(await node.OfTenantAsync("T1", Cancel));
        Assert.Null(await _store.ReadNoteAsync("slack/installation/T1", Cancel));
    }

    [Fact]
    public async Task Where_the_app_was_removed_its_groups_are_to_go_in_thirty_days_unless_it_is_installed_again()
    {
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-secret"), Cancel);
        await node.ForgetAsync(new Workspace("T1", null, false), Cancel);
        Assert.Equal(_time.GetUtcNow().AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), await _store.ReadNoteAsync("departed/slack:T1:", Cancel));

        await node.SaveAsync(Of("T1", "xoxb-again"), Cancel);
        Assert.Null(await _store.ReadNoteAsync("departed/slack:T1:", Cancel));
    }

    [Fact]
    public async Task A_token_that_ends_soon_is_replaced_once_for_all_who_ask()
    {
        _slack.Refreshes["xoxe-1"] = Rotated("xoxb-new", "xoxe-2");
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-old") with { RefreshToken = "xoxe-1", Expires = _time.GetUtcNow().AddMinutes(1) }, Cancel);

        Installation?[] found = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => node.OfTenantAsync("T1", Cancel).AsTask()));

        Assert.All(found, one => Assert.Equal("xoxb-new", one!.Token));
        Assert.Equal("xoxe-2", (await Node().OfTenantAsync("T1", Cancel))!.RefreshToken);
        Assert.Single(_slack.Calls);
    }

    [Fact]
    public async Task While_a_token_still_lasts_nobody_waits_for_the_next()
    {
        _slack.Refreshes["xoxe-1"] = Rotated("xoxb-new", "xoxe-2");
        _slack.Fail("oauth.v2.access", new Fault(Delay: TimeSpan.FromSeconds(1)));
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-old") with { RefreshToken = "xoxe-1", Expires = _time.GetUtcNow().AddHours(1) }, Cancel);

        Assert.Equal("xoxb-old", (await node.OfTenantAsync("T1", Cancel))!.Token);
        await Town.Until(() => _store.ReadNoteAsync("slack/installation/T1", Cancel).AsTask().GetAwaiter().GetResult() is { } note && Unprotected(note).Contains("xoxb-new", StringComparison.Ordinal));

        Assert.Equal("xoxb-new", (await node.OfTenantAsync("T1", Cancel))!.Token);
        Assert.Single(_slack.Calls);
    }

    [Fact]
    public async Task Two_processes_that_replace_a_token_at_once_end_with_the_same()
    {
        _slack.Refreshes["xoxe-1"] = Rotated("xoxb-new", "xoxe-2");
        (Installations one, Installations other) = (Node(), Node());
        await one.SaveAsync(Of("T1", "xoxb-old") with { RefreshToken = "xoxe-1", Expires = _time.GetUtcNow().AddMinutes(1) }, Cancel);
        await other.SaveAsync(Of("T1", "xoxb-old") with { RefreshToken = "xoxe-1", Expires = _time.GetUtcNow().AddMinutes(1) }, Cancel);

        await Task.WhenAll(one.OfTenantAsync("T1", Cancel).AsTask(), other.OfTenantAsync("T1", Cancel).AsTask());

        Assert.Equal("xoxb-new", (await one.OfTenantAsync("T1", Cancel))!.Token);
        Assert.Equal("xoxb-new", (await other.OfTenantAsync("T1", Cancel))!.Token);
    }

    [Fact]
    public async Task A_token_that_Slack_refuses_is_not_used_for_a_while()
    {
        ISlackApi api = Lines.To(_slack.Api);
        Installations node = Node(api);
        await node.SaveAsync(Of("T1", "xoxb-revoked"), Cancel);

        await Assert.ThrowsAsync<SlackApiException>(async () => await api.CallAsync((await node.OfTenantAsync("T1", Cancel))!.Call("auth.test"), Cancel));

        Assert.Null(await node.OfTenantAsync("T1", Cancel));
        Assert.Null(await node.OfAsync(new Workspace("T1", null, false), Cancel));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.NotNull(await node.OfTenantAsync("T1", Cancel));
    }

    [Fact]
    public async Task A_refused_token_is_replaced_by_an_installation_at_another_process()
    {
        ISlackApi api = Lines.To(_slack.Api);
        Installations node = Node(api);
        await node.SaveAsync(Of("T1", "xoxb-revoked"), Cancel);
        await Assert.ThrowsAsync<SlackApiException>(async () => await api.CallAsync((await node.OfTenantAsync("T1", Cancel))!.Call("auth.test"), Cancel));
        Assert.Null(await node.OfTenantAsync("T1", Cancel));

        await Node().SaveAsync(Of("T1", "xoxb-again"), Cancel);

        Assert.Equal("xoxb-again", (await node.OfTenantAsync("T1", Cancel))!.Token);
    }

    [Fact]
    public async Task A_removed_app_is_forgotten_also_when_its_token_is_refused_already()
    {
        ISlackApi api = Lines.To(_slack.Api);
        Installations node = Node(api);
        await node.SaveAsync(Of("T1", "xoxb-revoked"), Cancel);
        await Assert.ThrowsAsync<SlackApiException>(async () => await api.CallAsync((await node.OfTenantAsync("T1", Cancel))!.Call("auth.test"), Cancel));

        await node.ForgetAsync(new Workspace("T1", null, false), Cancel);

        Assert.Null(await _store.ReadNoteAsync("slack/installation/T1", Cancel));
    }

    [Theory]
    [InlineData("api.oauth.v2.access.success.json")]
    [InlineData("api.oauth.v2.access.bot_only.json")]
    [InlineData("api.oauth.v2.access.enterprise_install.json")]
    [InlineData("api.oauth.v2.access.success_with_token_rotation.json")]
    [InlineData("api.oauth.v2.access.rotation_bot_and_user.json")]
    [InlineData("api.oauth.v2.access.with_incoming_webhook.json")]
    public async Task What_Slack_gives_for_a_code_is_kept(string file)
    {
        JsonElement given = Fixtures.Element(file);
        string token = given.GetProperty("access_token").GetString()!;
        bool org = given.Flag("is_enterprise_install");
        _slack.Issue(token, "chat:write");
        _slack.Codes["code-1"] = (JsonObject)Fixtures.Node(file);
        await using var place = await InstallPlace.OpenAsync(_slack, _store, _protection);
        (string state, CookieContainer cookies, _) = await place.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await place.ReturnAsync($"code=code-1&state={state}", cookies)).Status);

        string tenant = given.GetProperty(org ? "enterprise" : "team").GetProperty("id").GetString()!;
        string note = Unprotected((await _store.ReadNoteAsync("slack/installation/" + tenant, Cancel))!);
        Assert.Contains(token, note, StringComparison.Ordinal);
        Assert.Equal(given.TryGetProperty("refresh_token", out JsonElement refresh), note.Contains($"\"RefreshToken\":\"{(refresh.ValueKind == JsonValueKind.String ? refresh.GetString() : "?")}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_state_that_was_used_or_is_too_old_is_refused()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _slack.Issue("xoxb-given", "chat:write");
        _slack.Codes["code-1"] = Granted("xoxb-given");
        _slack.Codes["code-2"] = Granted("xoxb-given");
        await using var place = await InstallPlace.OpenAsync(_slack, _store, _protection, time);
        (string state, CookieContainer cookies, _) = await place.StartAsync();
        var copy = new CookieContainer();
        copy.Add(cookies.GetAllCookies());
        (string late, CookieContainer slow, _) = await place.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await place.ReturnAsync($"code=code-1&state={state}", cookies)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await place.ReturnAsync($"code=code-2&state={state}", copy)).Status);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(HttpStatusCode.BadRequest, (await place.ReturnAsync($"code=code-2&state={late}", slow)).Status);
    }

    [Fact]
    public async Task A_token_that_lasts_is_left_alone()
    {
        Installations node = Node();
        await node.SaveAsync(Of("T1", "xoxb-old") with { RefreshToken = "xoxe-1", Expires = _time.GetUtcNow().AddHours(3) }, Cancel);

        Assert.Equal("xoxb-old", (await node.OfTenantAsync("T1", Cancel))!.Token);
        Assert.Empty(_slack.Calls);
    }

    [Fact]
    public async Task Installing_leads_to_Slack_and_back()
    {
        _slack.Issue("xoxb-given", "chat:write");
        _slack.Codes["code-1"] = Granted("xoxb-given");
        await using var place = await InstallPlace.OpenAsync(_slack, _store, _protection);
        (string state, CookieContainer cookies, string location) = await place.StartAsync();

        (HttpStatusCode status, _) = await place.ReturnAsync($"code=code-1&state={state}", cookies);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("chat%3Awrite", location, StringComparison.Ordinal);
        Assert.Equal("xoxb-given", (await Node().OfTenantAsync("T0INST", Cancel))!.Token);
    }

    [Fact]
    public async Task A_state_is_good_once_and_for_its_own_browser_only()
    {
        await using var place = await InstallPlace.OpenAsync(_slack, _store, _protection);
        (string state, CookieContainer cookies, _) = await place.StartAsync();
        (string _, CookieContainer others, _) = await place.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await place.ReturnAsync($"code=x&state={state}", others)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await place.ReturnAsync($"code=x&state={state}", new CookieContainer())).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await place.ReturnAsync("code=x", cookies)).Status);
        Assert.DoesNotContain("oauth.v2.access", _slack.Calls);
    }

    [Fact]
    public async Task Whoever_changed_their_mind_is_told_that_nothing_was_installed()
    {
        await using var place = await InstallPlace.OpenAsync(_slack, _store, _protection);
        (string state, CookieContainer cookies, _) = await place.StartAsync();

        (HttpStatusCode status, string body) = await place.ReturnAsync($"error=access_denied&state={state}", cookies);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Nothing was installed", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api.auth.test.success.json", false)]
    [InlineData("api.auth.test.enterprise_install.json", true)]
    public void What_Slack_says_of_a_token_is_read(string file, bool org)
    {
        JsonElement answer = Fixtures.Element(file);
        Installation read = Installations.Introduced(new Installation("", null, null, false, "xoxb-FAKE"), answer);
        Assert.Equal(org, read.IsOrg);
        Assert.Equal(answer.GetProperty(org ? "enterprise_id" : "team_id").GetString(), read.Tenant);
    }

    internal static SlackOptions Options(Uri api, Uri address) => new([FakeSlack.SigningSecret], null, null, api, "/meeting", false, new SlackClient("111.222", "client-secret", address));

    private Installations Node(ISlackApi? api = null) => new(Options(_slack.Api, new Uri("http://127.0.0.1/")), _store, _protection, api ?? Lines.To(_slack.Api), _time, NullLogger<Installations>.Instance);

    private string Unprotected(string note) => _protection.CreateProtector("MeetingBot.Slack.Installations").Unprotect(note);

    private static Installation Of(string team, string token) => new(team, team, null, false, token);

    private static JsonObject Rotated(string token, string refresh) => new() { ["ok"] = true, ["access_token"] = token, ["refresh_token"] = refresh, ["expires_in"] = 43200 };

    private static JsonObject Granted(string token) => new()
    {
        ["ok"] = true,
        ["access_token"] = token,
        ["token_type"] = "bot",
        ["scope"] = "commands,chat:write",
        ["bot_user_id"] = "U0BOT",
        ["app_id"] = FakeSlack.App,
        ["team"] = new JsonObject { ["id"] = "T0INST", ["name"] = "Installed" },
        ["enterprise"] = null,
        ["is_enterprise_install"] = false,
        ["authed_user"] = new JsonObject { ["id"] = "U9" },
    };
}
