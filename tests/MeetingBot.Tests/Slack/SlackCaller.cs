using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Sends the bot what Slack sends, signed as Slack signs it.</summary>
public sealed class SlackCaller(FakeSlack slack, Uri bot) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private int _events;

    /// <summary>Everything that people said, wrote into forms, or pressed: no log may hold it.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public async Task<(int Status, string Body)> SendAsync(string path, byte[] body, string type, string? secret = null)
    {
        string now = slack.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add(SlackSignature.TimeHeader, now);
        request.Headers.Add(SlackSignature.SignatureHeader, SlackSignature.Sign(secret ?? FakeSlack.SigningSecret, now, body));
        using HttpResponseMessage answer = await _client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Delivers an event as Slack does: what is not answered 200 comes again, up to three times. The pauses are shorter. Returns how often it was sent.</summary>
    public async Task<int> DeliverAsync(JsonObject body)
    {
        for (int retry = 0; ; retry++)
        {
            (int status, _) = await EventAsync(body);
            if (status == 200 || retry == 3)
                return retry + 1;
            await Task.Delay(TimeSpan.FromSeconds(retry));
        }
    }

    public Task<(int Status, string Body)> EventAsync(JsonObject body) => SendAsync("slack/events", Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json; charset=utf-8");

    public Task<(int Status, string Body)> InteractAsync(JsonObject payload) =>
        SendAsync("slack/interactivity", Encoding.UTF8.GetBytes("payload=" + System.Web.HttpUtility.UrlEncode(payload.ToJsonString())), "application/x-www-form-urlencoded");

    public Task<JsonObject> CommandAsync(string user, string text, string channel = "C1", string? trigger = null) => CommandAsync(Command(user, text, channel, trigger));

    public async Task<JsonObject> CommandAsync(JsonObject command)
    {
        (int status, string body) = await SendAsync("slack/commands", Encoding.UTF8.GetBytes(string.Join('&', command.Select(field =>
            $"{field.Key}={System.Web.HttpUtility.UrlEncode(field.Value!.GetValue<string>())}"))), "application/x-www-form-urlencoded");
        Assert.Equal(200, status);
        return body.Length == 0 ? [] : (JsonObject)JsonNode.Parse(body)!;
    }

    public JsonObject Command(string user, string text, string channel = "C1", string? trigger = null)
    {
        Said.Enqueue(text);
        return Typed(user, text, channel, trigger);
    }

    private JsonObject Typed(string user, string text, string channel, string? trigger) => new()
    {
        ["team_id"] = FakeSlack.Team,
        ["channel_id"] = channel,
        ["channel_name"] = slack.Channels[channel].IsDirect ? "directmessage" : slack.Channels[channel].Name,
        ["user_id"] = user,
        ["command"] = "/meeting",
        ["text"] = Mrkdwn.Escape(text),
        ["response_url"] = slack.ResponseUrl(),
        ["trigger_id"] = trigger ?? slack.Trigger(),
        ["is_enterprise_install"] = "false",
    };

    /// <summary>Somebody says something in a channel; returns its time stamp and the deliveries that Slack makes of it.</summary>
    public JsonObject Message(string user, string text, string channel = "C1", string? thread = null, string type = "message", string? ts = null)
    {
        Said.Enqueue(text);
        if (ts is null)
        {
            ts = slack.NextTs();
            lock (slack.Channels[channel].Messages)
                slack.Channels[channel].Messages.Add(new FakeMessage(ts, user, text) { Thread = thread });
        }

        var happened = new JsonObject
        {
            ["type"] = type,
            ["user"] = user,
            ["text"] = text,
            ["ts"] = ts,
            ["channel"] = channel,
            ["event_ts"] = ts,
            ["team"] = FakeSlack.Team,
            ["client_msg_id"] = "client-" + ts,
        };
        if (type == "message")
            happened["channel_type"] = slack.Channels[channel].IsDirect ? "im" : "channel";
        if (thread is not null)
            happened["thread_ts"] = thread;
        return Envelope(happened);
    }

    public JsonObject Envelope(JsonObject happened) => new()
    {
        ["type"] = "event_callback",
        ["team_id"] = FakeSlack.Team,
        ["api_app_id"] = FakeSlack.App,
        ["event_id"] = $"Ev{Interlocked.Increment(ref _events)}",
        ["event_time"] = slack.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["event"] = happened,
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = FakeSlack.Team, ["user_id"] = FakeSlack.BotUser, ["is_bot"] = true, ["is_enterprise_install"] = false }),
    };

    /// <summary>Somebody presses a button of a message.</summary>
    public JsonObject Press(string user, string channel, string ts, JsonObject button, bool ephemeral = false, string? thread = null) => new()
    {
        ["type"] = "block_actions",
        ["user"] = new JsonObject { ["id"] = user, ["team_id"] = slack.Users[user].Team },
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
        ["trigger_id"] = slack.Trigger(),
        ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = ts, ["channel_id"] = channel, ["is_ephemeral"] = ephemeral, ["thread_ts"] = thread },
        ["channel"] = new JsonObject { ["id"] = channel },
        ["response_url"] = slack.ResponseUrl(),
        ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = button["action_id"]!.DeepClone(), ["block_id"] = "b", ["value"] = button["value"]!.DeepClone(), ["action_ts"] = slack.NextTs() }),
    };

    /// <summary>Somebody sends a form that was opened.</summary>
    public JsonObject Submit(string user, FakeView view, params (string Block, string Value)[] values)
    {
        var state = new JsonObject();
        foreach ((string block, string value) in values)
        {
            Said.Enqueue(value);
            string field = block switch { "person" => "selected_user", "due" => "selected_date", "channel" => "selected_conversation", _ => "value" };
            state[block] = new JsonObject { [block] = new JsonObject { [field] = value } };
        }

        var sent = (JsonObject)view.View.DeepClone();
        sent["id"] = view.Id;
        sent["hash"] = view.Hash;
        sent["state"] = new JsonObject { ["values"] = state };
        return new JsonObject
        {
            ["type"] = "view_submission",
            ["user"] = new JsonObject { ["id"] = user, ["team_id"] = FakeSlack.Team },
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["trigger_id"] = slack.Trigger(),
            ["view"] = sent,
        };
    }

    /// <summary>Somebody presses a button of their home page.</summary>
    public JsonObject PressHome(string user, JsonObject button)
    {
        JsonObject pressed = Press(user, "C1", "1.0", button);
        pressed.Remove("channel");
        pressed.Remove("response_url");
        pressed["container"] = new JsonObject { ["type"] = "view", ["view_id"] = "VH" + user };
        pressed["view"] = new JsonObject { ["id"] = "VH" + user, ["type"] = "home", ["callback_id"] = "", ["private_metadata"] = "", ["state"] = new JsonObject { ["values"] = new JsonObject() } };
        return pressed;
    }

    /// <summary>Somebody chooses a shortcut in the menu of a message.</summary>
    /// <param name="callback">Which shortcut.</param>
    /// <param name="user">Who chooses it.</param>
    /// <param name="author">Who wrote the message; null for an app.</param>
    /// <param name="text">What it says.</param>
    public JsonObject Chosen(string callback, string user, string? author, string text)
    {
        string ts = Message(author ?? FakeSlack.BotUser, text)["event"]!["ts"]!.GetValue<string>();
        JsonObject message = author is null
            ? new JsonObject { ["type"] = "message", ["subtype"] = "bot_message", ["bot_id"] = "B9", ["username"] = "Build bot", ["ts"] = ts, ["text"] = text }
            : new JsonObject { ["type"] = "message", ["user"] = author, ["ts"] = ts, ["text"] = text };
        return new JsonObject
        {
            ["type"] = "message_action",
            ["callback_id"] = callback,
            ["trigger_id"] = slack.Trigger(),
            ["response_url"] = slack.ResponseUrl(),
            ["user"] = new JsonObject { ["id"] = user, ["team_id"] = slack.Users[user].Team },
            ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["channel"] = new JsonObject { ["id"] = "C1", ["name"] = "release-team" },
            ["message"] = message,
        };
    }

    /// <summary>Somebody chooses a shortcut that belongs to no message.</summary>
    public JsonObject Shortcut(string callback, string user) => new()
    {
        ["type"] = "shortcut",
        ["callback_id"] = callback,
        ["trigger_id"] = slack.Trigger(),
        ["user"] = new JsonObject { ["id"] = user, ["team_id"] = FakeSlack.Team },
        ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
    };

    /// <summary>Every button below a message, by what it says.</summary>
    public static Dictionary<string, JsonObject> Buttons(JsonArray? blocks) => (blocks ?? []).OfType<JsonObject>()
        .SelectMany(block => (block["elements"] as JsonArray ?? []).Append(block["accessory"])).OfType<JsonObject>()
        .Where(element => element["type"]?.GetValue<string>() == "button")
        .GroupBy(button => button["text"]!["text"]!.GetValue<string>()).ToDictionary(group => group.Key, group => group.First());

    public void Dispose() => _client.Dispose();
}
