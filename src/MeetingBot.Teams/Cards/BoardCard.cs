using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Teams;

/// <summary>A meeting as it stands: for everybody as the board, for whoever presides or takes the minutes as the panel.</summary>
internal static class BoardCard
{
    private const int MostNames = 40;
    private const int MostEntries = 5;
    private const int LongestEntry = 400;

    /// <summary>The board.</summary>
    public static Card Board(RoomView room, CardButtons buttons)
    {
        Card card = Standing(room);
        if (room.Phase == MeetingPhase.Adjourned)
        {
            return card;
        }

        return card
            .Actions(buttons.Line("I'm here", "here"), buttons.Line("Raise hand", "q+"), buttons.Line("Lower hand", "q-"), buttons.Line("Agenda", "agenda"))
            .Actions(ForOfficers(room, buttons));
    }

    /// <summary>The panel, with what else the core offers.</summary>
    public static Card Panel(RoomView room, IEnumerable<Button> offered, CardButtons buttons)
    {
        Card card = Standing(room);
        return room.Phase == MeetingPhase.Adjourned ? card : card.Actions(Recording(room, buttons)).Actions(offered.Where(one => one.Line != "next topic").Select(buttons.Line));
    }

    /// <summary>Whoever presides may have no chat with the bot, so what they need is on the board too, folded away.</summary>
    private static JsonObject ForOfficers(RoomView room, CardButtons buttons) => new()
    {
        ["type"] = "Action.ShowCard",
        ["title"] = "Chair and scribe",
        ["card"] = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["body"] = new JsonArray
            {
                new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. Recording(room, buttons)]) },
                new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(buttons.Line("Undo", "undo"), buttons.Line("Next speaker", "next speaker"), buttons.Line("Adjourn", "adjourn")) },
            },
        },
    };

    private static IEnumerable<JsonObject> Recording(RoomView room, CardButtons buttons) =>
    [
        room.NextItem is { } next ? buttons.Line($"Next: {next.Title}", "next topic") : buttons.Line("Any other business", "aob"),
        buttons.Form("Decision", Forms.Decision),
        buttons.Form("Action", Forms.Action),
        buttons.Form("Note", Forms.Note),
    ];

    private static Card Standing(RoomView room)
    {
        Minutes? minutes = room.Minutes;
        string state = room.Phase switch { MeetingPhase.Recessed => "in recess", MeetingPhase.Adjourned => "adjourned", _ => "in session" };
        var card = new Card($"{room.GroupName}: {state}");
        card.Heading($"{room.GroupName} · {state}");
        if (minutes is null)
        {
            return card;
        }

        card.Fact("Presides", minutes.Presider ?? "");
        card.Fact($"Here ({minutes.Attendees.Length})", Names(minutes));
        if (minutes.Quorum is { } quorum)
        {
            card.Fact("Quorum", quorum.Reached ? $"reached ({quorum.Present} of {quorum.Needed} needed)" : $"not reached ({quorum.Present} of {quorum.Needed} needed)");
        }

        if (room.Phase != MeetingPhase.Adjourned)
        {
            Going(card, room);
        }

        Recorded(card, minutes);
        return card;
    }

    /// <summary>What is under discussion, what comes next, and who waits for the floor.</summary>
    private static void Going(Card card, RoomView room)
    {
        card.Fact("Now", room.CurrentTopic is { } topic ? (room.CurrentItem is { } number ? $"{number}. {topic}" : topic) : "");
        card.Fact("Next", room.NextItem?.Title ?? "");
        card.Fact("Floor", string.Join(", ", room.Queue));
    }

    private static void Recorded(Card card, Minutes minutes)
    {
        MinutesEntry[] last = [.. minutes.Topics.SelectMany(Entries).Where(entry => entry.Number > 0 && entry.Text.Length > 0).OrderBy(entry => entry.Number).TakeLast(MostEntries)];
        if (last.Length > 0)
        {
            card.Subheading("Recorded last");
            foreach (MinutesEntry entry in last)
            {
                card.Text([new CardText($"{entry.Number} {Kind(entry.Kind)}") { Subtle = true }, new CardText((entry.Speaker is { } by ? by + ": " : "") + Short(entry.Text))]);
            }
        }
    }

    private static IEnumerable<MinutesEntry> Entries(MinutesTopic topic) => topic.Entries.Concat(topic.Subtopics.SelectMany(Entries));

    private static string Names(Minutes minutes)
    {
        string names = string.Join(", ", minutes.Attendees.Take(MostNames).Select(one => one.Organization is { } org ? $"{one.Name} ({org})" : one.Name));
        return minutes.Attendees.Length <= MostNames ? names : $"{names} and {minutes.Attendees.Length - MostNames} more";
    }

    private static string Kind(EntryKind kind) => kind switch
    {
        EntryKind.Decision => "Decision: ",
        EntryKind.Action => "Action: ",
        EntryKind.Motion => "Motion: ",
        EntryKind.Link => "Link: ",
        _ => "",
    };

    private static string Short(string text) => text.Length <= LongestEntry ? text : text[..LongestEntry].TrimEnd() + "…";
}
