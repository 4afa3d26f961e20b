using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using MeetingBot.Tests;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>The program as it runs, while the line to its storage account is bad.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    const string StillRecording = "Still recording… You get the receipt as soon as it is written down.";
    const string NotRecorded = "This is not recorded: I could not write it down just now. Please send it again.";

    static readonly Mishap[] All = [Mishap.AnswerLost, Mishap.Cut, Mishap.InternalError, Mishap.ErrorAfterSuccess, Mishap.Busy, Mishap.ConditionNotMet, Mishap.Slow];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_fifth_of_all_requests_go_wrong_in_every_way_nothing_is_lost_or_done_twice_and_people_are_told_in_clear_words()
    {
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        await using FaultProxy proxy = await FaultProxy.StartAsync(azurite!);
        await using FakeSlack slack = await FakeSlack.StartAsync();
        await using Fleet fleet = await Fleet.StartAsync(slack, proxy.ConnectionString, 2);
        var random = new Random(20231214);
        Gathering[] gatherings = [.. Enumerable.Range(1, 6).Select(number => new Gathering(Open(slack, $"F{number}", fleet.Callers, random), "U1"))];

        var mishaps = new Random(20231214);
        proxy.Disturb = (_, _) =>
        {
            lock (mishaps)
                return mishaps.Next(5) == 0 ? All[mishaps.Next(All.Length)] : Mishap.None;
        };
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await Task.WhenAll(gatherings.Select(gathering => gathering.HoldAsync(over.Token)));
        proxy.Disturb = (_, _) => Mishap.None;
        output.WriteLine(string.Join(", ", proxy.Befell.OrderBy(befell => befell.Key)));
        output.WriteLine(string.Join(", ", gatherings.SelectMany(gathering => gathering.Speaker.Excuses).GroupBy(excuse => excuse.Key, (excuse, times) => $"{times.Sum(time => time.Value)} times \"{excuse}\"")));

        Assert.Equal(All, proxy.Befell.Keys.Except([Mishap.None]).Order());
        Assert.All(gatherings.SelectMany(gathering => gathering.Speaker.Excuses.Keys), excuse => Assert.Contains(excuse, (string[])[NotRecorded, StillRecording, Wording.OutcomeUnknown]));
        var reckoning = new Reckoning(await Fleet.StoreAsync(azurite!.ConnectionString, Cancellation), azurite.ConnectionString, slack);
        await reckoning.QuietAsync();
        foreach (Gathering gathering in gatherings)
            await reckoning.CheckAsync(gathering);
        await reckoning.CheckAsync(gatherings.Length);
    }

    /// <summary>Where the account did it and only the answer is missing, the stream says so, and there is a receipt.</summary>
    [Fact]
    public async Task A_note_whose_every_append_goes_wrong_in_one_way_is_acknowledged_or_refused_as_it_stands_in_the_store()
    {
        await using Azurite? azurite = await Azurite.StartAsync();
        Assert.SkipWhen(azurite is null, Azurite.Problem ?? "");
        await using FaultProxy proxy = await FaultProxy.StartAsync(azurite!);
        await using FakeSlack slack = await FakeSlack.StartAsync();
        await using Fleet fleet = await Fleet.StartAsync(slack, proxy.ConnectionString, 1);
        AzureBlobStore store = await Fleet.StoreAsync(azurite!.ConnectionString, Cancellation);
        Speaker[] speakers = [.. All.Select(mishap => Open(slack, $"{mishap}", fleet.Callers, new Random(1)))];
        await Task.WhenAll(speakers.Select(speaker => speaker.CommandAsync("U1", "start")));

        int conditions = 0;
        proxy.Disturb = (request, content) => request.Contains("comp=appendblock", StringComparison.Ordinal) && All.FirstOrDefault(mishap => content.Contains($"during {mishap}.", StringComparison.Ordinal)) is var mishap
            && (mishap != Mishap.ConditionNotMet || Interlocked.Increment(ref conditions) < 10) ? mishap : Mishap.None; // a stream that never moves cannot be in the way for ever
        string[] told = await Task.WhenAll(All.Select(mishap => ToldAsync(fleet.Callers[0], slack, $"{mishap}", $"note during {mishap}.")));
        Assert.Equal(All.Select(mishap => Stands(mishap) ? "Noted as entry 1." : NotRecorded), told);

        proxy.Disturb = (_, _) => Mishap.None;
        foreach ((Mishap mishap, Speaker speaker) in All.Zip(speakers))
        {
            Assert.Equal($"Noted as entry {(Stands(mishap) ? 2 : 1)}.", await speaker.CommandAsync("U1", $"note after {mishap}."));
            Assert.Equal(Stands(mishap) ? [$"during {mishap}.", $"after {mishap}."] : [$"after {mishap}."], await NotesAsync(store, speaker.Channel));
        }
    }

    static bool Stands(Mishap mishap) => mishap is Mishap.AnswerLost or Mishap.ErrorAfterSuccess or Mishap.ConditionNotMet or Mishap.Slow;

    static Speaker Open(FakeSlack slack, string channel, SlackCaller[] callers, Random random)
    {
        slack.Channels[channel] = new FakeChannel(channel, $"team-{channel.ToLowerInvariant()}") { Members = { FakeSlack.BotUser, "U1", "U2", "U3" } };
        return new Speaker(channel, slack, callers, random);
    }

    /// <summary>What somebody is told in the end: at once, or by the address that came with the command.</summary>
    static async Task<string> ToldAsync(SlackCaller caller, FakeSlack slack, string channel, string text)
    {
        JsonObject command = caller.Command("U1", text, channel);
        string told = (await caller.CommandAsync(command))["text"]!.GetValue<string>();
        for (int tries = 0; tries < 1200 && told == StillRecording; tries++)
        {
            await Task.Delay(100, Cancellation);
            told = slack.ToldAt(command["response_url"]!.GetValue<string>()) ?? told;
        }

        return told;
    }

    static async Task<ImmutableArray<string>> NotesAsync(AzureBlobStore store, string channel)
    {
        GroupId group = (await store.FindBindingAsync($"slack:{FakeSlack.Team}:{channel}", Cancellation))!;
        StreamId meeting = (await store.ListAsync($"meeting/{group}/", Cancellation).SingleAsync(Cancellation)).Stream;
        return [.. (await store.ReadAsync(meeting, 0, Cancellation)).Events.Select(recorded => recorded.Event).OfType<EntryRecorded>().Select(entry => entry.Text)];
    }
}
