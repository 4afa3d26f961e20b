using System.Collections.Immutable;

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
public sealed record Button(string Label, string Line);

/// <summary>A file that goes with an answer.</summary>
public sealed record Attachment(string Name, string ContentType, ReadOnlyMemory<byte> Content);
