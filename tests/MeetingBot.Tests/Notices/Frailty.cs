using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Counts the steps in which a process touches its store and its channel, and ends the process at one of them.</summary>
internal sealed class Frailty(int end)
{
    /// <summary>How many steps there were.</summary>
    public int Steps { get; private set; }

    /// <summary>Stops with the process: whatever was under way goes no further.</summary>
    public CancellationTokenSource Process { get; private set; } = new();

    /// <summary>One step; the process ends here when its time has come.</summary>
    public void Step()
    {
        if (++Steps == end)
        {
            Process.Cancel();
        }

        Process.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Starts another process.</summary>
    public void Restart() => Process = new();
}

/// <summary>A queue whose process may end before and after everything it does.</summary>
internal sealed class FrailQueue(INoticeQueue inner, Frailty frailty) : INoticeQueue
{
    public async ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation)
    {
        frailty.Step();
        return await inner.DueAsync(now, most, cancellation);
    }

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancellation) => inner.NextDueAsync(cancellation);

    public async ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation)
    {
        frailty.Step();
        Posting posting = await inner.BeginAsync(group, id, CancellationToken.None);
        frailty.Step();
        return posting;
    }

    public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation) =>
        Around(() => inner.CloseAsync(group, id, end, platformMessage, CancellationToken.None));

    public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation) =>
        Around(() => inner.PostponeAsync(group, id, until, CancellationToken.None));

    public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation) =>
        Around(() => inner.RetryAsync(group, id, until, problem, CancellationToken.None));

    public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation) =>
        inner.ListAsync(group, waiting, ended, cancellation);

    public ValueTask PruneAsync(Instant before, CancellationToken cancellation) => inner.PruneAsync(before, cancellation);

    public ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation) =>
        inner.FindPostedAsync(group, kind, subject, cancellation);

    public ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation) => inner.ClaimAsync(lane, due, cancellation);

    private async ValueTask Around(Func<ValueTask> act)
    {
        frailty.Step();
        await act();
        frailty.Step();
    }
}

/// <summary>
/// A channel, which can be asked what stands in it or not, and an archive, whose process may end before and after everything they do. What is
/// cancelled because nothing works cannot be posted.
/// </summary>
internal sealed class FrailChannel(Frailty frailty, bool asked) : INoticeChannel, IMinutesArchive
{
    private readonly List<Post> _posts = [];
    private readonly HashSet<string> _seen = [];
    private readonly SortedSet<string> _filed = [];

    /// <summary>The kinds of notices that came.</summary>
    public IEnumerable<string> Seen => _seen;

    /// <summary>What was filed, and what stands in the channel as it was last edited, for everybody and for each person in order.</summary>
    public string[] ByAddressee() =>
    [
        .. _filed, .. _posts.GroupBy(post => post.To?.Name ?? "").OrderBy(told => told.Key, StringComparer.Ordinal)
            .SelectMany(told => told.Select(post => $"{post.Kind} to {told.Key}: {post.Text}")),
    ];

    public ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        frailty.Step();
        _seen.Add(NoticeKinds.MinutesFiled);
        _filed.Add($"{minutes.Meeting} {minutes.Printed.Extension}");
        frailty.Step();
        return new((FiledPlace?)null);
    }

    public string Platform => "test";

    public bool ShowsBoards => true;

    public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        frailty.Step();
        if (post.Kind == NoticeKinds.Cancelled && post.Text.Contains("nothing works", StringComparison.Ordinal))
        {
            throw new IOException("Nothing works.");
        }

        _seen.Add(post.Kind);
        _posts.Add(post);
        frailty.Step();
        return new((_posts.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation)
    {
        frailty.Step();
        int at = asked ? _posts.FindIndex(known => known.NoticeId == post.NoticeId) : -1;
        return new(at < 0 ? null : at.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        frailty.Step();
        int at = int.Parse(platformMessage, System.Globalization.CultureInfo.InvariantCulture);
        _seen.Add(post.Kind);
        _posts[at] = post with { NoticeId = _posts[at].NoticeId };
        frailty.Step();
        return default;
    }
}
