using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Who is taken down by the id of their account, because the platform did not tell a name, gets the name when it does.</summary>
public sealed class LateNameTests
{
    private readonly Office _office = new();
    private Instant _now = Instant.FromUtc(2024, 3, 5, 10, 0);
    private int _messages;

    [Fact]
    public async Task Somebody_who_marked_attendance_before_their_name_was_known_stands_in_the_minutes_by_name()
    {
        await SayAsync("U7", "U7", "start");
        await SayAsync("U7", "U7", "here");
        await SayAsync("U8", "U8", "here");
        Assert.Equal(["U7", "U8"], await AttendeesAsync());

        await SayAsync("U8", "Ana Lopes", "note hello");
        Assert.Equal(["Ana Lopes", "U7"], await AttendeesAsync());
    }

    [Fact]
    public async Task Whoever_has_a_name_keeps_it_when_the_platform_shows_another()
    {
        await SayAsync("U8", "Ana Lopes", "start");
        await SayAsync("U8", "Ana Lopes", "here");
        await SayAsync("U8", "ana 🌴", "note hello");
        await SayAsync("U8", "U8", "note there");
        Assert.Equal(["Ana Lopes"], await AttendeesAsync());
    }

    private async Task<IEnumerable<string>> AttendeesAsync() =>
        (await _office.Clerk.MinutesAsync((await _office.MeetingAsync()).Id, TestContext.Current.CancellationToken))!.Attendees.Select(one => one.Name);

    private async Task SayAsync(string account, string name, string text)
    {
        _now += Duration.FromSeconds(1);
        Reply reply = await _office.Clerk.HandleAsync(new ChatMessage($"late/{++_messages}", new Account("test:t1:" + account), name, Office.Channel, text, _now), TestContext.Current.CancellationToken);
        Assert.Equal(ReplyKind.Receipt, reply.Kind);
    }
}
