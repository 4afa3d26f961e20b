using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Slack;

/// <summary>Lays out what one person is told, and lines with buttons.</summary>
internal static class ReplyLayout
{
    private const int MostText = 11_000;

    /// <summary>A text with its buttons.</summary>
    /// <param name="text">Plain words, escaped here.</param>
    /// <param name="buttons">What can be pressed.</param>
    /// <param name="channel">The channel the buttons speak to; null for the one in which the message stands.</param>
    /// <param name="topic">The entry of the topic under discussion; null where it is not known.</param>
    public static SlackText Of(string text, ImmutableArray<Button> buttons, string? channel = null, int? topic = null)
    {
        var blocks = new JsonArray();
        foreach (string part in Parts(text.Trim().Length == 0 ? "Done." : text.Trim()))
        {
            blocks.Add(Kit.Section(part));
        }

        AddButtons(blocks, buttons, channel, topic);
        return new SlackText(Mrkdwn.EscapeCut(text.Trim().Length == 0 ? "Done." : text.Trim(), BlockLimits.MessageText), blocks);
    }

    /// <summary>Adds buttons, five in a row; one that carries more than a button can is left out, for its words can be typed.</summary>
    public static void AddButtons(JsonArray blocks, ImmutableArray<Button> buttons, string? channel, int? topic, params JsonObject[] more)
    {
        List<JsonObject> row = [.. buttons.Select((button, n) => Kit.Button($"line:{n}", button.Label, new Carried(button.Line, channel, topic) { Mark = button.Mark }.Write())).OfType<JsonObject>(), .. more];
        foreach ((int n, JsonObject[] five) in row.Take(BlockLimits.ActionElements).Chunk(5).Index())
        {
            blocks.Add(Kit.Actions($"buttons:{n}", five));
        }
    }

    /// <summary>Cuts a text into paragraphs that fit, between lines where that is possible.</summary>
    public static IEnumerable<string> Parts(string text)
    {
        int left = MostText;
        for (string rest = text; rest.Length > 0 && left > 0;)
        {
            int most = Math.Min(Fitting(rest), left);
            int cut = most == rest.Length ? most : rest.LastIndexOf('\n', most - 1, most) is > 0 and var line ? line : most;
            cut = cut < rest.Length && char.IsHighSurrogate(rest[cut - 1]) ? cut - 1 : cut;
            if (cut == 0)
            {
                yield break; // Less is left than one character needs.
            }

            string part = rest[..cut];
            left -= part.Length;
            rest = rest[cut..].TrimStart('\n');
            if (part.Trim().Length > 0)
            {
                yield return left <= 0 && rest.Length > 0 ? part.TrimEnd() + "\n…" : part;
            }
        }
    }

    /// <summary>How much of a text fits into a paragraph once it is escaped; a little is kept back for the ellipsis.</summary>
    private static int Fitting(string text)
    {
        int length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            length += text[at] switch { '&' => 5, '<' or '>' => 4, _ => 1 };
            if (length > BlockLimits.SectionText - 10)
            {
                return Math.Max(at, 2);
            }
        }

        return text.Length;
    }
}

/// <summary>A message: its words for notifications and screen readers, and its blocks.</summary>
/// <param name="Text">At most 4,000 characters, escaped.</param>
/// <param name="Blocks">What is shown; at most 50.</param>
internal sealed record SlackText(string Text, JsonArray Blocks)
{
    /// <summary>As the answer to a command or press, for the sender alone.</summary>
    /// <param name="replace">Whether it takes the place of the message that was pressed.</param>
    /// <param name="thread">The thread it belongs into; null for none.</param>
    public JsonObject AsAnswer(bool replace = false, string? thread = null)
    {
        Debugged();
        var answer = new JsonObject { ["response_type"] = "ephemeral", ["text"] = Text, ["blocks"] = Blocks.DeepClone(), ["replace_original"] = replace };
        if (thread is not null && !replace)
        {
            answer["thread_ts"] = thread;
        }

        return answer;
    }

    /// <summary>As arguments of a call.</summary>
    public ApiCall On(ApiCall call)
    {
        Debugged();
        return call.With("text", Text).With("blocks", Blocks);
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private void Debugged()
    {
        IReadOnlyList<string> breaches = BlockCheck.Message(Text, Blocks);
        System.Diagnostics.Debug.Assert(breaches.Count == 0, string.Join('\n', breaches));
    }
}
