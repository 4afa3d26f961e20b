using System.Collections.Immutable;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <content>
/// The queue of notices. A notice is a document; a marker, an empty blob whose name sorts by the time it is due, points at it. A marker is
/// written before what makes it right and deleted after what makes it wrong, so none is ever missing, and one too many is noticed.
/// </content>
public sealed partial class AzureBlobStore
{
    private static readonly BinaryData Empty = new("");

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation)
    {
        var markers = new List<NoticeMarker>();
        await foreach (NoticeMarker marker in MarkersAsync(cancellation))
        {
            if (marker.Due > now || markers.Count == most)
            {
                break;
            }

            markers.Add(marker);
        }

        var due = new NoticeDocument?[markers.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, markers.Count), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation },
            async (index, stop) => due[index] = await PointedAtAsync(markers[index], stop));
        return [.. due.OfType<NoticeDocument>().Select(Read)];
    }

    /// <inheritdoc/>
    public async ValueTask<Instant?> NextDueAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(_clock.GetUtcNow());
        await foreach (NoticeMarker marker in MarkersAsync(cancellation))
        {
            if (marker.Due > now || await PointedAtAsync(marker, cancellation) is not null)
            {
                return marker.Due;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation)
    {
        bool again = false;
        NoticeDocument? begun = await ChangeAsync(group, id, waiting =>
        {
            again = waiting.Begun;
            return new(waiting with { Begun = true });
        }, cancellation);
        return begun is null ? Posting.Ended : again ? Posting.Again : Posting.First;
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation)
    {
        NoticeDocument? closed = await ChangeAsync(group, id, async waiting =>
        {
            if (end == NoticeEnd.Posted)
            {
                // Before the notice is closed: a crash in between leaves it waiting, and it is posted under the same id again.
                await _shelf.PutAsync(BlobNames.Posted(group, waiting.Notice!.Kind, waiting.Notice.Subject), BlobJson.Write(new PostedDocument(id, platformMessage)), cancellation);
            }

            return waiting with { End = end.Stored(), Ended = Stamp(), PlatformMessage = platformMessage };
        }, cancellation);
        if (closed is not null)
        {
            await _shelf.DeleteAsync(Marker(closed), null, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PruneAsync(Instant before, CancellationToken cancellation)
    {
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.PutOffs, cancellation))
        {
            if (string.CompareOrdinal(BlobShelf.MarkOf(blob), BlobNames.Sortable(before)) < 0)
            {
                await _shelf.DeleteAsync(blob.Name, null, cancellation);
            }
        }

        string mark = $"{before.ToDateTimeUtc().Ticks:D19}";
        var old = new List<string>();
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.Notices, cancellation))
        {
            if (BlobShelf.MarkOf(blob) is { Length: > 0 } ended && string.CompareOrdinal(ended, mark) < 0)
            {
                old.Add(blob.Name);
            }
        }

        foreach ((string name, NoticeDocument document, _) in await DocumentsAsync<NoticeDocument>(old, cancellation))
        {
            NoticeForm form = document.Notice!;
            string posted = BlobNames.Posted(new GroupId(form.Group), form.Kind, form.Subject);
            if (await _shelf.GetAsync(posted, null, cancellation) is { Content: { } content } && BlobJson.Read<PostedDocument>(content, "post").Notice == document.Id)
            {
                await _shelf.DeleteAsync(posted, null, cancellation);
            }

            await _shelf.DeleteAsync(name, null, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation)
    {
        if (await WaitingAsync(BlobNames.Notice(group, id), cancellation) is not ({ Notice: { } first } document, _))
        {
            return;
        }

        if (first.Conversation.Length == 0)
        {
            await MoveAsync(group, id, until, cancellation);
            return;
        }

        string name = BlobNames.PutOff(first.Conversation);
        string mark = BlobNames.Sortable(until);
        await _shelf.PutAsync(name, new BinaryData(mark), cancellation, mark); // before anything moves, so that nothing gets ahead of what did
        await MoveAsync(group, id, until, cancellation);
        string lane = NoticeMarker.Of(Marker(document)).Lane;
        var behind = new List<NoticeMarker>();
        await foreach (NoticeMarker marker in MarkersAsync(cancellation))
        {
            if (marker.Due >= until)
            {
                break;
            }

            if (marker.Lane == lane)
            {
                behind.Add(marker);
            }
        }

        foreach (NoticeMarker marker in behind)
        {
            if (await PointedAtAsync(marker, cancellation) is { } other)
            {
                await MoveAsync(new GroupId(other.Notice!.Group), other.Id, until, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation)
    {
        await ChangeAsync(group, id, waiting => new(waiting with { Attempts = waiting.Attempts + 1, Problem = problem }), cancellation);
        await PostponeAsync(group, id, until, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation)
    {
        var open = new List<string>();
        var closed = new List<(string Ended, string Name)>();
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.NoticesOf(group), cancellation))
        {
            if (BlobShelf.MarkOf(blob) is { Length: > 0 } mark)
            {
                closed.Add((mark, blob.Name));
            }
            else
            {
                open.Add(blob.Name);
            }
        }

        string[] last = [.. closed.OrderByDescending(one => one.Ended, StringComparer.Ordinal).Take(ended).Select(one => one.Name)];
        var waits = new List<NoticeDocument>();
        foreach ((_, NoticeDocument document, _) in await DocumentsAsync<NoticeDocument>(open, cancellation))
        {
            if (await SettledAsync(document, cancellation) is { Notice: not null, End: null } settled)
            {
                waits.Add(settled);
            }
        }

        return
        [
            .. waits.OrderBy(one => one.Notice!.Due).ThenBy(one => one.Queued).Take(waiting).Concat((await DocumentsAsync<NoticeDocument>(last, cancellation)).Select(one => one.Value))
                .Select(one => new NoticeRecord(Read(one), NoticeEnds.Read(one.End), one.Problem)),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation) =>
        await _shelf.GetAsync(BlobNames.Posted(group, kind, subject), null, cancellation) is { Content: { } content } ? BlobJson.Read<PostedDocument>(content, "post").PlatformMessage : null;

    /// <inheritdoc/>
    public async ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation)
    {
        if (await LaneLease.TryAcquireAsync(_shelf, BlobNames.Lane(lane), _options.Lease, _clock, cancellation) is not { } lease)
        {
            return null;
        }

        try
        {
            // Whoever held the lane before may have posted some of them since they were read.
            foreach (QueuedNotice notice in due)
            {
                if (await WaitingAsync(BlobNames.Notice(notice.Group, notice.Id), cancellation) is var (document, _) && Read(document).Due <= notice.Due)
                {
                    lease.Notices = lease.Notices.Add(Read(document));
                }
            }

            lease.Until = await _shelf.GetAsync(BlobNames.PutOff(lane), null, cancellation) is { Content: { } until } ? BlobNames.ReadSortable(until.ToString()) : null;
            return lease;
        }
        catch
        {
            await lease.DisposeAsync(); // nobody would let go of it
            throw;
        }
    }

    private static QueuedNotice Read(NoticeDocument document) => document.Notice!.Read(document.Id, document.Attempts, document.Begun);

    private static string Marker(NoticeDocument document) => BlobNames.Marker(Read(document), document.Queued);
}
