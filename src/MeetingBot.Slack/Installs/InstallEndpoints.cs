using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Lets workspaces install the app by themselves (docs.slack.dev/authentication/installing-with-oauth): the start sends people to Slack with a
/// state that is bound to their browser, and the return exchanges the code for the token.
/// </summary>
internal sealed class InstallEndpoints(SlackOptions options, Installations installations, ISlackApi api, IDataProtectionProvider protection, TimeProvider time, ILogger<InstallEndpoints> log)
{
    private const string Cookie = "meetingbot-slack-state";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Uri Authorize = new("https://slack.com/oauth/v2/authorize");

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("MeetingBot.Slack.State").ToTimeLimitedDataProtector();
    private readonly Recently _used = new();

    /// <summary>Sends somebody to Slack to install the app.</summary>
    public IResult Start(HttpContext context)
    {
        SlackClient client = options.Client!;
        string state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        context.Response.Cookies.Append(Cookie, _protector.Protect(state, time.GetUtcNow() + Patience), new CookieOptions
        {
            HttpOnly = true,
            Secure = client.PublicUrl.Scheme == Uri.UriSchemeHttps,
            SameSite = SameSiteMode.Lax,
            MaxAge = Patience,
            Path = "/slack",
        });
        context.Response.Headers.CacheControl = "no-store";
        return Results.Redirect($"{Authorize}?client_id={Uri.EscapeDataString(client.Id)}&scope={Uri.EscapeDataString(SlackManifest.Scopes(options.Listening))}"
            + $"&redirect_uri={Uri.EscapeDataString(client.Callback.ToString())}&state={state}");
    }

    /// <summary>Takes somebody back from Slack.</summary>
    public async Task<IResult> ReturnAsync(HttpContext context)
    {
        string? state = context.Request.Query["state"];
        string? cookie = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/slack" });
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (!Holds(state, cookie))
        {
            return Page("This did not begin here, or took longer than ten minutes. Begin again:", 400);
        }

        if (context.Request.Query["error"].ToString() is { Length: > 0 })
        {
            return Page("Nothing was installed. If that was not what you wanted:", 200);
        }

        try
        {
            Installation installed = await ExchangeAsync(context.Request.Query["code"].ToString(), context.RequestAborted);
            await installations.SaveAsync(installed, context.RequestAborted);
            log.LogWarning("The app was installed in {Tenant}", installed.Tenant);
            return Page("MeetingBot is installed. In a channel, type /invite @MeetingBot, and then @MeetingBot start.", 200, again: false);
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException or SlackUncertainException)
        {
            log.LogWarning("An installation did not work: {Problem}", problem.Message);
            return Page("Slack did not give the bot its token. Try again:", 502);
        }
    }

    private async ValueTask<Installation> ExchangeAsync(string code, CancellationToken cancellation)
    {
        SlackClient client = options.Client!;
        JsonElement answer = await api.CallAsync(new ApiCall("oauth.v2.access", "", null) { Client = (client.Id, client.Secret) }
            .With("code", code).With("redirect_uri", client.Callback.ToString()), cancellation);
        bool org = answer.Flag("is_enterprise_install");
        string? team = org ? null : answer.Part("team")?.Word("id");
        string? enterprise = answer.Part("enterprise")?.Word("id");
        string tenant = (org ? enterprise : team) ?? throw new SlackApiException("oauth.v2.access", "no_team");
        string token = answer.Word("access_token") ?? throw new SlackApiException("oauth.v2.access", "no_token");
        DateTimeOffset now = time.GetUtcNow();
        var installed = new Installation(tenant, team, enterprise, org, token)
        {
            BotUser = answer.Word("bot_user_id"),
            App = answer.Word("app_id"),
            Name = answer.Part(org ? "enterprise" : "team")?.Word("name"),
            Scopes = answer.Word("scope"),
            InstalledBy = answer.Part("authed_user")?.Word("id"),
            InstalledAt = now,
            RefreshToken = answer.Word("refresh_token"),
            Expires = answer.Number("expires_in") is { } seconds ? now.AddSeconds(seconds) : null,
        };
        JsonElement who = await api.CallAsync(installed.Call("auth.test"), cancellation);
        return installed with { BotId = who.Word("bot_id"), BotUser = installed.BotUser ?? who.Word("user_id") };
    }

    /// <summary>Whether the state is the one that this browser was given, within ten minutes and for the first time.</summary>
    private bool Holds(string? state, string? cookie)
    {
        if (string.IsNullOrEmpty(state) || string.IsNullOrEmpty(cookie))
        {
            return false;
        }

        try
        {
            string given = _protector.Unprotect(cookie, out DateTimeOffset end);
            return end > time.GetUtcNow() && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(state)) && _used.IsNew(state);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IResult Page(string text, int status, bool again = true) => Results.Content(
        $"<!DOCTYPE html><html lang=\"en\"><title>MeetingBot in Slack</title><p>{text}{(again ? " <a href=\"/slack/install\">Install MeetingBot</a>" : "")}", "text/html; charset=utf-8", null, status);
}
