using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_notices.Due(now, most));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Instant?> NextDueAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_notices.NextDue());
        }
    }

    /// <inheritdoc/>
    public ValueTask PruneAsync(Instant before, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notices.Remove(notice => notice.Due < before, waiting: false);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_notices.Begin(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notices.Close(id, end, platformMessage);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notices.Postpone(id, until);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notices.Retry(id, until, problem);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(new SoleClaim(due, _notices.PutOff(lane)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new([.. _notices.List(group, waiting, ended)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_notices.FindPosted(group, kind, subject));
        }
    }
}
