using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Whole meetings of a standing group, played over HTTP with signed tokens: what stands in the channel afterwards.</summary>
public sealed class TeamsMeetingTests : IAsyncLifetime
{
    const string Channel = "19:harbour@thread.tacv2";

    const string Play = """
        2023-11-01T09:00 Eva Stone: setup Harbour Trail Working Group timezone America/New_York
        09:01 Eva Stone: set template narrative
        09:01 Eva Stone: set publisher Eva Stone
        09:01 Eva Stone: set tags Minutes, Harbour
        09:02 Eva Stone: roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech) as vice-chair, Eva Stone (Acme) as secretary, Tim Hall (Dune), Tim Reed (Northwind), Ida Berg (CPA North/South)
        09:04 Eva Stone: schedule every 2 weeks on Thursday at 12:00 for 1h from 2023-11-30

        2023-12-12T10:00 Ana Lopes: agenda add Signs by Ben Okafor for 20m
        10:01 Ana Lopes: agenda add Lights by Ben Okafor for 15m

        2023-12-14T12:00 Ben Okafor: start
        12:00 Ben Okafor: here
        12:00 Ana Lopes: here
        12:01 Eva Stone: present
        12:01 Tim Hall: here
        12:02 Tim Reed: present+
        12:02 Tim Reed: here
        12:03 Eva Stone: present Ida Berg
        12:03 Ben Okafor: note well
        12:04 Ben Okafor: minutes of 2023-11-30 not approved as they were just sent out
        12:05 Ben Okafor: topic 1
        12:06 Eva Stone: note by Ben Okafor: Ben showed three offers for the signs. One is <b>cheaper</b> but *not* [safe](https://example.org).
        12:09 Eva Stone: note by Tim Hall: Tim Hall asked who pays for
          the foundations.
        12:14 Ben Okafor: agreed ... The second offer is taken.
        12:16 Ben Okafor: next topic
        12:17 Eva Stone: note by Ida Berg: Ida measured the path at night.
        12:19 Eva Stone: action Ida Berg: ... She will send the figures. due 2024-01-11
        12:24 Ben Okafor: aob
        12:24 Ben Okafor: cancel 2023-12-28
        12:26 Ben Okafor: adjourn
        """;

    const string Wanted = """
        Attendees
        Ana Lopes (Acme), Ben Okafor (Initech), Eva Stone (Acme), Ida Berg (CPA North/South), Tim Hall (Dune), Tim Reed (Northwind)
        Minutes
        Ben read the note well.
        Minutes of the November 30th meeting were not approved as they were just sent out.
        Signs
        Ben showed three offers for the signs. One is <b>cheaper</b> but not safe.
        Tim Hall asked who pays for
        the foundations. The second offer is taken.
        Lights
        Ida measured the path at night. She will send the figures.
        Any other business
        The December 28th meeting is cancelled. The next meeting will be January 11th.
        Meeting adjourned.
        """;

    FakeConnector _teams = null!;
    TeamsBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeConnector.StartAsync();
        _teams.Throttles = true;
        _teams.Conversations.Add(Channel);
        _bot = await TeamsBot.StartAsync(_teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meeting_played_in_a_channel_ends_in_the_groups_own_minutes_a_cancellation_and_the_next_date(bool codeSigning)
    {
        await PlayAsync(codeSigning ? CodeSigning.Transcript : Play);

        Assert.DoesNotContain(_bot.Errors, one => one.StartsWith("Error", StringComparison.Ordinal) || one.Contains("could not", StringComparison.Ordinal));
        var minutes = Minutes();
        Assert.Equal(Plain(codeSigning ? CodeSigning.Minutes : Wanted), Plain(minutes.Text));
        Assert.Equal(minutes.Conversation, $"{Channel};messageid={minutes.Id}");
        Assert.Equal(["All decisions", "Approve", "Ask for a correction", "Regrets for the next"], minutes.Buttons.Keys.Order());

        var cancelled = Assert.Single(_teams.In(Channel), said => said.Text.StartsWith("Cancelled:", StringComparison.Ordinal) && said.Activity["summary"] is not null);
        Assert.Contains("Thursday, 28 December 2023", cancelled.Text, StringComparison.Ordinal);
        Assert.Contains("The next meeting is on Thursday, 11 January 2024", cancelled.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_asks_for_a_correction_of_the_posted_minutes_by_their_button()
    {
        _teams.Personal[TeamsBot.UserId("Eva Stone")] = "a:eva";
        _teams.Personal[TeamsBot.UserId("Ben Okafor")] = "a:ben";
        await PlayAsync(Play);
        var minutes = Minutes();
        var answer = await _bot.FillAsync("Ben Okafor", minutes, "Ask for a correction", ("number", "4"), ("text", "Ben showed four offers."));
        Assert.DoesNotContain("out of date", answer, StringComparison.Ordinal);
        await _bot.PostDueAsync();
        Assert.Contains("four offers", _teams.In(Channel).Single(said => said.Id == minutes.Id).Text, StringComparison.Ordinal);
    }

    FakeConnector.Said Minutes()
    {
        FakeConnector.Said[] posted = [.. _teams.In(Channel).Where(said => said.Buttons.ContainsKey("Ask for a correction"))];
        Assert.True(posted.Length == 1, string.Join("\n--\n", _teams.In(Channel).Select(said => said.Text)) + string.Join('\n', _bot.Errors));
        return posted[0];
    }

    /// <summary>Everybody speaks under an account of their own, which the secretary links to the roster as they turn up.</summary>
    async Task PlayAsync(string transcript)
    {
        var read = Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(transcript), null)).Transcript;
        var linked = new HashSet<string>();
        var zone = DateTimeZone.Utc;
        foreach (var line in read.Lines)
        {
            var text = line.Text.StartsWith("/meeting ", StringComparison.OrdinalIgnoreCase) ? line.Text[9..] : line.Text;
            zone = text.StartsWith("setup", StringComparison.Ordinal) ? CommandParser.ZoneIn(line.Text) : zone;
            _bot.Now = line.At ?? zone.AtLeniently(line.Local).ToInstant();
            await _bot.PostDueAsync();
            if (linked.Count > 0 && !text.StartsWith("set", StringComparison.Ordinal) && !text.StartsWith("roster", StringComparison.Ordinal) && linked.Add(line.Sender))
                await IdentifyAsync(read.Lines[0].Sender, line.Sender);

            linked.Add(read.Lines[0].Sender);
            await _bot.SayAsync(line.Sender, text, Thread(text));
        }

        await _bot.PostDueAsync();
    }

    string _thread = "";

    /// <summary>A new post in the channel for each line before the meeting; what is said during it stands below its start.</summary>
    string Thread(string text)
    {
        if (!_thread.Contains(";messageid=start", StringComparison.Ordinal))
            _thread = $"{Channel};messageid={(text == "start" ? "start" : $"{_teams.Threads.Count + 1}")}";
        _teams.Threads.Add(_thread);
        return _thread;
    }

    async Task IdentifyAsync(string secretary, string who)
    {
        var activity = _bot.Activity("message", secretary, Thread(""));
        activity["text"] = $"<at>MinuteBot</at> identify <at>{who}</at> {who}";
        activity["entities"] = new System.Text.Json.Nodes.JsonArray(Mention(FakeConnector.BotId, "MinuteBot"), Mention(TeamsBot.UserId(who), who));
        await _bot.SendAsync(activity);

        static System.Text.Json.Nodes.JsonObject Mention(string id, string name) => new()
        {
            ["type"] = "mention",
            ["text"] = $"<at>{name}</at>",
            ["mentioned"] = new System.Text.Json.Nodes.JsonObject { ["id"] = id, ["name"] = name },
        };
    }

    /// <summary>The words of minutes, without front matter, heading marks, and empty lines.</summary>
    static string Plain(string minutes) => string.Join('\n', (minutes.StartsWith("---", StringComparison.Ordinal) ? minutes[(minutes.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..] : minutes)
        .Split('\n').Select(line => line.TrimStart('#').Trim()).Where(line => line.Length > 0));
}
