using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Published minutes stand in the archive as they are, and follow when they change.</summary>
public sealed class PublishedMinutesTests : IDisposable
{
    private static readonly Instant Later = Instant.FromUtc(2024, 3, 5, 18, 0);

    private readonly TemporaryFolder _folder = new();
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publishing_files_four_forms_by_group_year_and_day()
    {
        Office office = await HeldAsync();
        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, new FolderArchive(_folder.File("")));
        string[] files = [.. Directory.GetFiles(_folder.File(""), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder.File(""), file)).Order(StringComparer.Ordinal)];
        string group = (await office.ViewAsync()).Group.Id.Value[..8];
        Assert.Equal(new[] { "docx", "html", "json", "md" }.Select(extension => $"budget-team-{group}/2024/2024-03-05-minutes.{extension}"), files);
        Assert.Contains("The room is cold.", await File.ReadAllTextAsync(_folder.File(files[3]), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_of_published_minutes_reaches_the_archive_and_one_of_unpublished_minutes_does_not()
    {
        Office office = await HeldAsync();
        var archive = new FolderArchive(_folder.File(""));
        await office.SayAsync("Eva Stone", "correct 1 The room is warm.");
        await RunAsync(office, archive);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("")));

        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, archive);
        await office.SayAsync("Eva Stone", "correct 1 The room is hot.");
        await RunAsync(office, archive);
        string filed = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.File(""), "*.md", SearchOption.AllDirectories)), Cancellation);
        Assert.Contains("The room is hot.", filed, StringComparison.Ordinal);
        Assert.DoesNotContain("warm", filed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_fails_is_asked_again()
    {
        Office office = await HeldAsync();
        await office.SayAsync("Eva Stone", "minutes publish");
        var full = new FullArchive();
        await RunAsync(office, full);
        Assert.Equal(1, full.Asked);
        await RunAsync(office, new FolderArchive(_folder.File("")), Later + Duration.FromMinutes(1));
        Assert.Equal(4, Directory.GetFiles(_folder.File(""), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Without_an_archive_nothing_waits()
    {
        Office office = await HeldAsync();
        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, null);
        Assert.DoesNotContain(await _store.DueAsync(Instant.MaxValue, 99, Cancellation), notice => notice.Kind == NoticeKinds.MinutesFiled);
    }

    [Fact]
    public async Task In_an_account_they_are_blobs_with_their_type_and_are_replaced_only_when_they_changed()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        Office office = await HeldAsync();
        await office.SayAsync("Eva Stone", "minutes publish");
        var archive = new AzureBlobArchive(container);
        await RunAsync(office, archive);
        Dictionary<string, BlobItem> filed = await BlobsAsync(container);
        Assert.Equal(["docx", "html", "json", "md"], filed.Keys);
        Assert.Equal("text/markdown; charset=utf-8", filed["md"].Properties.ContentType);
        Assert.Equal("posted", filed["md"].Metadata["status"]);
        Minutes minutes = (await office.Clerk.MinutesAsync((await office.MeetingAsync()).Id, Cancellation))!;
        Assert.Equal(new MinutesPrinter().Print(minutes, MinutesFormat.Markdown, MinutesTemplate.Structured).Text,
            (await container.GetBlobClient(filed["md"].Name).DownloadContentAsync(Cancellation)).Value.Content.ToString());

        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, archive);
        Assert.Equal(filed["md"].Properties.ETag, (await BlobsAsync(container))["md"].Properties.ETag);
        await office.SayAsync("Eva Stone", "correct 1 The room is hot.");
        await RunAsync(office, archive);
        Assert.NotEqual(filed["md"].Properties.ETag, (await BlobsAsync(container))["md"].Properties.ETag);
    }

    private static async Task<Dictionary<string, BlobItem>> BlobsAsync(BlobContainerClient container)
    {
        var found = new SortedDictionary<string, BlobItem>(StringComparer.Ordinal);
        await foreach (BlobItem blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, Cancellation))
        {
            found.Add(blob.Name.Split('.')[^1], blob);
        }

        return new Dictionary<string, BlobItem>(found);
    }

    private async Task<Office> HeldAsync()
    {
        Office office = await new Office(_store).WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note The room is cold.");
        await office.SayAsync("Ana Lopes", "adjourn");
        await RunAsync(office, null);
        return office;
    }

    private async Task RunAsync(Office office, IMinutesArchive? archive, Instant? now = null) =>
        await new NoticeDispatcher(_store, office.Clerk, new MinutesPrinter(), [], null, archive).RunAsync(now ?? Later, Cancellation);

    private sealed class FullArchive : IMinutesArchive
    {
        public int Asked { get; private set; }

        public ValueTask FileAsync(FiledMinutes minutes, CancellationToken cancellation)
        {
            Asked++;
            throw new IOException("The archive is full.");
        }
    }
}
