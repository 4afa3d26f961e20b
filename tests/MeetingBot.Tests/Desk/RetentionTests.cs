using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Groups that set it keep the record of a meeting so many years; what the group kept of the meeting stays.</summary>
public sealed class RetentionTests
{
    private readonly InMemoryStore _store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_meeting_older_than_the_setting_loses_its_record_and_the_names_that_stand_in_no_other()
    {
        Office office = await HeldAsync();
        await office.SayAsync("Ana Lopes", "set retention 2 years");
        await RunAsync(office, 2026, 3, 4);
        Assert.Equal(2, await MeetingsAsync());

        await RunAsync(office, 2026, 3, 5);
        Assert.Equal(0, await MeetingsAsync());
        GroupView view = await office.ViewAsync();
        Assert.Contains(view.Group.Meetings.Values, summary => summary.Decisions.Any(decision => decision.Text == "We ship."));
        Assert.Equal(["Ana Lopes", "Eva Stone", "Max Hall", "Pia Lind", "Sam Reed"], view.Directory.People.Select(card => card.Name).Where(name => !name.StartsWith("Former participant ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Ana Lopes", "minutes 2024-03-05")).Kind);
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana Lopes", "start")).Kind);
    }

    [Fact]
    public async Task A_name_that_stands_in_a_record_that_is_kept_stays()
    {
        Office office = await HeldAsync();
        await office.SayAsync("Ana Lopes", "set retention 2 years");
        await RunAsync(office, 2026, 3, 4);
        office.Until(Instant.FromUtc(2026, 3, 4, 15, 0));
        await office.SayAsync("Ana Lopes", "start");
        await office.SayAsync("Gil Guest", "here");
        await office.SayAsync("Ana Lopes", "adjourn");
        await RunAsync(office, 2026, 3, 6);
        Assert.Equal(1, await MeetingsAsync());
        Assert.Contains((await office.ViewAsync()).Directory.People, card => card.Name == "Gil Guest");
    }

    [Fact]
    public async Task Without_the_setting_records_are_kept_for_good()
    {
        Office office = await HeldAsync();
        await RunAsync(office, 2040, 1, 1);
        Assert.Equal(2, await MeetingsAsync());
    }

    /// <summary>Two meetings of 5 March 2024, at the first of which a guest was who was never seen again.</summary>
    private async Task<Office> HeldAsync()
    {
        Office office = await new Office(_store, new ClerkOptions { PostAtOnce = true, Clocks = true }).WithChairedMeetingAsync();
        await office.SayAsync("Gil Guest", "here");
        await office.SayAsync("Sam Reed", "decision: We ship.");
        await office.SayAsync("Ana Lopes", "adjourn");
        await office.SayAsync("Ana Lopes", "start");
        await office.SayAsync("Ana Lopes", "note It is late.");
        await office.SayAsync("Ana Lopes", "adjourn");
        return office;
    }

    private async Task RunAsync(Office office, int year, int month, int day)
    {
        Instant end = Instant.FromUtc(year, month, day, 12, 0);
        var dispatcher = new NoticeDispatcher(_store, office.Clerk, new MinutesPrinter(), []);
        while (await _store.NextDueAsync(Cancellation) is { } due && due <= end)
        {
            await dispatcher.RunAsync(due, Cancellation);
        }
    }

    private async Task<int> MeetingsAsync() => await _store.ListAsync("meeting/", Cancellation).CountAsync(Cancellation);
}
