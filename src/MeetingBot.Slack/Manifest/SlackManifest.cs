using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Slack;

/// <summary>
/// The app's manifest, made from the catalogue of commands and from what the bot handles and calls, so that names, events and rights
/// never drift apart (docs.slack.dev/reference/app-manifest).
/// </summary>
public static class SlackManifest
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] First = ["start", "here", "agenda add", "next topic", "decision", "action", "adjourn", "help"];

    /// <summary>Events that are taken, each with the rights that it needs.</summary>
    internal static readonly ImmutableArray<(string Event, string[] Scopes)> Events =
    [
        ("app_home_opened", []),
        ("app_mention", ["app_mentions:read"]),
        ("app_uninstalled", []),
        ("channel_archive", ["channels:read"]),
        ("channel_deleted", ["channels:read"]),
        ("channel_id_changed", []),
        ("channel_left", ["channels:read"]),
        ("channel_rename", ["channels:read"]),
        ("group_archive", ["groups:read"]),
        ("group_deleted", ["groups:read"]),
        ("group_left", ["groups:read"]),
        ("group_rename", ["groups:read"]),
        ("member_joined_channel", ["channels:read", "groups:read"]),
        ("message.im", ["im:history"]),
        ("tokens_revoked", []),
    ];

    /// <summary>What is taken besides when lines of a meeting's thread are to be heard without a mention.</summary>
    internal static readonly ImmutableArray<(string Event, string[] Scopes)> ListeningEvents = [("message.channels", ["channels:history"]), ("message.groups", ["groups:history"])];

    /// <summary>Methods of the Web API that are called, each with the right that it needs; null for none.</summary>
    internal static readonly ImmutableArray<(string Method, string? Scope)> Methods =
    [
        ("auth.test", null),
        ("chat.getPermalink", null),
        ("chat.postEphemeral", "chat:write"),
        ("chat.postMessage", "chat:write"),
        ("chat.update", "chat:write"),
        ("conversations.info", "channels:read"),
        ("conversations.open", "im:write"),
        ("users.info", "users:read"),
        ("views.open", null),
        ("views.publish", null),
        ("views.update", null),
    ];

    /// <summary>Methods without which the bot still works; whoever installs it may refuse their rights.</summary>
    internal static readonly ImmutableArray<(string Method, string Scope)> OptionalMethods =
    [
        ("conversations.join", "channels:join"),
        ("files.completeUploadExternal", "files:write"),
        ("files.delete", "files:write"),
        ("files.getUploadURLExternal", "files:write"),
        ("reactions.add", "reactions:write"),
        ("usergroups.list", "usergroups:read"),
    ];

    /// <summary>The manifests that stand in the project, by file name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All()
    {
        foreach (bool listening in new[] { false, true })
        {
            string package = listening ? "listening" : "quiet";
            yield return new($"{package}.http.json", Write("/meeting", new Uri("https://bot.example.com/"), listening));
            yield return new($"{package}.socket.json", Write("/meeting", null, listening));
        }
    }

    /// <summary>The rights without which something does not work that is promised; without the optional ones the bot does without.</summary>
    internal static IEnumerable<string> Needed(bool listening) => Scopes(listening).Split(',').Except(OptionalMethods.Select(one => one.Scope));

    /// <summary>The rights that are asked for, separated by commas: for commands, for events and for methods.</summary>
    internal static string Scopes(bool listening) => string.Join(',', Events.Concat(listening ? ListeningEvents : []).SelectMany(one => one.Scopes)
        .Concat(Methods.Select(one => one.Scope).OfType<string>()).Concat(OptionalMethods.Select(one => one.Scope)).Append("commands").Distinct().Order(StringComparer.Ordinal));

    /// <summary>Makes a manifest.</summary>
    /// <param name="command">The slash command with its slash.</param>
    /// <param name="address">The bot's own address; null for Socket Mode, which needs none.</param>
    /// <param name="listening">Whether lines of a meeting's thread are heard without a mention.</param>
    public static string Write(string command, Uri? address, bool listening)
    {
        string? At(string path) => address is null ? null : new Uri(address, path).ToString();
        (string Event, string[] Scopes)[] events = [.. Events, .. listening ? ListeningEvents : []];
        var manifest = new JsonObject
        {
            ["_metadata"] = new JsonObject { ["major_version"] = 2, ["minor_version"] = 1 },
            ["display_information"] = new JsonObject
            {
                ["name"] = "MeetingBot",
                ["description"] = "Keeps the minutes of a standing group: attendance, decisions, actions, and the draft when the meeting ends.",
                ["background_color"] = "#1d3557",
            },
            ["features"] = new JsonObject
            {
                ["app_home"] = new JsonObject { ["home_tab_enabled"] = true, ["messages_tab_enabled"] = true, ["messages_tab_read_only_enabled"] = false },
                ["bot_user"] = new JsonObject { ["display_name"] = "MeetingBot", ["always_online"] = true },
                ["slash_commands"] = new JsonArray(With(new JsonObject { ["command"] = command }, "url", At("slack/commands"), new JsonObject
                {
                    ["description"] = "Run a meeting and keep its minutes",
                    ["usage_hint"] = Hint(),
                    ["should_escape"] = true,
                })),
                ["shortcuts"] = new JsonArray(
                    Shortcut("Start a meeting", "global", SlackForms.StartShortcut, "Open a meeting in a channel"),
                    Shortcut("Record as decision", "message", SlackForms.DecisionShortcut, "Put this message into the minutes as a decision"),
                    Shortcut("Record as action", "message", SlackForms.ActionShortcut, "Put this message into the minutes as an action"),
                    Shortcut("Record as note", "message", SlackForms.NoteShortcut, "Put this message into the minutes as a point of its author")),
            },
            ["oauth_config"] = With([], "redirect_urls", address is null ? null : new JsonArray(At("slack/oauth/callback")), new JsonObject
            {
                ["scopes"] = new JsonObject
                {
                    ["bot"] = Names(Scopes(listening).Split(',')),
                    ["bot_optional"] = Names(OptionalMethods.Select(one => one.Scope).Distinct().Order(StringComparer.Ordinal)),
                },
            }),
            ["settings"] = new JsonObject
            {
                ["event_subscriptions"] = With([], "request_url", At("slack/events"), new JsonObject { ["bot_events"] = Names(events.Select(one => one.Event).Order(StringComparer.Ordinal)) }),
                ["interactivity"] = With(With(new JsonObject { ["is_enabled"] = true }, "request_url", At("slack/interactivity"), []), "message_menu_options_url", At("slack/options"), []),
                ["org_deploy_enabled"] = false,
                ["socket_mode_enabled"] = address is null,
                ["token_rotation_enabled"] = false,
            },
        };
        return manifest.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>The first commands that people give, as the catalogue has them.</summary>
    private static string Hint() => string.Join(" | ", First.Select(name => Catalogue.Find(name)!.Name));

    private static JsonObject Shortcut(string name, string type, string callback, string description) =>
        new() { ["name"] = name, ["type"] = type, ["callback_id"] = callback, ["description"] = description };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static JsonObject With(JsonObject node, string name, JsonNode? value, JsonObject rest)
    {
        if (value is not null)
        {
            node[name] = value;
        }

        foreach ((string field, JsonNode? content) in rest)
        {
            node[field] = content?.DeepClone();
        }

        return node;
    }
}
