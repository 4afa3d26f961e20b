using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>What must leave the store for good is nowhere in its files, nor in any blob, once it is acknowledged.</summary>
public sealed class ForgottenTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private BlobContainerClient? _container;
    private IKeeper? _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_name_and_the_account_of_somebody_forgotten_are_nowhere(bool blobs)
    {
        Office office = await OfficeAsync(blobs);
        await office.SayAsync("Eva Stone", "setup Budget Team timezone Europe/Berlin");
        await office.SayAsync("Eva Stone", "roster add Zelda Quimby (Acme), Ana Lopes (Acme)");
        await office.SayAsync("Zel-from-Quimbyton", "i am Zelda Quimby", trusted: false);
        Assert.True(await HoldsAsync("Quimby"));
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Eva Stone", "forget Zelda")).Kind);
        Assert.False(await HoldsAsync("Quimby"));
        Assert.True(await HoldsAsync("Ana Lopes"));
        Assert.Empty(await _store!.GroupsOfAsync(new Account("test::Zel-from-Quimbyton"), Cancellation));
        Assert.Equal(blobs ? 1 : 0, await AccountBlobsAsync());
        Assert.Equal(2, (await office.ViewAsync()).Directory.People.Count(card => !card.Name.StartsWith("Former", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_redacted_passage_is_nowhere_not_even_where_it_was_carried_to(bool blobs)
    {
        Office office = await (await OfficeAsync(blobs)).WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "topic The swordfish plan");
        await office.SayAsync("Sam Reed", "todo Max: fetch the swordfish");
        await office.SayAsync("Max Hall", "motion Adopt it");
        await office.SayAsync("Max Hall", "amend Adopt the swordfish");
        await office.SayAsync("Ana Lopes", "adjourn");
        office.Until(NodaTime.Instant.FromUtc(2024, 3, 6, 10, 0));
        await office.SayAsync("Ana Lopes", "start");
        Assert.True(await HoldsAsync("swordfish"));
        foreach (int entry in (int[])[1, 2, 3])
        {
            Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana Lopes", $"redact for 5 March: {entry} swordfish")).Kind);
        }

        Assert.False(await HoldsAsync("swordfish"));
        Assert.Contains("[removed] plan", (await office.ViewAsync()).Group.Actions[1].Topic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_text_that_names_somebody_forgotten_is_listed()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        foreach ((string who, string line) in new[]
        {
            ("Ana Lopes", "roster add Zelda Quimby (Acme)"), ("Ana Lopes", "agenda add What Zelda wants"), ("Sam Reed", "note Quimby sent it."), ("Sam Reed", "note Nothing of it."), ("Sam Reed", "strike 2 because Zelda asked"),
            ("Ana Lopes", "cancel 12 March because Zelda is away"), ("Ana Lopes", "ballot new B-1 The Quimby amendment"),
        })
        {
            Assert.Equal(ReplyKind.Receipt, (await office.SayAsync(who, line)).Kind);
        }

        Reply reply = await office.SayAsync("Eva Stone", "forget Zelda");
        Assert.Contains("""
            6 texts still name the person; `redact for <date>: <n> <passage>` removes a passage of an entry:
            ballot B-1: The Quimby amendment
            cancellation of 2024-03-12: Zelda is away
            2024-03-05 agenda: What Zelda wants
            2024-03-05 #1: Quimby sent it.
            2024-03-05 #2 struck: Zelda asked
            2024-03-05 #3: Zelda is away
            """.ReplaceLineEndings("\n"), reply.Text, StringComparison.Ordinal);
        Assert.Null(reply.File);
    }

    [Fact]
    public async Task Of_many_texts_the_whole_list_comes_as_a_file()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "roster add Zelda Quimby (Acme)");
        for (int note = 1; note <= 21; note++)
        {
            await office.SayAsync("Sam Reed", $"note Zelda said {note}.");
        }

        Reply reply = await office.SayAsync("Eva Stone", "forget Zelda");
        Assert.DoesNotContain("said 21.", reply.Text, StringComparison.Ordinal);
        Assert.Contains("2024-03-05 #21: Zelda said 21.", Encoding.UTF8.GetString(reply.File!.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_gets_all_of_the_group_as_a_file_and_nothing_of_another()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note The room is cold.");
        await office.SayAsync("Ida Other", "setup Harbour Board", conversation: "test:house:harbour");
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Max Hall", "export")).Kind);
        Reply reply = await office.SayAsync("Eva Stone", "export");
        string file = Encoding.UTF8.GetString(reply.File!.Content.Span);
        Assert.Equal("budget-team.jsonl", reply.File.Name);
        Assert.Contains("The room is cold.", file, StringComparison.Ordinal);
        Assert.Contains("Max Hall", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Ida Other", file, StringComparison.Ordinal);
    }

    private async Task<Office> OfficeAsync(bool blobs)
    {
        _container = blobs ? await BlobContainers.NewAsync() : null;
        _store = _container is null ? SqliteStore.Open(_folder.File("store.db")) : await AzureBlobStore.OpenAsync(_container, cancellation: Cancellation);
        return new Office(_store);
    }

    private async Task<int> AccountBlobsAsync() => _container is null ? 0
        : await _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, "accounts/", Cancellation).CountAsync(Cancellation);

    private async Task<bool> HoldsAsync(string words)
    {
        if (_container is null)
        {
            return Directory.GetFiles(_folder.File(""), "store.db*").Where(file => !file.EndsWith("-lock", StringComparison.Ordinal)).Any(file => Holds(Read(file), words));
        }

        await foreach (BlobItem blob in _container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Cancellation))
        {
            if (blob.Name.Contains(words, StringComparison.Ordinal) || Holds((await _container.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation)).Value.Content.ToArray(), words))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static bool Holds(byte[] bytes, string words) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
}
