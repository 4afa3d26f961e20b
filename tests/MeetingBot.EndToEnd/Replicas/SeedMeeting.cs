using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Slack;
using MeetingBot.Storage;
using MeetingBot.Tests;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>The call of the Code Signing Certificate Working Group, held today in a channel, line by line through whichever replica is there.</summary>
sealed class SeedMeeting(Speaker speaker, FakeSlack slack, AzureBlobStore store)
{
    const string Command = "/meeting ";

    readonly Dictionary<string, string> _users = [];
    string? _board;

    public Speaker Speaker => speaker;

    public async Task HoldAsync()
    {
        foreach (string name in CodeSigning.Lines().Select(line => line.Sender).Distinct())
        {
            string id = _users[name] = $"U{100 + _users.Count}";
            slack.Users[id] = new FakeUser(id, name, "America/New_York");
            slack.Channels[speaker.Channel].Members.Add(id);
        }

        foreach ((_, string sender, string text) in CodeSigning.Lines())
        {
            await SayAsync(_users[sender], SeedToday.Moved(text));
            if (text.StartsWith("/meeting schedule", StringComparison.Ordinal))
            {
                foreach ((string name, string id) in _users)
                    await speaker.CommandAsync(_users[CodeSigning.Secretary], $"identify <@{id}> {name}", escape: false);
            }
        }

        await speaker.CommandAsync(_users[CodeSigning.Secretary], "minutes post");
    }

    async Task SayAsync(string user, string text)
    {
        if (text.StartsWith(Command, StringComparison.Ordinal))
            await speaker.CommandAsync(user, text[Command.Length..]);
        else
            await speaker.LineAsync(user, Mrkdwn.Escape(text), _board ??= await BoardAsync());
    }

    /// <summary>The meeting's thread, below its board; people speak in it when the board stands there.</summary>
    async Task<string> BoardAsync()
    {
        GroupId group = (await store.FindBindingAsync($"slack:{FakeSlack.Team}:{speaker.Channel}", TestContext.Current.CancellationToken))!;
        for (int tries = 0; tries < 1200; tries++)
        {
            NoticeRecord? board = (await store.ListAsync(group, 0, 99, TestContext.Current.CancellationToken)).FirstOrDefault(record => record is { Notice.Kind: NoticeKinds.Board, End: NoticeEnd.Posted });
            if (board is not null)
                return slack.Channels[speaker.Channel].Now().Single(message => message.Notice == board.Notice.Id).Ts;
            await Task.Delay(100);
        }

        throw new TimeoutException("The board of the seed's meeting never stood in its channel.");
    }
}
