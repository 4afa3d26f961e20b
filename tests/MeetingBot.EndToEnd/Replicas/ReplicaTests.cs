using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using MeetingBot.Tests;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>
/// Replicas as processes over one storage account, killed and started again all the time while meetings are held through them. Half a minute
/// here; <c>tests/replicas</c> takes other numbers.
/// </summary>
public sealed class ReplicaTests(ITestOutputHelper output)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_replica_dies_every_acknowledged_command_is_there_once_and_every_notice_is_posted_once()
    {
        int replicas = Number("REPLICAS", 2);
        int seconds = Number("REPLICA_SECONDS", 30);
        int channels = Number("REPLICA_CHANNELS", 8);
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        await using FakeSlack slack = await FakeSlack.StartAsync();
        string[] names = [.. Enumerable.Range(1, channels).Select(number => $"M{number}")];
        foreach (string name in names)
            slack.Channels[name] = new FakeChannel(name, $"team-{name.ToLowerInvariant()}") { Members = { FakeSlack.BotUser, "U1", "U2", "U3" } };

        HostProcess[] hosts = [.. Enumerable.Range(0, replicas).Select(_ => new HostProcess { Settings = Settings(slack, azurite!) })];
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
        SlackCaller[] callers = [.. hosts.Select(host => new SlackCaller(slack, host.Address))];
        var random = new Random(20231214);
        Gathering[] gatherings = [.. names.Select(name => new Gathering(name, slack, callers, random))];

        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        Task held = Task.WhenAll(gatherings.Select(gathering => gathering.HoldAsync(over.Token)));
        int kills = 0;
        for (; !held.IsCompleted && !over.IsCancellationRequested; kills++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);
            HostProcess host = hosts[kills % replicas];
            await host.KillAsync();
            await host.StartAsync();
        }

        await held;
        int meetings = gatherings.Sum(gathering => gathering.Meetings);
        output.WriteLine($"{replicas} replicas, {kills} killed in {seconds} s: {meetings} meetings in {channels} channels");
        foreach (Gathering gathering in gatherings)
            output.WriteLine(gathering.ToString());

        await UntilAsync(() => Posted(slack, names).Count == meetings);
        await CheckAsync(azurite!, slack, names, gatherings);
        foreach (SlackCaller caller in callers)
            caller.Dispose();
        foreach (HostProcess host in hosts)
            await host.DisposeAsync();
    }

    static async Task CheckAsync(Azurite azurite, FakeSlack slack, string[] names, Gathering[] gatherings)
    {
        AzureBlobStore store = await AzureBlobStore.OpenAsync(new AzureBlobAccount(null, azurite.ConnectionString, AzureBlobAccount.DefaultContainer).Connect(), cancellation: Cancellation);
        var written = new List<string>();
        var missing = new List<string>();
        int meetings = 0;
        await foreach (StreamListing listing in store.ListAsync("meeting/", Cancellation))
        {
            StreamTail tail = await store.ReadAsync(listing.Stream, 0, Cancellation);
            string[] notes = [.. tail.Events.Select(recorded => recorded.Event).OfType<EntryRecorded>().Select(entry => entry.Text)];
            Assert.Equal(Enumerable.Range(1, 6).Select(number => $"point {number}"), notes.Select(note => note[note.IndexOf("point", StringComparison.Ordinal)..]));
            Assert.Equal(2, tail.Events.Count(recorded => recorded.Event is AttendanceRecorded));
            Assert.Single(tail.Events, recorded => recorded.Event is MeetingAdjourned);
            written.AddRange(notes);
            meetings++;
            string drafted = Assert.Single(tail.Events, recorded => recorded.Event is MinutesPosted) is var posted ? $"{listing.Stream}/{posted.Version}/{NoticeKinds.MinutesDrafted}/" : "";
            if (!Posted(slack, names).Keys.Any(notice => notice.StartsWith(drafted, StringComparison.Ordinal)))
                missing.Add($"{drafted}: {string.Join("; ", (await store.ListAsync(listing.Stream.Group, 99, 999, Cancellation)).Where(record => record.Notice.Id.StartsWith(drafted, StringComparison.Ordinal)))}");
        }

        Assert.Empty(missing);
        Assert.Equal(gatherings.Sum(gathering => gathering.Meetings), meetings);
        Assert.Equal(gatherings.SelectMany(gathering => gathering.Notes).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Equal(names.Length, await store.ListAsync("group/", Cancellation).CountAsync(Cancellation));
        Assert.Empty(await Maintenance.VerifyAsync(store, Cancellation));
        Assert.Empty(await store.PendingFollowUpsAsync(99, Cancellation));
        Assert.All(Posted(slack, names), notice => Assert.True(notice.Value == 1, $"{notice.Key} was posted {notice.Value} times"));

        // Each replica keeps Slack's pace by itself, and nobody holds a meeting in five seconds; Slack would ask them to wait.
        Assert.DoesNotContain(slack.Violations, violation => !violation.Contains("posts within", StringComparison.Ordinal));
    }

    /// <summary>How often each notice of minutes stands in the channels.</summary>
    static Dictionary<string, int> Posted(FakeSlack slack, string[] names) => names
        .SelectMany(name => slack.Channels[name].Now())
        .Select(message => message.Metadata?["event_payload"]?["notice"]?.GetValue<string>())
        .OfType<string>().Where(notice => notice.Contains("/minutes-drafted/", StringComparison.Ordinal))
        .GroupBy(notice => notice).ToDictionary(notice => notice.Key, notice => notice.Count());

    static Dictionary<string, string> Settings(FakeSlack slack, Azurite azurite) => new()
    {
        ["Storage__Kind"] = "AzureBlobs",
        ["Storage__AzureBlobs__ConnectionString"] = azurite.ConnectionString,
        ["Slack__BotToken"] = FakeSlack.BotToken,
        ["Slack__SigningSecret"] = FakeSlack.SigningSecret,
        ["Slack__ApiUrl"] = slack.Api.ToString(),
        ["Slack__Package"] = "listening",
    };

    static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    static async Task UntilAsync(Func<bool> so)
    {
        for (int tries = 0; tries < 1200 && !so(); tries++)
            await Task.Delay(100, Cancellation);
    }
}
