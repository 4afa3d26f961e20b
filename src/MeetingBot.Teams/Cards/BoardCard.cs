using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Teams;

/// <summary>A meeting as it stands: for everybody as the board, for whoever presides or takes the minutes as the panel.</summary>
internal static class BoardCard
{
    private const int MostNames = 40;
    private const int MostEarlier = 3;

    private static readonly string[] Outcomes = ["Approved", "Not approved", "Deferred"];

    /// <summary>The board.</summary>
    public static Card Board(BoardView board, CardButtons buttons)
    {
        Card card = Standing(board);
        if (board.Phase == MeetingPhase.Adjourned)
        {
            return card;
        }

        return card
            .Actions(buttons.Line("I'm here", "here"), buttons.Line("Regrets", "regrets"), buttons.Line("Raise hand", "q+"), buttons.Line("Lower hand", "q-"), buttons.Line("Agenda", "agenda"))
            .Actions(ForOfficers(board, buttons));
    }

    /// <summary>The panel, with what else the core offers. Adjourning is asked for twice: it stands beside what is pressed all the time.</summary>
    public static Card Panel(BoardView board, IEnumerable<Button> offered, CardButtons buttons)
    {
        Card card = Standing(board);
        if (board.Phase == MeetingPhase.Adjourned)
        {
            return card;
        }

        card.Actions([.. Recording(board, buttons), buttons.Form("Correct", Forms.Correct)])
            .Actions([buttons.Form("Add item", Forms.Agenda), .. offered.Where(one => one.Line is not ("next topic" or "adjourn")).Select(buttons.Line), Sure(buttons)]);
        foreach (LocalDate date in board.EarlierMinutes.Take(MostEarlier))
        {
            string day = LocalDatePattern.Iso.Format(date);
            card.Subheading($"Minutes of {day}")
                .Actions(Outcomes.Select(outcome => buttons.Line(outcome, $"minutes of {day} {outcome.ToLowerInvariant()}")));
        }

        return card;
    }

    private static JsonObject Sure(CardButtons buttons) => Folded("Adjourn…",
        Card.Block([new CardText("Adjourn the meeting? The draft of the minutes is made. It can be taken back.")]),
        new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(buttons.Line("Adjourn", "adjourn")) });

    /// <summary>A button that shows more of the card.</summary>
    private static JsonObject Folded(string title, params JsonNode[] body) => new()
    {
        ["type"] = "Action.ShowCard",
        ["title"] = title,
        ["card"] = new JsonObject { ["type"] = "AdaptiveCard", ["body"] = new JsonArray(body) },
    };

    /// <summary>Whoever presides may have no chat with the bot, so what they need is on the board too, folded away.</summary>
    private static JsonObject ForOfficers(BoardView board, CardButtons buttons) => Folded("Chair and scribe",
        new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. Recording(board, buttons)]) },
        new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(buttons.Line("Undo", "undo"), buttons.Line("Next speaker", "next speaker"), buttons.Line("Adjourn", "adjourn")) });

    private static IEnumerable<JsonObject> Recording(BoardView board, CardButtons buttons) =>
    [
        board.NextItem is { } next ? buttons.Line($"Next: {next.Title}", "next topic") : buttons.Line("Any other business", "aob"),
        buttons.Form("Decision", Forms.Decision),
        buttons.Form("Action", Forms.Action),
        buttons.Form("Note", Forms.Note),
    ];

    private static Card Standing(BoardView board)
    {
        string state = board.Phase switch { MeetingPhase.Recessed => "in recess", MeetingPhase.Adjourned => "adjourned", _ => "in session" };
        var card = new Card($"{board.GroupName}: {state}");
        card.Heading($"{board.GroupName} · {state}");
        card.Fact("Presides", board.Presider ?? "");
        card.Fact($"Here ({board.Attendees.Length})", Names(board));
        if (board.Quorum is { } quorum)
        {
            card.Fact("Quorum", quorum.Reached ? $"reached ({quorum.Present} of {quorum.Needed} needed)" : $"not reached ({quorum.Present} of {quorum.Needed} needed)");
        }

        if (board.Phase != MeetingPhase.Adjourned)
        {
            Going(card, board);
        }

        Recorded(card, board);
        return card;
    }

    /// <summary>What is under discussion, what comes next, and who waits for the floor.</summary>
    private static void Going(Card card, BoardView board)
    {
        card.Fact("Now", board.CurrentTopic is { } topic ? (board.CurrentItem is { } number ? $"{number}. {topic}" : topic) : "");
        card.Fact("Next", board.NextItem?.Title ?? "");
        card.Fact("Floor", string.Join(", ", board.Queue));
    }

    private static void Recorded(Card card, BoardView board)
    {
        if (!board.Recorded.IsEmpty)
        {
            card.Subheading("Recorded last");
            foreach (RecordedLine line in board.Recorded)
            {
                card.Text(new CardText($"{line.Number} ") { Subtle = true }, new CardText(line.Text));
            }
        }
    }

    private static string Names(BoardView board)
    {
        string names = string.Join(", ", board.Attendees.Take(MostNames).Select(one => one.Organization is { } org ? $"{one.Name} ({org})" : one.Name));
        return board.Attendees.Length <= MostNames ? names : $"{names} and {board.Attendees.Length - MostNames} more";
    }
}
