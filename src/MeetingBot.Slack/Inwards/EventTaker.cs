using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Takes events: mentions, lines of a meeting's thread, direct chat, edits and deletions, and what happens to channels and installations.
/// A line that is not for the bot is forgotten here.
/// </summary>
internal sealed class EventTaker(SlackDesk desk, Installations installations, SlackNames names, SlackVoice voice, HomePage home, SlackOptions options, ILogger<EventTaker> log)
{
    private readonly Recently _twins = new();
    private readonly Recently _answered = new();

    /// <summary>Takes an event; 500 when it could not be stored.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(EventDelivery delivery, CancellationToken cancellation)
    {
        // Also where the token is refused already: which of the two is noticed first is open.
        if (delivery.Event is AppUninstalled or TokensRevoked { Bots.IsEmpty: false })
        {
            return await StoredAsync(async () => await installations.ForgetAsync(delivery.From, cancellation));
        }

        if (await installations.OfAsync(delivery.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Ok;
        }

        installation = installation.BotUser is null ? installation with { BotUser = delivery.BotUser } : installation;
        switch (delivery.Event)
        {
            case MessageCame came:
                return await CameAsync(installation, came, cancellation);
            case MessageChanged { Message: var now } changed when now.Subtype == "tombstone":
                return changed.Author is null ? SlackAnswer.Ok : await ReviseAsync(installation, delivery.Id, changed.Channel, changed.ChannelType, now with { User = changed.Author }, true, cancellation);
            case MessageChanged { Message: var now } changed:
                return now.IsSaid && now.Text != changed.Before && now.User != installation.BotUser
                    ? await ReviseAsync(installation, delivery.Id, changed.Channel, changed.ChannelType, now, false, cancellation) : SlackAnswer.Ok;
            case MessageDeleted { Before: { IsSaid: true } gone } deleted:
                return await ReviseAsync(installation, delivery.Id, deleted.Channel, deleted.ChannelType, gone with { Ts = deleted.Ts }, true, cancellation);
            case HomeOpened { Tab: "home" } opened:
                voice.Run("their home page", () => home.OpenAsync(installation, opened.User, CancellationToken.None));
                break;
            case MemberJoined { User: var user, Inviter: { } inviter } joined when user == installation.BotUser:
                voice.Run("a greeting", async () =>
                {
                    Reply help = await desk.SayAsync(new Said(installation, $"slack/{delivery.Id}", inviter, joined.Channel, "help") { IsPlain = true }, CancellationToken.None);
                    voice.Whisper(installation, joined.Channel, null, inviter, ReplyLayout.Of(help.Text, help.Buttons, joined.Channel));
                });
                break;
            case ChannelRenamed renamed:
                names.Learn(installation, renamed.Channel, renamed.Name);
                break;
            case ChannelGone gone:
                names.Forget(installation, gone.Channel);
                break;
            case ChannelIdChanged changed:
                return await StoredAsync(async () => await desk.Desk.RebindAsync(installation.Conversation(changed.Old), installation.Conversation(changed.New), desk.Now, cancellation));
        }

        return SlackAnswer.Ok;
    }

    private async ValueTask<SlackAnswer> CameAsync(Installation installation, MessageCame came, CancellationToken cancellation)
    {
        SlackMessage message = came.Message;
        if (!message.IsSaid || message.User == installation.BotUser || message.Ts.Length == 0 || came.Channel.Length == 0
            || (message.ClientId is { } client && _twins.First($"{installation.Tenant} {client}", message.Ts) != message.Ts)
            || Read(installation, came.Channel, came.IsDirect, came.IsMention, message) is not { } said)
        {
            return SlackAnswer.Ok;
        }

        if (said.Heard == Heard.Line && !await IsInMeetingAsync(said, cancellation))
        {
            return SlackAnswer.Ok;
        }

        Task<Reply> work = desk.SayAsync(said, CancellationToken.None);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is { } reply)
            {
                Tell(said, message, reply);
                return SlackAnswer.Ok;
            }
        }
        catch (Exception problem)
        {
            log.LogError("An event could not be stored ({Problem}); Slack sends it again", problem.GetType().Name);
            return SlackAnswer.NotStored;
        }

        // Slack sends it again, and finds it recorded or on its way.
        voice.Run("a late receipt", async () =>
        {
            if (_answered.IsNew(said.Id + "/late"))
            {
                voice.Whisper(installation, said.Channel, said.Thread, said.User, ReplyLayout.Of(SlackDesk.StillRecording, []));
            }

            Tell(said, message, await work);
        });
        return SlackAnswer.NotStored;
    }

    private async ValueTask<SlackAnswer> ReviseAsync(Installation installation, string eventId, string channel, string channelType, SlackMessage message, bool deleted, CancellationToken cancellation)
    {
        bool direct = channelType is "im" or "app_home" || channel is ['D', ..];
        if (message.Ts.Length == 0 || (message.User is null && !deleted) || Read(installation, channel, direct, false, message) is not { } said)
        {
            return SlackAnswer.Ok;
        }

        return await StoredAsync(async () =>
        {
            ChatMessage revised = await desk.MessageAsync(said with { Id = $"slack/{eventId}", At = desk.Now }, cancellation);
            Reply reply = deleted ? await desk.Desk.DeletedAsync(revised, cancellation) : await desk.Desk.EditedAsync(revised, cancellation);
            if (reply.Kind != ReplyKind.NotForMe && _answered.IsNew(revised.Id))
            {
                voice.Whisper(installation, channel, said.Thread, said.User, ReplyLayout.Of(reply.Text, reply.Buttons, channel));
                voice.TellOthers(installation, revised.Conversation, said.Thread, revised.Id, said.User, reply);
            }
        });
    }

    /// <summary>A message as something said: to the bot by mention or in direct chat, or else as a line.</summary>
    private Said? Read(Installation installation, string channel, bool direct, bool mention, SlackMessage message)
    {
        string text = message.Text;
        bool named = mention;
        if (installation.BotUser is { } bot)
        {
            named |= text.Contains($"<@{bot}>", StringComparison.Ordinal) || text.Contains($"<@{bot}|", StringComparison.Ordinal);
            text = Mrkdwn.WithoutLeadingMention(text, bot) ?? text.Replace($"<@{bot}>", "", StringComparison.Ordinal).Trim();
        }
        else if (mention && Mrkdwn.Scan(text.TrimStart()).FirstOrDefault() is { Kind: PieceKind.User, Value: var first })
        {
            text = Mrkdwn.WithoutLeadingMention(text, first) ?? text;
        }

        direct |= channel is ['D', ..];
        if (!direct && !named && !options.Listening)
        {
            return null;
        }

        string source = $"slack/{installation.Tenant}/{channel}/{message.Ts}";
        return new Said(installation, source, message.User ?? "", channel, text)
        {
            Heard = direct || named ? Heard.Addressed : Heard.Line,
            At = SlackTime.Of(message.Ts),
            Thread = message.Thread,
            Source = source,
            Team = message.Team,
        };
    }

    /// <summary>Whether a line stands in the thread of a meeting in session: where it was called to order, or below its board.</summary>
    private async ValueTask<bool> IsInMeetingAsync(Said said, CancellationToken cancellation) =>
        said.Thread is { } thread && await desk.Desk.PlaceAsync(said.Installation.Conversation(said.Channel), cancellation) is { } place
        && (thread == place.Thread || thread == SlackVoice.TsOf(place.Board));

    private void Tell(Said said, SlackMessage message, Reply reply)
    {
        if (reply.Kind == ReplyKind.NotForMe || !_answered.IsNew(said.Id))
        {
            return;
        }

        SlackText text = ReplyLayout.Of(reply.Text, reply.Buttons, said.Channel);
        if (reply is { Kind: ReplyKind.Receipt, Quiet: true, Buttons.IsEmpty: true })
        {
            voice.Tick(said.Installation, said.Channel, message.Ts, said.Thread, said.User, text);
        }
        else
        {
            voice.Whisper(said.Installation, said.Channel, said.Thread, said.User, text);
        }

        voice.TellOthers(said.Installation, said.Installation.Conversation(said.Channel), said.Thread, said.Id, said.User, reply);
    }

    private async ValueTask<SlackAnswer> StoredAsync(Func<Task> work)
    {
        try
        {
            await work();
            return SlackAnswer.Ok;
        }
        catch (Exception problem)
        {
            log.LogError("An event could not be stored ({Problem}); Slack sends it again", problem.GetType().Name);
            return SlackAnswer.NotStored;
        }
    }
}
