using System.Collections.Immutable;
using Azure;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <content>What other streams must be told. Stored before its append, gone when done, so that its text stands nowhere afterwards.</content>
public sealed partial class AzureBlobStore
{
    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<QueuedFollowUp>> PendingFollowUpsAsync(int most, CancellationToken cancellation)
    {
        var waiting = new List<(long At, QueuedFollowUp FollowUp)>();
        foreach ((string name, FollowUpDocument document, ETag state) in await DocumentsAsync<FollowUpDocument>(await NamesAsync(BlobNames.FollowUps, cancellation), cancellation))
        {
            var (stored, open) = await SortAsync(document.Ahead, cancellation);
            if (stored is [var one, ..])
            {
                waiting.Add((one.Commitment.At, Read(document.Id, one.Value)));
            }
            else if (open.IsEmpty && document.Ahead.All(ahead => IsAbandoned(ahead.Commitment)))
            {
                await _shelf.DeleteAsync(name, state, cancellation);
            }
        }

        return [.. waiting.OrderBy(one => one.At).Take(most).Select(one => one.FollowUp)];
    }

    /// <inheritdoc/>
    public async ValueTask CompleteFollowUpAsync(string id, CancellationToken cancellation, bool erases = false) => await _shelf.DeleteAsync(BlobNames.FollowUp(id), null, cancellation);

    private async Task QueueAsync(QueuedFollowUp queued, Commitment commitment, CancellationToken cancellation)
    {
        StoredForm form = _json.Write(queued.FollowUp);
        var ahead = new Ahead<FollowUpForm>(commitment, new FollowUpForm(queued.Target.Value, new(_json.Write(queued.Origin)), form.Name, new(form.Json)));
        string name = BlobNames.FollowUp(queued.Id);
        if (await _shelf.CreateAsync(name, BlobJson.Write(new FollowUpDocument(queued.Id, [ahead])), cancellation) is null)
        {
            // An earlier attempt at this message, here or elsewhere, stored it before; which of them counts is for the stream to say.
            await _shelf.UpdateAsync(name, content =>
            {
                FollowUpDocument before = content is null ? new FollowUpDocument(queued.Id, []) : BlobJson.Read<FollowUpDocument>(content, "follow-up");
                return new(BlobJson.Write(before with { Ahead = Including(before.Ahead, ahead) }));
            }, cancellation);
        }
    }

    private QueuedFollowUp Read(string id, FollowUpForm form) =>
        new(id, new StreamId(form.Target), _json.ReadOrigin(form.Origin.Utf8.Span), _json.ReadFollowUp(form.FollowUp, form.Data.Utf8.Span));
}
