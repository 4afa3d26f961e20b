using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// Links that open one blob for a while, to read only and over https only. They are signed with a key that the account gives to the bot's own
/// identity for some days, so that no key of the account itself exists, and taking the identity's role away ends them all.
/// </summary>
internal sealed class ReadOnlyLinks(BlobServiceClient service, TimeSpan lasting, TimeProvider clock)
{
    /// <summary>Azure gives a key for seven days at most; an hour less, as its clock is not ours.</summary>
    private static readonly TimeSpan KeyLasts = TimeSpan.FromDays(7) - TimeSpan.FromHours(1);

    private UserDelegationKey? _key;

    public async Task<FiledPlace> ToAsync(BlobClient blob, CancellationToken cancellation)
    {
        DateTimeOffset until = clock.GetUtcNow() + lasting;
        UserDelegationKey? key = _key;
        if (key is null || key.SignedExpiresOn < until) // a link ends with its key at the latest
        {
            _key = key = (await service.GetUserDelegationKeyAsync(new BlobGetUserDelegationKeyOptions(clock.GetUtcNow() + KeyLasts), cancellation)).Value;
        }

        Uri link = blob.GenerateUserDelegationSasUri(new BlobSasBuilder(BlobSasPermissions.Read, until)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            Protocol = SasProtocol.Https,
        }, key);
        return new FiledPlace(link.AbsoluteUri) { Until = Instant.FromDateTimeOffset(until) };
    }
}
