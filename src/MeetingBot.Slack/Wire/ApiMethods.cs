namespace MeetingBot.Slack;

/// <summary>How a method of the Web API may be called again, and how often it may be called.</summary>
internal static class ApiMethods
{
    /// <summary>Whether calling it twice does harm.</summary>
    public static Repeat RepeatOf(string method) => method switch
    {
        "chat.postMessage" or "chat.postEphemeral" or "chat.scheduleMessage" or "bookmarks.add" or "canvases.create" or "conversations.canvases.create"
            or "files.completeUploadExternal" or "oauth.v2.access" => Repeat.Harmful,
        "views.open" or "views.push" => Repeat.Never,
        _ => Repeat.Harmless,
    };

    /// <summary>
    /// Calls a minute that Slack grants per workspace and method: the tier in its reference, and where the reference and its own
    /// clients differ the lower one. Special methods stand with what is known of them.
    /// </summary>
    public static int PerMinute(string method) => method switch
    {
        "apps.connections.open" => 1,
        "conversations.list" or "users.conversations" or "users.list" or "pins.add" or "usergroups.list" or "usergroups.users.list" or "bookmarks.list" => 20,
        "chat.postMessage" => 300,
        "auth.test" or "chat.getPermalink" or "oauth.v2.access" => 300,
        "chat.postEphemeral" or "views.open" or "views.push" or "views.update" or "views.publish" or "users.info" or "conversations.members"
            or "files.getUploadURLExternal" or "files.completeUploadExternal" => 100,
        _ => 50,
    };

    /// <summary>Whether it puts a message into a channel, of which there may be about one a second.</summary>
    public static bool Posts(string method) => method is "chat.postMessage";
}

/// <summary>Whether a call may be made again when its outcome is not known.</summary>
internal enum Repeat
{
    /// <summary>Reads, and writes that only say what shall be.</summary>
    Harmless,

    /// <summary>Posts: only after a refusal, or when nothing was sent.</summary>
    Harmful,

    /// <summary>What must happen within three seconds or not at all.</summary>
    Never,
}
