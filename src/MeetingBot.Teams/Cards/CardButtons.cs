using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>
/// Buttons of one card. A button holds the line that it sends in the name of whoever presses it, so that it can do no more than that
/// person could type; and under which topic it was drawn.
/// </summary>
/// <param name="Topic">The entry of the heading then under discussion; null where no meeting is shown.</param>
/// <param name="In">The sealed name of the conversation that it is about; null where that is the one in which it stands.</param>
internal sealed record CardButtons(int? Topic = null, string? In = null)
{
    private const int LongestTitle = 60;

    /// <summary>A button that sends a line; clients that do not know the newer kind send it as a message.</summary>
    public JsonObject Line(Button button) => Line(button.Label, button.Line, button.Mark);

    /// <summary>A button that sends a line; with a mark all presses of it by one person are one.</summary>
    public JsonObject Line(string title, string line, string? mark = null)
    {
        JsonObject data = Data();
        data["line"] = line;
        if (mark is { Length: > 0 })
        {
            data["mark"] = mark;
        }

        return new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = Title(title),
            ["verb"] = "line",
            ["data"] = data,
            ["fallback"] = new JsonObject { ["type"] = "Action.Submit", ["title"] = Title(title), ["data"] = data.DeepClone() },
        };
    }

    /// <summary>A button that opens a form.</summary>
    public JsonObject Form(string title, string form, string? date = null)
    {
        JsonObject data = Data();
        data["form"] = form;
        data["msteams"] = new JsonObject { ["type"] = "task/fetch" };
        if (date is not null)
        {
            data["date"] = date;
        }

        return new JsonObject { ["type"] = "Action.Submit", ["title"] = Title(title), ["data"] = data };
    }

    /// <summary>What every button of the card carries.</summary>
    public JsonObject Data()
    {
        var data = new JsonObject();
        if (Topic is { } topic)
        {
            data["topic"] = topic;
        }

        if (In is not null)
        {
            data["in"] = In;
        }

        return data;
    }

    private static string Title(string title) => title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)].TrimEnd() + "…";
}
