using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>One command of a message, found but not yet read against the meeting.</summary>
/// <param name="Command">The command; null for words that are none, where the sender expects an answer.</param>
/// <param name="CalledAs">The name used.</param>
/// <param name="Words">What follows it.</param>
/// <param name="Text">The whole line as typed, with the lines that continue it.</param>
public sealed record Utterance(ChatCommand? Command, string CalledAs, string Words, string Text)
{
    /// <summary>How shorthand is read; null to read as the command does.</summary>
    public Func<Call, Step>? Shorthand { get; init; }

    /// <summary>True for what is chat rather than a refusal when the sender may not record: <c>agreed</c> alone, <c>...</c>, <c>Name: text</c>.</summary>
    public bool ChatUnlessScribe { get; init; }

    /// <summary>What the words must be for a plain line to be meant for the bot, such as somebody's name; null where the line says it by itself.</summary>
    public Func<Call, bool>? OnlyIf { get; init; }

    /// <summary>True when a colon stood behind the command's name.</summary>
    public bool Colon { get; init; }

    /// <summary>The command that was nearly typed before a colon; null for none.</summary>
    public string? NearMiss { get; init; }

    /// <summary>Who may, by the command.</summary>
    public Permission Who => Command?.Who ?? Permission.Anyone;
}
