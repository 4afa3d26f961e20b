using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using MeetingBot.Application;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>
/// People in one channel, whom Slack connects to whichever replica it happens to reach. What gets no receipt is delivered again under the same
/// trigger or event, as a person presses again and Slack sends again.
/// </summary>
sealed class Speaker(string channel, FakeSlack slack, SlackCaller[] replicas, Random random)
{
    const int MostTries = 1200;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public string Channel => channel;

    /// <summary>How many commands and lines were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many deliveries it took.</summary>
    public int Deliveries { get; private set; }

    /// <summary>What was answered instead of a receipt, or where the answer ought to be.</summary>
    public ConcurrentDictionary<string, int> Excuses { get; } = new();

    /// <summary>Gives a slash command until it is acknowledged; returns the receipt.</summary>
    public Task<string> CommandAsync(string user, string text, bool escape = true)
    {
        JsonObject command = replicas[0].Command(user, text, channel);
        if (!escape)
            command["text"] = text;
        byte[] body = Encoding.UTF8.GetBytes(string.Join('&', command.Select(field => $"{field.Key}={HttpUtility.UrlEncode(field.Value!.GetValue<string>())}")));
        return InsistAsync(text, async replica => await replica.SendAsync("slack/commands", body, "application/x-www-form-urlencoded") is (200, { Length: > 0 } answer)
            ? JsonNode.Parse(answer)!["text"]!.GetValue<string>()
            : "no answer");
    }

    /// <summary>Says a plain line in a thread, until it is taken.</summary>
    public Task LineAsync(string user, string text, string thread)
    {
        JsonObject line = replicas[0].Message(user, text, channel, thread);
        return InsistAsync(text, async replica => (await replica.EventAsync(line)).Status == 200 ? "taken" : "no answer");
    }

    async Task<string> InsistAsync(string text, Func<SlackCaller, Task<string>> deliver)
    {
        for (int tries = 0; tries < MostTries; tries++)
        {
            Deliveries++;
            string said = await DeliverAsync(deliver);
            if (said is not ("no answer" or "no connection") && !said.StartsWith("Still recording", StringComparison.Ordinal) && !said.StartsWith("This is not recorded", StringComparison.Ordinal) && said != Wording.OutcomeUnknown)
            {
                Acknowledged++;
                return said;
            }

            Excuses.AddOrUpdate(said, 1, (_, count) => count + 1);
            await Task.Delay(Pause);
        }

        throw new TimeoutException($"{channel}: '{text}' was never acknowledged: {string.Join("; ", Excuses)}");
    }

    async Task<string> DeliverAsync(Func<SlackCaller, Task<string>> deliver)
    {
        SlackCaller replica;
        lock (random)
            replica = replicas[random.Next(replicas.Length)];
        try
        {
            return await deliver(replica);
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException or IOException)
        {
            return "no connection";
        }
    }

    public override string ToString() => $"{channel} ({slack.Channels[channel].Name}): {Acknowledged} acknowledged in {Deliveries} deliveries";
}
