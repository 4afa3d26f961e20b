using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>Published minutes between a folder and a container, when a store is migrated.</summary>
public sealed class PublishedMinutesMoveTests : IDisposable
{
    private const string Known = "budget-team-g1f00d1e/2024/2024-03-05.2-minutes";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_go_into_a_container_with_what_is_known_of_them_and_back_into_a_folder()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        FolderArchive folder = Filled();
        var archive = new AzureBlobArchive(container);
        var store = new InMemoryStore();
        await store.AppendAsync(new Append(new StreamId("meeting/g1f00d1eabcdef/2024-03-05.2"), 0, [new SettingChanged("name", "x")], new Origin(PersonId.Bot, default, "m")), Cancellation);
        var move = new PublishedMinutes(store, new Progress<MigrationProgress>());
        Assert.Equal(3, await move.MoveAsync(folder, archive, Cancellation));

        BlobProperties markdown = await container.GetBlobClient(Known + ".md").GetPropertiesAsync(cancellationToken: Cancellation);
        Assert.Equal("text/markdown; charset=utf-8", markdown.ContentType);
        Assert.Equal(
            ["meeting=g1f00d1eabcdef/2024-03-05.2", "sha256=01e73faa7d0b6d6e883ce2e740ad65ecf31b7c05569489ee66f8c60c0110168e", "status=approved"],
            markdown.Metadata.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));
        BlobProperties orphan = await container.GetBlobClient("old-g0/2019/2019-01-02-minutes.docx").GetPropertiesAsync(cancellationToken: Cancellation);
        Assert.Equal(["sha256"], orphan.Metadata.Keys);

        var back = new FolderArchive(_folder.File("back"));
        Assert.Equal(3, await move.MoveAsync(archive, back, Cancellation));
        Assert.Equal("# Minutes\n", await File.ReadAllTextAsync(_folder.File($"back/{Known}.md"), Cancellation));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(_folder.File("back/old-g0/2019/2019-01-02-minutes.docx"), Cancellation));
        Assert.Equal(3, Directory.GetFiles(_folder.File("back"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task What_is_moved_again_is_written_once()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        FolderArchive folder = Filled();
        var move = new PublishedMinutes(new InMemoryStore(), new Progress<MigrationProgress>());
        await move.MoveAsync(folder, new AzureBlobArchive(container), Cancellation);
        var wire = new Wire();
        await move.MoveAsync(folder, new AzureBlobArchive(new BlobServiceClient(Azurite.SharedConnection, wire.Options).GetBlobContainerClient(container.Name)), Cancellation);
        Assert.DoesNotContain(wire.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_is_not_there_holds_none()
    {
        var archive = new AzureBlobArchive(await BlobContainers.NewAsync());
        Assert.Equal(0, await new PublishedMinutes(new InMemoryStore(), new Progress<MigrationProgress>()).MoveAsync(archive, new FolderArchive(_folder.File("back")), Cancellation));
        Assert.False(Directory.Exists(_folder.File("back")));
    }

    [Theory]
    [InlineData("budget-team-g1f00d1e/2024/2024-03-05-minutes.md", true)]
    [InlineData("-g1/2024/2024-03-05.12-minutes.html", true)]
    [InlineData("a-g1/2024-03-05-minutes.md", false)]
    [InlineData("a-g1/2024/2024-03-05-minutes.md.partial", false)]
    [InlineData("a-g1/2024/2024-03-05-minutes.exe", false)]
    [InlineData(".git/2024/2024-03-05-minutes.md", false)]
    public async Task Only_what_the_bot_filed_is_moved(string name, bool moved)
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await container.CreateAsync(cancellationToken: Cancellation);
        await container.GetBlobClient(name).UploadAsync(new BinaryData("x"), Cancellation);
        Assert.Equal(moved ? 1 : 0, await new PublishedMinutes(new InMemoryStore(), new Progress<MigrationProgress>()).MoveAsync(new AzureBlobArchive(container), new FolderArchive(_folder.File("back")), Cancellation));
    }

    [Theory]
    [InlineData("a-g1/../2024-03-05-minutes.md")]
    [InlineData("../2024/2024-03-05-minutes.md")]
    [InlineData("/2024/2024-03-05-minutes.md")]
    [InlineData("a-g1/2024/..\\2024-03-05-minutes.md")]
    public void No_path_leads_out_of_the_folder(string path) => Assert.False(PublishedMinutes.IsPath(path));

    private FolderArchive Filled()
    {
        Write(Known + ".md", "# Minutes\n"u8);
        Write(Known + ".json", "{\"status\":\"approved\"}"u8);
        Write("old-g0/2019/2019-01-02-minutes.docx", [1, 2, 3]);
        Write("README.md", "Not of the bot."u8);
        return new FolderArchive(_folder.File("minutes"));

        void Write(string path, ReadOnlySpan<byte> content)
        {
            string file = _folder.File("minutes/" + path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }
}
