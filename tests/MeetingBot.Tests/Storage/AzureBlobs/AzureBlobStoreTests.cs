using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>The keeper for many replicas, on Azurite.</summary>
public sealed class AzureBlobStoreTests : DurableStoreContract
{
    private BlobContainerClient _container = null!;

    public override async ValueTask InitializeAsync()
    {
        _container = await BlobContainers.NewAsync();
        await base.InitializeAsync();
    }

    [Fact]
    public async Task Verify_queues_a_notice_again_that_lost_its_marker()
    {
        AzureBlobStore store = await AzureBlobStore.OpenAsync(_container, cancellation: Cancellation);
        await store.AppendAsync(new Append(Stream, 0, [new SettingChanged("name", "x")], From("m1")) { Notices = [Notice("n1", Noon), Notice("n2", Noon)] }, Cancellation);
        await store.CloseAsync(Group, "n2", NoticeEnd.Posted, "ts", Cancellation);
        await foreach (BlobItem marker in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "due/", Cancellation))
        {
            await _container.DeleteBlobAsync(marker.Name, cancellationToken: Cancellation);
        }

        Assert.Empty(await store.DueAsync(Noon, 9, Cancellation));
        Assert.Contains((await Maintenance.VerifyAsync(store, Cancellation)).Select(finding => finding.ToString()), finding => finding.StartsWith("notice n1: ", StringComparison.Ordinal));
        Assert.Equal(["n1"], (await store.DueAsync(Noon, 9, Cancellation)).Select(notice => notice.Id));
        Assert.DoesNotContain((await Maintenance.VerifyAsync(store, Cancellation)).Select(finding => finding.ToString()), finding => finding.Contains("queued again", StringComparison.Ordinal));
    }

    protected override async ValueTask<object> OpenAsync() => await AzureBlobStore.OpenAsync(_container, null, Clock, TestForms.Json);

    protected override ValueTask CloseAsync(object keeper) => default;
}

/// <summary>Containers for tests; a test without Azurite is skipped and says why.</summary>
internal static class BlobContainers
{
    public static async Task<BlobContainerClient> NewAsync(BlobClientOptions? options = null)
    {
        Azurite? azurite = await Azurite.SharedAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        return new BlobServiceClient(azurite!.ConnectionString, options).GetBlobContainerClient($"t{Guid.NewGuid():N}");
    }
}
