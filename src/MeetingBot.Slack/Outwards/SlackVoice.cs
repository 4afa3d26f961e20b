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
    private const int MostLines = 40;

    private readonly Recently _told = new();
    private readonly Recently _threads = new();
    private readonly InTurn<Spoken> _turns = new();

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

        _turns.Add(conversation, new Spoken(installation, thread, sender, reply), TellOthersAsync);
    }

    /// <summary>Shows something to one person in a channel; in direct chat it is simply said.</summary>
    public void Whisper(Installation installation, string channel, string? thread, string user, SlackText text) =>
        Run("an answer", () => WhisperAsync(installation, channel, thread, user, text));

    /// <summary>Answers by the address that came with a command or press, and otherwise in the channel in which they look at it; in direct chat where there is none.</summary>
    public void Answer(Installation installation, string? address, string? channel, string? thread, string user, SlackText text, bool replace) => Run("an answer", async () =>
    {
        if (!await responses.SendAsync(address, text.AsAnswer(replace, thread), CancellationToken.None))
        {
            await WhisperAsync(installation, channel ?? await DirectAsync(installation, user, CancellationToken.None), thread, user, text);
        }
    });

    /// <summary>Waits for what takes long, and tells the receipt; or else that nothing is recorded.</summary>
    /// <param name="work">What takes long.</param>
    /// <param name="tell">Tells the receipt.</param>
    /// <param name="say">Tells the sender anything else.</param>
    public void Later(Task<Reply> work, Action<Reply> tell, Action<SlackText> say) => Run("a late receipt", async () =>
    {
        Reply reply;
        try
        {
            reply = await work;
        }
        catch (Exception problem)
        {
            log.LogError("Something could not be stored ({Problem}); its sender is told so", problem.GetType().Name);
            say(ReplyLayout.Of(SlackDesk.Failed(problem), []));
            return;
        }

        tell(reply);
    });

    /// <summary>Marks a message as recorded; where the bot may not react, it says so to the sender.</summary>
    public void Tick(Installation installation, string channel, string ts, string? thread, string user, SlackText text) => Run("a mark", async () =>
    {
        try
        {
            await api.CallAsync(installation.Call("reactions.add").With("channel", channel).With("timestamp", ts).With("name", "white_check_mark"), CancellationToken.None);
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException)
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

    /// <summary>Puts a file into a channel or thread, in the three steps that Slack wants; returns its id, null where Slack gave no place for it.</summary>
    public async ValueTask<string?> SendFileAsync(Installation installation, string channel, string? thread, Attachment file, CancellationToken cancellation)
    {
        JsonElement place = await api.CallAsync(installation.Call("files.getUploadURLExternal").With("filename", file.Name)
            .With("length", file.Content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), cancellation);
        if (place.Word("file_id") is not { } id || !Uri.TryCreate(place.Text("upload_url"), UriKind.Absolute, out Uri? address))
        {
            return null;
        }

        await api.UploadAsync(address, file.Content, cancellation);
        await api.CallAsync(installation.Call("files.completeUploadExternal").With("files", new JsonArray(new JsonObject { ["id"] = id, ["title"] = file.Name }))
            .With("channel_id", channel).With("thread_ts", thread), cancellation);
        return id;
    }

    /// <summary>Runs something beside what is answered, and says in the log what kind of thing went wrong.</summary>
    public void Run(string what, Func<Task> work) => _ = Task.Run(() => TryAsync(what, work));

    /// <summary>Tells what happened in a conversation since somebody was told last: each person alone what is theirs, and everybody all the rest in one message.</summary>
    private async Task TellOthersAsync(string conversation, ImmutableArray<Spoken> said)
    {
        foreach (Spoken one in said)
        {
            if (one.Reply.File is { } file)
            {
                await TryAsync("a file", async () => await SendFileAsync(one.Installation, await DirectAsync(one.Installation, one.Sender, CancellationToken.None), null, file, CancellationToken.None));
            }

            foreach (PrivateLine line in one.Reply.Told)
            {
                await TryAsync("a line for one", () => TellAsync(one.Installation, conversation, line).AsTask());
            }
        }

        await TryAsync("where a line for others belongs", async () =>
        {
            var threads = new Dictionary<string, string?>(StringComparer.Ordinal);
            foreach (string own in said.Where(one => !one.Reply.Aloud.IsEmpty).Select(one => one.Thread ?? "").Distinct())
            {
                threads[own] = await ThreadAsync(conversation, own.Length > 0 ? own : null);
            }

            foreach (IGrouping<string, Spoken> under in said.Where(one => threads.GetValueOrDefault(one.Thread ?? "") is not null).GroupBy(one => threads[one.Thread ?? ""]!))
            {
                await TryAsync("a line for others", () => SayAsync(conversation, under.Key, [.. under])); // what one thread refuses keeps nothing from another
            }
        });
    }

    private async Task SayAsync(string conversation, string thread, ImmutableArray<Spoken> said)
    {
        if (said[^1].Installation is var installation && installation.Own(conversation) is { } channel)
        {
            string[] lines = [.. said.SelectMany(one => one.Reply.Aloud)];
            string[] shown = lines.Length <= MostLines ? lines : [$"({lines.Length - MostLines} lines before these are left out here; the minutes have what was recorded.)", .. lines.TakeLast(MostLines)];
            SlackText text = ReplyLayout.Of(string.Join('\n', shown), [.. said.SelectMany(one => one.Reply.AloudButtons).Distinct()]);
            await api.CallAsync(text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", thread)), CancellationToken.None);
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
            log.LogWarning("Slack refused {What}: {Problem}", what, refused.Message);
        }
        catch (Exception problem)
        {
            // Only what kind of problem: an exception may quote what somebody wrote.
            log.LogWarning("Slack could not be told {What} ({Problem})", what, problem.GetType().Name);
        }
    }

    private async Task WhisperAsync(Installation installation, string channel, string? thread, string user, SlackText text)
    {
        if (channel is ['D', ..])
        {
            await api.CallAsync(text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", thread)), CancellationToken.None);
            return;
        }

        try
        {
            await api.CallAsync(text.On(installation.Call("chat.postEphemeral").With("channel", channel).With("user", user).With("thread_ts", thread)), CancellationToken.None);
        }
        catch (SlackApiException refused) when (refused.Remedy == Remedy.Channel)
        {
            // They or the bot are not in the channel: they are told in direct chat.
            string direct = await DirectAsync(installation, user, CancellationToken.None);
            await api.CallAsync(text.On(installation.Call("chat.postMessage").With("channel", direct)), CancellationToken.None);
        }
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

    /// <summary>What somebody's message has to tell others.</summary>
    private sealed record Spoken(Installation Installation, string? Thread, string Sender, Reply Reply);
}
