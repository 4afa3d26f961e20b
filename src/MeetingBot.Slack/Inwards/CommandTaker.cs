using MeetingBot.Application;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>Takes slash commands, presses of buttons, and shortcuts: whatever somebody waits for.</summary>
internal sealed class CommandTaker(SlackDesk desk, Installations installations, SlackVoice voice, SlackForms forms, HomePage home, SpokenText spoken, SlackNames names, ISlackApi api, ILogger<CommandTaker> log)
{
    private const string NotInstalled = "I am not installed in this workspace, or was removed from it. Whoever looks after its apps can install me again.";
    private static readonly TimeSpan LinkPatience = TimeSpan.FromSeconds(1);

    private const string NotMine = "That button is no longer good. The board, or the command help, shows what can be done now.";

    /// <summary>Takes a slash command. Whatever goes wrong is said in words: the status is always 200.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(SlashCommand command, CancellationToken cancellation)
    {
        Instant at = desk.Now; // when it came, however long it takes to look things up: the meeting of that moment is meant
        if (await installations.OfAsync(command.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Says(ReplyLayout.Of(NotInstalled, []));
        }

        if (SlackForms.Asked(command.Text) is { } form)
        {
            voice.Run("a form", () => forms.OpenAsync(installation, command.Actor.Id, command.TriggerId, form, new Carried(form, command.Channel) { Back = command.Channel }, command.ResponseUrl));
            return SlackAnswer.Ok;
        }

        var said = new Said(installation, $"slack/{command.TriggerId}", command.Actor.Id, command.Channel, command.Text) { At = at, ChannelName = command.ChannelName, IsSlash = true, Team = command.Actor.Team };
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

        voice.Later(work, reply =>
        {
            voice.Answer(installation, command.ResponseUrl, said.Channel, null, said.User, ReplyLayout.Of(reply.Text, reply.Buttons, said.Channel), false);
            voice.TellOthers(installation, installation.Conversation(said.Channel), null, said.Id, said.User, reply);
        }, text => voice.Answer(installation, command.ResponseUrl, said.Channel, null, said.User, text, false));
        return SlackAnswer.Says(ReplyLayout.Of(SlackDesk.StillRecording, []));
    }

    /// <summary>Takes a press of a button.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(BlockActions pressed, CancellationToken cancellation)
    {
        Instant at = desk.Now;
        if (pressed.Actions.IsEmpty || pressed.Actions[0] is not { } action || await installations.OfAsync(pressed.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Ok;
        }

        PressedPlace place = pressed.Place;
        bool ours = action.ActionId.StartsWith("line:", StringComparison.Ordinal) || action.ActionId.StartsWith("form:", StringComparison.Ordinal);
        Carried? carried = ours ? Carried.Read(action.Value) : null;
        if (carried is not null && action.ActionId.StartsWith("form:", StringComparison.Ordinal))
        {
            voice.Run("a form", () => forms.OpenAsync(installation, pressed.Actor.Id, pressed.TriggerId, carried.Line, carried with { Channel = carried.Channel ?? place.Channel, Back = place.Channel }));
            return SlackAnswer.Ok;
        }

        if (carried is null || (carried.Channel ?? place.Channel) is not { } channel)
        {
            voice.Answer(installation, pressed.ResponseUrl, place.Channel, place.Thread, pressed.Actor.Id, ReplyLayout.Of(NotMine, []), false);
            return SlackAnswer.Ok;
        }

        string press = place.Message is { } ts ? $"slack/{installation.Tenant}/{place.Channel}/{ts}/{action.ActionId}/{action.At}/{pressed.Actor.Id}" : $"slack/{pressed.TriggerId}";
        string id = Button.PressOf(carried.Mark, installation.Account(pressed.Actor.Id), press);
        var said = new Said(installation, id, pressed.Actor.Id, channel, carried.Line) { At = at, IsPlain = true, Topic = carried.Topic, Thread = place.Channel == channel ? place.Thread : null, Team = pressed.Actor.Team };
        Task<Reply> work = desk.SayAsync(said, CancellationToken.None);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is { } reply)
            {
                Tell(said, pressed, reply);
                return SlackAnswer.Ok;
            }

            Answer(said, pressed, ReplyLayout.Of(SlackDesk.StillRecording, []), false);
            voice.Later(work, late => Tell(said, pressed, late), text => Answer(said, pressed, text, false));
        }
        catch (Exception problem)
        {
            Lost(problem);
            Answer(said, pressed, ReplyLayout.Of(SlackDesk.Failed(problem), []), false);
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

        if (shortcut.CallbackId == SlackForms.ActionShortcut)
        {
            voice.Run("a form", () => OpenAsync(installation, shortcut));
            return SlackAnswer.Ok;
        }

        void Say(SlackText text) => voice.Answer(installation, shortcut.ResponseUrl, shortcut.Channel, shortcut.Message.Thread, shortcut.Actor.Id, text, false);
        Task<Reply> work = RecordAsync(installation, shortcut);
        voice.Later(work, reply =>
        {
            Say(ReplyLayout.Of(reply.Text, reply.Buttons, shortcut.Channel));
            voice.TellOthers(installation, installation.Conversation(shortcut.Channel), shortcut.Message.Thread, $"slack/{shortcut.TriggerId}", shortcut.Actor.Id, reply);
        }, Say);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is null)
            {
                Say(ReplyLayout.Of(SlackDesk.StillRecording, []));
            }
        }
        catch (Exception)
        {
            // Said above, where it is answered.
        }

        return SlackAnswer.Ok;
    }

    /// <summary>The form of an action, with the message's words and its author as who said them.</summary>
    private async Task OpenAsync(Installation installation, MessageShortcut shortcut)
    {
        (string text, Mention? speaker) = await QuoteAsync(installation, shortcut);
        await forms.OpenAsync(installation, shortcut.Actor.Id, shortcut.TriggerId, "action", new Carried("action", shortcut.Channel)
        {
            Back = shortcut.Channel,
            Speaker = speaker is null ? null : shortcut.Message.User,
        }, shortcut.ResponseUrl, text);
    }

    private async Task<Reply> RecordAsync(Installation installation, MessageShortcut shortcut)
    {
        (string text, Mention? speaker) = await QuoteAsync(installation, shortcut);
        return text.Length == 0
            ? new Reply(ReplyKind.Refusal, "That message has no text to record. `note: ...` records what it says in your words.")
            : await desk.SayAsync(new Said(installation, $"slack/{shortcut.TriggerId}", shortcut.Actor.Id, shortcut.Channel, shortcut.CallbackId == SlackForms.DecisionShortcut ? "decision" : "note")
            {
                IsPlain = true,
                ChannelName = shortcut.ChannelName,
                Thread = shortcut.Message.Thread,
                Team = shortcut.Actor.Team,
                Verbatim = new Verbatim(text, speaker),
            }, CancellationToken.None);
    }

    /// <summary>What a message says, with its address, and who wrote it: a person. An app is named in the text. Empty for a message without text.</summary>
    private async ValueTask<(string Text, Mention? Speaker)> QuoteAsync(Installation installation, MessageShortcut shortcut)
    {
        SlackMessage message = shortcut.Message;
        string? author = message.Bot is null && message.User is { } user && user != installation.BotUser ? user : null;
        Task<string?> linking = LinkAsync(installation, shortcut.Channel, message.Ts);
        Task<SlackPerson>? asking = author is null ? null : names.PersonAsync(installation, author, CancellationToken.None).AsTask();
        string text = (await spoken.ReadAsync(installation, message.Text, CancellationToken.None)).Text.Trim().ReplaceLineEndings(" ");
        string link = await linking is { } address ? $" ([message]({address}))" : "";
        return text.Length == 0 ? ("", null)
            : asking is not null && await asking is var person ? (text + link, new Mention("@" + person.Name, installation.Account(author!), person.Name))
            : ($"{text} (from {message.BotName ?? "an app"}){link}", null);
    }

    private async Task<string?> LinkAsync(Installation installation, string channel, string ts)
    {
        using var patience = new CancellationTokenSource(LinkPatience);
        try
        {
            return (await api.CallAsync((installation.Call("chat.getPermalink") with { Once = true }).With("channel", channel).With("message_ts", ts), patience.Token)).Word("permalink");
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException or OperationCanceledException)
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

    private void Answer(Said said, BlockActions pressed, SlackText text, bool replace) =>
        voice.Answer(said.Installation, pressed.ResponseUrl, pressed.Place.Channel, pressed.Place.Thread, said.User, text, replace);

    private SlackAnswer Lost(Exception problem)
    {
        log.LogError("A command could not be stored ({Problem}); its sender is told so", problem.GetType().Name);
        return SlackAnswer.Says(ReplyLayout.Of(SlackDesk.Failed(problem), []));
    }
}
