using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Slack;
using MeetingBot.Tests.Slack;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The call of 14 December 2023 held in a Slack channel, once over HTTP and once through a socket.</summary>
public sealed class SlackSeedTests : IAsyncDisposable
{
    private readonly ShiftedTime _time = new();
    private readonly Dictionary<string, string> _users = [];
    private Town _town = null!;
    private bool _socket;
    private string? _board;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_call_leaves_its_minutes_the_cancellation_and_the_next_date_in_the_channel(bool socket)
    {
        await OpenAsync(socket);
        foreach ((Instant at, string sender, string text) in CodeSigning.Lines())
        {
            _time.Set(at);
            await SayAsync(sender, text);
            await IntroduceAsync(text);
        }

        await SayAsync(CodeSigning.Secretary, "/meeting minutes post");
        FakeMessage posted = await Town.FindAsync(() => Channel.Now().FirstOrDefault(message => message.Shown.Contains("Meeting adjourned.", StringComparison.Ordinal)));
        FakeFile file = await Town.FindAsync(() => _town.Slack.Files.FirstOrDefault(one => one.Thread == posted.Ts && one.Name.EndsWith(".md", StringComparison.Ordinal)));
        FakeMessage cancelled = Assert.Single(Channel.Now(), message => message.Text.StartsWith("Cancelled: ", StringComparison.Ordinal));

        Assert.Equal(CodeSigning.Minutes, Encoding.UTF8.GetString(file.Content));
        Assert.All(CodeSigning.Minutes.Split("---\n")[2].Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.TrimStart('#', ' '), posted.Shown, StringComparison.Ordinal));
        Assert.Contains("28 December 2023", cancelled.Text, StringComparison.Ordinal);
        Assert.Contains("11 January 2024", cancelled.Text, StringComparison.Ordinal);
        // What is said while a post is on its way comes together in the next one.
        string[] aloud = [.. Channel.Now().Where(message => message.User == FakeSlack.BotUser && message.Thread == _board).SelectMany(message => message.Text.Split('\n'))];
        Assert.Equal(["Code Signing Certificate Working Group is in session. Mark yourself with: here", "Now: 1. Signing Service Ballot", "Decided: Nobody was against it."], aloud[..3]);
        Assert.Empty(_town.Slack.Violations);
        Assert.DoesNotContain(_town.Log, line => line.Contains("STAR Alliance", StringComparison.Ordinal) || line.Contains("PCI-HSM", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_town is not null)
            await _town.DisposeAsync();
    }

    private FakeChannel Channel => _town.Slack.Channels["C1"];

    private async Task OpenAsync(bool socket)
    {
        _socket = socket;
        _time.Begin(CodeSigning.Lines().First().At);
        _town = await Town.OpenAsync(listening: true, socket: socket, time: _time);
        foreach (string name in CodeSigning.Lines().Select(line => line.Sender).Distinct())
        {
            string id = $"U{100 + _users.Count}";
            _users[name] = id;
            _town.Slack.Users[id] = new FakeUser(id, name, "America/New_York");
            Channel.Members.Add(id);
        }
    }

    /// <summary>Once all are on the roster, the secretary says which account is whose.</summary>
    private async Task IntroduceAsync(string after)
    {
        if (!after.StartsWith("/meeting schedule", StringComparison.Ordinal))
            return;
        foreach ((string name, string id) in _users)
            await SayAsync(CodeSigning.Secretary, $"/meeting identify <@{id}> {name}");
    }

    private async Task SayAsync(string sender, string text)
    {
        if (text.StartsWith("/meeting ", StringComparison.OrdinalIgnoreCase))
        {
            await CommandAsync(_users[sender], text[9..]);
            return;
        }

        _board ??= await OpenedAsync();
        JsonObject line = _town.Caller.Message(_users[sender], Mrkdwn.Escape(text), thread: _board);
        if (_socket)
            await _town.Slack.SendAsync("events_api", line);
        else
            Assert.Equal(200, (await _town.Caller.EventAsync(line)).Status);
    }

    /// <summary>The thread of the meeting; people speak in it once they see that the meeting is open.</summary>
    private async Task<string> OpenedAsync()
    {
        FakeMessage board = await _town.BoardAsync();
        await Town.Until(() => Channel.Now().Any(message => message.Thread == board.Ts));
        return board.Ts;
    }

    private async Task CommandAsync(string user, string text)
    {
        JsonObject command = _town.Caller.Command(user, text);
        command["text"] = text;
        JsonObject answer = _socket
            ? (JsonObject)(await _town.Slack.SendAsync("slash_commands", command)).Ack["payload"]!
            : await _town.Caller.CommandAsync(command);
        Assert.Equal("ephemeral", answer["response_type"]!.GetValue<string>());
    }
}
