using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Tells people what became of what they said: for the sender alone, in the meeting's thread for everybody, in direct chat for one other. What
/// is recorded is recorded whether or not it can be told, so nothing here throws.
/// </summary>
internal sealed class SlackVoice(ISlackApi api, IMeetingDesk desk, Installations installations, ResponseUrls responses, TimeProvider time, ILogger<SlackVoice> log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private const int Looks = 40;

    private readonly Recently _told = new();
    private readonly Recently _threads = new();
    private readonly Dictionary<string, Task> _turns = new(StringComparer.Ordinal);

    /// <summary>Tells everybody but the sender what they must see, once for each message.</summary>
    /// <param name="installation">Where.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="thread">The thread in which it was said; null for none.</param>
    /// <param name="messageId">What made it.</param>
    /// <param name="sender">Who sent it; a file goes to them.</param>
    /// <param name="reply">What is told.</param>
    public void TellOthers(Installation installation, string conversation, string? thread, string messageId, string sender, Reply reply)
    {
        if ((reply.Aloud.IsEmpty && reply.Told.IsEmpty && reply.File is null) || !_told.IsNew(messageId))
        {
            return;
        }

        RunInTurn(conversation, "a line for others", async () =>
        {
            if (reply.File is { } file)
            {
                string direct = await DirectAsync(installation, sender, CancellationToken.None);
                await SendFileAsync(installation, direct, null, file, CancellationToken.None);
            }

            foreach (PrivateLine line in reply.Told)
            {
                await TellAsync(installation, conversation, line);
            }

            if (!reply.Aloud.IsEmpty && installation.Own(conversation) is { } channel && await ThreadAsync(conversation, thread) is { } under)
            {
                SlackText text = ReplyLayout.Of(string.Join('\n', reply.Aloud), []);
                await api.CallAsync(text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", under)), CancellationToken.None);
            }
        });
    }

    /// <summary>Shows something to one person in a channel; in direct chat it is simply said.</summary>
    public void Whisper(Installation installation, string channel, string? thread, string user, SlackText text) =>
        Run("an answer", () => WhisperAsync(installation, channel, thread, user, text));

    /// <summary>Answers by the address that came with a command or press, and otherwise in the channel.</summary>
    public void Answer(Installation installation, string? address, string channel, string? thread, string user, SlackText text, bool replace) => Run("an answer", async () =>
    {
        if (!await responses.SendAsync(address, text.AsAnswer(replace), CancellationToken.None))
        {
            await WhisperAsync(installation, channel, thread, user, text);
        }
    });

    /// <summary>Removes the message whose button was pressed.</summary>
    public void Dismiss(string? address) => Run("a removal", async () => await responses.SendAsync(address, new JsonObject { ["delete_original"] = true }, CancellationToken.None));

    /// <summary>Marks a message as recorded; where the bot may not react, it says so to the sender.</summary>
    public void Tick(Installation installation, string channel, string ts, string? thread, string user, SlackText text) => Run("a mark", async () =>
    {
        try
        {
            await api.CallAsync(installation.Call("reactions.add").With("channel", channel).With("timestamp", ts).With("name", "white_check_mark"), CancellationToken.None);
        }
        catch (SlackApiException)
        {
            await WhisperAsync(installation, channel, thread, user, text);
        }
    });

    /// <summary>The direct chat with somebody.</summary>
    public async ValueTask<string> DirectAsync(Installation installation, string user, CancellationToken cancellation)
    {
        string key = $"direct {installation.Tenant} {user}";
        if (_threads.Find(key) is { } known)
        {
            return known;
        }

        JsonElement answer = await api.CallAsync(installation.Call("conversations.open").With("users", user), cancellation);
        string channel = answer.Part("channel")?.Word("id") ?? user;
        _threads.Set(key, channel);
        return channel;
    }

    /// <summary>Puts a file into a channel or thread, in the three steps that Slack wants.</summary>
    public async ValueTask SendFileAsync(Installation installation, string channel, string? thread, Attachment file, CancellationToken cancellation)
    {
        JsonElement place = await api.CallAsync(installation.Call("files.getUploadURLExternal").With("filename", file.Name)
            .With("length", file.Content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellation);
        if (place.Word("file_id") is not { } id || !Uri.TryCreate(place.Text("upload_url"), UriKind.Absolute, out Uri? address))
        {
            return;
        }

        await api.UploadAsync(address, file.Content, cancellation);
        await api.CallAsync(installation.Call("files.completeUploadExternal").With("files", new JsonArray(new JsonObject { ["id"] = id, ["title"] = file.Name }))
            .With("channel_id", channel).With("thread_ts", thread), cancellation);
    }

    /// <summary>Runs something beside what is answered, and says in the log what kind of thing went wrong.</summary>
    public void Run(string what, Func<Task> work) => _ = Task.Run(() => TryAsync(what, work));

    /// <summary>What is said to all in one conversation is said in the order in which it happened, although the first may still wait for its thread.</summary>
    private void RunInTurn(string conversation, string what, Func<Task> work)
    {
        lock (_turns)
        {
            Task before = _turns.GetValueOrDefault(conversation, Task.CompletedTask);
            Task turn = _turns[conversation] = Task.Run(async () =>
            {
                await before;
                await TryAsync(what, work);
            });
            _ = turn.ContinueWith(ended => Forget(conversation, ended), TaskScheduler.Default);
        }
    }

    private void Forget(string conversation, Task ended)
    {
        lock (_turns)
        {
            if (_turns.GetValueOrDefault(conversation) == ended)
            {
                _turns.Remove(conversation);
            }
        }
    }

    private async Task TryAsync(string what, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SlackApiException refused)
        {
            if (refused.Remedy == Remedy.StopInstallation)
            {
                log.LogError("Slack refuses the bot's token ({Error})", refused.Error);
            }
            else
            {
                log.LogWarning("Slack refused {What}: {Problem}", what, refused.Message);
            }
        }
        catch (Exception problem)
        {
            // Only what kind of problem: an exception may quote what somebody wrote.
            log.LogWarning("Slack could not be told {What} ({Problem})", what, problem.GetType().Name);
        }
    }

    private async Task WhisperAsync(Installation installation, string channel, string? thread, string user, SlackText text)
    {
        ApiCall call = channel is ['D', ..]
            ? text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", thread))
            : text.On(installation.Call("chat.postEphemeral").With("channel", channel).With("user", user).With("thread_ts", thread));
        await api.CallAsync(call, CancellationToken.None);
    }

    private async ValueTask TellAsync(Installation here, string conversation, PrivateLine line)
    {
        foreach (Account account in line.To.Accounts)
        {
            string tenant = Installation.TenantOf(account.Value);
            Installation? installation = tenant == here.Tenant ? here : tenant.Length > 0 ? await installations.OfTenantAsync(tenant, CancellationToken.None) : null;
            if (installation?.Own(account.Value) is { } user)
            {
                string direct = await DirectAsync(installation, user, CancellationToken.None);
                SlackText text = ReplyLayout.Of(line.Text, line.Buttons, installation.Own(conversation));
                await api.CallAsync(text.On(installation.Call("chat.postMessage").With("channel", direct)), CancellationToken.None);
                return;
            }
        }
    }

    /// <summary>The meeting's thread: where it was called to order, else the board's, which may only just be coming.</summary>
    private async ValueTask<string?> ThreadAsync(string conversation, string? said)
    {
        for (int look = 0; look < Looks; look++)
        {
            if (await desk.PlaceAsync(conversation, CancellationToken.None) is not { } place)
            {
                return said ?? _threads.Find(conversation);
            }

            if (place.Thread is { } thread || (thread = TsOf(place.Board)) is not null)
            {
                _threads.Set(conversation, thread);
                return thread;
            }

            await Task.Delay(Look, time);
        }

        return said;
    }

    /// <summary>The time stamp in the id of one of our posts; null for none.</summary>
    public static string? TsOf(string? post) => post is not null && post.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? post[(slash + 1)..] : null;
}
