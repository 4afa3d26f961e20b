using System.Collections.Immutable;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>What waits for its turn to be told.</summary>
public sealed class InTurnTests : IDisposable
{
    private readonly InTurn<int> _turns = new();
    private readonly List<string> _told = [];
    private readonly SemaphoreSlim _answered = new(0);
    private readonly SemaphoreSlim _asked = new(0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_while_something_is_told_is_told_next_together_and_in_its_order()
    {
        foreach (int n in Enumerable.Range(1, 4))
        {
            Add("here", n);
            await (n == 1 ? _asked.WaitAsync(Cancellation) : Task.CompletedTask);
        }

        _answered.Release();
        await _asked.WaitAsync(Cancellation);
        Add("here", 5);
        _answered.Release();
        await _asked.WaitAsync(Cancellation);
        Assert.Equal(["here 1", "here 2,3,4", "here 5"], _told);
    }

    [Fact]
    public async Task A_place_does_not_wait_for_another()
    {
        Add("here", 1);
        await _asked.WaitAsync(Cancellation);
        Add("there", 2);
        await _asked.WaitAsync(Cancellation);
        Assert.Equal(["here 1", "there 2"], _told);
    }

    [Fact]
    public async Task What_comes_after_all_was_told_is_told_at_once()
    {
        _answered.Release(2);
        Add("here", 1);
        await _asked.WaitAsync(Cancellation);
        Add("here", 2);
        await _asked.WaitAsync(Cancellation);
        Assert.Equal(["here 1", "here 2"], _told);
    }

    public void Dispose()
    {
        _answered.Dispose();
        _asked.Dispose();
    }

    private void Add(string place, int number) => _turns.Add(place, number, TellAsync);

    private async Task TellAsync(string place, ImmutableArray<int> batch)
    {
        lock (_told)
        {
            _told.Add($"{place} {string.Join(',', batch)}");
        }

        _asked.Release();
        await _answered.WaitAsync(CancellationToken.None);
    }
}
