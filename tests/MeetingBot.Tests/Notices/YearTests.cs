using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A year of meetings every two weeks across both changes of the clocks: what is announced is when people meet.</summary>
public sealed class YearTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/Berlin")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Etc/UTC")]
    public async Task Every_meeting_is_announced_a_day_before_at_noon_in_its_zone_and_as_the_feed_has_it(string zone)
    {
        var store = new InMemoryStore();
        var clerk = new Clerk(store, new MinutesPrinter(), null, store);
        var channel = new Listening();
        var dispatcher = new NoticeDispatcher(store, clerk, new MinutesPrinter(), [channel], new CalendarPrinter());
        Instant start = Instant.FromUtc(2024, 1, 1, 12, 0);
        foreach ((int number, string line) in new[] { $"setup Apollo timezone {zone}", "schedule every 2 weeks on Thursday at 12:00 for 1h from 2024-01-04" }.Index())
        {
            Assert.Equal(ReplyKind.Receipt, (await clerk.HandleAsync(new ChatMessage($"m{number}", new Account("test::Ana"), "Ana", "test::apollo", line, start), Cancellation)).Kind);
        }

        while (await store.NextDueAsync(Cancellation) is { } due && due < Instant.FromUtc(2025, 1, 1, 0, 0))
        {
            channel.Now = due;
            await dispatcher.RunAsync(due, Cancellation);
        }

        Group group = (await clerk.ViewAsync("test::apollo", Cancellation))!.Group;
        Instant[] feed = [.. Ical.Net.Calendar.Load(CalendarFeed.Write(group, start))!.GetOccurrences<Ical.Net.CalendarComponents.CalendarEvent>(new Ical.Net.DataTypes.CalDateTime(2024, 1, 1))
            .Select(found => Instant.FromDateTimeUtc(found.Period.StartTime.AsUtc)).TakeWhile(meets => meets < Instant.FromUtc(2025, 1, 1, 12, 0))];
        Assert.Equal(26, channel.Posts.Count);
        Assert.Equal(feed[..26], channel.Posts.Select(post => post.Post.Starts!.Value));
        Assert.All(channel.Posts, announced =>
        {
            ZonedDateTime meets = announced.Post.Starts!.Value.InZone(DateTimeZoneProviders.Tzdb[zone]);
            Assert.Equal(new LocalTime(12, 0), meets.TimeOfDay);
            Assert.Equal(Duration.FromHours(24), announced.Post.Starts!.Value - announced.At);
            string utc = zone == "Etc/UTC" ? "." : $" ({meets.ToInstant().InUtc().ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
            Assert.Contains($"at 12:00 {zone}{utc}", announced.Post.Text, StringComparison.Ordinal);
        });
    }

    private sealed class Listening : INoticeChannel
    {
        public string Platform => "test";

        public bool ShowsBoards => false;

        public Instant Now { get; set; }

        public List<(Post Post, Instant At)> Posts { get; } = [];

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            Posts.Add((post, Now));
            return new("posted");
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => default;
    }
}
