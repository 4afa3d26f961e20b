using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace MeetingBot.Teams;

/// <summary>
/// Checks a token of the Bot Framework channel: RS256 only, issuer, audience, lifetime with five minutes' grace, and a key that the
/// channel publishes ("Connector authentication", Azure bot documentation). Such tokens have no tenant and no subject.
/// </summary>
public sealed class TokenCheck(TeamsOptions options, IConfigurationManager<OpenIdConnectConfiguration> keys, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private const int MostSteps = 60;

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private long _refreshed;

    /// <summary>Checks an authorization header; null when it proves nothing.</summary>
    public async ValueTask<CheckedToken?> CheckAsync(string? header, CancellationToken cancellation)
    {
        if (header?.Split(' ') is not [var scheme, { Length: > 0 } raw] || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            || !_handler.CanReadToken(raw) || _handler.ReadJsonWebToken(raw) is not { Kid: { Length: > 0 } kid, Alg: SecurityAlgorithms.RsaSha256 })
        {
            return null;
        }

        OpenIdConnectConfiguration published = await keys.GetConfigurationAsync(cancellation);
        JsonWebKey? key = KeyOf(published, kid) ?? KeyOf(await RefreshedAsync(published, cancellation), kid);
        if (key is null)
        {
            return null;
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(raw, new TokenValidationParameters
        {
            ValidIssuer = options.Issuer,
            ValidAudience = options.AppId,
            ClockSkew = Grace,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken token } && token.TryGetPayloadValue("serviceurl", out string? serviceUrl) && serviceUrl is { Length: > 0 }
            ? new CheckedToken(serviceUrl, Endorsements(key))
            : null;
    }

    /// <summary>
    /// A key that is not known may have been published since. The manager fetches in the background, so it is waited for a moment; a
    /// flood of tokens with invented keys costs one fetch a minute and no waiting.
    /// </summary>
    private async ValueTask<OpenIdConnectConfiguration> RefreshedAsync(OpenIdConnectConfiguration known, CancellationToken cancellation)
    {
        long now = time.GetTimestamp();
        long before = Interlocked.Read(ref _refreshed);
        if ((before != 0 && time.GetElapsedTime(before, now) < BetweenRefreshes) || Interlocked.CompareExchange(ref _refreshed, now, before) != before)
        {
            return known;
        }

        keys.RequestRefresh();
        OpenIdConnectConfiguration fresh = known;
        for (int step = 0; step < MostSteps && ReferenceEquals(fresh, known); step++)
        {
            await Task.Delay(Step, time, cancellation);
            fresh = await keys.GetConfigurationAsync(cancellation);
        }

        return fresh;
    }

    private static JsonWebKey? KeyOf(OpenIdConnectConfiguration published, string kid) =>
        published.JsonWebKeySet?.Keys.FirstOrDefault(key => string.Equals(key.Kid, kid, StringComparison.Ordinal) && key.Kty == JsonWebAlgorithmsKeyTypes.RSA);

    /// <summary>The channels for which a key may sign; none for a key that lists none, which proves nothing then.</summary>
    private static string[] Endorsements(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out object? list) ? list switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
        IEnumerable<object> objects => [.. objects.Select(one => one.ToString() ?? "")],
        _ => [],
    } : [];
}

/// <summary>What a token proves.</summary>
/// <param name="ServiceUrl">The connector for which it was made.</param>
/// <param name="Endorsements">The channels for which its key may sign.</param>
public sealed record CheckedToken(string ServiceUrl, IReadOnlyCollection<string> Endorsements);
