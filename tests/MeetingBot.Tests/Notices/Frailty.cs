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

    public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation) =>
        Around(() => inner.CloseAsync(group, id, end, platformMessage, CancellationToken.None));

    public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation) =>
        Around(() => inner.PostponeAsync(group, id, until, CancellationToken.None));

    public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation) =>
        Around(() => inner.RetryAsync(group, id, until, problem, CancellationToken.None));

    public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation) =>
        inner.ListAsync(group, waiting, ended, cancellation);

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

/// <summary>A channel that can be asked what stands in it, and whose process may end before and after everything it does.</summary>
internal sealed class FrailChannel(Frailty frailty) : INoticeChannel
{
    private readonly List<Post> _posts = [];

    /// <summary>What stands in the channel, in order, as it was last edited.</summary>
    public IEnumerable<string> Posts => _posts.Select(post => $"{post.Kind}{(post.To is { } to ? $" to {to.Name}" : "")}: {post.Text}");

    public string Platform => "test";

    public bool ShowsBoards => true;

    public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        frailty.Step();
        _posts.Add(post);
        frailty.Step();
        return new((_posts.Count - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask<string?> FindAsync(string conversation, string noticeId, CancellationToken cancellation)
    {
        frailty.Step();
        int at = _posts.FindIndex(post => post.NoticeId == noticeId);
        return new(at < 0 ? null : at.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        frailty.Step();
        int at = int.Parse(platformMessage, System.Globalization.CultureInfo.InvariantCulture);
        _posts[at] = post with { NoticeId = _posts[at].NoticeId };
        frailty.Step();
        return default;
    }
}
