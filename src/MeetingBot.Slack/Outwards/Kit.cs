using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>Makes Slack's blocks. Text that comes from people is escaped here and nowhere else; plain texts are cut to what Slack takes.</summary>
internal static class Kit
{
    /// <summary>A paragraph of the bot's own words with people's words among them, escaped; a back quote marks what can be typed.</summary>
    public static JsonObject Section(string text, JsonObject? accessory = null)
    {
        var section = new JsonObject { ["type"] = "section", ["text"] = Words(Mrkdwn.EscapeCut(text.Trim().Length == 0 ? "…" : text, BlockLimits.SectionText)) };
        if (accessory is not null)
        {
            section["accessory"] = accessory;
        }

        return section;
    }

    /// <summary>A paragraph that is Slack's markup already.</summary>
    public static JsonObject Marked(string markup) => new() { ["type"] = "section", ["text"] = Words(markup) };

    /// <summary>Small print.</summary>
    public static JsonObject Context(string text) => new() { ["type"] = "context", ["elements"] = new JsonArray(Words(Mrkdwn.EscapeCut(text, BlockLimits.SectionText))) };

    /// <summary>A title.</summary>
    public static JsonObject Header(string text) => new() { ["type"] = "header", ["text"] = Plain(text, BlockLimits.HeaderText) };

    /// <summary>A line across.</summary>
    public static JsonObject Divider() => new() { ["type"] = "divider" };

    /// <summary>A row of buttons and menus; at least one.</summary>
    public static JsonObject Actions(string id, params IEnumerable<JsonObject> elements) =>
        new() { ["type"] = "actions", ["block_id"] = id, ["elements"] = new JsonArray([.. elements.Take(BlockLimits.ActionElements)]) };

    /// <summary>A button; null when what it carries is too long for one.</summary>
    public static JsonObject? Button(string id, string label, string value, string? style = null) => value.Length > BlockLimits.ButtonValue ? null
        : With(new JsonObject { ["type"] = "button", ["action_id"] = id, ["text"] = Plain(label, BlockLimits.ButtonText), ["value"] = value }, "style", style);

    /// <summary>A text that shows as it is.</summary>
    public static JsonObject Plain(string text, int most) =>
        new() { ["type"] = "plain_text", ["text"] = Mrkdwn.Cut(text.Trim().Length == 0 ? "…" : text, most), ["emoji"] = false };

    /// <summary>A field of a form.</summary>
    public static JsonObject Input(string id, string label, JsonObject element, bool optional = false, string? hint = null)
    {
        element["action_id"] = id;
        var input = new JsonObject { ["type"] = "input", ["block_id"] = id, ["label"] = Plain(label, BlockLimits.InputLabel), ["element"] = element, ["optional"] = optional };
        if (hint is not null)
        {
            input["hint"] = Plain(hint, BlockLimits.InputHint);
        }

        return input;
    }

    /// <summary>A field for text.</summary>
    public static JsonObject TextField(string? initial = null, bool lines = false) => With(
        new JsonObject { ["type"] = "plain_text_input", ["multiline"] = lines, ["max_length"] = BlockLimits.InputMaxLength },
        "initial_value", string.IsNullOrEmpty(initial) ? null : Mrkdwn.Cut(initial, BlockLimits.InputMaxLength));

    /// <summary>A menu of a few words.</summary>
    public static JsonObject Menu(string type, IEnumerable<(string Text, string Value)> options, string? initial = null)
    {
        var menu = new JsonObject { ["type"] = type };
        var choices = new JsonArray();
        foreach ((string text, string value) in options)
        {
            choices.Add(Option(text, value));
            if (value == initial)
            {
                menu["initial_option"] = Option(text, value);
            }
        }

        menu["options"] = choices;
        return menu;
    }

    /// <summary>A form.</summary>
    public static JsonObject Modal(string callback, string title, string submit, string metadata, JsonArray blocks) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = callback,
        ["title"] = Plain(title, BlockLimits.ViewTitle),
        ["submit"] = Plain(submit, BlockLimits.ViewTitle),
        ["close"] = Plain("Cancel", BlockLimits.ViewTitle),
        ["private_metadata"] = metadata,
        ["blocks"] = blocks,
    };

    private static JsonObject Option(string text, string value) => new() { ["text"] = Plain(text, BlockLimits.OptionText), ["value"] = value };

    private static JsonObject Words(string markup) => new() { ["type"] = "mrkdwn", ["text"] = markup, ["verbatim"] = true };

    private static JsonObject With(JsonObject node, string name, string? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }

        return node;
    }
}
