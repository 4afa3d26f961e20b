using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// What stands in a conversation by the record of its notices, written as it reads now: for a channel that keeps no posts itself, so that a
/// process shows what another one posted.
/// </summary>
public sealed class StandingPosts(INoticeQueue queue, Clerk clerk, IMinutesPrinter printer, ICalendarPrinter? calendar = null)
{
    private const int Most = 10;

    private readonly NoticeWriter _writer = new(clerk, printer, calendar);

    /// <summary>The last notices that were posted there, oldest first; without those that are known.</summary>
    public async IAsyncEnumerable<StandingPost> InAsync(string conversation, IReadOnlySet<string> known, Instant now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await clerk.ViewAsync(conversation, cancellation) is not { } view)
        {
            yield break;
        }

        ImmutableArray<NoticeRecord> closed = await queue.ListAsync(view.Group.Id, 0, Most, cancellation);
        foreach (QueuedNotice notice in closed.Reverse().Where(record => record.End == NoticeEnd.Posted).Select(record => record.Notice))
        {
            if (!known.Contains(notice.Id) && (view.Group.Conversations.Contains(notice.Place) ? notice.Place : view.Group.Home) == conversation)
            {
                string? edited = NoticeWriter.Edits(notice.Kind) is { } original ? await queue.FindPostedAsync(notice.Group, original, notice.Subject, cancellation) : null;
                yield return new StandingPost(notice, edited, await _writer.WriteAsync(notice with { Conversation = conversation }, view, now, cancellation));
            }
        }
    }
}

/// <summary>A notice that was posted.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="Edited">The platform's id of the earlier post that it edited; null for a post of its own.</param>
/// <param name="Post">What it says now; null when that is no longer worth saying.</param>
public sealed record StandingPost(QueuedNotice Notice, string? Edited, Post? Post);
