using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>
/// Finds everything in a message or view that Slack would refuse, each with its place as a JSON pointer. It knows the blocks and
/// elements that the bot uses; any other is a breach.
/// </summary>
internal sealed partial class BlockCheck
{
    private static readonly string[] Styles = ["bold", "italic", "strike", "code"];

    private readonly List<string> _breaches = [];
    private readonly HashSet<string> _blockIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actionIds = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a message; empty for nothing.</summary>
    public static IReadOnlyList<string> Message(string? text, JsonArray? blocks)
    {
        var check = new BlockCheck();
        check.Text("/text", text, 1, BlockLimits.MessageText);
        check.Blocks("/blocks", blocks, BlockLimits.MessageBlocks, isView: false);
        return check._breaches;
    }

    /// <summary>What is wrong with a view; empty for nothing.</summary>
    public static IReadOnlyList<string> View(JsonObject view)
    {
        var check = new BlockCheck();
        bool modal = Word(view, "type") == "modal";
        if (!modal && Word(view, "type") != "home")
        {
            check.Breach("/type", "is neither modal nor home");
        }

        if (modal)
        {
            check.Plain("/title", view["title"], BlockLimits.ViewTitle);
            check.Plain("/close", view["close"], BlockLimits.ViewTitle, optional: true);
            check.Plain("/submit", view["submit"], BlockLimits.ViewTitle, optional: view["blocks"] is JsonArray all && !all.Any(block => Word(block, "type") == "input"));
        }

        check.Text("/callback_id", Word(view, "callback_id") ?? "", 0, BlockLimits.CallbackId);
        check.Text("/private_metadata", Word(view, "private_metadata") ?? "", 0, BlockLimits.PrivateMetadata);
        check.Blocks("/blocks", view["blocks"] as JsonArray, BlockLimits.ViewBlocks, isView: true);
        if (view["blocks"] is not JsonArray { Count: > 0 })
        {
            check.Breach("/blocks", "is empty");
        }

        if (Encoding.UTF8.GetByteCount(view.ToJsonString()) > BlockLimits.ViewBytes)
        {
            check.Breach("", "is larger than 250 KB");
        }

        return check._breaches;
    }

    private void Blocks(string at, JsonArray? blocks, int most, bool isView)
    {
        if (blocks?.Count > most)
        {
            Breach(at, $"has {blocks.Count} blocks, at most {most} are allowed");
        }

        foreach ((int n, JsonNode? block) in (blocks ?? []).Index())
        {
            Block($"{at}/{n}", block, isView);
        }
    }

    private void Block(string at, JsonNode? block, bool isView)
    {
        Id($"{at}/block_id", block?["block_id"], _blockIds);
        switch (Word(block, "type"))
        {
            case "section":
                JsonArray? fields = block!["fields"] as JsonArray;
                TextObject($"{at}/text", block["text"], BlockLimits.SectionText, optional: fields is { Count: > 0 });
                Count($"{at}/fields", fields, 0, BlockLimits.SectionFields);
                Each($"{at}/fields", fields, (place, field) => TextObject(place, field, BlockLimits.FieldText));
                if (block["accessory"] is { } accessory)
                {
                    Element($"{at}/accessory", accessory);
                }

                break;
            case "header":
                Plain($"{at}/text", block!["text"], BlockLimits.HeaderText);
                break;
            case "context":
                Count($"{at}/elements", block!["elements"] as JsonArray, 1, BlockLimits.ContextElements);
                Each($"{at}/elements", block["elements"] as JsonArray, (place, text) => TextObject(place, text, BlockLimits.SectionText));
                break;
            case "actions":
                Count($"{at}/elements", block!["elements"] as JsonArray, 1, BlockLimits.ActionElements);
                Each($"{at}/elements", block["elements"] as JsonArray, Element);
                break;
            case "divider":
                break;
            case "rich_text":
                RichText(at, block!);
                break;
            case "input" when isView:
                Plain($"{at}/label", block!["label"], BlockLimits.InputLabel);
                Plain($"{at}/hint", block["hint"], BlockLimits.InputHint, optional: true);
                Element($"{at}/element", block["element"]);
                break;
            case var other:
                Breach($"{at}/type", $"is {other ?? "missing"}");
                break;
        }
    }

    private void RichText(string at, JsonNode block)
    {
        int length = 0;
        Count($"{at}/elements", block["elements"] as JsonArray, 1, int.MaxValue);
        Each($"{at}/elements", block["elements"] as JsonArray, (place, element) => length += RichElement(place, element));
        if (length > BlockLimits.RichText)
        {
            Breach(at, $"holds {length} characters");
        }
    }

    private int RichElement(string at, JsonNode? element)
    {
        int length = 0;
        switch (Word(element, "type"))
        {
            case "rich_text_list":
                if (Word(element, "style") is not ("bullet" or "ordered"))
                {
                    Breach($"{at}/style", "is neither bullet nor ordered");
                }

                Count($"{at}/elements", element!["elements"] as JsonArray, 1, int.MaxValue);
                Each($"{at}/elements", element["elements"] as JsonArray, (place, item) =>
                {
                    length += Word(item, "type") == "rich_text_section" ? RichElement(place, item) : Breach(place, "is no section");
                });
                break;
            case "rich_text_section" or "rich_text_quote" or "rich_text_preformatted":
                Count($"{at}/elements", element!["elements"] as JsonArray, 1, int.MaxValue);
                Each($"{at}/elements", element["elements"] as JsonArray, (place, run) => length += Run(place, run));
                break;
            case var other:
                Breach($"{at}/type", $"is {other ?? "missing"}");
                break;
        }

        return length;
    }

    private int Run(string at, JsonNode? run)
    {
        foreach (KeyValuePair<string, JsonNode?> style in run?["style"] as JsonObject ?? [])
        {
            if (!Styles.Contains(style.Key))
            {
                Breach($"{at}/style/{style.Key}", "is no style");
            }
        }

        switch (Word(run, "type"))
        {
            case "text":
                Text($"{at}/text", Word(run, "text"), 1, BlockLimits.RichText);
                return Word(run, "text")?.Length ?? 0;
            case "link":
                Text($"{at}/url", Word(run, "url"), 1, BlockLimits.ButtonUrl);
                return (Word(run, "url")?.Length ?? 0) + (Word(run, "text")?.Length ?? 0);
            case var other:
                return Breach($"{at}/type", $"is {other ?? "missing"}");
        }
    }

    private void Plain(string at, JsonNode? text, int most, bool optional = false)
    {
        TextObject(at, text, most, optional);
        if (text is not null && Word(text, "type") != "plain_text")
        {
            Breach($"{at}/type", "is not plain_text");
        }
    }

    private void TextObject(string at, JsonNode? text, int most, bool optional = false)
    {
        if (text is null)
        {
            if (!optional)
            {
                Breach(at, "is missing");
            }

            return;
        }

        Text($"{at}/text", Word(text, "text"), 1, most);
        if (Word(text, "type") is not ("plain_text" or "mrkdwn"))
        {
            Breach($"{at}/type", "is neither plain_text nor mrkdwn");
        }
    }

    private void Id(string at, JsonNode? id, HashSet<string> known)
    {
        if (id is not null)
        {
            Text(at, id.GetValue<string>(), 1, BlockLimits.Id);
            if (!known.Add(id.GetValue<string>()))
            {
                Breach(at, "is not the only one of its name");
            }
        }
    }

    private void Text(string at, string? text, int least, int most)
    {
        if (text is null || text.Length < least)
        {
            Breach(at, "is missing or empty");
        }
        else if (text.Length > most)
        {
            Breach(at, $"is {text.Length} characters long, at most {most} are allowed");
        }
        else if (text.Length > 0 && (char.IsHighSurrogate(text[^1]) || char.IsLowSurrogate(text[0])))
        {
            Breach(at, "ends or begins within a character");
        }
    }

    private void Count(string at, JsonArray? items, int least, int most)
    {
        if ((items?.Count ?? 0) < least || items?.Count > most)
        {
            Breach(at, $"has {items?.Count ?? 0} members");
        }
    }

    private static void Each(string at, JsonArray? items, Action<string, JsonNode?> check)
    {
        foreach ((int n, JsonNode? item) in (items ?? []).Index())
        {
            check($"{at}/{n}", item);
        }
    }

    private int Breach(string at, string what)
    {
        _breaches.Add($"{at} {what}");
        return 0;
    }

    private static string? Word(JsonNode? node, string name) =>
        node is JsonObject found && found[name] is JsonValue value && value.TryGetValue(out string? word) ? word : null;
}
