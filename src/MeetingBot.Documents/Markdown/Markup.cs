namespace MeetingBot.Documents;

/// <summary>What of Markdown keeps its meaning in a text; everything else is printed as it was typed.</summary>
[Flags]
enum Markup
{
    /// <summary>Nothing: names, organisations, and every text that passed through a filter.</summary>
    None = 0,
    Code = 1,
    Stars = 2,
    Underscores = 4,
    Links = 8,
    Lists = 16,

    /// <summary>What people may type in a point, a decision, an action or a reason.</summary>
    Prose = Code | Stars | Underscores | Links | Lists,
}
