using System.Xml.Linq;
using Azure.Storage.Blobs;
using MeetingBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingBot.Tests;

/// <summary>The keys that all replicas share, on Azurite.</summary>
public sealed class SharedKeysTests : IDisposable
{
    private readonly Barrier _both = new(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _both.Dispose();

    [Fact]
    public async Task Two_replicas_that_start_at_one_moment_on_an_empty_account_have_one_key_and_read_each_other()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        IDataProtector[] replicas = [await ReplicaAsync(container, meets: true), await ReplicaAsync(container, meets: true)];
        string[] closed = await Task.WhenAll(replicas.Select((replica, number) => Task.Run(() => replica.Protect($"by {number}"))));

        Assert.Equal(["keys/first"], await (await OpenAsync(container)).ListNotesAsync("keys/", Cancellation).Select(note => note.Key).ToListAsync(Cancellation));
        Assert.Equal(["by 0", "by 1"], closed.Select(replicas[0].Unprotect));
        Assert.Equal(["by 0", "by 1"], closed.Select(replicas[1].Unprotect));
        Assert.Equal(["by 0", "by 1"], closed.Select((await ReplicaAsync(container, meets: false)).Unprotect));
    }

    [Fact]
    public async Task A_key_that_is_made_beside_others_is_added()
    {
        AzureBlobStore store = await OpenAsync(await BlobContainers.NewAsync());
        var keys = new SharedKeys(store);
        keys.StoreElement(XElement.Parse("<key id='1' />"), "key-1");
        keys.StoreElement(XElement.Parse("<key id='2' />"), "key-2");
        keys.StoreElement(XElement.Parse("<revocation />"), "revocation-1");
        Assert.Equal(["keys/first", "keys/key-2", "keys/revocation-1"], await store.ListNotesAsync("keys/", Cancellation).Select(note => note.Key).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Nothing_is_written_over_another()
    {
        AzureBlobStore store = await OpenAsync(await BlobContainers.NewAsync());
        var keys = new SharedKeys(store);
        keys.StoreElement(XElement.Parse("<revocation n='1' />"), "revocation");
        keys.StoreElement(XElement.Parse("<revocation n='1' />"), "revocation");
        keys.StoreElement(XElement.Parse("<revocation n='2' />"), "revocation");
        Assert.Equal(["1", "2"], keys.GetAllElements().Select(element => element.Attribute("n")!.Value).Order());
    }

    private static Task<AzureBlobStore> OpenAsync(BlobContainerClient container) => AzureBlobStore.OpenAsync(container, cancellation: Cancellation);

    /// <summary>A replica; one that meets another writes its first key when the other is about to.</summary>
    private async Task<IDataProtector> ReplicaAsync(BlobContainerClient container, bool meets)
    {
        int written = 0;
        var wire = new Wire
        {
            Disturb = request =>
            {
                if (meets && request.StartsWith("PUT notes/keys", StringComparison.Ordinal) && written++ == 0)
                {
                    Assert.True(_both.SignalAndWait(TimeSpan.FromSeconds(30), CancellationToken.None));
                }

                return Fault.None;
            },
        };
        AzureBlobStore store = await OpenAsync(new BlobServiceClient(Azurite.SharedConnection, wire.Options).GetBlobContainerClient(container.Name));
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("MeetingBot").AddKeyManagementOptions(keys => keys.XmlRepository = new SharedKeys(store));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }
}
