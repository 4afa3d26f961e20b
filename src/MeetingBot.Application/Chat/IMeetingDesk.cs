using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>The one door through which every chat platform, the web room and <c>replay</c> speak to the bot.</summary>
public interface IMeetingDesk
{
    /// <summary>Takes a message; when this returns a receipt, what it says is stored.</summary>
    ValueTask<Reply> HandleAsync(ChatMessage message, CancellationToken cancellation);

    /// <summary>
    /// Takes a message again whose author edited it: what it had recorded is corrected, or a correction is proposed once the draft is
    /// posted. Not for the bot when nothing was made of it.
    /// </summary>
    /// <param name="edited">The edited message under an id of its own; its <see cref="ChatMessage.Source"/> is that of the original.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Reply> EditedAsync(ChatMessage edited, CancellationToken cancellation);

    /// <summary>Strikes what a message had recorded that its author deleted; like an edit otherwise.</summary>
    ValueTask<Reply> DeletedAsync(ChatMessage deleted, CancellationToken cancellation);

    /// <summary>Puts back what was struck with a message whose deletion its author took back; the text is as it was.</summary>
    ValueTask<Reply> UndeletedAsync(ChatMessage undeleted, CancellationToken cancellation);

    /// <summary>The meeting in session in a conversation, and where on the platform it takes place; null when there is none.</summary>
    ValueTask<MeetingPlace?> PlaceAsync(string conversation, CancellationToken cancellation);

    /// <summary>What concerns somebody in all of their groups.</summary>
    ValueTask<HomeView> HomeAsync(Account viewer, string viewerName, Instant now, CancellationToken cancellation);

    /// <summary>The platform gave a conversation another id: its group goes with it.</summary>
    ValueTask RebindAsync(string oldConversation, string newConversation, Instant at, CancellationToken cancellation);

    /// <summary>What stands beside the conversation: the group, the meeting in session or the last one, and who the viewer is in it.</summary>
    ValueTask<RoomView> LookAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation);

    /// <summary>The commands that the viewer may give at this moment, for autocompletion, best first.</summary>
    ValueTask<ImmutableArray<Suggestion>> SuggestAsync(string conversation, Account viewer, string viewerName, string typed, Instant now, CancellationToken cancellation);

    /// <summary>Raised with the conversation's name after something in it was recorded.</summary>
    event Action<string>? Changed;
}

/// <summary>What a page shows beside the chat.</summary>
/// <param name="GroupName">The group bound to the conversation; null when there is none yet.</param>
/// <param name="Chaired">False for an open group, in which everybody may do everything but the admin's acts.</param>
/// <param name="Phase">Where the meeting shown in <paramref name="Minutes"/> stands.</param>
/// <param name="Minutes">The meeting in session, else the last one whose minutes are not approved; null when there is none.</param>
/// <param name="ViewerName">The name under which the viewer stands on the roster or came.</param>
/// <param name="ViewerRole">The viewer's office, or "member" or "guest".</param>
/// <param name="ViewerIsHere">True when the viewer's attendance is marked.</param>
/// <param name="Scribing">True when the viewer may record, correct and move entries.</param>
/// <param name="Queue">Who waits for the floor, in order.</param>
/// <param name="OpenActions">The group's open actions with those of this meeting, by number.</param>
/// <param name="CurrentTopic">The heading under discussion; null for none.</param>
/// <param name="Next">The next meeting by the series; null for none.</param>
public sealed record RoomView(string? GroupName, bool Chaired, MeetingPhase Phase, Minutes? Minutes, string ViewerName, string ViewerRole,
    bool ViewerIsHere, bool Scribing, ImmutableArray<string> Queue, ImmutableArray<MinutesAction> OpenActions, string? CurrentTopic, MinutesNextMeeting? Next)
{
    /// <summary>What prints the group's minutes: a built-in template or the group's own.</summary>
    public MinutesTemplate Template { get; init; } = MinutesTemplate.Structured;
}

/// <summary>An entry in one line.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Text">What it says, with its speaker and kind.</param>
public sealed record RecordedLine(int Number, string Text);

/// <summary>A completion for the composer.</summary>
/// <param name="Insert">What stands in the composer when it is taken.</param>
/// <param name="Syntax">How the command is written, for example <c>action &lt;person&gt;: &lt;text&gt;[ due &lt;date&gt;]</c>.</param>
/// <param name="Summary">What it does, in a few words.</param>
public sealed record Suggestion(string Insert, string Syntax, string Summary);
