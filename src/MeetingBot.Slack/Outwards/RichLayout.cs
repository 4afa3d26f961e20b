using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Slack;

/// <summary>Lays out styled text as Slack's rich text, in which a person's words are data and never markup.</summary>
internal static class RichLayout
{
    private const int DeepestList = 6;
    private const int PerBlock = 2_900;

    /// <summary>Lays it out in at most a number of blocks and characters; what does not fit is left off.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mostBlocks">How many blocks may be made.</param>
    /// <param name="mostCharacters">How much text altogether.</param>
    /// <param name="left">True when something was left off.</param>
    public static JsonArray Of(IReadOnlyList<RichBlock> text, int mostBlocks, int mostCharacters, out bool left)
    {
        var blocks = new JsonArray();
        var elements = new JsonArray();
        int held = 0;
        int total = 0;
        left = false;
        void Close()
        {
            if (elements.Count > 0)
            {
                blocks.Add(new JsonObject { ["type"] = "rich_text", ["elements"] = elements });
            }

            (elements, held) = (new JsonArray(), 0);
        }

        foreach (RichBlock block in text)
        {
            foreach (JsonArray runs in Cut(Runs(block)))
            {
                int length = Length(runs);
                if (held + length > PerBlock)
                {
                    Close();
                }

                if (blocks.Count >= mostBlocks || total + length > mostCharacters)
                {
                    left = true;
                    Close();
                    return blocks;
                }

                Add(elements, block, runs);
                held += length;
                total += length;
            }
        }

        Close();
        return blocks;
    }

    private static void Add(JsonArray elements, RichBlock block, JsonArray runs)
    {
        switch (block.Kind)
        {
            case RichBlockKind.Bullet or RichBlockKind.Numbered:
                string style = block.Kind == RichBlockKind.Bullet ? "bullet" : "ordered";
                int indent = Math.Clamp(block.Level - 1, 0, DeepestList);
                int offset = Math.Max(0, block.Number - 1);
                if (elements.LastOrDefault() is JsonObject last && last["type"]!.GetValue<string>() == "rich_text_list" && last["style"]!.GetValue<string>() == style
                    && last["indent"]!.GetValue<int>() == indent && last["elements"] is JsonArray items && (style == "bullet" || last["offset"]!.GetValue<int>() + items.Count == offset))
                {
                    items.Add(Section("rich_text_section", runs));
                }
                else
                {
                    var list = new JsonObject { ["type"] = "rich_text_list", ["style"] = style, ["indent"] = indent, ["elements"] = new JsonArray(Section("rich_text_section", runs)) };
                    if (style == "ordered")
                    {
                        list["offset"] = offset;
                    }

                    elements.Add(list);
                }

                break;
            case RichBlockKind.Quote:
                elements.Add(Section("rich_text_quote", runs));
                break;
            case RichBlockKind.Code:
                elements.Add(Section("rich_text_preformatted", runs));
                break;
            default:
                // Paragraphs follow each other without a gap in rich text; a line break makes one.
                if (elements.Count > 0)
                {
                    runs.Insert(0, Text("\n", new RichRun("")));
                }

                runs.Add(Text("\n", new RichRun("")));
                elements.Add(Section("rich_text_section", runs));
                break;
        }
    }

    private static IEnumerable<RichRun> Runs(RichBlock block) => block.Kind switch
    {
        RichBlockKind.Heading => block.Runs.Select(run => run with { Bold = true }),
        RichBlockKind.Rule => [new RichRun("———")],
        _ => block.Runs,
    };

    /// <summary>Turns runs into elements; a paragraph longer than a block is cut into several.</summary>
    private static IEnumerable<JsonArray> Cut(IEnumerable<RichRun> runs)
    {
        var part = new JsonArray();
        int held = 0;
        foreach (RichRun run in runs)
        {
            for (string rest = run.Text; rest.Length > 0;)
            {
                int most = PerBlock - held;
                int cut = rest.Length <= most ? rest.Length : most > 0 && char.IsHighSurrogate(rest[most - 1]) ? most - 1 : most;
                if (cut > 0)
                {
                    part.Add(Text(rest[..cut], run));
                    held += cut;
                    rest = rest[cut..];
                }

                if (rest.Length > 0)
                {
                    yield return part;
                    (part, held) = (new JsonArray(), 0);
                }
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    private static int Length(JsonArray runs) => runs.Sum(run => run!["text"]!.GetValue<string>().Length + (run["url"]?.GetValue<string>().Length ?? 0));

    private static JsonObject Section(string type, JsonArray runs) => new() { ["type"] = type, ["elements"] = runs };

    private static JsonObject Text(string text, RichRun run)
    {
        JsonObject element = run.Link is { Length: <= BlockLimits.ButtonUrl } link
            ? new JsonObject { ["type"] = "link", ["url"] = link, ["text"] = text }
            : new JsonObject { ["type"] = "text", ["text"] = text };
        var style = new JsonObject();
        foreach ((string name, bool on) in new[] { ("bold", run.Bold), ("italic", run.Italic), ("strike", run.Strike), ("code", run.Code) })
        {
            if (on)
            {
                style[name] = true;
            }
        }

        if (style.Count > 0)
        {
            element["style"] = style;
        }

        return element;
    }
}
