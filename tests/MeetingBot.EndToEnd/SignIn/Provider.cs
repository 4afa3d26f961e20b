using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingBot.EndToEnd;

/// <summary>A small OpenID provider on loopback: discovery, keys, the code flow with PKCE, signed tokens. It can be made to lie.</summary>
public sealed class Provider : IAsyncDisposable
{
    public const string ClientId = "meetingbot";
    public const string Secret = "a secret that is in no log";

    readonly RSA _key = RSA.Create(2048);
    readonly RSA _foreignKey = RSA.Create(2048);
    readonly ConcurrentDictionary<string, IQueryCollection> _codes = [];
    readonly ConcurrentDictionary<string, (string Subject, string Name)> _access = [];
    readonly WebApplication _app;

    public Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", Discovery);
        _app.MapGet("/keys", Keys);
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
        _app.MapGet("/userinfo", UserInfo);
    }

    public string Address { get; } = $"http://127.0.0.1:{HostProcess.FreePort()}";

    /// <summary>Who is at the keyboard.</summary>
    public (string Subject, string Name) User { get; set; } = ("subject-1", "Ana Lopes");

    public Lie Lie { get; set; }

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    IResult Discovery() => Results.Json(new
    {
        issuer = Address,
        authorization_endpoint = Address + "/authorize",
        token_endpoint = Address + "/token",
        userinfo_endpoint = Address + "/userinfo",
        jwks_uri = Address + "/keys",
        response_types_supported = new[] { "code" },
        subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
    });

    IResult Keys()
    {
        var key = _key.ExportParameters(false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "1", n = Base64(key.Modulus!), e = Base64(key.Exponent!) } } });
    }

    IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256")
            return Results.BadRequest();

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = asked;
        var state = Lie is Lie.State ? asked["state"] + "x" : asked["state"].ToString();
        return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(state)}");
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (form["client_secret"] != Secret || !_codes.TryRemove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked["redirect_uri"]
            || Base64(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked["code_challenge"])
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        var access = Guid.NewGuid().ToString("N");
        _access[access] = User;
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var token = Sign(new
        {
            iss = Lie is Lie.Issuer ? "https://elsewhere.example" : Address,
            aud = Lie is Lie.Audience ? "another" : ClientId,
            sub = User.Subject,
            nonce = Lie is Lie.Nonce ? "another" : asked["nonce"].ToString(),
            iat = now - 600,
            exp = Lie is Lie.Expiry ? now - 500 : now + 300,
        });
        return Results.Json(new { access_token = access, token_type = "Bearer", expires_in = 300, id_token = token });
    }

    IResult UserInfo(HttpRequest request) =>
        _access.TryGetValue(request.Headers.Authorization.ToString()["Bearer ".Length..], out var user)
            ? Results.Json(new { sub = Lie is Lie.UserInfo ? "somebody else" : user.Subject, name = user.Name })
            : Results.Unauthorized();

    string Sign(object claims)
    {
        var signed = Base64(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid = "1", typ = "JWT" })) + "." + Base64(JsonSerializer.SerializeToUtf8Bytes(claims));
        var key = Lie is Lie.Key ? _foreignKey : _key;
        return $"{signed}.{Base64(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

/// <summary>What a provider, or whoever stands between, may get wrong.</summary>
public enum Lie
{
    None,
    State,
    Nonce,
    Issuer,
    Audience,
    Key,
    Expiry,
    UserInfo,
}
