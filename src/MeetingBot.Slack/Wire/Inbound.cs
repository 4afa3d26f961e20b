using System.Collections.Immutable;

namespace MeetingBot.Slack;

/// <summary>Everything that Slack sends, over HTTP or Socket Mode alike: one closed family. What is not known is <see cref="UnknownInbound"/>.</summary>
internal abstract record Inbound;

/// <summary>The installation that a payload says it is for. In a channel shared with another company the actor's own workspace is another.</summary>
/// <param name="Team">The workspace; null for an installation on a whole organisation.</param>
/// <param name="Enterprise">The organisation; null where there is none.</param>
/// <param name="IsOrg">Whether the app is installed on the whole organisation.</param>
internal sealed record Workspace(string? Team, string? Enterprise, bool IsOrg);

/// <summary>Who acted.</summary>
/// <param name="Id">The user's id, <c>U…</c> or <c>W…</c>.</param>
/// <param name="Team">Their own workspace; null when not said.</param>
internal sealed record Actor(string Id, string? Team);

/// <summary>Slack asks whether the address is ours, and wants its challenge back.</summary>
internal sealed record UrlVerification(string Challenge) : Inbound;

/// <summary>Slack looks at the certificate.</summary>
internal sealed record CertificateCheck : Inbound;

/// <summary>Slack dropped deliveries: more than 30,000 came within an hour.</summary>
internal sealed record DeliveriesLimited(string? Team) : Inbound;

/// <summary>An event.</summary>
/// <param name="From">The installation.</param>
/// <param name="Id">The event's id, the same on each retry.</param>
/// <param name="BotUser">Our own user there, where the delivery says it.</param>
/// <param name="Event">What happened.</param>
internal sealed record EventDelivery(Workspace From, string Id, string? BotUser, SlackEvent Event) : Inbound;

/// <summary>A slash command.</summary>
/// <param name="From">The installation.</param>
/// <param name="Actor">Who typed it.</param>
/// <param name="Channel">Where.</param>
/// <param name="ChannelName">The channel's name; <c>directmessage</c> or <c>privategroup</c> where it is not told.</param>
/// <param name="Command">The command's name with its slash.</param>
/// <param name="Text">What follows it, as Slack encodes text.</param>
/// <param name="TriggerId">Names this use of it, and opens a form within three seconds.</param>
/// <param name="ResponseUrl">Where up to five answers go within half an hour; null when not given.</param>
internal sealed record SlashCommand(Workspace From, Actor Actor, string Channel, string ChannelName, string Command, string Text, string TriggerId, string? ResponseUrl) : Inbound;

/// <summary>Buttons or menus were used.</summary>
/// <param name="From">The installation.</param>
/// <param name="Actor">Who pressed.</param>
/// <param name="TriggerId">Opens a form within three seconds.</param>
/// <param name="Place">The message or view that the button stands in.</param>
/// <param name="View">The view it stands in; null in a message.</param>
/// <param name="ResponseUrl">Where answers go; null in a view.</param>
/// <param name="Actions">What was used; one as a rule.</param>
internal sealed record BlockActions(Workspace From, Actor Actor, string TriggerId, PressedPlace Place, ViewState? View, string? ResponseUrl, ImmutableArray<BlockAction> Actions) : Inbound;

/// <summary>Where a button stands.</summary>
/// <param name="Channel">The channel of the message; null in a view.</param>
/// <param name="Message">The message's time stamp; null in a view.</param>
/// <param name="Thread">The thread it stands in; null for none.</param>
/// <param name="IsEphemeral">Whether one person alone sees the message.</param>
internal sealed record PressedPlace(string? Channel, string? Message, string? Thread, bool IsEphemeral);

/// <summary>One use of a button or menu.</summary>
/// <param name="ActionId">The element's id.</param>
/// <param name="BlockId">Its block's id.</param>
/// <param name="Value">The button's value, or what was chosen; null for nothing.</param>
/// <param name="At">The time stamp of the press.</param>
internal sealed record BlockAction(string ActionId, string BlockId, string? Value, string At);

/// <summary>A form or tab as it stood when something was done in it.</summary>
/// <param name="Id">The view's id.</param>
/// <param name="Kind"><c>modal</c> or <c>home</c>.</param>
/// <param name="CallbackId">Which of our forms it is.</param>
/// <param name="Metadata">What we hid in it.</param>
/// <param name="Hash">Its version.</param>
/// <param name="Values">What was entered, by block id; an empty field has no entry. Several chosen values are separated by commas.</param>
internal sealed record ViewState(string Id, string Kind, string CallbackId, string Metadata, string? Hash, ImmutableDictionary<string, string> Values);

/// <summary>A form was sent.</summary>
internal sealed record ViewSubmission(Workspace From, Actor Actor, string TriggerId, ViewState View) : Inbound;

/// <summary>A form was closed without being sent.</summary>
internal sealed record ViewClosed(Workspace From, Actor Actor, ViewState View) : Inbound;

/// <summary>A shortcut that belongs to no message and no channel.</summary>
internal sealed record GlobalShortcut(Workspace From, Actor Actor, string CallbackId, string TriggerId) : Inbound;

/// <summary>A shortcut of a message's menu.</summary>
internal sealed record MessageShortcut(Workspace From, Actor Actor, string CallbackId, string TriggerId, string Channel, string ChannelName, string? ResponseUrl, SlackMessage Message) : Inbound;

/// <summary>A menu asks for its options while somebody types.</summary>
internal sealed record OptionsRequest(Workspace From, Actor Actor, string ActionId, string Typed, string Metadata) : Inbound;

/// <summary>Something that Slack may send and we do not know.</summary>
/// <param name="Kind">Its type as it says; empty when it says none.</param>
internal sealed record UnknownInbound(string Kind) : Inbound;
