using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.HttpOverrides;

namespace MeetingBot;

/// <summary>Signs people in by OpenID Connect: the code flow with PKCE, and after it a cookie that holds who it is and nothing else.</summary>
internal static class SignIn
{
    private static readonly TimeSpan WorkingDay = TimeSpan.FromHours(12);

    /// <summary>Adds the sign-in, and the demand that everybody is signed in.</summary>
    public static void AddTo(IServiceCollection services, SignInOptions options)
    {
        services.AddAuthentication(schemes =>
            {
                schemes.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                schemes.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(cookie => Configure(cookie, options))
            .AddOpenIdConnect(provider => Configure(provider, options));
        services.AddAuthorization();
        if (options.Proxies.Count > 0)
        {
            services.Configure<ForwardedHeadersOptions>(forwarded => Configure(forwarded, options));
        }
    }

    /// <summary>Puts it before the pages.</summary>
    public static void Use(WebApplication app, SignInOptions options)
    {
        if (options.Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseHsts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/sign-out", (Delegate)LeaveAsync).RequireAuthorization();
    }

    private static void Configure(CookieAuthenticationOptions cookie, SignInOptions options)
    {
        cookie.Cookie.Name = options.IsLocal ? "meetingbot" : "__Host-meetingbot";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = Secure(options);
        cookie.ExpireTimeSpan = WorkingDay;
        cookie.SlidingExpiration = true;
    }

    private static void Configure(OpenIdConnectOptions provider, SignInOptions options)
    {
        provider.Authority = options.Authority.ToString().TrimEnd('/');
        provider.RequireHttpsMetadata = !options.Authority.IsLoopback;
        provider.ClientId = options.ClientId;
        provider.ClientSecret = options.ClientSecret;
        provider.ResponseType = "code";
        // The code comes back as an ordinary visit, so that no cookie need travel with a foreign site's form.
        provider.ResponseMode = "query";
        provider.UsePkce = true;
        provider.MapInboundClaims = false;
        provider.GetClaimsFromUserInfoEndpoint = true;
        provider.SaveTokens = false;
        provider.CallbackPath = SignInOptions.Callback;
        provider.TokenValidationParameters.NameClaimType = "name";
        foreach (CookieBuilder passing in new[] { provider.CorrelationCookie, provider.NonceCookie })
        {
            passing.SameSite = SameSiteMode.Lax;
            passing.SecurePolicy = Secure(options);
        }

        provider.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => Challenge(context, options),
            OnAuthorizationCodeReceived = context =>
            {
                context.TokenEndpointRequest!.RedirectUri = options.CallbackAddress;
                return Task.CompletedTask;
            },
            OnTicketReceived = KeepWhoItIs,
            OnRemoteFailure = RefuseAsync,
        };
    }

    private static void Configure(ForwardedHeadersOptions forwarded, SignInOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
        forwarded.AllowedHosts = [options.Host.Host];
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork network in options.Proxies)
        {
            forwarded.KnownIPNetworks.Add(network);
        }
    }

    private static CookieSecurePolicy Secure(SignInOptions options) => options.IsLocal ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    /// <summary>A page leads to the provider; what a script asks for is refused, for a script cannot follow there.</summary>
    private static Task Challenge(RedirectContext context, SignInOptions options)
    {
        context.ProtocolMessage.RedirectUri = options.CallbackAddress;
        if (context.Request.Path.StartsWithSegments("/_blazor") || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        }

        return Task.CompletedTask;
    }

    private static Task KeepWhoItIs(TicketReceivedContext context)
    {
        IEnumerable<Claim> kept = context.Principal?.Claims.Where(claim => claim.Type is "sub" or "name").DistinctBy(claim => claim.Type) ?? [];
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(kept, context.Scheme.Name, "name", null));
        return Task.CompletedTask;
    }

    /// <summary>Another site cannot send anybody here: the cookie does not travel with its forms.</summary>
    private static async Task<IResult> LeaveAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Page("Signed out", "You are signed out of the meeting room.", "Sign in again");
    }

    private static IResult Page(string title, string text, string link, int status = StatusCodes.Status200OK) =>
        Results.Content($"<!DOCTYPE html><html lang=\"en\"><title>{title}</title><p>{text} <a href=\"/\">{link}</a>", "text/html; charset=utf-8", null, status);

    /// <summary>What a provider answers may hold anything, so only the kind of failure is logged, and nothing of it is shown.</summary>
    private static Task RefuseAsync(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("MeetingBot.SignIn")
            .LogWarning("A sign-in was refused ({Kind})", (context.Failure?.InnerException ?? context.Failure)?.GetType().Name ?? "unknown");
        context.HandleResponse();
        return Page("Not signed in", "Signing in did not work, so nothing is shown.", "Try again", StatusCodes.Status403Forbidden).ExecuteAsync(context.HttpContext);
    }
}
