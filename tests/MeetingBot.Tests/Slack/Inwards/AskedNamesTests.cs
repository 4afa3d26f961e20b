using MeetingBot.Slack;
using Microsoft.Extensions.Time.Testing;

namespace MeetingBot.Tests;

/// <summary>Names are asked of Slack once at a time, and hold up nobody for longer than a second.</summary>
public sealed class AskedNamesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly AskedNames<string> _names;
    private int _asked;
    private TaskCompletionSource<string?> _answer = new();

    public AskedNamesTests() => _names = new(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_want_to_know_ask_once_and_get_the_same_answer()
    {
        ValueTask<string?>[] waiting = [.. Enumerable.Range(0, 20).Select(_ => GetAsync())];
        _answer.SetResult("Ana");
        foreach (ValueTask<string?> one in waiting)
        {
            Assert.Equal("Ana", await one);
        }

        Assert.Equal("Ana", await GetAsync());
        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task Only_the_first_wait_for_an_answer_that_is_late_and_it_is_known_when_it_comes()
    {
        Assert.Null(await GetAsync());
        ValueTask<string?> second = GetAsync();
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Null(await second);

        _answer.SetResult("Ana");
        while (await GetAsync() is null)
        {
            await Task.Yield();
        }

        Assert.Equal(("Ana", 1), (await GetAsync(), _asked));
    }

    [Fact]
    public async Task What_was_known_holds_while_it_is_asked_again_and_when_nothing_is_answered()
    {
        _answer.SetResult("Ana");
        await GetAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        _answer = new();
        ValueTask<string?> again = GetAsync();
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal("Ana", await again);

        _answer.SetResult(null);
        Assert.Equal(("Ana", 2), (await GetAsync(), _asked));
    }

    [Fact]
    public async Task After_a_minute_without_an_answer_it_is_asked_again()
    {
        _answer.SetResult(null);
        Assert.Null(await GetAsync());
        Assert.Null(await GetAsync());
        Assert.Equal(1, _asked);

        _clock.Advance(TimeSpan.FromMinutes(1));
        _answer = new();
        _answer.SetResult("Ana");
        Assert.Equal(("Ana", 2), (await GetAsync(), _asked));
    }

    private ValueTask<string?> GetAsync() => _names.GetAsync("T1 U1", () =>
    {
        _asked++;
        return _answer.Task;
    }, Cancellation);
}
