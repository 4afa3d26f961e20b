using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>From a file into an account and back.</summary>
public sealed class MigrationTests : IDisposable
{
    private static readonly Func<Task> Nothing = () => Task.CompletedTask;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Back => _folder.File("back.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_goes_there_and_back_and_the_group_goes_on()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await using SqliteStore file = await FilledAsync();
        Assert.True(await There(file, blobs) > 15);
        Assert.Equal("a token", await blobs.ReadNoteAsync("slack/installation/T1", Cancellation));
        Assert.Empty(await Maintenance.VerifyAsync(blobs, Cancellation));

        var office = new Office(blobs, new ClerkOptions { PostAtOnce = true, Shared = true });
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Sam Reed", "note In the cloud.")).Kind);
        await BackAgain(blobs);
        await using SqliteStore back = SqliteStore.Open(Back);
        Assert.Equal(["Down here.", "In the cloud."], (await new Office(back).MeetingAsync()).Entries.Select(entry => entry.Text));
        Assert.Equal("a token", await back.ReadNoteAsync("slack/installation/T1", Cancellation));
    }

    [Fact]
    public async Task Cut_off_anywhere_on_its_way_there_it_is_no_store_yet_and_is_gone_on_with()
    {
        await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        Func<int, Task<bool>> cutAfter = async requests =>
        {
            BlobContainerClient container = await BlobContainers.NewAsync();
            AzureBlobStore blobs = await OpenAsync(container);
            if (await IsDoneAsync(async () => await There(file, await Cut(container, requests))))
            {
                return true;
            }

            Assert.True(await blobs.UnfinishedAsync(Cancellation) is not null || await blobs.ReadArchiveAsync(Cancellation).FirstOrDefaultAsync(Cancellation) is null, $"A store after {requests} requests.");
            await There(file, blobs);
            Assert.Empty(await Maintenance.VerifyAsync(blobs, Cancellation));
            Assert.Equal(await MarkersAsync(container), (await blobs.ReadArchiveAsync(Cancellation).OfType<ArchivedNotice>().Where(notice => notice.End is null).ToListAsync(Cancellation)).Count);
            return false;
        };
        Assert.InRange(await CutsAsync(cutAfter), 40, 400);
    }

    [Fact]
    public async Task The_mark_that_it_is_no_store_yet_goes_with_the_last_request()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        var wire = new Wire();
        await There(file, await OpenAsync(new BlobServiceClient(Azurite.SharedConnection, wire.Options).GetBlobContainerClient(container.Name)));
        Assert.Equal("DELETE unfinished", wire.Requests[^1]);
        Assert.Equal("DELETE unfinished", Assert.Single(wire.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cut_off_anywhere_on_its_way_back_there_is_no_file_and_it_is_begun_anew()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        await There(file, await OpenAsync(container));
        Func<int, Task<bool>> cutAfter = async requests =>
        {
            bool done = await IsDoneAsync(async () => await BackAgain(await Cut(container, requests)));
            Assert.Equal(done, File.Exists(Back));
            Assert.Equal(done ? [Back] : [], Directory.GetFiles(_folder.File("."), "back.db*").Select(Path.GetFullPath));
            return done;
        };
        Assert.InRange(await CutsAsync(cutAfter), 20, 200);
        Assert.Empty(await Maintenance.VerifyAsync(Back, Cancellation));
        await using SqliteStore back = SqliteStore.Open(Back);
        Assert.Equal("Down here.", Assert.Single((await new Office(back).MeetingAsync()).Entries).Text);
    }

    [Fact]
    public async Task What_a_killed_run_left_beside_the_file_does_not_hinder_the_next()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await using SqliteStore file = await FilledAsync();
        await There(file, blobs);
        await using (SqliteStore killed = SqliteStore.Open(Back + ".partial"))
        {
            await new Office(killed).SayAsync("Ana", "start");
        }

        await BackAgain(blobs);
        Assert.Equal([Back], Directory.GetFiles(_folder.File("."), "back.db*").Select(Path.GetFullPath));
    }

    [Fact]
    public async Task A_bot_that_went_on_between_two_runs_is_brought_as_it_is_then()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        AzureBlobStore blobs = await OpenAsync(container);
        await using SqliteStore file = await FilledAsync();
        await file.WriteNoteAsync("slack/installation/T2", "another token", Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Migration(file, new Progress<MigrationProgress>()).RunAsync(blobs, () => throw new InvalidOperationException(), Cancellation));

        var office = new Office(file);
        await office.SayAsync("Sam Reed", "note Still here.");
        await office.SayAsync("Ana", "adjourn");
        await file.DeleteNoteAsync("slack/installation/T2", Cancellation);
        await There(file, blobs);
        Assert.Null(await blobs.ReadNoteAsync("slack/installation/T2", Cancellation));
        Assert.Equal(await MarkersAsync(container), (await blobs.ReadArchiveAsync(Cancellation).OfType<ArchivedNotice>().Where(notice => notice.End is null).ToListAsync(Cancellation)).Count);
        Assert.Equal(2, (await new Office(blobs).MeetingAsync()).Entries.Count(entry => entry.Text.EndsWith("here.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_found_wrong_at_the_end_stays_no_store()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await using SqliteStore file = await FilledAsync();
        StoreException told = await Assert.ThrowsAsync<StoreException>(() => new Migration(file, new Progress<MigrationProgress>())
            .RunAsync(blobs, async () => await blobs.WriteNoteAsync("somebody", "else", Cancellation), Cancellation));
        Assert.Contains("does not hold the same", told.Message, StringComparison.Ordinal);
        Assert.Contains("migration", await blobs.UnfinishedAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains((await Maintenance.VerifyAsync(blobs, Cancellation)).Select(finding => finding.What), what => what.Contains("did not come to its end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_was_filled_halfway_is_no_source()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        AzureBlobStore blobs = await OpenAsync(container);
        await using SqliteStore file = await FilledAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Migration(file, new Progress<MigrationProgress>())
            .RunAsync(blobs, () => throw new InvalidOperationException(), Cancellation));
        StoreException refused = await Assert.ThrowsAsync<StoreException>(async () => await BackAgain(await OpenAsync(container)));
        Assert.Contains("Run the same migrate again", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Back));
    }

    [Fact]
    public async Task An_import_that_was_cut_off_is_no_store_and_begins_anew()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        await using SqliteStore file = await FilledAsync();
        using var export = new MemoryStream();
        await Archives.ExportAsync(file, export, Cancellation);
        await Assert.ThrowsAnyAsync<StoreException>(async () => await Archives.ImportAsync(await Cut(container, 30), new MemoryStream(export.ToArray()), EventJson.Standard, Cancellation));

        AzureBlobStore blobs = await OpenAsync(container);
        Assert.Contains("Run the same import again", await blobs.UnfinishedAsync(Cancellation), StringComparison.Ordinal);
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => There(file, blobs));
        Assert.Contains("Run the same import again", refused.Message, StringComparison.Ordinal);
        await Archives.ImportAsync(blobs, new MemoryStream(export.ToArray()), EventJson.Standard, Cancellation);
        Assert.Null(await blobs.UnfinishedAsync(Cancellation));
        Assert.Empty(await Maintenance.VerifyAsync(blobs, Cancellation));
    }

    [Fact]
    public async Task A_container_that_is_in_use_is_refused()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await new Office(blobs).SayAsync("Ana", "start");
        await using SqliteStore file = await FilledAsync();
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => There(file, blobs));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_and_a_container_with_nothing_in_it_are_refused()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => BackAgain(blobs));
        Assert.Contains("nothing in", refused.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Back, "mine", Cancellation);
        refused = await Assert.ThrowsAsync<StoreException>(() => BackAgain(blobs));
        Assert.Contains("is there already", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Back, Cancellation));
    }

    [Fact]
    public async Task Keys_stand_in_no_SQLite_file()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await using SqliteStore file = await FilledAsync();
        await new Migration(file, new Progress<MigrationProgress>()).RunAsync(blobs, async () => await blobs.WriteNoteAsync("keys/key-1", "<key/>", Cancellation), Cancellation);
        await BackAgain(blobs);
        await using SqliteStore back = SqliteStore.Open(Back);
        Assert.Equal(["slack/installation/T1"], await back.ListNotesAsync("", Cancellation).Select(note => note.Key).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Every_step_says_how_far_it_is_of_how_much()
    {
        AzureBlobStore blobs = await OpenAsync(await BlobContainers.NewAsync());
        await using SqliteStore file = await FilledAsync();
        var heard = new Heard();
        int lines = await new Migration(file, heard).RunAsync(blobs, Nothing, Cancellation);
        Assert.Equal([("reading", lines), ("moving", lines), ("comparing", lines)],
            heard.Reports.GroupBy(report => report.Doing).Select(step => (step.Key, (int)step.Last().Of)));
        Assert.All(heard.Reports, report => Assert.InRange(report.Done, 1, report.Of));
    }

    private static Task<AzureBlobStore> OpenAsync(BlobContainerClient container) => AzureBlobStore.OpenAsync(container, cancellation: Cancellation);

    private static Task<int> There(SqliteStore file, AzureBlobStore blobs) => new Migration(file, new Progress<MigrationProgress>()).RunAsync(blobs, Nothing, Cancellation);

    private Task<int> BackAgain(AzureBlobStore blobs) => new Migration(blobs, new Progress<MigrationProgress>()).RunAsync(Back, Nothing, Cancellation);

    /// <summary>The container, over a wire that is cut after so many requests.</summary>
    private static Task<AzureBlobStore> Cut(BlobContainerClient container, int requests)
    {
        int sent = 0;
        var wire = new Wire { Disturb = _ => Interlocked.Increment(ref sent) > requests ? Fault.Cut : Fault.None };
        return OpenAsync(new BlobServiceClient(Azurite.SharedConnection, wire.Options).GetBlobContainerClient(container.Name));
    }

    private static async Task<bool> IsDoneAsync(Func<Task> run)
    {
        try
        {
            await run();
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }

    /// <summary>Cuts after ever more requests, until nothing is left to be cut; returns how often.</summary>
    private static async Task<int> CutsAsync(Func<int, Task<bool>> cutAfter)
    {
        int requests = 1;
        while (!await cutAfter(requests))
        {
            requests += 4;
        }

        return requests;
    }

    private static async Task<int> MarkersAsync(BlobContainerClient container) =>
        await container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "due/", Cancellation).CountAsync(Cancellation);

    private async Task<SqliteStore> FilledAsync()
    {
        SqliteStore file = SqliteStore.Open(_folder.File("store.db"));
        Office office = await new Office(file).WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note Down here.");
        await file.WriteNoteAsync("slack/installation/T1", "a token", Cancellation);
        return file;
    }

    private sealed class Heard : IProgress<MigrationProgress>
    {
        public List<MigrationProgress> Reports { get; } = [];

        public void Report(MigrationProgress value) => Reports.Add(value);
    }
}
