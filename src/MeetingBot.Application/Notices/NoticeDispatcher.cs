using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Posts what is due: reads the queue, works out from the streams what each notice says now, and records what became of it. Within
/// a conversation notices keep their order: while one cannot be posted those after it wait, and other conversations do not.
/// </summary>
public sealed class NoticeDispatcher(INoticeQueue queue, Clerk clerk, IMinutesPrinter printer, IEnumerable<INoticeChannel> channels, ICalendarPrinter? calendar = null)
{
    /// <summary>How often a notice is tried before it is given up.</summary>
    public const int MostAttempts = 10;

    private static readonly Duration FirstPause = Duration.FromSeconds(15);
    private static readonly Duration LongestPause = Duration.FromHours(1);
    private static readonly Duration WhilePaused = Duration.FromMinutes(5);

    private readonly ImmutableArray<INoticeChannel> _channels = [.. channels];
    private readonly NoticeWriter _writer = new(clerk, printer, calendar);

    /// <summary>Posts everything that is due; returns how many notices were dealt with.</summary>
    public async ValueTask<int> RunAsync(Instant now, CancellationToken cancellation)
    {
        int done = 0;
        var held = new HashSet<string>(StringComparer.Ordinal);
        while (await queue.DueAsync(now, 100, cancellation) is { Length: > 0 } due)
        {
            int before = done;
            foreach (QueuedNotice notice in due.Where(notice => !held.Contains(notice.Conversation)))
            {
                if (await TakeAsync(notice, now, cancellation))
                {
                    done++;
                }
                else if (notice.Conversation.Length > 0)
                {
                    held.Add(notice.Conversation);
                }
            }

            if (done == before)
            {
                break;
            }
        }

        return done;
    }

    /// <summary>Does what a notice asks for; false when it stays in the queue for later.</summary>
    private async ValueTask<bool> TakeAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        try
        {
            return NoticeKinds.IsClock(notice.Kind) ? await LookAsync(notice, now, cancellation) : await PostAsync(notice, now, cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // A clock is never given up: with it everything that is still to come would be lost.
            if (notice.Attempts + 1 >= MostAttempts && !NoticeKinds.IsClock(notice.Kind))
            {
                await queue.RetryAsync(notice.Id, now, problem.Message, cancellation);
                if (notice.Kind != NoticeKinds.GivenUp)
                {
                    await clerk.GiveUpAsync(notice, problem.Message, now, cancellation);
                }

                await queue.CloseAsync(notice.Id, NoticeEnd.Failed, null, cancellation);
                return true;
            }

            Duration pause = problem is ChannelBusyException { RetryAfter: { } wait } ? wait : Duration.Min(FirstPause * Math.Pow(2, Math.Min(notice.Attempts, MostAttempts)), LongestPause);
            await queue.RetryAsync(notice.Id, now + pause, problem.Message, cancellation);
            return false;
        }
    }

    private async ValueTask<bool> LookAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        MeetingId? meeting = MeetingId.Parse(notice.Subject);
        Instant? again = notice.Kind switch
        {
            NoticeKinds.GroupClock => await clerk.StrikeAsync(notice.Group, notice, now, cancellation),
            NoticeKinds.MeetingClock when meeting is not null => await clerk.StrikeAsync(meeting, notice, now, cancellation),
            NoticeKinds.DraftDue when meeting is not null => await clerk.PostDueAsync(meeting, notice, now, cancellation),
            _ => null,
        };
        if (again is not { } later)
        {
            await queue.CloseAsync(notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        await queue.PostponeAsync(notice.Id, later, cancellation);
        return true;
    }

    private async ValueTask<bool> PostAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        INoticeChannel? channel = _channels.FirstOrDefault(known => notice.Conversation.StartsWith(known.Platform + ":", StringComparison.Ordinal));
        GroupView? view = channel is null ? null : await clerk.ViewAsync(notice.Group, cancellation);
        if (view?.Group.Settings.Paused == true)
        {
            await queue.PostponeAsync(notice.Id, now + WhilePaused, cancellation);
            return false;
        }

        if (notice.Kind is NoticeKinds.Board or NoticeKinds.Panel && channel is { ShowsBoards: false })
        {
            channel = null;
        }

        // A conversation that got another id since is served under the one it has now.
        notice = view is null || view.Group.Conversations.Contains(notice.Conversation) ? notice : notice with { Conversation = view.Group.Home };
        Post? post = view is null ? null : await _writer.WriteAsync(notice, view, cancellation);
        if (channel is null || post is null)
        {
            await queue.CloseAsync(notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        if (NoticeWriter.Edits(notice.Kind) is { } original)
        {
            string? posted = await queue.FindPostedAsync(notice.Group, original, notice.Subject, cancellation);
            if (posted is not null)
            {
                await channel.EditAsync(posted, post, cancellation);
            }

            await queue.CloseAsync(notice.Id, posted is null ? NoticeEnd.Superseded : NoticeEnd.Posted, posted, cancellation);
            return true;
        }

        string message = await channel.FindAsync(notice.Conversation, notice.Id, cancellation) ?? await channel.PostAsync(post, cancellation);
        await queue.CloseAsync(notice.Id, NoticeEnd.Posted, message, cancellation);
        return true;
    }
}
