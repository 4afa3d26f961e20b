using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>Takes slash commands, presses of buttons, and shortcuts: whatever somebody waits for.</summary>
internal sealed class CommandTaker(SlackDesk desk, Installations installations, SlackVoice voice, SlackForms forms, HomePage home, ISlackApi api, ILogger<CommandTaker> log)
{
    private const string NotInstalled = "I am not installed in this workspace, or was removed from it. Whoever looks after its apps can install me again.";
    private const string NotMine = "That button is no longer good. The board, or the command help, shows what can be done now.";

    /// <summary>Takes a slash command. Whatever goes wrong is said in words: the status is always 200.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(SlashCommand command, CancellationToken cancellation)
    {
        if (await installations.OfAsync(command.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Says(ReplyLayout.Of(NotInstalled, []));
        }

        if (SlackForms.Asked(command.Text) is { } form)
        {
            voice.Run("a form", () => forms.OpenAsync(installation, command.Actor.Id, command.TriggerId, form, new Carried(form, command.Channel) { Reply = command.ResponseUrl }));
            return SlackAnswer.Ok;
        }

        var said = new Said(installation, $"slack/{command.TriggerId}", command.Actor.Id, command.Channel, command.Text) { ChannelName = command.ChannelName };
        Task<Reply> work = desk.SayAsync(said, CancellationToken.None);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is { } reply)
            {
                voice.TellOthers(installation, installation.Conversation(said.Channel), null, said.Id, said.User, reply);
                return SlackAnswer.Says(ReplyLayout.Of(reply.Text, reply.Buttons, said.Channel));
            }
        }
        catch (Exception problem)
        {
            return Lost(problem);
        }

        Later(said, work, command.ResponseUrl, false);
        return SlackAnswer.Says(ReplyLayout.Of(SlackDesk.StillRecording, []));
    }

    /// <summary>Takes a press of a button.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(BlockActions pressed, CancellationToken cancellation)
    {
        if (pressed.Actions.IsEmpty || pressed.Actions[0] is not { } action || await installations.OfAsync(pressed.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Ok;
        }

        PressedPlace place = pressed.Place;
        bool ours = action.ActionId.StartsWith("line:", StringComparison.Ordinal) || action.ActionId.StartsWith("form:", StringComparison.Ordinal);
        Carried? carried = ours ? Carried.Read(action.Value) : null;
        if (carried is not null && action.ActionId.StartsWith("form:", StringComparison.Ordinal))
        {
            voice.Run("a form", () => forms.OpenAsync(installation, pressed.Actor.Id, pressed.TriggerId, carried.Line, carried with { Channel = carried.Channel ?? place.Channel }));
            return SlackAnswer.Ok;
        }

        if (carried is null || (carried.Channel ?? place.Channel) is not { } channel)
        {
            if (place.Channel is { } stands)
            {
                voice.Answer(installation, pressed.ResponseUrl, stands, place.Thread, pressed.Actor.Id, ReplyLayout.Of(NotMine, []), false);
            }

            return SlackAnswer.Ok;
        }

        string id = place.Message is { } ts ? $"slack/{installation.Tenant}/{place.Channel}/{ts}/{action.ActionId}/{action.At}/{pressed.Actor.Id}" : $"slack/{pressed.TriggerId}";
        var said = new Said(installation, id, pressed.Actor.Id, channel, carried.Line) { IsPlain = true, Topic = carried.Topic, Thread = place.Channel == channel ? place.Thread : null };
        Task<Reply> work = desk.SayAsync(said, CancellationToken.None);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is { } reply)
            {
                Tell(said, pressed, reply);
                return SlackAnswer.Ok;
            }

            Answer(said, pressed, ReplyLayout.Of(SlackDesk.StillRecording, []), false);
            voice.Run("a late receipt", async () => Tell(said, pressed, await work));
        }
        catch (Exception problem)
        {
            Lost(problem);
            Answer(said, pressed, ReplyLayout.Of(SlackDesk.NotRecorded, []), false);
        }

        return SlackAnswer.Ok;
    }

    /// <summary>Takes a shortcut that belongs to no message: a meeting is to be started somewhere.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(GlobalShortcut shortcut, CancellationToken cancellation)
    {
        if (shortcut.CallbackId == SlackForms.StartShortcut && await installations.OfAsync(shortcut.From, cancellation) is { } installation)
        {
            voice.Run("a form", () => forms.OpenAsync(installation, shortcut.Actor.Id, shortcut.TriggerId, "start", new Carried("start")));
        }

        return SlackAnswer.Ok;
    }

    /// <summary>Takes a shortcut of a message: it becomes a decision, an action or a note, with its author as the speaker and its address.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(MessageShortcut shortcut, CancellationToken cancellation)
    {
        if (shortcut.CallbackId is not (SlackForms.DecisionShortcut or SlackForms.ActionShortcut or SlackForms.NoteShortcut)
            || await installations.OfAsync(shortcut.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Ok;
        }

        (string Channel, string User) = (shortcut.Channel, shortcut.Actor.Id);
        Task<Reply> work = RecordAsync(installation, shortcut);
        if (shortcut.CallbackId == SlackForms.ActionShortcut)
        {
            voice.Run("a form", () => work);
            return SlackAnswer.Ok;
        }

        voice.Run("a receipt", async () =>
        {
            SlackText text;
            try
            {
                Reply reply = await work;
                text = ReplyLayout.Of(reply.Text, reply.Buttons, Channel);
                voice.TellOthers(installation, installation.Conversation(Channel), shortcut.Message.Thread, $"slack/{shortcut.TriggerId}", User, reply);
            }
            catch (Exception problem)
            {
                Lost(problem);
                text = ReplyLayout.Of(SlackDesk.NotRecorded, []);
            }

            voice.Answer(installation, shortcut.ResponseUrl, Channel, shortcut.Message.Thread, User, text, false);
        });
        try
        {
            await desk.WithinAsync(work, SlackDesk.Patience);
        }
        catch (Exception)
        {
            // Said above, where it is answered.
        }

        return SlackAnswer.Ok;
    }

    private async Task<Reply> RecordAsync(Installation installation, MessageShortcut shortcut)
    {
        SlackMessage message = shortcut.Message;
        string? author = message.Bot is null && message.User is { } user && user != installation.BotUser ? user : null;
        ChatMessage read = await desk.MessageAsync(new Said(installation, "", author ?? shortcut.Actor.Id, shortcut.Channel, message.Text), CancellationToken.None);
        string text = read.Text.Trim().ReplaceLineEndings(" ");
        if (text.Length == 0)
        {
            return new Reply(ReplyKind.Refusal, "That message has no text to record. `note: ...` records what it says in your words.");
        }

        string from = author is null ? $" (from {message.BotName ?? "an app"})" : "";
        string link = await LinkAsync(installation, shortcut.Channel, message.Ts) is { } address ? $" ([message]({address}))" : "";
        string name = author is null ? "" : "@" + read.SenderName;
        if (shortcut.CallbackId == SlackForms.ActionShortcut)
        {
            await forms.OpenAsync(installation, shortcut.Actor.Id, shortcut.TriggerId, "action", new Carried("action", shortcut.Channel) { Reply = shortcut.ResponseUrl }, text + from + link, author);
            return Reply.NotForMe;
        }

        string line = shortcut.CallbackId == SlackForms.DecisionShortcut ? $"decision {text}{from}{link}" : author is null ? $"note {text}{from}{link}" : $"note by {name}: {text}{link}";
        return await desk.SayAsync(new Said(installation, $"slack/{shortcut.TriggerId}", shortcut.Actor.Id, shortcut.Channel, line)
        {
            IsPlain = true,
            ChannelName = shortcut.ChannelName,
            Thread = message.Thread,
            Mentions = author is null ? read.Mentions : [new Mention(name, read.Sender, read.SenderName), .. read.Mentions],
        }, CancellationToken.None);
    }

    private async ValueTask<string?> LinkAsync(Installation installation, string channel, string ts)
    {
        try
        {
            return (await api.CallAsync((installation.Call("chat.getPermalink") with { Once = true }).With("channel", channel).With("message_ts", ts), CancellationToken.None)).Word("permalink");
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException)
        {
            return null;
        }
    }

    private void Tell(Said said, BlockActions pressed, Reply reply)
    {
        Answer(said, pressed, ReplyLayout.Of(reply.Text, reply.Buttons, said.Channel), pressed.Place.IsEphemeral);
        voice.TellOthers(said.Installation, said.Installation.Conversation(said.Channel), said.Thread, said.Id, said.User, reply);
        if (pressed.View?.Kind == "home")
        {
            voice.Run("their home page", () => home.PublishAsync(said.Installation, said.User, CancellationToken.None));
        }
    }

    private void Answer(Said said, BlockActions pressed, SlackText text, bool replace)
    {
        if (pressed.Place.Channel is { } stands)
        {
            voice.Answer(said.Installation, pressed.ResponseUrl, stands, pressed.Place.Thread, said.User, text, replace);
        }
        else
        {
            voice.Whisper(said.Installation, said.Channel, null, said.User, text);
        }
    }

    private void Later(Said said, Task<Reply> work, string? address, bool replace) => voice.Run("a late receipt", async () =>
    {
        SlackText text;
        try
        {
            Reply reply = await work;
            text = ReplyLayout.Of(reply.Text, reply.Buttons, said.Channel);
            voice.TellOthers(said.Installation, said.Installation.Conversation(said.Channel), said.Thread, said.Id, said.User, reply);
        }
        catch (Exception problem)
        {
            Lost(problem);
            text = ReplyLayout.Of(SlackDesk.NotRecorded, []);
        }

        voice.Answer(said.Installation, address, said.Channel, said.Thread, said.User, text, replace);
    });

    private SlackAnswer Lost(Exception problem)
    {
        log.LogError("A command could not be stored ({Problem}); its sender is told so", problem.GetType().Name);
        return SlackAnswer.Says(ReplyLayout.Of(SlackDesk.NotRecorded, []));
    }
}
