using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Posts what is due: reads the queue, works out from the streams what each notice says now, and records what became of it. Within
/// a conversation notices keep their order: while one cannot be posted those after it wait, and other conversations do not.
/// </summary>
public sealed class NoticeDispatcher(INoticeQueue queue, Clerk clerk, IMinutesPrinter printer, IEnumerable<INoticeChannel> channels, ICalendarPrinter? calendar = null, IEnumerable<IMinutesArchive>? archives = null,
    Measures? measures = null)
{
    /// <summary>How often a notice is tried before it is given up.</summary>
    public const int MostAttempts = 10;

    private const int Batch = 256;
    private const int MostLookedThrough = 4096;
    private const int MostShown = 10_000;

    private static readonly ImmutableArray<MinutesFormat> Filed = [MinutesFormat.Markdown, MinutesFormat.Html, MinutesFormat.Json, MinutesFormat.Docx];

    private static readonly Duration FirstPause = Duration.FromSeconds(15);
    private static readonly Duration LongestPause = Duration.FromHours(1);
    private static readonly Duration WhilePaused = Duration.FromMinutes(5);
    private static readonly Duration BeforeAnotherLook = Duration.FromSeconds(1);

    private readonly ImmutableArray<INoticeChannel> _channels = [.. channels];
    private readonly ImmutableArray<IMinutesArchive> _archives = [.. archives ?? []];
    private readonly NoticeWriter _writer = new(clerk, printer, calendar);
    private readonly Dictionary<string, Task<Lane>> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _busy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Instant> _elsewhere = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _shown = new(StringComparer.Ordinal);
    private Dictionary<string, Queue<IGrouping<string, QueuedNotice>>> _found = [];
    private Instant _looked = Instant.MinValue;
    private int _done;

    /// <summary>Raised when a notice is given up. An officer is told with the reason; whoever runs the bot hears of it here.</summary>
    public event Action<QueuedNotice>? GaveUp;

    /// <summary>Raised whenever it got on: the queue was looked at, or a notice was dealt with.</summary>
    public event Action? Progressed;

    /// <summary>How many conversations of one platform are served at the same time: one that hangs delays none of another.</summary>
    public int Lanes { get; init; } = 32;

    /// <summary>Whether any conversation is being served.</summary>
    public bool IsServing => _lanes.Count > 0;

    /// <summary>Posts everything that is due, and waits until it is; returns how many notices were dealt with.</summary>
    public async ValueTask<int> RunAsync(Instant now, CancellationToken cancellation)
    {
        int before = _done;
        _elsewhere.Clear();
        try
        {
            while (true)
            {
                await BeginAsync(now, cancellation);
                if (!IsServing)
                {
                    return _done - before;
                }

                await ServedAsync();
            }
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Begins to serve conversations in which something is due and which are not being served, and does not wait for them. For one caller at a time.</summary>
    public async ValueTask BeginAsync(Instant now, CancellationToken cancellation)
    {
        foreach ((string name, Task<Lane> lane) in _lanes.Where(lane => lane.Value.IsCompleted).ToList())
        {
            _lanes.Remove(name);
            _busy[PlatformOf(name)]--;
            (int done, bool claimed) = await lane;
            _done += done;
            if (!claimed)
            {
                _elsewhere[name] = now + BeforeAnotherLook;
            }
        }

        // What was found before goes first. While all of it waits for its platform, what else is due is looked for now and then, and further down.
        bool last = now - _looked < BeforeAnotherLook && _found.Values.Any(found => found.Count > 0);
        for (int most = Batch; !Begin(now, cancellation) && !last; most *= 4)
        {
            ImmutableArray<QueuedNotice> due = await queue.DueAsync(now, most, cancellation);
            measures?.Looked(due);
            Progressed?.Invoke();
            _looked = now;
            last = due.Length < most || most >= MostLookedThrough;
            _found = due.GroupBy(LaneOf).Where(lane => !_lanes.ContainsKey(lane.Key) && !(_elsewhere.TryGetValue(lane.Key, out Instant until) && until > now))
                .GroupBy(lane => PlatformOf(lane.Key)).ToDictionary(platform => platform.Key, platform => new Queue<IGrouping<string, QueuedNotice>>(platform));
        }
    }

    /// <summary>Ends when a conversation that is being served has been; never while none is.</summary>
    public Task ServedAsync() => _lanes.Count == 0 ? new TaskCompletionSource().Task : Task.WhenAny(_lanes.Values);

    /// <summary>Waits for what is being served, whatever becomes of it: it stays in the queue until it is done.</summary>
    public async Task EndAsync()
    {
        await ((Task)Task.WhenAll(_lanes.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _lanes.Clear();
        _busy.Clear();
        _found.Clear();
    }

    private bool Begin(Instant now, CancellationToken cancellation)
    {
        bool begun = false;
        foreach ((string platform, Queue<IGrouping<string, QueuedNotice>> found) in _found)
        {
            while (_busy.GetValueOrDefault(platform) < Lanes && found.TryDequeue(out IGrouping<string, QueuedNotice>? lane))
            {
                _busy[platform] = _busy.GetValueOrDefault(platform) + 1;
                _lanes.Add(lane.Key, ServeAsync(lane.Key, [.. lane], now, cancellation));
                begun = true;
            }
        }

        return begun;
    }

    /// <summary>What keeps its order: the notices of a conversation, those of one person, and the clocks of a group.</summary>
    private static string LaneOf(QueuedNotice notice) => notice.Conversation.Length > 0 ? notice.Conversation : notice.Group.Value;

    private static string PlatformOf(string lane) => lane[..Math.Max(lane.IndexOf(':', StringComparison.Ordinal), 0)];

    private async Task<Lane> ServeAsync(string name, ImmutableArray<QueuedNotice> notices, Instant now, CancellationToken cancellation)
    {
        int done = 0;
        await using INoticeClaim? claim = await queue.ClaimAsync(name, notices, cancellation);
        if (claim is { Notices: [var first, ..], Until: { } until } && until > now)
        {
            await queue.PostponeAsync(first.Group, first.Id, until, cancellation); // behind what was put off before it
            return new Lane(done, true);
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation, claim?.Lost ?? CancellationToken.None);
        foreach (QueuedNotice notice in claim?.Notices ?? [])
        {
            if (claim!.Lost.IsCancellationRequested)
            {
                break;
            }

            NoticeOutcome outcome = await (measures is { WatchesNotices: true } ? MeasureAsync(measures, notice, now, held.Token, cancellation) : TakeAsync(notice, now, held.Token, cancellation));
            Progressed?.Invoke();
            if (outcome is NoticeOutcome.Postponed or NoticeOutcome.Failed)
            {
                break;
            }

            done++;
        }

        return new Lane(done, claim is { Notices.IsEmpty: false });
    }

    private async ValueTask<NoticeOutcome> PutOffAsync(QueuedNotice notice, Instant until, CancellationToken cancellation)
    {
        await queue.PostponeAsync(notice.Group, notice.Id, until, cancellation);
        return NoticeOutcome.Postponed;
    }

    /// <summary>What came of serving a lane; one that another dispatcher has is not asked for again at once.</summary>
    private sealed record Lane(int Done, bool Claimed);

    /// <summary>A method of its own, as what it captures is allocated where it begins.</summary>
    private ValueTask<NoticeOutcome> MeasureAsync(Measures measures, QueuedNotice notice, Instant now, CancellationToken held, CancellationToken cancellation) =>
        measures.NoticeAsync(notice, () => TakeAsync(notice, now, held, cancellation));

    /// <summary>Does what a notice asks for; no channel is touched any more once the conversation is not <paramref name="held"/>.</summary>
    private async ValueTask<NoticeOutcome> TakeAsync(QueuedNotice notice, Instant now, CancellationToken held, CancellationToken cancellation)
    {
        try
        {
            return NoticeKinds.IsClock(notice.Kind) ? await LookAsync(notice, now, cancellation)
                : notice.Kind == NoticeKinds.MinutesFiled ? await FileAsync(notice, held, cancellation)
                : await PostAsync(notice, now, held, cancellation);
        }
        catch (Exception) when (held.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The conversation is another dispatcher's, and whatever is recorded of this notice from now on is for that one to say.
            return NoticeOutcome.Postponed;
        }
        catch (ChannelBusyException busy) when (!cancellation.IsCancellationRequested)
        {
            // Asked for patience, it was not refused: however often that happens, nothing is given up for it.
            return await PutOffAsync(notice, now + (busy.RetryAfter ?? FirstPause), cancellation);
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

                GaveUp?.Invoke(notice);
                await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Failed, null, cancellation);
                return NoticeOutcome.GivenUp;
            }

            Duration pause = Duration.Min(FirstPause * Math.Pow(2, Math.Min(notice.Attempts, MostAttempts)), LongestPause);
            await queue.RetryAsync(notice.Group, notice.Id, now + pause, problem.Message, cancellation);
            return NoticeOutcome.Failed;
        }
    }

    private async ValueTask<NoticeOutcome> LookAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
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
            return NoticeOutcome.Looked;
        }

        await queue.PostponeAsync(notice.Group, notice.Id, later, cancellation);
        return NoticeOutcome.Looked;
    }

    /// <summary>Files minutes, where they are published, as they are now in every form and archive. What a crash cuts off is filed again, and is the same then.</summary>
    private async ValueTask<NoticeOutcome> FileAsync(QueuedNotice notice, CancellationToken held, CancellationToken cancellation)
    {
        string? message = null;
        string[] subject = notice.Subject.Split(' ');
        if (!_archives.IsEmpty && MeetingId.Parse(subject[0]) is { } meeting && await clerk.ViewAsync(notice.Group, cancellation) is { } view
            && await clerk.MeetingAsync(meeting, cancellation) is { Published: true }
            && await clerk.MinutesAsync(meeting, cancellation) is { } minutes)
        {
            var places = new List<(MinutesFormat, FiledPlace)>();
            ImmutableArray<FiledMinutes> forms = [.. Filed.Select(format => new FiledMinutes(meeting, Slugs.Of(view.Group.Slug), view.Group.Settings, minutes.Status, format,
                Printing.OrBuiltIn(printer, minutes, format, view.Template)))];
            foreach (IMinutesArchive archive in _archives)
            {
                foreach (FiledMinutes form in forms)
                {
                    if (await archive.FileAsync(form, cancellation) is { } place)
                    {
                        places.Add((form.Format, place));
                    }
                }
            }

            message = subject is [_, var person] && places.Count > 0 && NoticeWriter.AddresseeOf(view, new PersonId(person)) is { } to
                ? await TellAsync(notice, new Post(notice.Id, view.Group.Home, notice.Kind, NoticeWording.Filed(meeting.Date, places, markdown: false))
                {
                    To = to,
                    Since = notice.Due - (LongestPause * notice.Attempts),
                    Markdown = NoticeWording.Filed(meeting.Date, places, markdown: true),
                }, held)
                : null;
        }

        await queue.CloseAsync(notice.Group, notice.Id, _archives.IsEmpty ? NoticeEnd.Superseded : NoticeEnd.Posted, message, cancellation);
        return _archives.IsEmpty ? NoticeOutcome.Superseded : NoticeOutcome.Posted;
    }

    /// <summary>Tells whoever published where the minutes stand; corrections are filed without a word.</summary>
    private async ValueTask<string?> TellAsync(QueuedNotice notice, Post post, CancellationToken held) =>
        ChannelOf(post.Conversation) is { } channel ? await PostOnceAsync(channel, notice, post, held) : null;

    /// <summary>
    /// Posts what does not stand in the channel yet, and returns the platform's id of it; null when another dispatcher dealt with it. Platforms let a bot
    /// read a channel far less often than write to it, so only a notice whose posting was begun before is looked for.
    /// </summary>
    private async ValueTask<string?> PostOnceAsync(INoticeChannel channel, QueuedNotice notice, Post post, CancellationToken held) => await queue.BeginAsync(notice.Group, notice.Id, held) switch
    {
        Posting.Ended => null,
        Posting.Again when await channel.FindAsync(post, held) is { } stands => stands,
        _ => await channel.PostAsync(post, held),
    };

    private INoticeChannel? ChannelOf(string conversation) => _channels.FirstOrDefault(known => conversation.StartsWith(known.Platform + ":", StringComparison.Ordinal));

    private async ValueTask<NoticeOutcome> PostAsync(QueuedNotice notice, Instant now, CancellationToken held, CancellationToken cancellation)
    {
        INoticeChannel? channel = ChannelOf(notice.Conversation);
        GroupView? view = _channels.IsEmpty ? null : await clerk.ViewAsync(notice.Group, cancellation);
        if (view?.Group.Settings.Paused == true)
        {
            return await PutOffAsync(notice, now + WhilePaused, cancellation);
        }

        if (view is null || (notice.Kind is NoticeKinds.Board or NoticeKinds.Panel && channel is { ShowsBoards: false }))
        {
            await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Superseded, null, cancellation);
            return NoticeOutcome.Superseded;
        }

        // A conversation that got another id since is served under the one it has now.
        notice = notice with { Conversation = view.Group.Conversations.Contains(notice.Place) ? notice.Place : view.Group.Home };
        string? original = NoticeWriter.Edits(notice.Kind);
        long version = notice.Kind == NoticeKinds.MinutesEdited ? await clerk.VersionAsync(MeetingId.Parse(notice.Subject)!, cancellation) : 0;
        Post? post = await _writer.WriteAsync(notice, view, now, cancellation);
        if (post is null)
        {
            // Before a crash it may have been posted; what takes it back must find it.
            string? stands = channel is null || original is not null || !notice.Begun ? null : await channel.FindAsync(new Post(notice.Id, notice.Conversation, notice.Kind, "") { Since = notice.Due }, held);
            await queue.CloseAsync(notice.Group, notice.Id, stands is null ? NoticeEnd.Superseded : NoticeEnd.Posted, stands, cancellation);
            return stands is null ? NoticeOutcome.Superseded : NoticeOutcome.Posted;
        }

        if (channel is null)
        {
            // Its platform is not plugged in now.
            await queue.PostponeAsync(notice.Group, notice.Id, now + LongestPause, cancellation);
            return NoticeOutcome.Postponed;
        }

        if (original is not null)
        {
            string? posted = await queue.FindPostedAsync(notice.Group, original, notice.Subject, cancellation);
            if (posted is not null && !Shown(notice))
            {
                await channel.EditAsync(posted, post, held);
                Remember(notice, version);
            }

            await queue.CloseAsync(notice.Group, notice.Id, posted is null ? NoticeEnd.Superseded : NoticeEnd.Posted, posted, cancellation);
            return posted is null ? NoticeOutcome.Superseded : NoticeOutcome.Posted;
        }

        // Each attempt that failed put it off, by an hour at most.
        post = post with { Since = notice.Due - (LongestPause * notice.Attempts) };
        if (await PostOnceAsync(channel, notice, post, held) is { } message)
        {
            await queue.CloseAsync(notice.Group, notice.Id, NoticeEnd.Posted, message, cancellation);
        }

        return NoticeOutcome.Posted;
    }

    /// <summary>Whether minutes were edited since what happened: corrections that follow each other closely are one edit.</summary>
    private bool Shown(QueuedNotice notice) => notice.Kind == NoticeKinds.MinutesEdited && _shown.TryGetValue(notice.Subject, out long version)
        && long.Parse(notice.Id["meeting/".Length..][(notice.Subject.Length + 1)..].Split('/')[0], CultureInfo.InvariantCulture) <= version;

    private void Remember(QueuedNotice notice, long version)
    {
        if (_shown.Count > MostShown)
        {
            _shown.Clear();
        }

        _shown[notice.Subject] = version;
    }
}
