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
    public async Task Forgetting_somebody_files_the_published_minutes_again_without_the_name_and_no_others()
    {
        Office office = await HeldAsync();
        var archive = new FolderArchive(_folder.File(""));
        await office.SayAsync("Ana Lopes", "start");
        await office.SayAsync("Max Hall", "here");
        await office.SayAsync("Ana Lopes", "adjourn");
        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, archive);
        Assert.Contains("Max Hall", Assert.Single(Read("*.md")), StringComparison.Ordinal);

        await office.SayAsync("Eva Stone", "forget Max");
        await RunAsync(office, archive);
        Assert.All(Read("*.md").Concat(Read("*.html")).Concat(Read("*.json")), text => Assert.DoesNotContain("Max Hall", text, StringComparison.Ordinal));
        Assert.Contains("Former participant", Assert.Single(Read("*.md")), StringComparison.Ordinal);
    }

    private string[] Read(string pattern) => [.. Directory.GetFiles(_folder.File(""), pattern, SearchOption.AllDirectories).Select(File.ReadAllText)];

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
        Assert.Equal(filed.Values.Select(blob => blob.Properties.ETag), (await BlobsAsync(container)).Values.Select(blob => blob.Properties.ETag));
        await office.SayAsync("Eva Stone", "correct 1 The room is hot.");
        await RunAsync(office, archive);
        Assert.NotEqual(filed["md"].Properties.ETag, (await BlobsAsync(container))["md"].Properties.ETag);
    }

    [Fact]
    public async Task Whoever_published_is_told_where_the_minutes_stand_and_nobody_is_told_of_corrections()
    {
        Office office = await HeldAsync();
        var ear = new Ear { Deaf = true };
        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, new FolderArchive(_folder.File("")), channel: ear);
        ear.Deaf = false;
        await RunAsync(office, new FolderArchive(_folder.File("")), Later + Duration.FromMinutes(1), ear);
        Post told = Assert.Single(ear.Posts, post => post.Kind == NoticeKinds.MinutesFiled);
        string file = Directory.GetFiles(_folder.File(""), "*.md", SearchOption.AllDirectories).Single();
        Assert.Equal("Eva Stone", told.To!.Name);
        Assert.StartsWith($"The minutes of Tue 5 Mar 2024 are filed:\n- Markdown: {file}\n- HTML: {file[..^2]}html\n- JSON: ", told.Text, StringComparison.Ordinal);
        Assert.Contains($"\n- Word: `{file[..^2]}docx`", told.Markdown, StringComparison.Ordinal);

        await office.SayAsync("Eva Stone", "correct 1 The room is hot.");
        await RunAsync(office, new FolderArchive(_folder.File("")), Later + Duration.FromMinutes(2), ear);
        Assert.Single(ear.Posts, post => post.Kind == NoticeKinds.MinutesFiled);
    }

    [Theory]
    [InlineData(false, "\n- [HTML](https://a.example/x?se=1&sig=2) (opens until Sun 10 Mar 2024, 09:30 UTC)")]
    [InlineData(true, "\n- [Pull request](https://a.example/x?se=1&sig=2) (opens until Sun 10 Mar 2024, 09:30 UTC)")]
    public async Task An_address_is_told_as_a_link_with_its_end(bool proposed, string expected)
    {
        Office office = await HeldAsync();
        var ear = new Ear();
        await office.SayAsync("Eva Stone", "minutes publish");
        await RunAsync(office, new Elsewhere(new FiledPlace("https://a.example/x?se=1&sig=2") { Until = Instant.FromUtc(2024, 3, 10, 9, 30), Proposed = proposed }), channel: ear);
        Assert.EndsWith(expected, Assert.Single(ear.Posts, post => post.Kind == NoticeKinds.MinutesFiled).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_minutes_of_the_first_call_are_published_byte_for_byte_as_a_blob_and_as_a_pull_request()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using FakeGitHub github = await FakeGitHub.StartAsync();
        var repositories = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { FakeGitHub.Repository };
        var printer = new MinutesPrinter();
        var clerk = new Clerk(_store, printer, new ClerkOptions { PostAtOnce = true, Repositories = repositories }, _store);
        var dispatcher = new NoticeDispatcher(_store, clerk, printer, [], null, [new AzureBlobArchive(container), new GitHubArchive(github.Api, FakeGitHub.Token, repositories)]);
        Transcript transcript = Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(CodeSigning.Transcript
            + "\n2023-12-14T13:30 Corey Bonnell: /meeting set repository acme/pages\n13:30 Corey Bonnell: /meeting set path content/posts/{yyyy}/{date}-minutes-of-the-{slug}.md"
            + "\n13:31 Corey Bonnell: /meeting minutes publish\n"), null)).Transcript;
        await new Replay(clerk, _store, dispatcher, "seed", "seed/").PlayAsync(transcript, "code-signing", Cancellation);

        byte[] expected = System.Text.Encoding.UTF8.GetBytes(CodeSigning.Minutes);
        Dictionary<string, BlobItem> filed = await BlobsAsync(container);
        Assert.Equal(expected, (await container.GetBlobClient(filed["md"].Name).DownloadContentAsync(Cancellation)).Value.Content.ToArray());
        KeyValuePair<string, byte[]> page = Assert.Single(github.Changes(Assert.Single(github.Pulls).Branch));
        Assert.Equal("content/posts/2023/2023-12-14-minutes-of-the-code-signing-certificate-working-group.md", page.Key);
        Assert.Equal(expected, page.Value);
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

    private async Task RunAsync(Office office, IMinutesArchive? archive, Instant? now = null, INoticeChannel? channel = null) =>
        await new NoticeDispatcher(_store, office.Clerk, new MinutesPrinter(), channel is null ? [] : [channel], null, archive is null ? [] : [archive]).RunAsync(now ?? Later, Cancellation);

    /// <summary>What is told to one person, each notice once.</summary>
    private sealed class Ear : INoticeChannel
    {
        public string Platform => "test";

        public bool ShowsBoards => false;

        public List<Post> Posts { get; } = [];

        public bool Deaf { get; set; }

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            Assert.DoesNotContain(Posts, earlier => earlier.NoticeId == post.NoticeId);
            if (Deaf)
            {
                throw new IOException("Nobody listens.");
            }

            Posts.Add(post);
            return new($"post {Posts.Count}");
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new(Posts.Any(known => known.NoticeId == post.NoticeId) ? "found" : null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }

    /// <summary>The same place for everything: a link that ends, and a pull request.</summary>
    private sealed class Elsewhere(FiledPlace place) : IMinutesArchive
    {
        public ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation) => new(minutes.Format == MinutesFormat.Html ? place : null);
    }

    private sealed class FullArchive : IMinutesArchive
    {
        public int Asked { get; private set; }

        public ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation)
        {
            Asked++;
            throw new IOException("The archive is full.");
        }
    }
}
