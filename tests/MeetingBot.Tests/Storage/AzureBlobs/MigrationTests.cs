using Azure.Storage.Blobs;
using MeetingBot.Application;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>From a file into an account and back.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_goes_there_and_back_and_the_group_goes_on()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(container, cancellation: Cancellation);
        int lines = await new Migration(file, new Progress<int>()).RunAsync(blobs, Cancellation);
        Assert.True(lines > 15);
        Assert.Equal("a token", await blobs.ReadNoteAsync("slack/installation/T1", Cancellation));
        Assert.Empty(await Maintenance.VerifyAsync(blobs, Cancellation));

        var office = new Office(blobs, new ClerkOptions { PostAtOnce = true, Shared = true });
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Sam Reed", "note In the cloud.")).Kind);
        await using SqliteStore back = SqliteStore.Open(_folder.File("back.db"));
        await new Migration(blobs, new Progress<int>()).RunAsync(back, Cancellation);
        Assert.Equal(["Down here.", "In the cloud."], (await new Office(back).MeetingAsync()).Entries.Select(entry => entry.Text));
        Assert.Equal("a token", await back.ReadNoteAsync("slack/installation/T1", Cancellation));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(25)]
    [InlineData(40)]
    public async Task A_migration_that_was_cut_off_is_gone_on_with(int requests)
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        int sent = 0;
        var wire = new Wire { Disturb = _ => Interlocked.Increment(ref sent) > requests ? Fault.Cut : Fault.None };
        AzureBlobStore cut = await AzureBlobStore.OpenAsync(new BlobServiceClient(Azurite.SharedConnection, wire.Options).GetBlobContainerClient(container.Name), cancellation: Cancellation);
        await Assert.ThrowsAsync<StoreException>(() => new Migration(file, new Progress<int>()).RunAsync(cut, Cancellation));

        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(container, cancellation: Cancellation);
        Assert.True(await blobs.IsUnfinishedAsync(Cancellation));
        await new Migration(file, new Progress<int>()).RunAsync(blobs, Cancellation);
        Assert.False(await blobs.IsUnfinishedAsync(Cancellation));
        Assert.Equal("Down here.", Assert.Single((await new Office(blobs).MeetingAsync()).Entries).Text);
    }

    [Fact]
    public async Task A_container_that_is_in_use_is_refused()
    {
        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(await BlobContainers.NewAsync(), cancellation: Cancellation);
        await new Office(blobs).SayAsync("Ana", "start");
        await using SqliteStore file = await FilledAsync();
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => new Migration(file, new Progress<int>()).RunAsync(blobs, Cancellation));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    private async Task<SqliteStore> FilledAsync()
    {
        SqliteStore file = SqliteStore.Open(_folder.File("store.db"));
        Office office = await new Office(file).WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note Down here.");
        await file.WriteNoteAsync("slack/installation/T1", "a token", Cancellation);
        return file;
    }
}
