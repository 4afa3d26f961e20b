using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Pressed buttons of cards a second that are recorded before they are answered, each with a token that is checked, on SQLite with
/// synchronous=FULL. A press is answered in its response, so that only the bot is measured.
/// </summary>
internal static class TeamsLoad
{
    private const string App = "11111111-2222-4333-8444-555555555555";
    private const string Tenant = "5f0e1d2c-0000-4000-8000-00000000aaaa";
    private const int People = 50;

    private static readonly string Started = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public static async Task<int> RunAsync()
    {
        using var key = RSA.Create(2048);
        RSAParameters numbers = key.ExportParameters(false);
        string url = "";
        using var teams = new Answering(path => path switch
        {
            "/openid" => $$"""{"issuer":"https://api.botframework.com","jwks_uri":"{{url}}keys","id_token_signing_alg_values_supported":["RS256"]}""",
            "/keys" => $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"k1","x5t":"k1","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}","endorsements":["msteams"]}]}""",
            _ => """{"id":"1"}""",
        });
        url = teams.Url;
        string service = $"{url}emea/{Tenant}/";
        string token = Token(key, service);
        await using ServedBot bot = await ServedBot.StartAsync(("ASPNETCORE_ENVIRONMENT", "Development"), ("Logging__LogLevel__Default", "None"), ("Teams__AppId", App), ("Teams__TenantId", Tenant),
            ("Teams__ClientSecret", "load"), ("Teams__OpenIdMetadataUrl", url + "openid"));
        await Load(bot, service, token, "start", "").RunAsync(1, TimeSpan.FromMilliseconds(1));
        await LoadTable.PrintAsync("pressed buttons, tokens checked", bot, Load(bot, service, token, "note the export fails on small screens", "Noted"));
        return 0;
    }

    private static HttpLoad Load(ServedBot bot, string service, string token, string line, string wanted) => new(new IPEndPoint(IPAddress.Loopback, bot.Port),
        number => Press(service, token, line, number),
        answer => answer.Contains("200 OK", StringComparison.Ordinal) && answer.Contains(wanted, StringComparison.Ordinal));

    private static byte[] Press(string service, string token, string line, int number)
    {
        string body = string.Create(CultureInfo.InvariantCulture, $$$"""
            {"type":"invoke","name":"adaptiveCard/action","id":"f:{{{Started}}}-{{{number}}}","timestamp":"{{{DateTimeOffset.UtcNow:O}}}","channelId":"msteams","serviceUrl":"{{{service}}}",
            "from":{"id":"29:1user-{{{number % People}}}","name":"Ana Lopes","aadObjectId":"00000000-0000-4000-8000-{{{number % People:d12}}}"},"recipient":{"id":"28:{{{App}}}","name":"MeetingBot"},
            "conversation":{"id":"19:load@thread.v2","tenantId":"{{{Tenant}}}","conversationType":"groupChat","isGroup":true},"channelData":{"tenant":{"id":"{{{Tenant}}}"}},
            "value":{"action":{"type":"Action.Execute","data":{"line":"{{{line}}}"}},"trigger":"manual"}}
            """);
        return Encoding.UTF8.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static string Token(RSA key, string service)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        string head = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT","kid":"k1"}"""u8);
        string claims = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = "https://api.botframework.com",
            ["aud"] = App,
            ["serviceurl"] = service,
            ["nbf"] = now - 60,
            ["exp"] = now + 3600,
        }));
        return $"{head}.{claims}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
