using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Deliveries that come to a replica long after another one took the message.</summary>
public sealed class LateMessageTests
{
    private static readonly ClerkOptions Shared = new() { PostAtOnce = true, Shared = true };

    [Fact]
    public async Task What_ended_one_meeting_and_is_delivered_again_does_not_end_the_next()
    {
        var container = await BlobContainers.NewAsync();
        Office one = await new Office(await AzureBlobStore.OpenAsync(container, cancellation: TestContext.Current.CancellationToken), Shared).WithChairedMeetingAsync();
        string said = (await one.SayAsync("Ana Lopes", "adjourn", "m1")).Text;
        one.Pass(Duration.FromHours(1));
        await one.SayAsync("Ana Lopes", "start", "m2");

        var other = new Office(await AzureBlobStore.OpenAsync(container, cancellation: TestContext.Current.CancellationToken), Shared);
        Assert.Equal(said, (await other.SayAsync("Ana Lopes", "adjourn", "m1")).Text);
        Assert.Equal(MeetingPhase.InSession, (await other.MeetingAsync()).Phase);
    }
}
