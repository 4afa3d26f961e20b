using System.Collections.Immutable;

namespace MeetingBot.Slack;

/// <summary>What an event delivery tells: one closed family. Types that nobody handles are <see cref="OtherEvent"/>.</summary>
/// <param name="Type">Slack's name of it.</param>
internal abstract record SlackEvent(string Type);

/// <summary>A message of a person, an app or a bot.</summary>
/// <param name="Ts">Its time stamp, which is its id within the channel: a string, never a number.</param>
/// <param name="User">Who wrote it; null for a message of an app without a user.</param>
/// <param name="Team">The writer's workspace; null when not said.</param>
/// <param name="Text">Its text as Slack encodes it.</param>
/// <param name="Thread">The time stamp of the message that it answers, or of itself when it is the first of a thread; null outside of threads.</param>
/// <param name="Subtype">Slack's subtype; null for a plain message.</param>
/// <param name="Bot">The bot that wrote it; null for a person.</param>
/// <param name="BotName">The name under which that bot wrote; null when not said.</param>
/// <param name="ClientId">The id that the writer's own program gave it; null when none.</param>
internal sealed record SlackMessage(string Ts, string? User, string? Team, string Text, string? Thread, string? Subtype, string? Bot, string? BotName, string? ClientId)
{
    /// <summary>Whether a person said it in so many words.</summary>
    public bool IsSaid => User is not null && Bot is null && Subtype is null or "file_share" or "thread_broadcast" or "me_message";
}

/// <summary>A message came: <c>message</c>, or <c>app_mention</c> for one that names the bot.</summary>
/// <param name="Type"><c>message</c> or <c>app_mention</c>.</param>
/// <param name="Channel">Where.</param>
/// <param name="ChannelType"><c>channel</c>, <c>group</c>, <c>im</c>, <c>mpim</c>; empty when not said.</param>
/// <param name="Message">The message.</param>
internal sealed record MessageCame(string Type, string Channel, string ChannelType, SlackMessage Message) : SlackEvent(Type)
{
    /// <summary>Whether it names the bot.</summary>
    public bool IsMention => Type == "app_mention";

    /// <summary>Whether it stands in the direct chat with the bot (old payloads call that <c>app_home</c>).</summary>
    public bool IsDirect => ChannelType is "im" or "app_home";
}

/// <summary>A message was changed by its writer, or only unfurled by Slack.</summary>
/// <param name="Channel">Where.</param>
/// <param name="ChannelType">As of a message that came.</param>
/// <param name="Message">The message as it is now.</param>
/// <param name="Before">Its text before; null when not said.</param>
/// <param name="Author">Who had written it; null when not said. Of a message of which only a gravestone is left that is not who stands in it.</param>
internal sealed record MessageChanged(string Channel, string ChannelType, SlackMessage Message, string? Before, string? Author) : SlackEvent("message");

/// <summary>A message was deleted.</summary>
internal sealed record MessageDeleted(string Channel, string ChannelType, string Ts, SlackMessage? Before) : SlackEvent("message");

/// <summary>Somebody looks at the app's own page.</summary>
internal sealed record HomeOpened(string User, string Tab) : SlackEvent("app_home_opened");

/// <summary>Somebody came into a channel, perhaps the bot itself.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="User">Who came.</param>
/// <param name="Inviter">Who brought them; null when not said.</param>
internal sealed record MemberJoined(string Channel, string User, string? Inviter) : SlackEvent("member_joined_channel");

/// <summary>A channel got another name.</summary>
internal sealed record ChannelRenamed(string Type, string Channel, string Name) : SlackEvent(Type);

/// <summary>A channel was archived or deleted, or the bot was taken out of it.</summary>
internal sealed record ChannelGone(string Type, string Channel) : SlackEvent(Type);

/// <summary>A channel got another id, because it was shared or converted.</summary>
internal sealed record ChannelIdChanged(string Old, string New) : SlackEvent("channel_id_changed");

/// <summary>The app was removed from a workspace.</summary>
internal sealed record AppUninstalled() : SlackEvent("app_uninstalled");

/// <summary>Tokens were revoked, by the ids of the users they stood for.</summary>
internal sealed record TokensRevoked(ImmutableArray<string> Bots) : SlackEvent("tokens_revoked");

/// <summary>An event that changes nothing here.</summary>
internal sealed record OtherEvent(string Type) : SlackEvent(Type);
