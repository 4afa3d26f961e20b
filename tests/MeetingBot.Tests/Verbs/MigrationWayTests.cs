using MeetingBot.Application;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>What <c>migrate</c> moves besides the store.</summary>
public sealed class MigrationWayTests : IDisposable
{
    private const string Minutes = "budget-team-g1f00d1e/2024/2024-03-05-minutes.md";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Keys_and_published_minutes_go_there_and_back_with_the_store()
    {
        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(await BlobContainers.NewAsync(), cancellation: Cancellation);
        var archive = new AzureBlobArchive(await BlobContainers.NewAsync());
        await using (SqliteStore file = SqliteStore.Open(_folder.File("here/store.db")))
        {
            await new Office(file).SayAsync("Ana", "start");
        }

        Write("here/keys/key-1.xml", "<key/>");
        Write($"here/minutes/{Minutes}", "# Minutes\n");
        var there = new MigrationWay(_folder.File("here/store.db"), new FolderArchive(_folder.File("here/minutes")), blobs, archive);
        Assert.Contains("1 files of published minutes", await there.ThereAsync(new Progress<MigrationProgress>(), Cancellation), StringComparison.Ordinal);
        Assert.Equal("<key/>", await blobs.ReadNoteAsync("keys/key-1", Cancellation));

        MigrationWay back = there with { Path = _folder.File("back/store.db"), Folder = new FolderArchive(_folder.File("back/minutes")) };
        Assert.Contains("both hold the same", await back.BackAsync(new Progress<MigrationProgress>(), Cancellation), StringComparison.Ordinal);
        Assert.Equal("<key/>", await File.ReadAllTextAsync(_folder.File("back/keys/key-1.xml"), Cancellation));
        Assert.Equal("# Minutes\n", await File.ReadAllTextAsync(_folder.File($"back/minutes/{Minutes}"), Cancellation));
        Assert.Empty(await Maintenance.VerifyAsync(_folder.File("back/store.db"), Cancellation));
    }

    [Fact]
    public async Task Without_keys_and_minutes_the_account_is_no_store_yet()
    {
        AzureBlobStore blobs = await AzureBlobStore.OpenAsync(await BlobContainers.NewAsync(), cancellation: Cancellation);
        await using (SqliteStore file = SqliteStore.Open(_folder.File("here/store.db")))
        {
            await new Office(file).SayAsync("Ana", "start");
        }

        Write($"here/minutes/{Minutes}", "# Minutes\n");
        var wire = new Wire { Disturb = _ => Fault.Cut };
        var archive = new AzureBlobArchive(await BlobContainers.NewAsync(wire.Options));
        var there = new MigrationWay(_folder.File("here/store.db"), new FolderArchive(_folder.File("here/minutes")), blobs, archive);
        await Assert.ThrowsAsync<StoreException>(() => there.ThereAsync(new Progress<MigrationProgress>(), Cancellation));
        Assert.NotNull(await blobs.UnfinishedAsync(Cancellation));
        wire.Disturb = _ => Fault.None;
        await there.ThereAsync(new Progress<MigrationProgress>(), Cancellation);
        Assert.Null(await blobs.UnfinishedAsync(Cancellation));
    }

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), content);
    }
}
