using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>
/// One channel in which meetings are held one after the other, through whichever replica Slack happens to reach. What gets no receipt is
/// delivered again under the same trigger, as a person presses again.
/// </summary>
sealed class Gathering(string channel, FakeSlack slack, SlackCaller[] replicas, Random random)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    readonly ConcurrentQueue<string> _notes = new();

    /// <summary>What was acknowledged to be written down, in order.</summary>
    public string[] Notes => [.. _notes];

    /// <summary>How many meetings were held to their end.</summary>
    public int Meetings { get; private set; }

    /// <summary>How many commands were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many deliveries it took.</summary>
    public int Deliveries { get; private set; }

    /// <summary>Holds meetings until the time is over; the last one is brought to its end.</summary>
    public async Task HoldAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await SayAsync("U1", "start");
            await SayAsync("U2", "here");
            await SayAsync("U3", "here");
            for (int number = 1; number <= 6; number++)
            {
                string note = $"{channel} meeting {Meetings + 1} point {number}";
                string said = await SayAsync("U1", (number % 3) switch { 0 => $"decision {note}", 1 => $"note {note}", _ => $"action Ben Okafor: {note}" });
                Assert.Contains($"entry {number}", said, StringComparison.Ordinal);
                _notes.Enqueue(note);
            }

            await SayAsync("U1", "adjourn");
            await SayAsync("U1", "minutes post");
            Meetings++;
        }
    }

    async Task<string> SayAsync(string user, string text)
    {
        string trigger = slack.Trigger();
        for (int tries = 0; tries < 200; tries++)
        {
            Deliveries++;
            if (await DeliverAsync(user, text, trigger) is { } said)
            {
                Acknowledged++;
                return said;
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException($"{channel}: '{text}' was never acknowledged.");
    }

    /// <summary>The receipt; null where there was none.</summary>
    async Task<string?> DeliverAsync(string user, string text, string trigger)
    {
        SlackCaller replica;
        lock (random)
            replica = replicas[random.Next(replicas.Length)];
        try
        {
            string body = string.Join('&', replica.Command(user, text, channel, trigger).Select(field => $"{field.Key}={System.Web.HttpUtility.UrlEncode(field.Value!.GetValue<string>())}"));
            (int status, string answer) = await replica.SendAsync("slack/commands", System.Text.Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded");
            string said = status == 200 && answer.Length > 0 ? JsonNode.Parse(answer)!["text"]?.GetValue<string>() ?? "" : "";
            return said.Length == 0 || said.StartsWith("Still recording", StringComparison.Ordinal) || said.StartsWith("This is not recorded", StringComparison.Ordinal) ? null : said;
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException or IOException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{channel}: {Meetings} meetings, {Acknowledged} commands in {Deliveries} deliveries");
}
