using System.Text.Json.Nodes;

namespace MeetingBot.Teams;

/// <summary>What Teams is answered. Events get an empty 200 whatever became of them; only an invoke's answer holds anything.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null for none.</param>
internal sealed record ActivityAnswer(int Status, JsonNode? Body = null)
{
    /// <summary>True when it could not be handled: a second delivery is handled again.</summary>
    public bool Failed { get; init; }

    /// <summary>Taken, or none of the bot's business.</summary>
    public static ActivityAnswer Ok => new(200);

    /// <summary>An invoke that the bot does not know.</summary>
    public static ActivityAnswer Unknown => new(501);

    /// <summary>An invoke that was handled and has nothing to show.</summary>
    public static ActivityAnswer Done => new(200, new JsonObject());

    /// <summary>A line for whoever pressed a button.</summary>
    public static ActivityAnswer Toast(string text) =>
        new(200, new JsonObject { ["statusCode"] = 200, ["type"] = "application/vnd.microsoft.activity.message", ["value"] = text });

    /// <summary>A button that cannot be understood.</summary>
    public static ActivityAnswer Bad(string text) => Wrong(400, "BadRequest", text);

    /// <summary>An invoke that could not be handled, in the form that its sender shows.</summary>
    public static ActivityAnswer Broken(string? invoke, string text) => (invoke?.Trim().ToUpperInvariant() switch
    {
        "ADAPTIVECARD/ACTION" => Wrong(500, "InternalServerError", text),
        "FILECONSENT/INVOKE" => Done,
        _ => Message(text),
    }) with
    { Failed = true };

    /// <summary>A line that ends a dialog.</summary>
    public static ActivityAnswer Message(string text) => new(200, new JsonObject { ["task"] = new JsonObject { ["type"] = "message", ["value"] = text } });

    /// <summary>A dialog.</summary>
    public static ActivityAnswer Dialog(string title, JsonObject card) => new(200, new JsonObject
    {
        ["task"] = new JsonObject
        {
            ["type"] = "continue",
            ["value"] = new JsonObject
            {
                ["title"] = title,
                ["height"] = "medium",
                ["width"] = "medium",
                ["card"] = new JsonObject { ["contentType"] = ActivityAttachment.AdaptiveCard, ["content"] = card },
            },
        },
    });

    private static ActivityAnswer Wrong(int status, string code, string text) => new(200, new JsonObject
    {
        ["statusCode"] = status,
        ["type"] = "application/vnd.microsoft.error",
        ["value"] = new JsonObject { ["code"] = code, ["message"] = text },
    });
}
