using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Posts what is due: reads the queue, works out from the streams what each notice says now, and records what became of it. Within
/// a conversation notices keep their order: while one cannot be posted those after it wait, and other conversations do not.
/// </summary>
public sealed class NoticeDispatcher(INoticeQueue queue, Clerk clerk, IMinutesPrinter printer, IEnumerable<INoticeChannel> channels, ICalendarPrinter? calendar = null, IMinutesArchive? archive = null)
{
    /// <summary>How often a notice is tried before it is given up.</summary>
    public const int MostAttempts = 10;

    private const int Batch = 256;

    private static readonly ImmutableArray<MinutesFormat> Filed = [MinutesFormat.Markdown, MinutesFormat.Html, MinutesFormat.Json, MinutesFormat.Docx];

    private static readonly Duration FirstPause = Duration.FromSeconds(15);
    private static readonly Duration LongestPause = Duration.FromHours(1);
    private static readonly Duration WhilePaused = Duration.FromMinutes(5);

    private readonly ImmutableArray<INoticeChannel> _channels = [.. channels];
    private readonly NoticeWriter _writer = new(clerk, printer, calendar);

    /// <summary>How many conversations are served at the same time.</summary>
    public int Lanes { get; init; } = 32;

    /// <summary>Posts everything that is due; returns how many notices were dealt with.</summary>
    public async ValueTask<int> RunAsync(Instant now, CancellationToken cancellation)
    {
        int done = 0;
        var lanes = new Dictionary<string, Task<Lane>>(StringComparer.Ordinal);
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                foreach (IGrouping<string, QueuedNotice> lane in (await queue.DueAsync(now, Batch, cancellation)).GroupBy(LaneOf).Where(lane => !lanes.ContainsKey(lane.Key) && !elsewhere.Contains(lane.Key)).Take(Lanes - lanes.Count))
                {
                    lanes.Add(lane.Key, ServeAsync(lane.Key, [.. lane], now, cancellation));
                }

                if (lanes.Count == 0)
                {
                    return done;
                }

                do
                {
                    Lane served = await await Task.WhenAny(lanes.Values);
                    lanes.Remove(served.Name);
                    done += served.Done;
                    if (!served.Claimed)
                    {
                        elsewhere.Add(served.Name);
                    }
                }
                while (lanes.Count > Lanes / 2);
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(lanes.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What keeps its order: the notices of a conversation, and the clocks of a group.</summary>
    private static string LaneOf(QueuedNotice notice) => notice.Conversation.Length > 0 ? notice.Conversation : notice.Group.Value;

    private async Task<Lane> ServeAsync(string name, ImmutableArray<QueuedNotice> notices, Instant now, CancellationToken cancellation)
    {
        int done = 0;
        await using INoticeClaim? claim = await queue.ClaimAsync(name, notices, cancellation);
        foreach (QueuedNotice notice in claim?.Notices ?? [])
        {
            if (claim!.Lost.IsCancellationRequested || !await TakeAsync(notice, now, cancellation))
            {
                break;
            }

            done++;
        }

        return new Lane(name, done, claim is { Notices.IsEmpty: false });
    }

    /// <summary>What came of serving a lane; one that another dispatcher has is not asked for again in this run.</summary>
    private sealed record Lane(string Name, int Done, bool Claimed);

    /// <summary>Does what a notice asks for; false when it stays in the queue for later.</summary>
    private async ValueTask<bool> TakeAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        try
        {
            return NoticeKinds.IsClock(notice.Kind) ? await LookAsync(notice, now, cancellation)
                : notice.Kind == NoticeKinds.MinutesFiled ? await FileAsync(notice, cancellation)
                : await PostAsync(notice, now, cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            // A clock is never given up: with it everything that is still to come would be lost.
            if (notice.Attempts + 1 >= MostAttempts && !NoticeKinds.IsClock(notice.Kind))
            {
                await queue.RetryAsync(notice.Group, notice.Id, now, problem.Message, cancellation);
                if (notice.Kind != NoticeKinds.GivenUp)
                {
                    await clerk.GiveUpAsync(notice, problem.Message, now, cancellation);
                }

                await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Failed, null, cancellation);
                return true;
            }

            Duration pause = problem is ChannelBusyException { RetryAfter: { } wait } ? wait : Duration.Min(FirstPause * Math.Pow(2, Math.Min(notice.Attempts, MostAttempts)), LongestPause);
            await queue.RetryAsync(notice.Group, notice.Id, now + pause, problem.Message, cancellation);
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
            NoticeKinds.BallotClock when BallotId.Parse(notice.Subject) is { } ballot => await clerk.StrikeAsync(ballot, notice, now, cancellation),
            NoticeKinds.DraftDue when meeting is not null => await clerk.PostDueAsync(meeting, notice, now, cancellation),
            _ => null,
        };
        if (again is not { } later)
        {
            await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        await queue.PostponeAsync(notice.Group, notice.Id, later, cancellation);
        return true;
    }

    /// <summary>Files published minutes as they are now in every form of the archive. What a crash cuts off is filed again, and is the same then.</summary>
    private async ValueTask<bool> FileAsync(QueuedNotice notice, CancellationToken cancellation)
    {
        if (archive is not null && MeetingId.Parse(notice.Subject) is { } meeting && await clerk.ViewAsync(notice.Group, cancellation) is { } view
            && await clerk.MinutesAsync(meeting, cancellation) is { } minutes)
        {
            foreach (MinutesFormat format in Filed)
            {
                Printed printed = Printing.OrBuiltIn(printer, minutes, format, view.Template);
                await archive.FileAsync(new FiledMinutes(meeting, Slugs.Of(view.Group.Slug), minutes.Status, printed), cancellation);
            }
        }

        await queue.CloseAsync(notice.Group, notice.Id, archive is null ? NoticeEnd.Superseded : NoticeEnd.Posted, null, cancellation);
        return true;
    }

    private async ValueTask<bool> PostAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        INoticeChannel? channel = _channels.FirstOrDefault(known => notice.Conversation.StartsWith(known.Platform + ":", StringComparison.Ordinal));
        GroupView? view = channel is null ? null : await clerk.ViewAsync(notice.Group, cancellation);
        if (view?.Group.Settings.Paused == true)
        {
            await queue.PostponeAsync(notice.Group, notice.Id, now + WhilePaused, cancellation);
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
            await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        if (NoticeWriter.Edits(notice.Kind) is { } original)
        {
            string? posted = await queue.FindPostedAsync(notice.Group, original, notice.Subject, cancellation);
            if (posted is not null)
            {
                await channel.EditAsync(posted, post, cancellation);
            }

            await queue.CloseAsync(notice.Group, notice.Id, posted is null ? NoticeEnd.Superseded : NoticeEnd.Posted, posted, cancellation);
            return true;
        }

        string message = await channel.FindAsync(notice.Conversation, notice.Id, cancellation) ?? await channel.PostAsync(post, cancellation);
        await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Posted, message, cancellation);
        return true;
    }
}
