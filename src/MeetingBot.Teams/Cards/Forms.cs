using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeetingBot.Teams;

/// <summary>Dialogs in which somebody writes what a button cannot hold. What is filled in becomes the line that they could have typed.</summary>
internal static class Forms
{
    /// <summary>What the group decided.</summary>
    public const string Decision = "decision";

    /// <summary>Who does what.</summary>
    public const string Action = "action";

    /// <summary>A point somebody made.</summary>
    public const string Note = "note";

    /// <summary>Another wording for an entry of drafted minutes.</summary>
    public const string Correct = "correct";

    /// <summary>What is to be talked about.</summary>
    public const string Agenda = "agenda";

    private const int LongestText = 4000;

    /// <summary>The title of a form; null for one that is not known.</summary>
    public static string? Title(string? form) => form switch
    {
        Decision => "Record a decision",
        Action => "Record an action",
        Note => "Record a note",
        Correct => "Ask for a correction",
        Agenda => "Add to the agenda",
        _ => null,
    };

    /// <summary>The form as a card.</summary>
    /// <param name="form">Which.</param>
    /// <param name="text">What its text begins with; empty for nothing.</param>
    /// <param name="person">The name it begins with; empty for nobody.</param>
    /// <param name="carried">What its button carries on.</param>
    /// <param name="problem">What was wrong with it before; empty the first time.</param>
    public static JsonObject Open(string form, string text, string person, JsonObject carried, string problem = "")
    {
        var card = new Card(Title(form)!);
        if (problem.Length > 0)
        {
            card.Text(new CardText(problem) { Bold = true });
        }

        switch (form)
        {
            case Action:
                card.Add(Input("owner", "Who", person)).Add(Text("What is to be done", text)).Add(new JsonObject { ["type"] = "Input.Date", ["id"] = "due", ["label"] = "Due" });
                break;
            case Note:
                card.Add(Input("owner", "Whose point", person)).Add(Text("The point", text));
                break;
            case Correct:
                card.Add(Required(Input("number", "Number of the entry", ""), "Say which entry")).Add(Text("How it should read", text));
                break;
            case Agenda:
                card.Add(Text("Item", text)).Add(Input("owner", "Who presents it", person)).Add(new JsonObject { ["type"] = "Input.Number", ["id"] = "minutes", ["label"] = "Minutes", ["min"] = 1, ["max"] = 600 });
                break;
            default:
                card.Add(Text("What was decided", text));
                break;
        }

        carried["form"] = form;
        return card.Actions(new JsonObject { ["type"] = "Action.Submit", ["title"] = form switch { Correct => "Ask", Agenda => "Add", _ => "Record" }, ["data"] = carried }).ToJson();
    }

    /// <summary>The line that a filled form stands for; null when it is not filled.</summary>
    public static string? Line(string? form, JsonElement? data)
    {
        string text = Value(data, "text");
        string owner = Value(data, "owner").Replace('\n', ' ');
        string due = Value(data, "due");
        string number = Value(data, "number").TrimStart('#');
        string date = Value(data, "date");
        return text.Length == 0 ? null : form switch
        {
            Decision => $"decision {text}",
            Action => $"action {(owner.Length == 0 ? "" : owner + ": ")}{text}{(due.Length == 0 ? "" : $" due {due}")}",
            Note => owner.Length == 0 ? $"note {text}" : $"note by {owner}: {text}",
            Agenda => $"agenda add {text.Replace('\n', ' ')}{(owner.Length == 0 ? "" : $" by {owner}")}{(int.TryParse(Value(data, "minutes"), out int minutes) ? $" for {minutes}m" : "")}",
            Correct => int.TryParse(number, out int entry) ? $"correct {entry}{(date.Length == 0 ? " " : $" for {date}: ")}{text}" : null,
            _ => null,
        };
    }

    private static string Value(JsonElement? data, string name) => WireJson.Text(data, name)?.ReplaceLineEndings("\n").Trim() ?? "";

    private static JsonObject Text(string label, string value)
    {
        JsonObject input = Required(Input("text", label, value.Length <= LongestText ? value : value[..LongestText]), "Say it in a few words");
        input["isMultiline"] = true;
        input["maxLength"] = LongestText;
        return input;
    }

    private static JsonObject Required(JsonObject input, string missing)
    {
        input["isRequired"] = true;
        input["errorMessage"] = missing;
        return input;
    }

    private static JsonObject Input(string id, string label, string value) => new() { ["type"] = "Input.Text", ["id"] = id, ["label"] = label, ["value"] = value };
}
