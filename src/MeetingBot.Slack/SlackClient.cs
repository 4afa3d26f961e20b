using Microsoft.Extensions.Configuration;

namespace MeetingBot.Slack;

/// <summary>What proves the app to Slack when a workspace installs it.</summary>
/// <param name="Id">The client id.</param>
/// <param name="Secret">Its secret; never in a log.</param>
/// <param name="PublicUrl">The bot's own address, to which Slack sends people back; https, or this machine for tests.</param>
public sealed record SlackClient(string Id, string Secret, Uri PublicUrl)
{
    /// <summary>Where Slack sends people back to.</summary>
    public Uri Callback => new(PublicUrl, "slack/oauth/callback");

    internal static SlackClient? Read(IConfiguration configuration, string? id, string? secret, out string? wrong)
    {
        wrong = null;
        string? address = configuration["Slack:PublicUrl"]?.Trim();
        if (string.IsNullOrEmpty(id) && string.IsNullOrEmpty(secret))
        {
            return null;
        }

        wrong = string.IsNullOrEmpty(id) ? "Slack__ClientId is missing."
            : string.IsNullOrEmpty(secret) ? "Slack__ClientSecret is missing (or Slack__ClientSecret_FILE)."
            : !Uri.TryCreate(address, UriKind.Absolute, out Uri? url) || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)) ? "Slack__PublicUrl must be the bot's own https address, for example https://meetings.example.org/."
            : null;
        return wrong is null ? new SlackClient(id!, secret!, new Uri(address!.EndsWith('/') ? address : address + "/")) : null;
    }
}
