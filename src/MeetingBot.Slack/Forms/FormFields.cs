using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Domain;

namespace MeetingBot.Slack;

/// <summary>One form: its fields, and the line that they say.</summary>
/// <param name="Name">Its name; the ids of its fields are those of its blocks.</param>
/// <param name="Title">At most 24 characters.</param>
/// <param name="Submit">What its button says.</param>
/// <param name="Main">The field beside which a refusal stands that is about no other.</param>
/// <param name="Make">Makes the fields, of a text that is known already.</param>
/// <param name="Say">Makes the line of what was entered and of the name of the person who was chosen; what stands in the field <c>text</c> goes beside it (<see cref="Words"/>).</param>
internal sealed record FormFields(string Name, string Title, string Submit, string Main, Func<string?, JsonObject[]> Make, Func<ImmutableDictionary<string, string>, string?, string> Say)
{
    /// <summary>Every form.</summary>
    public static readonly ImmutableArray<FormFields> All =
    [
        new("setup", "Set up a group", "Set up", "name",
            zone => [Text("name", "Name of the group", null, hint: "You become its secretary."), Text("zone", "Time zone", zone, hint: "For example Europe/Berlin.", optional: true)],
            (values, _) => $"setup {One(values, "name")}{After(" timezone ", One(values, "zone"))}"),
        new("roster", "Add people", "Add", "people",
            text => [Text("people", "People", text, lines: true, hint: "One a line: Ana Lopes (Acme) as chair")],
            (values, _) => $"roster add {string.Join(", ", Lines(values, "people"))}"),
        new("agenda", "Add to the agenda", "Add", "title",
            text => [Text("title", "Item", text), Person("Who presents it"), Text("minutes", "Minutes", null, optional: true, hint: "For example 15.")],
            (values, person) => $"agenda add {One(values, "title")}{After(" by ", person)}{(Minutes(values) is { } minutes ? $" for {minutes}m" : "")}"),
        new("decision", "Record a decision", "Record", "text",
            text => [Text("text", "What was decided", text, lines: true)],
            (_, _) => "decision"),
        new("action", "Record an action", "Record", "text",
            text => [Text("text", "What is to be done", text, lines: true), Person("Who does it"), Text("owner", "Or their name on the roster", null, optional: true), Date()],
            (values, person) => $"action{((person ?? One(values, "owner")) is { } owner ? $" {owner}:" : "")}{After(" due ", One(values, "due"))}"),
        new("note", "Write down a point", "Record", "text",
            text => [Text("text", "What was said", text, lines: true), Person("Who said it"), Text("owner", "Or their name on the roster", null, optional: true)],
            (values, person) => $"note{((person ?? One(values, "owner")) is { } speaker ? $" by {speaker}:" : "")}"),
        new("correct", "Correct an entry", "Correct", "text",
            text => [Text("number", "Number of the entry", null, hint: "The receipt named it; recent shows the last ones."), Text("text", "What it should say", text, lines: true)],
            (values, _) => $"correct {One(values, "number")?.TrimStart('#')}"),
        new("start", "Start a meeting", "Start", "channel",
            _ => [Kit.Input("channel", "Where", new JsonObject { ["type"] = "conversations_select", ["default_to_current_conversation"] = true }), Text("title", "Title", null, optional: true)],
            (values, _) => $"start{After(" ", One(values, "title"))}"),
    ];

    /// <summary>The form of a name; null for none.</summary>
    public static FormFields? Of(string name) => All.FirstOrDefault(form => form.Name == name);

    /// <summary>Its fields, with what is known already.</summary>
    public JsonArray Blocks(string? text) => new([.. Make(text)]);

    /// <summary>The line that it says.</summary>
    public string Line(ImmutableDictionary<string, string> values, string? person) => Say(values, person);

    /// <summary>The words that are recorded as they were entered, whatever they look like; null for none.</summary>
    public static string? Words(ImmutableDictionary<string, string> values) => Whole(values, "text") is { Length: > 0 } text ? text : null;

    /// <summary>The field that cannot be read, with what is wrong; null for none.</summary>
    public (string Field, string Text)? Wrong(ImmutableDictionary<string, string> values) =>
        Name == "agenda" && One(values, "minutes") is { } typed && Minutes(values) is null ? ("minutes", $"\"{typed}\" is no time. For example 15, or 1h.") : null;

    /// <summary>The field that a refusal is about.</summary>
    public string FieldOf(string refusal) =>
        Name == "setup" && refusal.Contains("zone", StringComparison.OrdinalIgnoreCase) ? "zone"
        : Name == "correct" && (refusal.Contains("entry", StringComparison.OrdinalIgnoreCase) || refusal.Contains("number", StringComparison.OrdinalIgnoreCase)) ? "number"
        : Name is "action" or "note" && refusal.Contains("who", StringComparison.OrdinalIgnoreCase) ? "owner"
        : Main;

    private static JsonObject Text(string id, string label, string? initial, bool lines = false, bool optional = false, string? hint = null) =>
        Kit.Input(id, label, Kit.TextField(initial, lines), optional, hint);

    private static JsonObject Person(string label) => Kit.Input("person", label, new JsonObject { ["type"] = "users_select" }, optional: true);

    private static JsonObject Date() => Kit.Input("due", "By when", new JsonObject { ["type"] = "datepicker" }, optional: true);

    private static string After(string word, string? text) => text is null ? "" : word + text;

    /// <summary>What was entered in a field of one line; null for nothing.</summary>
    private static string? One(ImmutableDictionary<string, string> values, string id) =>
        values.GetValueOrDefault(id)?.ReplaceLineEndings(" ").Trim() is { Length: > 0 } text ? text : null;

    private static string Whole(ImmutableDictionary<string, string> values, string id) => values.GetValueOrDefault(id)?.Trim() ?? "";

    private static string[] Lines(ImmutableDictionary<string, string> values, string id) =>
        Whole(values, id).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd(',', ';')).ToArray();

    private static int? Minutes(ImmutableDictionary<string, string> values) => One(values, "minutes") is { } text ? Spans.Minutes(text.ToLowerInvariant()) : null;
}
