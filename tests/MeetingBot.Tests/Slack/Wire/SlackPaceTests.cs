using MeetingBot.Slack;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests.Slack;

/// <summary>Keeping within Slack's limits, in time that passes on demand.</summary>
public class SlackPaceTests
{
    [Fact]
    public async Task A_hundred_channels_with_ten_messages_each_get_one_a_second_in_order()
    {
        var time = new FakeTimeProvider();
        var pace = new SlackPace(time);
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<int, System.Collections.Concurrent.ConcurrentQueue<(int Message, DateTimeOffset At)>>();
        List<Task> sending = [.. Enumerable.Range(0, 100).SelectMany(channel => Enumerable.Range(0, 10).Select(async message =>
        {
            await pace.WaitAsync("T1", "chat.postMessage", $"C{channel}", TestContext.Current.CancellationToken);
            sent.GetOrAdd(channel, _ => new()).Enqueue((message, time.GetUtcNow()));
        }))];
        DateTimeOffset begin = time.GetUtcNow();
        for (int step = 0; step < 4_000 && !sending.TrueForAll(task => task.IsCompleted); step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await Task.WhenAll(sending).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.All(sent.Values, messages =>
        {
            (int Message, DateTimeOffset At)[] all = [.. messages.OrderBy(message => message.At)];
            Assert.Equal(10, all.Length);
            for (int from = 0; from < all.Length; from++)
                for (int to = from; to < all.Length; to++)
                    Assert.True(to - from + 1 <= (all[to].At - all[from].At).TotalSeconds + 3.2, "more than one a second after a burst of three");
        });
        int perMinute = sent.Values.SelectMany(messages => messages).GroupBy(message => (int)(message.At - begin).TotalMinutes).Max(minute => minute.Count());
        Assert.InRange(perMinute, 200, 390);
    }

    [Fact]
    public void What_Slack_asks_for_holds_for_that_method_only()
    {
        var time = new FakeTimeProvider();
        var pace = new SlackPace(time);

        pace.Pause("T1", "chat.update", TimeSpan.FromSeconds(30));

        Assert.InRange(pace.Paused("T1", "chat.update").TotalSeconds, 30, 33);
        Assert.Equal(TimeSpan.Zero, pace.Paused("T2", "chat.update"));
        Assert.Equal(TimeSpan.Zero, pace.Paused("T1", "users.info"));
        time.Advance(TimeSpan.FromSeconds(34));
        Assert.Equal(TimeSpan.Zero, pace.Paused("T1", "chat.update"));
    }
}
