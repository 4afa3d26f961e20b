using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>A platform on which notices are posted.</summary>
public interface INoticeChannel
{
    /// <summary>The first part of the conversations this channel serves, for example <c>web</c>.</summary>
    string Platform { get; }

    /// <summary>True where a meeting gets a board and its presider a panel, which are edited in place; a page that shows them anyhow has none.</summary>
    bool ShowsBoards { get; }

    /// <summary>Posts to everybody in the conversation and returns the platform's id of the post.</summary>
    ValueTask<string> PostAsync(Post post, CancellationToken cancellation);

    /// <summary>The id of the post that stands already for a notice, for a posting whose outcome is uncertain, perhaps in a process that ended since; null for none.</summary>
    ValueTask<string?> FindAsync(Post post, CancellationToken cancellation);

    /// <summary>Replaces the content of an earlier post, which keeps its place: minutes that were corrected after they were posted.</summary>
    ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation);
}

/// <summary>Something the bot says to everybody.</summary>
/// <param name="NoticeId">The notice it comes from.</param>
/// <param name="Conversation">Where: the home conversation of the group.</param>
/// <param name="Kind">What kind of notice, by its stored name, for example <c>minutes-drafted</c>.</param>
/// <param name="Text">The whole of it as plain text.</param>
public sealed record Post(string NoticeId, string Conversation, string Kind, string Text)
{
    /// <summary>The same as Markdown whose user text is escaped; null where the text is a plain sentence.</summary>
    public string? Markdown { get; init; }

    /// <summary>The minutes it shows, for adapters that lay them out themselves; null for others.</summary>
    public Minutes? Minutes { get; init; }

    /// <summary>The meeting whose minutes it shows; null for others.</summary>
    public MeetingId? Meeting { get; init; }

    /// <summary>The one person to whom it is told; null for everybody. A channel that cannot reach them drops it.</summary>
    public Addressee? To { get; init; }

    /// <summary>Buttons below it.</summary>
    public ImmutableArray<Button> Buttons { get; init; } = [];

    /// <summary>The meeting as it stands, for a board or a panel, which adapters lay out themselves; null for others.</summary>
    public BoardView? Board { get; init; }

    /// <summary>The earliest moment at which it can have been posted: a channel that looks for it need look no further back.</summary>
    public NodaTime.Instant Since { get; init; }

    /// <summary>The platform's thread it belongs into; null for the top level of the conversation.</summary>
    public string? Thread { get; init; }

    /// <summary>When the meeting that is announced begins, so that a platform can show everybody their own time; null for others.</summary>
    public NodaTime.Instant? Starts { get; init; }

    /// <summary>A file that goes with it, such as a calendar entry; a channel that cannot attach drops it. Null for none.</summary>
    public Attachment? File { get; init; }
}

/// <summary>The platform asks for patience: it is tried again after a while, and nothing is lost.</summary>
public sealed class ChannelBusyException : Exception
{
    /// <summary>For the message alone.</summary>
    public ChannelBusyException()
    {
    }

    /// <summary>With what the platform said.</summary>
    public ChannelBusyException(string message)
        : base(message)
    {
    }

    /// <summary>With what the platform said, and the cause.</summary>
    public ChannelBusyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>How long to wait, where the platform said it.</summary>
    public NodaTime.Duration? RetryAfter { get; init; }
}
