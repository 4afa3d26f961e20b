using Azure.Storage.Blobs;
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
