using System.Text.Json.Nodes;

namespace MeetingBot.Teams;

/// <summary>An Adaptive Card of schema 1.5, the newest that all clients of Teams show.</summary>
/// <param name="fallback">What a client without cards shows, and what a notification says.</param>
internal sealed class Card(string fallback)
{
    /// <summary>The most characters of a card: Teams counts two bytes each, and takes 100 KB with everything around it.</summary>
    public const int Longest = 40 * 1024;

    private const int MostInRow = 5;
    private const int LongestFact = 2000;
    private const int LongestFallback = 300;

    private readonly JsonArray _body = [];

    /// <summary>What a notification says of it.</summary>
    public string Summary { get; } = Short(fallback);

    /// <summary>Whether it can be sent.</summary>
    public bool Fits => ToJson().ToJsonString().Length <= Longest;

    /// <summary>A heading.</summary>
    public Card Heading(string text) => Add(Block([new CardText(Cut(text, LongestFact)) { Bold = true }], size: "Large"));

    /// <summary>A smaller heading.</summary>
    public Card Subheading(string text) => Add(Block([new CardText(text) { Bold = true }], spaced: true));

    /// <summary>A paragraph.</summary>
    public Card Text(params IEnumerable<CardText> runs) => Add(Block(runs));

    /// <summary>A label and what is to be said of it; nothing when that is empty.</summary>
    public Card Fact(string label, string text) => text.Length == 0 ? this : Text([new CardText(label + ": ") { Bold = true }, new CardText(Cut(text, LongestFact))]);

    /// <summary>A time that every reader sees in their own zone. Only the bot's own words and a date stand in a text block.</summary>
    public Card LocalTime(string label, NodaTime.Instant at)
    {
        string iso = NodaTime.Text.InstantPattern.General.Format(at);
        return Add(new JsonObject { ["type"] = "TextBlock", ["text"] = $"{label} {{{{DATE({iso}, SHORT)}}}} {{{{TIME({iso})}}}}", ["wrap"] = true, ["isSubtle"] = true });
    }

    /// <summary>Buttons, a few in a row; nothing for none.</summary>
    public Card Actions(params IEnumerable<JsonObject> actions)
    {
        foreach (JsonObject[] row in actions.Chunk(MostInRow))
        {
            Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. row]) });
        }

        return this;
    }

    /// <summary>Any element.</summary>
    public Card Add(JsonObject element)
    {
        _body.Add(element);
        return this;
    }

    /// <summary>The finished card.</summary>
    public JsonObject ToJson() => new()
    {
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["type"] = "AdaptiveCard",
        ["version"] = "1.5",
        ["fallbackText"] = Summary,
        ["msteams"] = new JsonObject { ["width"] = "Full" },
        ["body"] = _body.DeepClone(),
    };

    /// <summary>A paragraph of runs, which wraps by itself.</summary>
    public static JsonObject Block(IEnumerable<CardText> runs, string? size = null, bool spaced = false)
    {
        var inlines = new JsonArray();
        foreach (CardText run in runs)
        {
            JsonNode inline = run.ToJson();
            if (size is not null)
            {
                inline["size"] = size;
            }

            inlines.Add(inline);
        }

        var block = new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = inlines };
        if (spaced)
        {
            block["spacing"] = "Medium";
        }

        return block;
    }

    /// <summary>The beginning of a text, in one line.</summary>
    public static string Short(string text) => Cut(text.ReplaceLineEndings(" ").Trim(), LongestFallback);

    /// <summary>At most so many characters of a text.</summary>
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
