using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Due(now, most)));

    /// <inheritdoc/>
    public ValueTask<Instant?> NextDueAsync(CancellationToken cancellation) => new(_readers.Use(static reader => reader.NextDue()));

    /// <inheritdoc/>
    public ValueTask PruneAsync(Instant before, CancellationToken cancellation) => new(_writer.WriteAsync(writes => writes.PruneNotices(before), cancellation));

    /// <inheritdoc/>
    public ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation) => new(_writer.WriteAsync(writes => writes.Begin(id), cancellation));

    /// <inheritdoc/>
    public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.CloseNotice(id, end, platformMessage), cancellation));

    /// <inheritdoc/>
    public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.Postpone(id, until), cancellation));

    /// <inheritdoc/>
    public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.Retry(id, until, problem), cancellation));

    /// <inheritdoc/>
    public ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation) =>
        new(new SoleClaim(due, _readers.Use(reader => reader.PutOff(lane))));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Notices(group, waiting, ended)));

    /// <inheritdoc/>
    public ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Posted(group, kind, subject)));
}
