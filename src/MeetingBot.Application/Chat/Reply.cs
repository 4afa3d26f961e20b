using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>What the sender of a message is told, in words that belong to no platform. Texts are plain: adapters escape them.</summary>
/// <param name="Kind">Whether it was recorded, answered, refused or not for the bot.</param>
/// <param name="Text">The sentence or sentences, for the sender alone; may hold line breaks; empty when <paramref name="Kind"/> is <see cref="ReplyKind.NotForMe"/>.</param>
public sealed record Reply(ReplyKind Kind, string Text)
{
    /// <summary>Buttons below the reply, each of which sends a line in the sender's name.</summary>
    public ImmutableArray<Button> Buttons { get; init; } = [];

    /// <summary>Short lines that everybody in the meeting's thread must see: decisions, actions, votes, cancelled dates.</summary>
    public ImmutableArray<string> Aloud { get; init; } = [];

    /// <summary>Buttons for everybody below <see cref="Aloud"/>: the votes on a motion. The sender's own are in <see cref="Buttons"/> too.</summary>
    public ImmutableArray<Button> AloudButtons { get; init; } = [];

    /// <summary>Lines for one other person each, which nobody else sees: that somebody claims to be on the roster.</summary>
    public ImmutableArray<PrivateLine> Told { get; init; } = [];

    /// <summary>True for a receipt that a reaction says as well as words do (attendance, votes, notes).</summary>
    public bool Quiet { get; init; }

    /// <summary>A file that goes with the answer, such as exported minutes; null for none.</summary>
    public Attachment? File { get; init; }

    /// <summary>Nothing to say: the line was chat.</summary>
    public static readonly Reply NotForMe = new(ReplyKind.NotForMe, "");
}

/// <summary>What kind of answer a reply is.</summary>
public enum ReplyKind
{
    /// <summary>It is recorded and survives a crash.</summary>
    Receipt,

    /// <summary>A question was answered.</summary>
    Answer,

    /// <summary>Nothing was recorded; the text says why and what to do next.</summary>
    Refusal,

    /// <summary>The line was not for the bot and is forgotten.</summary>
    NotForMe,
}

/// <summary>A button.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Line">The command line, or several, that pressing it sends.</param>
public sealed record Button(string Label, string Line)
{
    /// <summary>Stands in a line for the number of the entry that is only being recorded.</summary>
    public const char ThisEntry = '\u0002';

    private const string Press = "press/";

    /// <summary>
    /// Tells this button from every other that sends the same line: all presses of it by one person are one message, and change
    /// something once. Empty until the clerk answers with it; null where each press counts.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>The id of the message that a press is: the same for every press by one person of a button that has a mark, else what the adapter says.</summary>
    public static string PressOf(string? mark, Account by, string otherwise) => mark is { Length: > 0 } ? $"{Press}{mark}/{by.Value}" : otherwise;

    /// <summary>Whether a message is the press of a button that has a mark.</summary>
    internal static bool IsPress(string messageId) => messageId.StartsWith(Press, StringComparison.Ordinal);

    /// <summary>A button whose line, typed twice, would do its work twice: undo what was before, or record the same again.</summary>
    public static Button Once(string label, string line) => new(label, line) { Mark = "" };
}

/// <summary>A line for one person other than the sender. An adapter that cannot reach them drops it: the sender is told whom to ask.</summary>
/// <param name="To">Whom.</param>
/// <param name="Text">What they are told.</param>
public sealed record PrivateLine(Addressee To, string Text)
{
    /// <summary>Buttons below it, each of which sends a line in the name of whoever presses it.</summary>
    public ImmutableArray<Button> Buttons { get; init; } = [];
}

/// <summary>A file that goes with an answer, for the sender alone.</summary>
/// <param name="Name">The file's name with its extension, made from date and short name, so that it is safe on any system.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Content">All of its bytes.</param>
public sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <summary>One person whom the bot turns to.</summary>
/// <param name="Name">Their name on the roster; where names are trusted, whoever bears it is meant.</param>
/// <param name="Accounts">Their accounts on any platform; empty for somebody who never came under one.</param>
public sealed record Addressee(string Name, ImmutableArray<Account> Accounts);
