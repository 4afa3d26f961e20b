using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>Reads the body of an event delivery.</summary>
internal static class EventReader
{
    /// <summary>Reads it; never throws.</summary>
    public static Inbound Read(JsonElement body) => body.Text("type") switch
    {
        "url_verification" => new UrlVerification(body.Text("challenge") ?? ""),
        "app_rate_limited" => new DeliveriesLimited(body.Word("team_id")),
        "event_callback" when body.Part("event") is { } happened =>
            new EventDelivery(WorkspaceReader.Read(body), body.Word("event_id") ?? "", BotUser(body), Event(happened)),
        var other => new UnknownInbound(other ?? ""),
    };

    /// <summary>A message as it stands in an event, a shortcut or an answer of the Web API.</summary>
    public static SlackMessage Message(JsonElement message, string? ts = null) => new(
        message.Word("ts") ?? ts ?? "",
        message.Word("user"),
        message.Word("team") ?? message.Word("user_team"),
        message.Text("text") ?? "",
        message.Word("thread_ts"),
        message.Word("subtype"),
        message.Word("bot_id"),
        message.Word("username") ?? message.Part("bot_profile")?.Word("name"),
        message.Word("client_msg_id"));

    private static SlackEvent Event(JsonElement happened)
    {
        string type = happened.Text("type") ?? "";
        string channel = happened.Word("channel") ?? happened.Part("channel")?.Word("id") ?? "";
        string channelType = happened.Text("channel_type") ?? "";
        return type switch
        {
            "app_mention" => new MessageCame(type, channel, channelType, Message(happened)),
            "message" => Message(happened, channel, channelType),
            "app_home_opened" => new HomeOpened(happened.Word("user") ?? "", happened.Word("tab") ?? "home"),
            "member_joined_channel" => new MemberJoined(channel, happened.Word("user") ?? "", happened.Word("inviter")),
            "channel_rename" or "group_rename" => new ChannelRenamed(type, channel, happened.Part("channel")?.Word("name") ?? ""),
            "channel_archive" or "channel_deleted" or "channel_left" or "group_archive" or "group_deleted" or "group_left" => new ChannelGone(type, channel),
            "channel_id_changed" when happened.Word("old_channel_id") is { } old && happened.Word("new_channel_id") is { } now => new ChannelIdChanged(old, now),
            "app_uninstalled" => new AppUninstalled(),
            "tokens_revoked" => new TokensRevoked(happened.Part("tokens") is { } tokens ? [.. tokens.Items("bot").Select(Name)] : []),
            _ => new OtherEvent(type),
        };
    }

    private static SlackEvent Message(JsonElement happened, string channel, string channelType)
    {
        JsonElement? before = happened.Part("previous_message");
        switch (happened.Text("subtype"))
        {
            case "message_changed" when happened.Part("message") is { } now:
                return new MessageChanged(channel, channelType, Message(now, before?.Word("ts")), before?.Text("text"), before?.Word("user"));
            case "message_deleted":
                string ts = happened.Word("deleted_ts") ?? before?.Word("ts") ?? "";
                return new MessageDeleted(channel, channelType, ts, before is { } gone ? Message(gone, ts) : null);
            default:
                return new MessageCame("message", channel, channelType, Message(happened));
        }
    }

    private static string? BotUser(JsonElement body) =>
        body.Items("authorizations").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first && first.Flag("is_bot") ? first.Word("user_id") : null;

    private static string Name(JsonElement element) => element.Whole() ?? "";
}
