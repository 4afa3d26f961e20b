using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <content>The documents and markers of the queue of notices.</content>
public sealed partial class AzureBlobStore
{
    private async Task QueueAsync(QueuedNotice notice, Commitment commitment, CancellationToken cancellation)
    {
        var ahead = new Ahead<NoticeForm>(commitment, NoticeForm.Of(notice));
        string name = BlobNames.Notice(notice.Group, notice.Id);
        await _shelf.PutAsync(BlobNames.Marker(notice, commitment.At), Empty, cancellation); // first: a document without its marker would never be found due
        if (await _shelf.CreateAsync(name, BlobJson.Write(new NoticeDocument(notice.Id, [ahead], Begun: false)), cancellation) is null)
        {
            // Another attempt at this version of the stream stored it before; which of them counts is for the stream to say.
            await _shelf.UpdateAsync(name, content =>
            {
                NoticeDocument before = content is null ? new NoticeDocument(notice.Id, [], Begun: false) : BlobJson.Read<NoticeDocument>(content, "notice");
                return new(before.Notice is not null ? null : BlobJson.Write(before with { Ahead = Including(before.Ahead, ahead) }));
            }, cancellation);
        }
    }

    /// <summary>
    /// The waiting notice a marker points at; null where it points at none. The marker then goes once it is known that nothing will need it:
    /// it may be the first sign of an attempt that is storing its document just now.
    /// </summary>
    private async ValueTask<NoticeDocument?> PointedAtAsync(NoticeMarker marker, CancellationToken cancellation)
    {
        bool needless = _clock.GetUtcNow().UtcTicks - marker.Queued > _options.Patience.Ticks;
        NoticeDocument? document = null;
        if (await _shelf.GetAsync(marker.Notice, null, cancellation) is { Content: { } content } read)
        {
            NoticeDocument stored = BlobJson.Read<NoticeDocument>(content, "notice");
            document = await SettledAsync(stored, cancellation);
            if (document is { Notice: null, Ahead.IsEmpty: false })
            {
                return null; // its append is on its way
            }

            if (document.Notice is null)
            {
                await _shelf.DeleteAsync(marker.Notice, read.ETag, cancellation);
            }

            if (document is { Notice: { } waiting, End: null } && waiting.Due < marker.Due)
            {
                return null; // somebody is putting it off: its marker comes first, and without it the notice would never be found due again
            }

            // No attempt is added to a notice that is settled in its document, and an attempt that came to nothing needs no marker.
            needless |= stored.Notice is not null || (document.Notice is null && stored.Ahead.Any(attempt => attempt.Commitment.At == marker.Queued));
        }

        if (document is { Notice: not null, End: null } && Marker(document) == marker.Name)
        {
            return document;
        }

        if (needless)
        {
            await _shelf.DeleteAsync(marker.Name, null, cancellation);
        }

        return null;
    }

    /// <summary>The notice with the one attempt that was stored, if any; of the others only those that are still open are left.</summary>
    private async ValueTask<NoticeDocument> SettledAsync(NoticeDocument document, CancellationToken cancellation)
    {
        if (document.Notice is not null)
        {
            return document;
        }

        var (stored, open) = await SortAsync(document.Ahead, cancellation);
        return stored is [var one, ..] ? document with { Ahead = [], Notice = one.Value, Queued = one.Commitment.At } : document with { Ahead = open };
    }

    private async ValueTask<(NoticeDocument Document, ETag ETag)?> WaitingAsync(string name, CancellationToken cancellation)
    {
        if (await _shelf.GetAsync(name, null, cancellation) is not { Content: { } content } read)
        {
            return null;
        }

        NoticeDocument document = await SettledAsync(BlobJson.Read<NoticeDocument>(content, "notice"), cancellation);
        return document is { Notice: not null, End: null } ? (document, read.ETag) : null;
    }

    /// <summary>Changes a notice that waits; null where it does not.</summary>
    private async ValueTask<NoticeDocument?> ChangeAsync(GroupId group, string id, Func<NoticeDocument, ValueTask<NoticeDocument>> change, CancellationToken cancellation)
    {
        string name = BlobNames.Notice(group, id);
        while (await WaitingAsync(name, cancellation) is var (waiting, state))
        {
            NoticeDocument changed = await change(waiting);
            if (changed == waiting)
            {
                return waiting;
            }

            string? mark = changed.Ended == 0 ? null : $"{changed.Ended:D19}";
            if (await _shelf.ReplaceAsync(name, BlobJson.Write(changed), state, cancellation, mark) is not null)
            {
                return changed;
            }
        }

        return null;
    }

    private async ValueTask MoveAsync(GroupId group, string id, Instant until, CancellationToken cancellation)
    {
        string? old = null;
        NoticeDocument? moved = await ChangeAsync(group, id, async waiting =>
        {
            if (waiting.Notice!.Due >= until)
            {
                return waiting;
            }

            old = Marker(waiting);
            NoticeDocument later = waiting with { Notice = waiting.Notice with { Due = until } };
            await _shelf.PutAsync(Marker(later), Empty, cancellation);
            return later;
        }, cancellation);
        if (moved is not null && old is not null)
        {
            await _shelf.DeleteAsync(old, null, cancellation);
        }
    }

    private async IAsyncEnumerable<NoticeMarker> MarkersAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.Due, cancellation))
        {
            yield return NoticeMarker.Of(blob.Name);
        }
    }
}
