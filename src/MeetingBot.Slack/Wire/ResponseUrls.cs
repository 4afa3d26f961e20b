using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>
/// Answers to the address that comes with a command or a press: at most five within half an hour. The address is a secret and is
/// input: no token goes there, no redirect is followed, and only Slack's own host is believed.
/// </summary>
/// <param name="clients">Makes the client.</param>
/// <param name="other">Another base that is believed, for tests; null for none.</param>
internal sealed class ResponseUrls(IHttpClientFactory clients, Uri? other)
{
    /// <summary>The name of the client in the factory; it follows no redirects.</summary>
    public const string Client = "slack-responses";

    private const string Host = "hooks.slack.com";

    /// <summary>Sends an answer; false when it did not arrive, for whatever reason: there is no second try.</summary>
    public async ValueTask<bool> SendAsync(string? address, JsonObject answer, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? target) || !IsBelieved(target))
        {
            return false;
        }

        try
        {
            using var content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await clients.CreateClient(Client).PostAsync(target, content, cancellation);
            string body = await response.Content.ReadAsStringAsync(cancellation);
            return response.IsSuccessStatusCode && (Loose.Parse(Encoding.UTF8.GetBytes(body)) is not { } json || json.Flag("ok"));
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>Whether an address is Slack's.</summary>
    public bool IsBelieved(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0 && address.Host.Equals(Host, StringComparison.OrdinalIgnoreCase))
        || (other is not null && address.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority));
}
