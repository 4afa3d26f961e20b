using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>One line of the room. Everybody sees it, unless it is <see cref="For"/> one; of <see cref="Replies"/> each visitor sees only their own.</summary>
/// <param name="Id">The browser's GUID of a line that somebody typed; the bot's own otherwise.</param>
/// <param name="Kind">Who speaks.</param>
/// <param name="Author">The account that typed it; null for the bot.</param>
/// <param name="Name">The name shown above it.</param>
/// <param name="Text">The line as typed or posted.</param>
/// <param name="At">When it came.</param>
public sealed record RoomItem(string Id, RoomItemKind Kind, Account? Author, string Name, string Text, Instant At)
{
    /// <summary>The name under which the bot speaks.</summary>
    public const string Bot = "MeetingBot";

    /// <summary>What the line became; until then nobody may believe it recorded.</summary>
    public Delivery Delivery { get; init; } = Delivery.Done;

    /// <summary>The post as sanitised HTML; null for text.</summary>
    public string? Html { get; init; }

    /// <summary>The notice a post comes from; null for all else.</summary>
    public string? NoticeId { get; init; }

    /// <summary>Buttons below a post.</summary>
    public ImmutableArray<Button> Buttons { get; init; } = [];

    /// <summary>A file that goes with a post; null for none.</summary>
    public Attachment? File { get; init; }

    /// <summary>What each visitor was told about it, by account.</summary>
    public ImmutableDictionary<Account, Reply> Replies { get; init; } = ImmutableDictionary<Account, Reply>.Empty;

    /// <summary>The one person for whom it is; null for everybody.</summary>
    public Addressee? For { get; init; }

    /// <summary>Whether a visitor sees it.</summary>
    public bool IsFor(Visitor? visitor) => For is not { } one
        || (visitor is not null && (one.Accounts.Contains(visitor.Account) || (visitor.NameIsTrusted && Names.Same(visitor.Name, one.Name))));

    /// <summary>True for a post that was replaced after it had been posted.</summary>
    public bool Edited { get; init; }
}

/// <summary>Who speaks in a line of the room.</summary>
public enum RoomItemKind
{
    /// <summary>Somebody in the room.</summary>
    Said,

    /// <summary>The bot, in one short line for all.</summary>
    Aloud,

    /// <summary>The bot, with a notice such as the minutes.</summary>
    Posted,
}

/// <summary>How far a typed line has come.</summary>
public enum Delivery
{
    /// <summary>Given to the bot, not answered yet.</summary>
    Pending,

    /// <summary>Answered.</summary>
    Done,

    /// <summary>The bot could not answer; the line can be sent again under the same id.</summary>
    Failed,
}
