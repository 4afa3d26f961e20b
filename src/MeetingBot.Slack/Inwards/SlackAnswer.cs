using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>How Slack's request is answered, over HTTP or in an acknowledgement.</summary>
/// <param name="Status">The HTTP status; over a socket anything but 200 is no acknowledgement.</param>
/// <param name="Body">What goes back; null for nothing.</param>
internal sealed record SlackAnswer(int Status, JsonObject? Body)
{
    /// <summary>Taken, and nothing to say.</summary>
    public static readonly SlackAnswer Ok = new(200, null);

    /// <summary>Not stored: Slack sends an event again.</summary>
    public static readonly SlackAnswer NotStored = new(500, null);

    /// <summary>With a text for the sender alone.</summary>
    public static SlackAnswer Says(SlackText text) => new(200, text.AsAnswer());

    /// <summary>Refuses a form, with the reason beside a field.</summary>
    public static SlackAnswer Errors(string block, string text) =>
        new(200, new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { [block] = Mrkdwn.Cut(text.Length == 0 ? "…" : text, 500) } });
}
