using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>
/// The Teams app manifest (schema 1.29), made from the catalogue of commands. The quiet package hears only what mentions the bot; the
/// listening one also the lines of a meeting's thread or chat, and asks for consent to that when it is installed.
/// </summary>
public static class TeamsManifest
{
    /// <summary>Stands in the committed manifests where a registration's own id belongs.</summary>
    public const string NoApp = "00000000-0000-0000-0000-000000000000";

    /// <summary>Stands in the committed manifests where the operator's own host belongs.</summary>
    public const string NoHost = "meetings.example.org";

    /// <summary>The most commands, and the longest title and description, that schemas before 1.21 and menus take.</summary>
    public const int MostCommands = 10, LongestTitle = 32, LongestDescription = 128;

    private static readonly string[] InMeetings = ["start", "here", "decision", "action", "note", "agenda", "next topic", "minutes", "adjourn", "help"];
    private static readonly string[] InDirectChat = ["actions", "decisions", "search", "missed", "calendar", "minutes", "use", "notices", "status", "help"];

    private static readonly (string Name, bool Listening)[] Permissions =
    [
        ("OnlineMeeting.ReadBasic.Chat", false),
        ("ChannelMeeting.ReadBasic.Group", false),
        ("OnlineMeetingParticipant.Read.Chat", false),
        ("ChannelMeetingParticipant.Read.Group", false),
        ("ChatMessage.Read.Chat", true),
        ("ChannelMessage.Read.Group", true),
    ];

    /// <summary>The manifest.</summary>
    /// <param name="listening">Whether it asks to read the lines of meetings.</param>
    /// <param name="version">The package's version, three numbers.</param>
    /// <param name="appId">The app registration's client id.</param>
    /// <param name="host">The operator's host, with the pages that Teams demands.</param>
    public static JsonObject Of(bool listening, string version, string appId = NoApp, string host = NoHost) => new()
    {
        ["$schema"] = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.29/MicrosoftTeams.schema.json",
        ["manifestVersion"] = "1.29",
        ["version"] = version,
        ["id"] = appId,
        ["developer"] = new JsonObject
        {
            ["name"] = "MeetingBot",
            ["websiteUrl"] = $"https://{host}/",
            ["privacyUrl"] = $"https://{host}/privacy",
            ["termsOfUseUrl"] = $"https://{host}/terms",
        },
        ["name"] = new JsonObject { ["short"] = "MeetingBot", ["full"] = listening ? "MeetingBot (listening)" : "MeetingBot" },
        ["description"] = new JsonObject { ["short"] = "Keeps the minutes of standing groups: attendance, decisions, actions.", ["full"] = Description(listening) },
        ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
        ["accentColor"] = "#1F6F5C",
        ["defaultInstallScope"] = "meetings",
        ["defaultGroupCapability"] = new JsonObject { ["team"] = "bot", ["groupchat"] = "bot", ["meetings"] = "bot" },
        ["bots"] = new JsonArray(new JsonObject
        {
            ["botId"] = appId,
            ["scopes"] = Texts("team", "personal", "groupChat"),
            ["supportsFiles"] = true,
            ["isNotificationOnly"] = false,
            ["supportsTargetedMessages"] = true,
            ["commandLists"] = new JsonArray(Commands(["mention", "slash"], ["team", "groupChat"], InMeetings), Commands(["mention"], ["personal"], InDirectChat)),
        }),
        ["composeExtensions"] = new JsonArray(new JsonObject
        {
            ["botId"] = appId,
            ["commands"] = new JsonArray(
                Extension("recordDecision", "Record as decision", "Put this message into the minutes as what was decided"),
                Extension("recordAction", "Record as action", "Put this message into the minutes as somebody's action"),
                Extension("recordNote", "Record as note", "Put this message into the minutes as a point")),
        }),
        ["permissions"] = Texts("identity", "messageTeamMembers"),
        ["validDomains"] = Texts(host),
        ["webApplicationInfo"] = new JsonObject { ["id"] = appId, ["resource"] = "https://RscBasedStoreApp" },
        ["authorization"] = new JsonObject
        {
            ["permissions"] = new JsonObject
            {
                ["resourceSpecific"] = new JsonArray([.. Permissions.Where(one => listening || !one.Listening).Select(one => new JsonObject { ["name"] = one.Name, ["type"] = "Application" })]),
            },
        },
    };

    /// <summary>The manifest as it is committed.</summary>
    public static string Written(JsonObject manifest) => manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";

    private static string Description(bool listening) =>
        "MeetingBot keeps the minutes of a standing group: who was there, what was decided, who does what, and when the next meeting is. It records no audio and guesses nothing.\n\n"
        + (listening
            ? "What it reads: the messages of the chats and channels in which it is installed. A line that is a command (\"decision: ...\", \"here\") is kept; every other line is forgotten at once and stands in no store and no log."
            : "What it reads: messages that mention it, its own buttons, and your direct chat with it. Of these it keeps what you record, and no other message.");

    private static JsonObject Commands(string[] triggers, string[] scopes, string[] names) => new()
    {
        ["triggers"] = Texts(triggers),
        ["scopes"] = Texts(scopes),
        ["commands"] = new JsonArray([.. names.Select(name => Catalogue.Find(name) ?? throw new InvalidOperationException($"The catalogue has no \"{name}\"."))
            .Select(command => new JsonObject { ["title"] = command.Name, ["description"] = char.ToUpperInvariant(command.Summary[0]) + command.Summary[1..] })]),
    };

    private static JsonObject Extension(string id, string title, string description) => new()
    {
        ["id"] = id,
        ["type"] = "action",
        ["context"] = Texts("message"),
        ["title"] = title,
        ["description"] = description,
        ["fetchTask"] = true,
    };

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
