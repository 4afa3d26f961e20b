using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A queue that several dispatchers share: something may happen between looking at it and claiming what was found, and a claim may be lost.</summary>
internal sealed class ClaimedQueue(INoticeQueue inner) : INoticeQueue
{
    /// <summary>Happens to what was claimed.</summary>
    public Func<ImmutableArray<QueuedNotice>, Task> Claimed { get; init; } = _ => Task.CompletedTask;

    /// <summary>Ends when the claims are lost.</summary>
    public CancellationToken Lost { get; init; }

    public ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation) => inner.DueAsync(now, most, cancellation);

    public ValueTask<Instant?> NextDueAsync(CancellationToken cancellation) => inner.NextDueAsync(cancellation);

    public ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation) => inner.BeginAsync(group, id, cancellation);

    public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation) =>
        inner.CloseAsync(group, id, end, platformMessage, cancellation);

    public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation) => inner.PostponeAsync(group, id, until, cancellation);

    public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation) =>
        inner.RetryAsync(group, id, until, problem, cancellation);

    public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation) =>
        inner.ListAsync(group, waiting, ended, cancellation);

    public ValueTask PruneAsync(Instant before, CancellationToken cancellation) => inner.PruneAsync(before, cancellation);

    public ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation) =>
        inner.FindPostedAsync(group, kind, subject, cancellation);

    public async ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation)
    {
        await Claimed(due);
        return await inner.ClaimAsync(lane, due, cancellation) is { } claim ? new Claim(due, claim.Until, Lost) : null;
    }

    private sealed record Claim(ImmutableArray<QueuedNotice> Notices, Instant? Until, CancellationToken Lost) : INoticeClaim
    {
        public ValueTask DisposeAsync() => default;
    }
}
