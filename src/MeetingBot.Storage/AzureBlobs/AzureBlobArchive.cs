using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Published minutes as block blobs in a container of their own, so that versions, immutability and links can be ruled there alone.
/// Where the account keeps versions, what is replaced stays as one.
/// </summary>
/// <param name="container">The container; made when the first minutes are filed.</param>
/// <param name="rules">How long they are kept from being changed, and links to them; null for neither.</param>
/// <param name="clock">The clock; null for the system's.</param>
public sealed class AzureBlobArchive(BlobContainerClient container, AzureBlobArchiveRules? rules = null, TimeProvider? clock = null) : IMinutesArchive, IMinutesShelf
{
    /// <summary>Of the content, so that the same minutes are not written twice.</summary>
    private const string Sum = "sha256";

    private readonly BlobShelf _shelf = new(container);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ReadOnlyLinks? _links = rules?.LinkDays is { } days ? new(container.GetParentBlobServiceClient(), TimeSpan.FromDays(days), clock ?? TimeProvider.System) : null;

    /// <inheritdoc/>
    public string Where => _shelf.Where;

    /// <inheritdoc/>
    public async ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        var about = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["meeting"] = minutes.Meeting.ToString(),
            ["status"] = minutes.Status.ToString().ToLowerInvariant(),
        };
        return await PlaceAsync(await WriteAsync(minutes.Path, minutes.Printed.Content, minutes.Printed.ContentType, about, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> PathsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!await _shelf.TryAsync("", async () => (await container.ExistsAsync(cancellation)).Value, failed => throw failed))
        {
            yield break;
        }

        await foreach (BlobItem blob in _shelf.ListAsync("", cancellation))
        {
            if (PublishedMinutes.IsPath(blob.Name))
            {
                yield return blob.Name;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation) => (await _shelf.GetAsync(path, null, cancellation))?.Content?.ToMemory();

    /// <inheritdoc/>
    public async Task BringAsync(string path, ReadOnlyMemory<byte> content, MeetingId? meeting, string? status, CancellationToken cancellation)
    {
        var about = new Dictionary<string, string>(StringComparer.Ordinal);
        if (meeting is not null)
        {
            about["meeting"] = meeting.ToString();
        }

        if (status is not null)
        {
            about["status"] = status;
        }

        await WriteAsync(path, content, PublishedMinutes.MediaType(path), about, cancellation);
    }

    private async Task<BlobClient> WriteAsync(string path, ReadOnlyMemory<byte> content, string mediaType, Dictionary<string, string> about, CancellationToken cancellation)
    {
        string sum = about[Sum] = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        BlobClient blob = container.GetBlobClient(path);
        while (true)
        {
            (ETag? state, string? there) = await FoundAsync(blob, cancellation);
            if (there == sum)
            {
                return blob;
            }

            var options = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = mediaType },
                Metadata = about,
                ImmutabilityPolicy = Policy(),
                Conditions = state is { } read ? new BlobRequestConditions { IfMatch = read } : new BlobRequestConditions { IfNoneMatch = ETag.All },
            };
            bool filed = await _shelf.TryAsync(path, async () =>
            {
                await blob.UploadAsync(BinaryData.FromBytes(content).ToStream(), options, cancellation);
                return true;
            }, failed => failed.ErrorCode != BlobErrorCode.BlobImmutableDueToPolicy && failed.Status is 409 or 412 ? false : throw failed);
            if (filed)
            {
                return blob;
            }
        }
    }

    private BlobImmutabilityPolicy? Policy() => rules?.ImmutableDays is { } days
        ? new BlobImmutabilityPolicy
        {
            ExpiresOn = _clock.GetUtcNow().AddDays(days),
            PolicyMode = rules.Locked ? BlobImmutabilityPolicyMode.Locked : BlobImmutabilityPolicyMode.Unlocked,
        }
        : null;

    private async ValueTask<FiledPlace> PlaceAsync(BlobClient blob, CancellationToken cancellation) => _links is null
        ? new FiledPlace($"{_shelf.Where}/{blob.Name}")
        : await _shelf.TryAsync(blob.Name, () => _links.ToAsync(blob, cancellation), failed => throw failed);

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
