using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace MeetingBot.Storage;

/// <summary>
/// The few requests that everything but streams is made of: a document is read with its ETag, made where there is none, and replaced where
/// it is still the one that was read.
/// </summary>
internal sealed class BlobShelf(BlobContainerClient container)
{
    private const string Mark = "mark";

    public BlobContainerClient Container => container;

    public string Where => $"{container.AccountName}/{container.Name}";

    /// <summary>A document; null when there is none. With <paramref name="known"/> an unchanged one comes back without its content.</summary>
    public Task<Document?> GetAsync(string name, ETag? known, CancellationToken cancellation) => TryAsync<Document?>(name, async () =>
    {
        Response<BlobDownloadResult> answer = await container.GetBlobClient(name).DownloadContentAsync(
            new BlobDownloadOptions { Conditions = known is null ? null : new BlobRequestConditions { IfNoneMatch = known } }, cancellation);
        return answer.GetRawResponse().Status == 304 ? new Document(null, known!.Value) : new Document(answer.Value.Content, answer.Value.Details.ETag);
    }, failed => failed.Status switch
    {
        304 => new Document(null, known!.Value),
        404 => null,
        _ => throw failed,
    });

    /// <summary>Makes a document; null when there is one already.</summary>
    public Task<ETag?> CreateAsync(string name, BinaryData content, CancellationToken cancellation) =>
        UploadAsync(name, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, null, cancellation);

    /// <summary>Replaces a document; null when it is no longer the one that was read.</summary>
    public Task<ETag?> ReplaceAsync(string name, BinaryData content, ETag read, CancellationToken cancellation, string? mark = null) =>
        UploadAsync(name, content, new BlobRequestConditions { IfMatch = read }, mark, cancellation);

    /// <summary>Writes a document whatever stood there.</summary>
    public Task<ETag?> PutAsync(string name, BinaryData content, CancellationToken cancellation, string? mark = null) => UploadAsync(name, content, null, mark, cancellation);

    /// <summary>Changes a document until nobody else changed it in between; no content leaves it as it is.</summary>
    public async Task UpdateAsync(string name, Func<BinaryData?, ValueTask<BinaryData?>> change, CancellationToken cancellation)
    {
        while (true)
        {
            Document? read = await GetAsync(name, null, cancellation);
            if (await change(read?.Content) is not { } changed
                || await (read is null ? CreateAsync(name, changed, cancellation) : ReplaceAsync(name, changed, read.ETag, cancellation)) is not null)
            {
                return;
            }
        }
    }

    /// <summary>Deletes a document; with <paramref name="read"/> only where it is still the one that was read.</summary>
    public Task DeleteAsync(string name, ETag? read, CancellationToken cancellation) => TryAsync(name,
        async () => (await container.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, read is null ? null : new BlobRequestConditions { IfMatch = read }, cancellation)).Value,
        failed => failed.Status is 412 ? false : throw failed);

    /// <summary>The blobs whose names begin with a prefix, in the order of their names, with their marks.</summary>
    public async IAsyncEnumerable<BlobItem> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using IAsyncEnumerator<BlobItem> found = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellation).GetAsyncEnumerator(cancellation);
        while (await TryAsync(prefix, async () => await found.MoveNextAsync(), failed => throw failed))
        {
            yield return found.Current;
        }
    }

    /// <summary>What was written beside a document, seen in listings without reading it; empty for nothing.</summary>
    public static string MarkOf(BlobItem blob) => blob.Metadata?.TryGetValue(Mark, out string? mark) == true ? mark : "";

    /// <summary>Runs a request; what the store cannot do becomes one line that says what and why.</summary>
    public async Task<T> TryAsync<T>(string name, Func<Task<T>> request, Func<RequestFailedException, T> answered)
    {
        try
        {
            return await request();
        }
        catch (RequestFailedException failed)
        {
            try
            {
                return answered(failed);
            }
            catch (RequestFailedException)
            {
                throw Failed(name, failed);
            }
        }
        catch (Exception failed) when (failed is AggregateException or IOException or TaskCanceledException { CancellationToken.IsCancellationRequested: false })
        {
            throw Failed(name, failed);
        }
    }

    public StoreException Failed(string name, Exception problem)
    {
        Exception first = problem is AggregateException { InnerExceptions: [.., var last] } ? last : problem;
        string reason = first is RequestFailedException { Status: > 0 } answer ? $"{answer.Status} {answer.ErrorCode}" : first.Message.Split('\n')[0];
        return new StoreException($"The storage account did not do its work for {Where}/{name}: {reason}", problem);
    }

    private Task<ETag?> UploadAsync(string name, BinaryData content, BlobRequestConditions? conditions, string? mark, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions { Conditions = conditions };
        if (mark is not null)
        {
            options.Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Mark] = mark };
        }

        return TryAsync<ETag?>(name,
            async () => (await container.GetBlockBlobClient(name).UploadAsync(content.ToStream(), options, cancellation)).Value.ETag,
            failed => conditions is not null && (failed.Status is 409 or 412 || failed.ErrorCode == BlobErrorCode.BlobNotFound) ? null : throw failed);
    }
}

/// <summary>A document as it was read.</summary>
/// <param name="Content">Its bytes; null when it is unchanged since the ETag that was named.</param>
/// <param name="ETag">Which state of it.</param>
internal sealed record Document(BinaryData? Content, ETag ETag);
