using System.Globalization;
using MeetingBot.Storage;
using MeetingBot.Tests;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>
/// Replicas as processes over one storage account, killed and started again all the time while the seed's meeting and fifty others are held through
/// them at once. First four, then two of them, a minute in all; <c>tests/replicas</c> takes other numbers.
/// </summary>
public sealed class ReplicaTests(ITestOutputHelper output)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_replica_dies_every_acknowledged_command_is_there_once_and_every_notice_is_posted_once()
    {
        int[] phases = [.. Setting("REPLICAS", "4,2").Split(',').Select(Number)];
        int seconds = Number(Setting("REPLICA_SECONDS", "60"));
        int channels = Number(Setting("REPLICA_CHANNELS", "51"));
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        await using FaultProxy whole = await FaultProxy.StartAsync(azurite!); // Azurite answers nobody any more after some clients died in the middle of a request
        await using FakeSlack slack = await FakeSlack.StartAsync();
        await using Fleet fleet = await Fleet.StartAsync(slack, whole.ConnectionString, phases.Max());
        AzureBlobStore store = await Fleet.StoreAsync(azurite!.ConnectionString, Cancellation);
        var random = new Random(20231214);

        // People think between two lines; and Azurite, which has one core for all of it, answers some hundred requests a second, and fewer the more blobs it has.
        TimeSpan pause = TimeSpan.FromMilliseconds(Number(Setting("REPLICA_PAUSE", "50")) * channels);
        Gathering[] gatherings = [.. Enumerable.Range(1, channels - 1).Select(number => new Gathering(Open(slack, $"M{number}", fleet, random), Chair(slack, number), pause))];
        var seed = new SeedMeeting(Open(slack, "SEED", fleet, random), slack, store);

        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        Task held = Task.WhenAll([seed.HoldAsync(), .. gatherings.Select(gathering => gathering.HoldAsync(over.Token))]);
        foreach (int replicas in phases)
        {
            await fleet.ShrinkAsync(replicas);
            using var phase = CancellationTokenSource.CreateLinkedTokenSource(over.Token);
            phase.CancelAfter(TimeSpan.FromSeconds((double)seconds / phases.Length));
            await fleet.KillAsync(replicas, phase.Token);
        }

        var reckoning = new Reckoning(store, azurite.ConnectionString, slack);
        await Task.WhenAny(held);
        foreach (Gathering gathering in gatherings.Where(gathering => gathering.Trouble is not null))
            Assert.Fail($"{gathering.Trouble}\n{await reckoning.RecordedAsync(gathering.Speaker)}");
        await held;
        output.WriteLine($"{string.Join(" and then ", phases)} replicas, {fleet.Kills} killed in {seconds} s: {gatherings.Sum(gathering => gathering.Meetings) + 1} meetings in {channels} channels, "
            + $"{gatherings.Sum(gathering => gathering.Speaker.Acknowledged) + seed.Speaker.Acknowledged} commands and lines acknowledged");
        foreach (object speaker in gatherings.Append<object>(seed.Speaker))
            output.WriteLine(speaker.ToString()!);

        await reckoning.QuietAsync();
        foreach (Gathering gathering in gatherings)
            await reckoning.CheckAsync(gathering);
        await reckoning.CheckAsync(seed);
        await reckoning.CheckAsync(channels);
    }

    static Speaker Open(FakeSlack slack, string channel, Fleet fleet, Random random)
    {
        slack.Channels[channel] = new FakeChannel(channel, $"team-{channel.ToLowerInvariant()}") { Members = { FakeSlack.BotUser, "U1", "U2", "U3" } };
        return new Speaker(channel, slack, fleet.Callers, random);
    }

    /// <summary>Ten people preside over the meetings, as nobody can be told of fifty at once.</summary>
    static string Chair(FakeSlack slack, int meeting)
    {
        string id = $"U{20 + (meeting % 10)}";
        slack.Users.TryAdd(id, new FakeUser(id, $"Ana Lopes {meeting % 10}", "Europe/Berlin"));
        slack.Channels[$"M{meeting}"].Members.Add(id);
        return id;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : otherwise;
}
