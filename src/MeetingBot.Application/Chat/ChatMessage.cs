using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>A message as every platform gives it: translated, authenticated, and not yet understood.</summary>
/// <param name="Id">The platform's id, by which a repeated delivery is recognised.</param>
/// <param name="Sender">Whose account sent it.</param>
/// <param name="SenderName">The display name the platform shows. It never links an account to a roster entry by itself, except where <see cref="NameIsTrusted"/>.</param>
/// <param name="Conversation">Where it was said: <c>platform:tenant:channel</c>.</param>
/// <param name="Text">What was typed, without a mention of the bot and without a slash command's name.</param>
/// <param name="At">When it was sent.</param>
public sealed record ChatMessage(string Id, Account Sender, string SenderName, string Conversation, string Text, Instant At)
{
    /// <summary>How it reached the bot, which decides how strictly a line must look like a command.</summary>
    public Heard Heard { get; init; } = Heard.Addressed;

    /// <summary>The name of the channel or of the meeting, for a group that is founded without a name; empty when unknown.</summary>
    public string ConversationName { get; init; } = "";

    /// <summary>The IANA zone of the sender's profile; null when unknown.</summary>
    public string? SenderZone { get; init; }

    /// <summary>
    /// True where the platform has no accounts beside display names (the web room on loopback, transcripts): there a name that
    /// stands on the roster is that person.
    /// </summary>
    public bool NameIsTrusted { get; init; }

    /// <summary>Accounts that are mentioned in the text, each with the words that stand for it there.</summary>
    public ImmutableArray<Mention> Mentions { get; init; } = [];

    /// <summary>The platform's thread in which the message stands; null at the top level of the conversation, and where there are no threads.</summary>
    public string? Thread { get; init; }

    /// <summary>
    /// The entry of the heading that was under discussion when a button was drawn (0 before the first topic), so that a second
    /// press of "Next topic" does not skip an item; null for anything typed.
    /// </summary>
    public int? SeenTopic { get; init; }

    /// <summary>
    /// Words that the command records as they are, where they came apart from it: from a form's field, or from a message that somebody
    /// else wrote. They are read neither for commands nor for names. Null where the line holds everything.
    /// </summary>
    public Verbatim? Verbatim { get; init; }

    /// <summary>True for somebody of another organisation than the one to which the conversation belongs, in a channel shared with it.</summary>
    public bool IsForeign { get; init; }

    /// <summary>What stands before a command for it to be heard where this was said, such as <c>@MeetingBot </c>; empty where lines are heard as they are.</summary>
    public string Address { get; init; } = "";

    /// <summary>The message's own address on the platform, kept with what it makes, so that an edit finds its entry; null for none.</summary>
    public string? Source { get; init; }
}

/// <summary>Words that are recorded as they are.</summary>
/// <param name="Text">The words; may hold line breaks.</param>
/// <param name="Speaker">Who said them, where they are somebody else's message; null for an app's, and for a form's.</param>
public sealed record Verbatim(string Text, Mention? Speaker = null);

/// <summary>An account mentioned in a message.</summary>
/// <param name="Text">The words in the text, for example <c>@Ana</c>.</param>
/// <param name="Account">The account.</param>
/// <param name="Name">Its display name.</param>
public sealed record Mention(string Text, Account Account, string Name);

/// <summary>How a message reached the bot.</summary>
public enum Heard
{
    /// <summary>By slash command, mention, button or direct chat: every line of it is meant for the bot.</summary>
    Addressed,

    /// <summary>As a line in the meeting's thread: commands and shorthand count, all else is chat and is forgotten.</summary>
    Line,

    /// <summary>From an IRC log: only the shorthand counts.</summary>
    Log,
}
