using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The weeks around the call of 14 December 2023, with the bot started anew before every line and every notice.</summary>
public sealed class SeedWeeksTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["America/New_York"];

    private readonly InMemoryStore _store = new();
    private readonly Channel _channel = new();
    private int _said;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_channel_shows_from_the_call_to_the_next_announcement_is_there_once_across_restarts()
    {
        foreach ((Instant at, string sender, string text) in CodeSigning.Lines())
        {
            await SayAsync(at, sender, text);
            if (text.StartsWith("/meeting schedule", StringComparison.Ordinal))
            {
                await SayAsync(at, sender, "/meeting set approval 3 weeks");
                await SayAsync(at, sender, "/meeting set join https://example.org/call");
            }
            else if (text.StartsWith("/meeting agenda accept", StringComparison.Ordinal))
            {
                await SayAsync(at, "Dean Coclin", "/meeting agenda add Time stamps by Ian McMillan"); // which the call does not reach
            }
        }

        Instant after = At(2023, 12, 14, 12, 40);
        await SayAsync(after, CodeSigning.Secretary, "/meeting minutes of 2023-11-30 sent 2023-12-14");
        await SayAsync(after, CodeSigning.Secretary, "/meeting minutes post");
        await PassAsync(At(2024, 1, 4, 23, 59));
        Group group = (await Clerk().ViewAsync("test::channel", Cancellation))!.Group;

        StreamTail told = await _store.ReadAsync(StreamId.Of(group.Id), 0, Cancellation);
        Assert.Equal(
            [(new LocalDate(2023, 11, 30), new LocalDate(2024, 1, 4)), (new LocalDate(2023, 12, 14), new LocalDate(2024, 1, 4))],
            told.Events.Where(one => one.Event is MinutesBecameFinal).Select(one => (((MinutesBecameFinal)one.Event).Date, one.Origin.At.InZone(Zone).Date)).Order());
        Assert.Empty(group.Unapproved);
        Assert.Contains("These minutes are final", Assert.Single(_channel.Edits), StringComparison.Ordinal);

        await PassAsync(At(2024, 1, 10, 12, 0));
        Assert.Equal(
            [
                "2023-11-29 12:00 Next meeting of Code Signing Certificate Working Group: Thursday, 30 November 2023 at 12:00",
                "2023-12-13 12:00 Next meeting of Code Signing Certificate Working Group: Thursday, 14 December 2023 at 12:00",
                "2023-12-14 12:24 Cancelled: the Code Signing Certificate Working Group meeting on Thursday, 28 December 2023. The next meeting is on Thursday, 11 January 2024 at 12:00",
                "2023-12-14 12:40 Attendees",
                "2024-01-10 12:00 Next meeting of Code Signing Certificate Working Group: Thursday, 11 January 2024 at 12:00",
            ],
            _channel.Posts);
        Assert.EndsWith("\nAgenda:\n- Review of actions: 2 open actions (from Thu 14 Dec 2023)\n1. Time stamps, Ian McMillan (from Thu 14 Dec 2023)", _channel.LastPost, StringComparison.Ordinal);
        Assert.Single(_channel.Edits);
    }

    private static Instant At(int year, int month, int day, int hour, int minute) => Zone.AtStrictly(new LocalDateTime(year, month, day, hour, minute)).ToInstant();

    private Clerk Clerk() => new(_store, new MinutesPrinter(), null, _store);

    private async Task SayAsync(Instant at, string sender, string text)
    {
        await PassAsync(at);
        var message = new ChatMessage((++_said).ToString(CultureInfo.InvariantCulture), new Account("test::" + sender), sender, "test::channel", text, at) { Heard = Heard.Line, NameIsTrusted = true };
        Reply reply = await Clerk().HandleAsync(message, Cancellation);
        Assert.True(reply.Kind == ReplyKind.Receipt, $"{text}: {reply.Text}");
        await PassAsync(at);
    }

    private async Task PassAsync(Instant now)
    {
        while (await _store.NextDueAsync(Cancellation) is { } due && due <= now)
        {
            _channel.Now = due;
            await new NoticeDispatcher(_store, Clerk(), new MinutesPrinter(), [_channel]).RunAsync(due, Cancellation);
        }
    }

    /// <summary>What everybody sees: when it was posted, and how it begins.</summary>
    private sealed class Channel : INoticeChannel
    {
        public string Platform => "test";

        public bool ShowsBoards => false;

        public Instant Now { get; set; }

        public List<string> Posts { get; } = [];

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            if (post.To is null)
            {
                LastPost = post.Text;
                Posts.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.InZone(Zone):uuuu-MM-dd HH:mm} {First(post)}"));
            }

            return new("posted");
        }

        /// <summary>What a post begins with, up to its zones.</summary>
        private static string First(Post post) => post.Text.Split('\n')[0].Split(" America/", StringSplitOptions.None)[0];

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public string LastPost { get; private set; } = "";

        public List<string> Edits { get; } = [];

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
        {
            Edits.Add(post.Text);
            return default;
        }
    }
}
