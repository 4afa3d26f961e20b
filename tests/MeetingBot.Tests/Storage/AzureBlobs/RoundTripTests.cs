using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>What a command costs in requests to the storage account, where this replica knows everything and where another one was ahead of it.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private static readonly ClerkOptions Shared = new() { PostAtOnce = true, Shared = true };

    private readonly Wire _wire = new();
    private Office _here = null!;
    private Office _there = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        BlobContainerClient seen = new BlobServiceClient(Azurite.SharedConnection, _wire.Options).GetBlobContainerClient(container.Name);
        _here = await new Office(await AzureBlobStore.OpenAsync(seen, cancellation: Cancellation), Shared).WithChairedMeetingAsync();
        _there = new Office(await AzureBlobStore.OpenAsync(container, cancellation: Cancellation), Shared);
        await _here.SayAsync("Sam Reed", "note The first.");
        await _there.SayAsync("Sam Reed", "note The second.");
        await _here.SayAsync("Sam Reed", "recent");
    }

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData("Sam Reed", "note A point.")]
    [InlineData("Max Hall", "here")]
    [InlineData("Ana Lopes", "+1")]
    [InlineData("Pia Lind", "topic Paint")]
    public async Task A_command_in_a_meeting_is_one_append(string who, string line)
    {
        await _here.HearAsync("Max Hall", "PROPOSED: Paint the room.");
        Assert.Equal(["PUT meeting"], await SentAsync(who, line));
    }

    [Theory]
    [InlineData("Sam Reed", "note A point.")]
    [InlineData("Max Hall", "here")]
    [InlineData("Ana Lopes", "+1")]
    [InlineData("Pia Lind", "topic Paint")]
    public async Task Where_another_replica_was_ahead_it_is_one_read_and_one_append_more(string who, string line)
    {
        await _here.HearAsync("Max Hall", "PROPOSED: Paint the room.");
        await _there.SayAsync("Sam Reed", "note Ahead.");
        Assert.Equal(["GET meeting", "PUT meeting", "PUT meeting"], await SentAsync(who, line));
        Assert.Equal(["PUT meeting"], await SentAsync("Sam Reed", "note Level again."));
    }

    [Fact]
    public async Task A_question_reads_the_tails_at_once() =>
        Assert.Equal(["GET binding", "GET directory", "GET group", "GET meeting"], await SentAsync("Sam Reed", "recent"));

    [Fact]
    public async Task What_brings_more_than_its_events_stores_that_first_and_once_more_where_another_replica_was_ahead()
    {
        string[] current = ["DELETE followup", "PUT due", "PUT due", "PUT followup", "PUT group", "PUT meeting", "PUT notice", "PUT notice"];
        Assert.Equal(current, await SentAsync("Pia Lind", "adjourn"));
        await _here.SayAsync("Pia Lind", "undo");

        await _there.SayAsync("Sam Reed", "note While the other one adjourns.");
        string[] again = ["GET followup", "GET meeting", "PUT due", "PUT due", "PUT followup", "PUT followup", "PUT meeting", "PUT notice", "PUT notice"];
        Assert.Equal(current.Concat(again).Order(StringComparer.Ordinal), await SentAsync("Pia Lind", "adjourn"));
    }

    [Fact]
    public async Task A_command_for_a_meeting_that_is_over_reads_the_tails_first()
    {
        string[] post = ["DELETE followup", "GET directory", "GET group", "GET meeting", "PUT due", "PUT followup", "PUT group", "PUT meeting", "PUT notice"];
        await _here.SayAsync("Pia Lind", "adjourn");
        Assert.Equal(post, await SentAsync("Eva Stone", "minutes post"));
    }

    [Fact]
    public async Task People_whom_another_replica_met_are_read_with_what_they_did()
    {
        await _there.SayAsync("Zoe Quist", "here");
        Assert.Equal(["GET directory", "GET meeting", "PUT meeting", "PUT meeting"], await SentAsync("Sam Reed", "note A guest is here."));
        Reply receipt = await _here.SayAsync("Sam Reed", "todo Zoe: bring paint");
        Assert.Contains("Zoe Quist", receipt.Text, StringComparison.Ordinal);
        Assert.Single((await _there.ViewAsync()).Directory.People, card => card.Name.StartsWith("Zoe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_group_by_another_replica_brings_its_people()
    {
        await _there.SayAsync("Eva Stone", "roster add Zoe Quist (Acme)");
        Assert.Equal(ReplyKind.Receipt, (await _here.SayAsync("Eva Stone", "roster add Yan Moor (Acme)")).Kind);
        Assert.Contains("Zoe Quist", (await _here.SayAsync("Sam Reed", "todo Zoe: bring paint")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_that_write_by_turns_and_at_once_know_the_same()
    {
        for (int round = 0; round < 12; round++)
        {
            int number = round;
            Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => (caller % 2 == 0 ? _here : _there).SayAsync(caller == 5 ? "Eva Stone" : "Sam Reed",
                caller == 5 ? $"roster add Guest{(char)('A' + number)} Moor (Acme)" : $"note Point {number}.{caller}."))));
            Assert.All(replies, reply => Assert.Equal(ReplyKind.Receipt, reply.Kind));
        }

        GroupView here = await _here.ViewAsync();
        GroupView there = await _there.ViewAsync();
        Assert.Equal(2 + 12 * 7, here.Meeting!.Entries.Count);
        Assert.Equal(here.Meeting.Entries.Select(entry => entry.Text), there.Meeting!.Entries.Select(entry => entry.Text));
        Assert.Equal(here.Meeting.Entries.Select(entry => entry.Number), Enumerable.Range(1, 2 + 12 * 7));
        Assert.Equal(here.Group.Roster.Keys.Order(Comparer<PersonId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value))),
            there.Group.Roster.Keys.Order(Comparer<PersonId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value))));
        Assert.Equal(5 + 12, here.Directory.People.Count());
    }

    /// <summary>The requests that a line costs, by their method and what they are about.</summary>
    private async Task<string[]> SentAsync(string who, string line)
    {
        _wire.Clear();
        Reply reply = char.IsAsciiLetter(line[0]) ? await _here.SayAsync(who, line) : await _here.HearAsync(who, line);
        Assert.NotEqual(ReplyKind.Refusal, reply.Kind);
        return [.. _wire.Requests.Select(request => Regex.Replace(request, "^([A-Z]+) (?:streams/)?([a-z]+?)s?/.*$", "$1 $2")).Order(StringComparer.Ordinal)];
    }
}
