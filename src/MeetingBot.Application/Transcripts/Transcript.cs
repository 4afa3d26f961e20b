using NodaTime;

namespace MeetingBot.Application;

/// <summary>What was said in a channel, read from a file, in the order of the file.</summary>
/// <param name="Kind">The form in which it was written down.</param>
/// <param name="Lines">The messages; at least one.</param>
public sealed record Transcript(TranscriptKind Kind, IReadOnlyList<TranscriptLine> Lines);

/// <summary>The forms of transcripts. The last two are one meeting each and know no roles.</summary>
public enum TranscriptKind
{
    /// <summary>Lines such as <c>2023-12-14T12:00 Display Name: message</c>, written for this bot.</summary>
    Transcript,

    /// <summary>A chat log such as <c>14:01:02 &lt;nick&gt; text</c> or <c>[2021-06-08T15:59:36.310Z] &lt;nick&gt; text</c>.</summary>
    IrcLog,

    /// <summary>A chat log in which somebody says <c>#startmeeting</c>.</summary>
    MeetBotLog,
}

/// <summary>One message of a transcript, with the lines of the file that continue it.</summary>
/// <param name="LineNumber">The line of the file on which it begins, from 1.</param>
/// <param name="Local">When it was said, by the clock that the file was written by.</param>
/// <param name="Offset">How far that clock is from UTC, if the file says so; else null, and <paramref name="Local"/> is in the group's zone.</param>
/// <param name="Sender">The display name or nick; empty where a log has lost it.</param>
/// <param name="Text">What was said, its lines parted by <c>\n</c>; without the white space at its two ends, perhaps empty.</param>
/// <param name="Emote">True for <c>/me waves</c> and <c>* nick waves</c>: the text is what the sender did.</param>
public sealed record TranscriptLine(int LineNumber, LocalDateTime Local, Offset? Offset, string Sender, string Text, bool Emote = false)
{
    /// <summary>When it was said as a point in time; null where that depends on the group's zone.</summary>
    public Instant? At => Offset is { } offset ? Local.WithOffset(offset).ToInstant() : null;
}
