using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>
/// Published minutes as block blobs in a container of their own, so that versions, immutability and links can be ruled there alone.
/// Where the account keeps versions, what is replaced stays as one.
/// </summary>
/// <param name="container">The container; made when the first minutes are filed.</param>
public sealed class AzureBlobArchive(BlobContainerClient container) : IMinutesArchive
{
    /// <summary>Of the content, so that the same minutes are not written twice.</summary>
    private const string Sum = "sha256";

    private readonly BlobShelf _shelf = new(container);

    /// <inheritdoc/>
    public async ValueTask FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        byte[] content = minutes.Printed.Content.ToArray();
        string sum = Convert.ToHexStringLower(SHA256.HashData(content));
        BlobClient blob = container.GetBlobClient(minutes.Path);
        while (true)
        {
            (ETag? state, string? there) = await FoundAsync(blob, cancellation);
            if (there == sum)
            {
                return;
            }

            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = minutes.Printed.ContentType },
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["meeting"] = minutes.Meeting.ToString(),
                    [Sum] = sum,
                    ["status"] = minutes.Status.ToString().ToLowerInvariant(),
                },
                Conditions = state is { } read ? new BlobRequestConditions { IfMatch = read } : new BlobRequestConditions { IfNoneMatch = ETag.All },
            };
            bool filed = await _shelf.TryAsync(minutes.Path, async () =>
            {
                await blob.UploadAsync(new BinaryData(content).ToStream(), options, cancellation);
                return true;
            }, failed => failed.ErrorCode != BlobErrorCode.BlobImmutableDueToPolicy && failed.Status is 409 or 412 ? false : throw failed);
            if (filed)
            {
                return;
            }
        }
    }

    private Task<(ETag?, string?)> FoundAsync(BlobClient blob, CancellationToken cancellation) => _shelf.TryAsync<(ETag?, string?)>(blob.Name, async () =>
    {
        try
        {
            BlobProperties found = await blob.GetPropertiesAsync(cancellationToken: cancellation);
            return (found.ETag, found.Metadata.TryGetValue(Sum, out string? sum) ? sum : null);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            await container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellation);
            return (null, null);
        }
    }, failed => failed.Status == 404 ? (null, null) : throw failed);
}
