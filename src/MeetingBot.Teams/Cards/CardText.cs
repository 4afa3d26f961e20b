using System.Text.Json.Nodes;

namespace MeetingBot.Teams;

/// <summary>A run of text in one style. What people wrote goes only into these: a text block would read it as markup.</summary>
/// <param name="Text">The text as it is to be seen.</param>
internal sealed record CardText(string Text)
{
    /// <summary>Strong.</summary>
    public bool Bold { get; init; }

    /// <summary>In italics.</summary>
    public bool Italic { get; init; }

    /// <summary>Crossed out.</summary>
    public bool Strike { get; init; }

    /// <summary>With letters of one width.</summary>
    public bool Code { get; init; }

    /// <summary>Paler than the rest.</summary>
    public bool Subtle { get; init; }

    /// <summary>Where it leads; null for plain text.</summary>
    public string? Link { get; init; }

    /// <summary>The run as the card's schema has it (TextRun, since 1.2).</summary>
    public JsonNode ToJson()
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = Shown(Text) };
        if (Bold)
        {
            run["weight"] = "Bolder";
        }

        if (Italic)
        {
            run["italic"] = true;
        }

        if (Strike)
        {
            run["strikethrough"] = true;
        }

        if (Code)
        {
            run["fontType"] = "Monospace";
        }

        if (Subtle)
        {
            run["isSubtle"] = true;
        }

        if (Link is { } address && (address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = address };
        }

        return run;
    }

    /// <summary>Text of the bot's own, in which commands stand between backticks.</summary>
    public static IEnumerable<CardText> WithCode(string text)
    {
        string[] parts = text.Split('`');
        if (parts.Length % 2 == 0)
        {
            return [new CardText(text)];
        }

        return parts.Index().Where(part => part.Item.Length > 0).Select(part => new CardText(part.Item) { Code = part.Index % 2 == 1 });
    }

    /// <summary>Clients turn <c>{{DATE(…)}}</c> into a date even in a run: what somebody typed so stays as typed.</summary>
    private static string Shown(string text) => text.Contains("{{", StringComparison.Ordinal) ? text.Replace("{{", "{\u200B{", StringComparison.Ordinal) : text;
}
