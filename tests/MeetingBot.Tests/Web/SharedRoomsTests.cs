using Azure.Storage.Blobs;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;
using MeetingBot.Web;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>One room in two replicas, on Azurite.</summary>
public sealed class SharedRoomsTests : IAsyncLifetime
{
    private const string Name = "apollo";

    private Replica _here = null!;
    private Replica _there = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        BlobContainerClient container = await BlobContainers.NewAsync();
        (_here, _there) = (await Replica.OpenAsync(container), await Replica.OpenAsync(container));
    }

    public ValueTask DisposeAsync()
    {
        _here?.Session.Dispose();
        _there?.Session.Dispose();
        return default;
    }

    [Fact]
    public async Task What_one_replica_posted_stands_in_the_room_of_another_for_whoever_comes_in()
    {
        await HeldAsync();
        await _there.PostDueAsync();
        RoomItem posted = Assert.Single(_there.Posts);

        await _here.EnterAsync();
        RoomItem seen = Assert.Single(_here.Posts);
        Assert.Equal((posted.Id, posted.Text, posted.Html), (seen.Id, seen.Text, seen.Html));
        Assert.Contains("The lift is broken.", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_in_the_room_sees_it_at_the_next_look_and_once()
    {
        await HeldAsync();
        await _there.PostDueAsync();
        Assert.Empty(_here.Posts);

        await _here.LookAsync();
        await _here.LookAsync();
        Assert.Single(_here.Posts);
        await _there.LookAsync();
        Assert.Single(_there.Posts);
    }

    [Fact]
    public async Task A_correction_that_another_replica_posted_changes_the_post_here()
    {
        await HeldAsync();
        await _here.PostDueAsync();
        await _here.SayAsync("correct 1 The lift works again.");
        await _there.PostDueAsync();

        await _here.LookAsync();
        RoomItem seen = Assert.Single(_here.Posts);
        Assert.True(seen.Edited);
        Assert.Contains("The lift works again.", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("broken", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_replica_recorded_is_beside_the_chat_at_the_next_look()
    {
        await _here.SayAsync("start");
        await _there.SayAsync("note: Said over there.");
        var shown = new TaskCompletionSource();
        _here.Session.Changed += () =>
        {
            if (_here.Session.View.Minutes!.Topics.Any(topic => topic.Entries.Any(entry => entry.Text == "Said over there.")))
            {
                shown.TrySetResult();
            }
        };
        await _here.LookAsync();
        await shown.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Lines_that_are_kept_nowhere_stay_in_their_replica_and_the_room_says_so()
    {
        await _here.SayAsync("Good morning!");
        await _there.LookAsync();
        Assert.DoesNotContain(_there.Session.Items, item => item.Text == "Good morning!");
        Assert.Contains(_there.Session.Items, item => item.Text.Contains("several replicas", StringComparison.Ordinal));
    }

    /// <summary>A meeting is held, and its minutes are to be posted.</summary>
    private async Task HeldAsync()
    {
        foreach (string line in (string[])["start", "here", "note: The lift is broken.", "adjourn", "/meeting minutes post"])
        {
            await _here.SayAsync(line);
        }
    }

    private sealed class Replica(Clerk clerk, Rooms rooms, RoomSession session, RoomPosts posts, NoticeDispatcher dispatcher)
    {
        public RoomSession Session => session;

        public IEnumerable<RoomItem> Posts => session.Items.Where(item => item.Kind == RoomItemKind.Posted);

        public static async Task<Replica> OpenAsync(BlobContainerClient container)
        {
            AzureBlobStore store = await AzureBlobStore.OpenAsync(container, cancellation: Cancellation);
            var (printer, rooms) = (new MinutesPrinter(), new Rooms());
            var clerk = new Clerk(store, printer, new ClerkOptions { PostAtOnce = true, Shared = true }, store);
            var channel = new WebNoticeChannel(rooms, TimeProvider.System, new MarkdownRenderer());
            var posts = new RoomPosts(rooms, channel, new StandingPosts(store, clerk, printer), TimeProvider.System, NullLogger<RoomPosts>.Instance);
            var voice = new RoomVoice(rooms, clerk, TimeProvider.System, NullLogger<RoomVoice>.Instance);
            var session = new RoomSession(rooms, voice, clerk, TimeProvider.System, NullLogger<RoomSession>.Instance, posts);
            var replica = new Replica(clerk, rooms, session, posts, new NoticeDispatcher(store, clerk, printer, [channel]));
            await replica.EnterAsync();
            return replica;
        }

        public Task EnterAsync() => session.EnterAsync(Visitor.Named("Ana", "Europe/Berlin")!, Name);

        public Task SayAsync(string line) => session.SayAsync(Guid.NewGuid().ToString(), line);

        public async Task LookAsync()
        {
            await posts.LookAsync(Cancellation);
            await clerk.DriveFollowUpsAsync(Cancellation);
            Assert.Equal([RoomName.Conversation(Name)], rooms.Watched);
        }

        public async Task PostDueAsync() =>
            await dispatcher.RunAsync(Instant.FromDateTimeUtc(DateTime.UtcNow) + Duration.FromHours(1), Cancellation);
    }
}
