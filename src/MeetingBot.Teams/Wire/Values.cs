using System.Collections.Immutable;
using System.Text.Json;

namespace MeetingBot.Teams;

/// <summary>The value of a meeting's start or end (msteams-docs, meeting-apps-apis.md). Its <c>id</c> is not read: it may be the chat's.</summary>
/// <param name="Title">The meeting's title.</param>
/// <param name="StartTime">When it started; null at its end.</param>
/// <param name="EndTime">When it ended; null at its start.</param>
internal sealed record MeetingMoment(string? Title, DateTimeOffset? StartTime, DateTimeOffset? EndTime);

/// <summary>The value of participants joining or leaving.</summary>
/// <param name="Members">Who; several in one event.</param>
internal sealed record MeetingMembers(ImmutableArray<MeetingMember>? Members);

/// <summary>One participant of an event.</summary>
/// <param name="User">The person.</param>
/// <param name="Meeting">Whether they are in the meeting, and their role, which may be missing when they leave.</param>
internal sealed record MeetingMember(ChannelAccount? User, Participation? Meeting);

/// <summary>How somebody takes part in a meeting.</summary>
/// <param name="Role"><c>Organizer</c>, <c>Presenter</c> or <c>Attendee</c>; null when not said. It may change during the meeting.</param>
/// <param name="InMeeting">Whether they are in it.</param>
public sealed record Participation(string? Role = null, bool? InMeeting = null);

/// <summary>The value of a pressed <c>Action.Execute</c>.</summary>
/// <param name="Action">The action; null when malformed.</param>
/// <param name="Trigger"><c>manual</c>, <c>automatic</c> for a refresh, null from older clients.</param>
internal sealed record CardPress(CardAction? Action, string? Trigger);

/// <summary>A card's action as it came back.</summary>
internal sealed record CardAction(string? Type, string? Verb, JsonElement? Data);

/// <summary>The value of a dialog's opening or submission.</summary>
internal sealed record DialogValue(JsonElement? Data);

/// <summary>The value of a message extension's opening or submission.</summary>
/// <param name="CommandId">Which command.</param>
/// <param name="CommandContext"><c>message</c>, <c>compose</c> or <c>commandBox</c>.</param>
/// <param name="Data">The dialog's inputs, at a submission.</param>
/// <param name="MessagePayload">The message it was called on, as Graph writes it; null from the compose box.</param>
internal sealed record ExtensionValue(string? CommandId, string? CommandContext, JsonElement? Data, MessagePayload? MessagePayload);

/// <summary>A message as Graph writes it.</summary>
internal sealed record MessagePayload(string? Id, PayloadBody? Body, PayloadSender? From, ImmutableArray<PayloadMention>? Mentions);

/// <summary>A message's text.</summary>
/// <param name="ContentType"><c>html</c> or <c>text</c>.</param>
/// <param name="Content">The text.</param>
internal sealed record PayloadBody(string? ContentType, string? Content);

/// <summary>Who wrote a message.</summary>
internal sealed record PayloadSender(PayloadUser? User);

/// <summary>A person as Graph writes them.</summary>
/// <param name="Id">The directory's id.</param>
/// <param name="DisplayName">The display name.</param>
internal sealed record PayloadUser(string? Id, string? DisplayName);

/// <summary>Somebody mentioned in a message.</summary>
internal sealed record PayloadMention(string? MentionText, PayloadSender? Mentioned);

/// <summary>The value of an answer to the question whether a file may be stored.</summary>
/// <param name="Action"><c>accept</c> or <c>decline</c>.</param>
/// <param name="Context">What the bot put into the question.</param>
/// <param name="UploadInfo">Where the bytes go; null when declined.</param>
internal sealed record FileConsent(string? Action, JsonElement? Context, UploadInfo? UploadInfo);

/// <summary>Where a file's bytes go.</summary>
internal sealed record UploadInfo(string? ContentUrl, string? Name, string? UploadUrl, string? UniqueId, string? FileType);
