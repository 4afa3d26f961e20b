using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>A reply, or a line for one person, with its buttons.</summary>
internal static class ReplyCard
{
    /// <summary>The card.</summary>
    public static Card Of(string text, IEnumerable<Button> buttons, CardButtons data)
    {
        var card = new Card(text);
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0))
        {
            card.Text(CardText.WithCode(line));
        }

        return card.Actions(buttons.Select(data.Line));
    }
}
