using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests;

/// <summary>
/// Signs tokens as the Bot Framework channel does, with throw-away keys: k1 is endorsed for msteams and skype, k2 for webchat, k3 for
/// nothing, kUnpublished is not in the key set. What is wrong about a token is asked for by a recipe.
/// </summary>
public sealed class TokenIssuer
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "11111111-2222-4333-8444-555555555555";

    // Making a key takes longer than most tests: they are shared.
    static readonly Dictionary<string, RSA> Shared = new[] { "k1", "k2", "k3", "kUnpublished" }.ToDictionary(kid => kid, _ => RSA.Create(2048));

    readonly Dictionary<string, RSA> _keys = new(Shared);
    readonly List<string> _published = ["k1", "k2", "k3"];

    /// <summary>Publishes a new key that is endorsed for Teams, as a rollover does.</summary>
    public void Publish(string kid)
    {
        _keys[kid] = RSA.Create(2048);
        _published.Add(kid);
    }

    public JsonObject KeySet() => new() { ["keys"] = new JsonArray([.. _published.Select(Published)]) };

    /// <summary>A good token for a connector's address, in a header.</summary>
    public string Header(string serviceUrl, string kid = "k1") => "Bearer " + Sign("RS256", kid, kid, Claims(serviceUrl));

    /// <summary>The header that a recipe of inbound-token-cases.json describes; null for none.</summary>
    public string? Header(JsonObject recipe, string serviceUrl)
    {
        if (recipe.ContainsKey("header"))
            return null;

        var raw = recipe["rawToken"]?.GetValue<string>() ?? Token(recipe, serviceUrl);
        return $"{recipe["scheme"]?.GetValue<string>() ?? "Bearer"} {raw}{recipe["headerSuffix"]?.GetValue<string>()}";
    }

    string Token(JsonObject recipe, string serviceUrl)
    {
        var claims = Claims(serviceUrl);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        foreach (var time in new[] { "exp", "nbf" })
        {
            if (recipe[time] is { } offset)
                claims[time] = now + offset.GetValue<long>();
        }

        foreach (var name in new[] { "aud", "iss", "serviceurl" })
        {
            if (recipe[name] is { } value)
                claims[name] = Filled(value, serviceUrl);
        }

        foreach (var name in recipe["remove"]?.AsArray() ?? [])
            claims.Remove(name!.GetValue<string>());
        foreach (var (name, value) in recipe["add"]?.AsObject() ?? [])
            claims[name] = Filled(value!, serviceUrl);
        if (recipe["claimsOnly"] is JsonObject only)
            claims = only.DeepClone().AsObject();

        var key = recipe["key"]?.GetValue<string>() ?? "k1";
        var kid = recipe.ContainsKey("kid") ? recipe["kid"]?.GetValue<string>() : key;
        var token = Sign(recipe["alg"]?.GetValue<string>() ?? "RS256", key, kid, claims, recipe["hmacKey"]?.GetValue<string>(), recipe["header_cty"]?.GetValue<string>());
        if (recipe["tamper"] is not JsonObject tamper)
            return token;

        foreach (var (name, value) in tamper)
            claims[name] = value!.DeepClone();
        var parts = token.Split('.');
        return $"{parts[0]}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}.{parts[2]}";
    }

    static JsonNode Filled(JsonNode value, string serviceUrl) => value is JsonArray list
        ? new JsonArray([.. list.Select(one => Filled(one!, serviceUrl))])
        : JsonValue.Create(value.GetValue<string>() switch
        {
            "$appId" => AppId,
            "$serviceUrl" => serviceUrl,
            "$UPPER" => serviceUrl.ToUpperInvariant(),
            "$noslash" => serviceUrl.TrimEnd('/'),
            var text => text,
        });

    static JsonObject Claims(string serviceUrl)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new() { ["iss"] = Issuer, ["aud"] = AppId, ["serviceurl"] = serviceUrl, ["nbf"] = now - 60, ["exp"] = now + 3600 };
    }

    string Sign(string algorithm, string key, string? kid, JsonObject claims, string? secret = null, string? contentType = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
            header["kid"] = kid;
        if (contentType is not null)
            header["cty"] = contentType;

        var signed = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var rsa = _keys[key];
        var signature = algorithm switch
        {
            "RS256" => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret is "SPKI PEM of k1" ? _keys["k1"].ExportSubjectPublicKeyInfoPem() : secret!), bytes),
            "none" => [],
            _ => throw new ArgumentException(algorithm, nameof(algorithm)),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    JsonNode Published(string kid)
    {
        var numbers = _keys[kid].ExportParameters(false);
        var key = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["x5t"] = kid,
            ["n"] = Base64Url.EncodeToString(numbers.Modulus),
            ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        };
        if (kid != "k3")
            key["endorsements"] = kid == "k2" ? new JsonArray("webchat") : new JsonArray("msteams", "skype");
        return key;
    }
}
