using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>A committee's meeting in Slack, with the program as it runs: over HTTP, and again over Socket Mode.</summary>
public sealed partial class SlackMeetingTests
{
    private const string Canary = "quetzalcoatl";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meeting_is_held_and_its_minutes_stand_in_the_channel(bool socket)
    {
        await using FakeSlack slack = await FakeSlack.StartAsync();
        await using Collector collector = await Collector.StartAsync();
        await using var bot = new HostProcess { Settings = Settings(slack, socket) };
        foreach ((string name, string value) in collector.Settings)
            bot.Settings[name] = value;
        await bot.StartAsync();
        using var said = new Line(slack, new SlackCaller(slack, bot.Address), socket);
        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        DateOnly cancelled = today.AddDays(14);
        DateOnly next = today.AddDays(28);

        await said.CommandAsync("U3", "setup Harbour Trail Committee timezone Etc/UTC");
        await said.CommandAsync("U3", "set template narrative");
        await said.CommandAsync("U3", "roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech) as vice-chair, Chris Duval (Northwind) as secretary");
        foreach ((string user, string name) in new[] { ("U1", "Ana Lopes"), ("U2", "Ben Okafor"), ("U3", "Chris Duval") })
            await said.CommandAsync("U3", $"identify <@{user}> {name}", escape: false);
        await said.CommandAsync("U3", $"schedule every 2 weeks on {today.DayOfWeek} at 12:00 for 1h from {today:yyyy-MM-dd}");
        await said.CommandAsync("U3", "agenda add Budget by Ben Okafor for 20m");
        await said.CommandAsync("U3", "agenda add Signs along the path");
        await said.CommandAsync("U2", "start");
        FakeMessage board = await FindAsync(() => slack.Channels["C1"].Now().FirstOrDefault(message => message.Shown.Contains("line:hand", StringComparison.Ordinal)));
        slack.Fail("chat.update", Fault.Says("cant_update_message")); // so that there is something to log
        await said.CommandAsync("U1", "here");
        await said.PressAsync("U2", board, "I'm here");
        await said.MentionAsync("U3", "here");
        await said.CommandAsync("U2", "note well");
        await said.CommandAsync("U2", "topic 1");
        await said.MentionAsync("U3", "note by <@U2>: Ben presented the figures for the <!here> harbour.");
        await said.CommandAsync("U2", "agreed ... There was agreement to accept them.");
        await said.CommandAsync("U2", "next topic");
        await said.LineAsync("U3", $"the {Canary} sang last night", board.Ts);
        await said.CommandAsync("U3", "note by Chris Duval: Chris found that the signs have faded.");
        await said.CommandAsync("U3", $"action Chris Duval: ... He will ask for three offers. due {next:yyyy-MM-dd}");
        await said.CommandAsync("U2", "aob");
        await said.CommandAsync("U2", $"cancel {cancelled:yyyy-MM-dd}");
        await said.CommandAsync("U2", "adjourn");
        await said.CommandAsync("U2", "minutes post");

        FakeMessage minutes = await FindAsync(() => slack.Channels["C1"].Now().FirstOrDefault(message => message.Shown.Contains("Meeting adjourned.", StringComparison.Ordinal)));
        Assert.Equal(Words($"""
            Attendees
            Ana Lopes (Acme), Ben Okafor (Initech), Chris Duval (Northwind)
            Minutes
            Ben read the note well.
            Budget
            Ben presented the figures for the @here harbour. There was agreement to accept them.
            Signs along the path
            Chris found that the signs have faded. He will ask for three offers.
            Any other business
            The {Ordinal(cancelled)} meeting is cancelled. The next meeting will be {Ordinal(next)}.
            Meeting adjourned.
            """), UpTo(Words(Shown(minutes)), "Meeting adjourned."));
        FakeMessage notice = Assert.Single(slack.Channels["C1"].Now(), message => message.Text.StartsWith("Cancelled: the Harbour Trail Committee meeting", StringComparison.Ordinal));
        Assert.Contains(next.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), notice.Text, StringComparison.Ordinal);
        await Until(() => slack.Files.Count(file => file.Thread == minutes.Ts) == 3);
        Assert.Equal([".docx", ".ics", ".md"], slack.Files.Where(file => file.Thread == minutes.Ts).Select(file => Path.GetExtension(file.Name)).Order(StringComparer.Ordinal));
        Assert.Contains(slack.Files, file => file.Thread == notice.Ts && file.Name.EndsWith(".ics", StringComparison.Ordinal));
        Assert.Empty(slack.Violations);
        Assert.DoesNotContain(bot.Output, line => line.Contains("xox", StringComparison.Ordinal) || line.Contains(Canary, StringComparison.Ordinal) || line.Contains("harbour", StringComparison.OrdinalIgnoreCase));
        await AssertMeasuredAsync(collector, socket);
        await bot.KillAsync();
        Assert.DoesNotContain(Directory.GetFiles(bot.Data, "*", SearchOption.AllDirectories), file => Holds(file, Canary));
        Assert.Contains(Directory.GetFiles(bot.Data, "*", SearchOption.AllDirectories), file => Holds(file, "three offers"));
    }

    [Theory]
    [InlineData("Slack__SigningSecret", "Slack__SigningSecret is missing")]
    [InlineData("Slack__BotToken", "Slack__BotToken is missing")]
    public async Task A_missing_setting_is_named(string missing, string line)
    {
        await using var bot = new HostProcess { Settings = new() { ["Slack__SigningSecret"] = "hush-hush", ["Slack__BotToken"] = "xoxb-FAKE", [missing] = "" } };

        Assert.Equal(1, await bot.RunAsync());
        Assert.Contains(line, Assert.Single(bot.Output), StringComparison.Ordinal);
    }

    /// <summary>What happened is in the telemetry, and nothing that somebody said, is called, or keeps secret.</summary>
    private static async Task AssertMeasuredAsync(Collector collector, bool socket)
    {
        string[] metrics = ["meetingbot.command.duration", "meetingbot.append.duration", "meetingbot.store.commit.size", "meetingbot.notices", "meetingbot.notice.lateness", "meetingbot.boards.redrawn", "meetingbot.platform.call.duration", "meetingbot.rooms"];
        await Until(() => collector.SpanAttributes.Contains(("command", "minutes post")) && collector.SpanAttributes.Contains(("kind", "minutes-drafted")) && !metrics.Except(collector.Metrics).Any());
        (string, string)[] seen = [("command", "adjourn"), ("outcome", "accepted"), ("outcome", "not for me"), ("outcome", "stored"), ("outcome", "posted"), ("platform", "slack")];
        Assert.Contains(collector.Lines, line => line.StartsWith("A post that was to be edited is gone from Slack", StringComparison.Ordinal));
        Assert.Empty(collector.Levels.Except(["Warning", "Error"])); // although everything is asked for
        Assert.Empty(seen.Except(collector.SpanAttributes));
        Assert.Empty(new[] { "command", "append", "notice", "POST" }.Except(collector.Spans));
        Assert.Equal(!socket, collector.Spans.Contains("POST /slack/commands"));
        string[] secrets = [Canary, "harbour", "Harbour", "Lopes", "Okafor", "Duval", "release-team", "three offers", FakeSlack.BotToken, FakeSlack.AppToken, FakeSlack.SigningSecret, "/responses/", "slack:" + FakeSlack.Team];
        Assert.DoesNotContain(secrets, collector.Holds);
    }

    private static Dictionary<string, string> Settings(FakeSlack slack, bool socket)
    {
        var settings = new Dictionary<string, string>
        {
            ["Slack__BotToken"] = FakeSlack.BotToken,
            ["Slack__ApiUrl"] = slack.Api.ToString(),
            ["Slack__Package"] = "listening",
            ["Logging__LogLevel__Default"] = "Trace",
        };
        settings[socket ? "Slack__AppToken" : "Slack__SigningSecret"] = socket ? FakeSlack.AppToken : FakeSlack.SigningSecret;
        return settings;
    }

    /// <summary>Everything that a message shows, as one text.</summary>
    private static string Shown(FakeMessage message)
    {
        var text = new StringBuilder();
        void Add(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject one when one["type"] is JsonValue type && type.GetValue<string>() == "actions":
                    break;
                case JsonObject one:
                    if (one["text"] is JsonValue words)
                        text.Append(words.GetValue<string>());
                    foreach ((_, JsonNode? field) in one)
                        Add(field);
                    if (one["type"] is JsonValue kind && kind.GetValue<string>() == "rich_text_section")
                        text.Append('\n');
                    break;
                case JsonArray items:
                    foreach (JsonNode? item in items)
                        Add(item);
                    break;
            }
        }

        Add(message.Blocks);
        return text.ToString();
    }

    /// <summary>The text up to and with a sentence: what comes behind it says who may correct the draft.</summary>
    private static string UpTo(string text, string sentence) => text[..(text.IndexOf(sentence, StringComparison.Ordinal) + sentence.Length)];

    private static string Words(string text) => Blank().Replace(text, " ").Trim();

    private static string Ordinal(DateOnly date) => date.ToString("MMMM ", CultureInfo.InvariantCulture) + date.Day + (date.Day % 100 is 11 or 12 or 13 ? "th" : (date.Day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static bool Holds(string file, string word)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
    }

    private static async Task<T> FindAsync<T>(Func<T?> look)
        where T : class
    {
        for (int tries = 0; tries < 800; tries++)
        {
            if (look() is { } found)
                return found;
            await Task.Delay(25);
        }

        throw new TimeoutException("It did not come.");
    }

    private static async Task Until(Func<bool> so) => await FindAsync(() => so() ? "" : null);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    /// <summary>The line to the bot: HTTP or a socket. What is not recorded fails.</summary>
    private sealed class Line(FakeSlack slack, SlackCaller caller, bool socket) : IDisposable
    {
        public async Task CommandAsync(string user, string text, bool escape = true)
        {
            JsonObject command = caller.Command(user, text);
            if (!escape)
                command["text"] = text;
            JsonObject answer = socket ? (JsonObject)(await slack.SendAsync("slash_commands", command)).Ack["payload"]! : (JsonObject)JsonNode.Parse(await PostAsync("slack/commands", command))!;
            string said = answer["text"]!.GetValue<string>();
            Assert.False(said.Contains("needs", StringComparison.Ordinal) || said.StartsWith("There is no", StringComparison.Ordinal) || said.StartsWith("I do not", StringComparison.Ordinal), $"{text}: {said}");
        }

        public async Task MentionAsync(string user, string text)
        {
            JsonObject happened = caller.Message(user, $"<@{FakeSlack.BotUser}> {text}", type: "app_mention");
            await EventAsync(happened);
            await EventAsync(caller.Message(user, $"<@{FakeSlack.BotUser}> {text}", ts: happened["event"]!["ts"]!.GetValue<string>()));
        }

        public Task LineAsync(string user, string text, string thread) => EventAsync(caller.Message(user, text, thread: thread));

        public async Task PressAsync(string user, FakeMessage message, string button)
        {
            JsonObject press = caller.Press(user, "C1", message.Ts, SlackCaller.Buttons(message.Blocks)[button]);
            if (socket)
                await slack.SendAsync("interactive", press);
            else
                Assert.Equal(200, (await caller.InteractAsync(press)).Status);
        }

        public void Dispose() => caller.Dispose();

        private async Task EventAsync(JsonObject happened)
        {
            if (socket)
                await slack.SendAsync("events_api", happened);
            else
                Assert.Equal(200, (await caller.EventAsync(happened)).Status);
        }

        private async Task<string> PostAsync(string path, JsonObject fields)
        {
            string body = string.Join('&', fields.Select(field => $"{field.Key}={System.Web.HttpUtility.UrlEncode(field.Value!.GetValue<string>())}"));
            (int status, string answer) = await caller.SendAsync(path, Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded");
            Assert.Equal(200, status);
            return answer;
        }
    }
}
