using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>Takes everything that Slack sends, however it came.</summary>
internal sealed class SlackInbox(EventTaker events, CommandTaker commands, SlackForms forms, ILogger<SlackInbox> log)
{
    /// <summary>Takes it and says how it is answered.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(Inbound inbound, CancellationToken cancellation)
    {
        switch (inbound)
        {
            case UrlVerification { Challenge: var challenge }:
                return new SlackAnswer(200, new JsonObject { ["challenge"] = challenge });
            case EventDelivery delivery:
                return await events.TakeAsync(delivery, cancellation);
            case SlashCommand command:
                return await commands.TakeAsync(command, cancellation);
            case BlockActions pressed:
                return await commands.TakeAsync(pressed, cancellation);
            case ViewSubmission sent:
                return await forms.TakeAsync(sent, cancellation);
            case GlobalShortcut shortcut:
                return await commands.TakeAsync(shortcut, cancellation);
            case MessageShortcut shortcut:
                return await commands.TakeAsync(shortcut, cancellation);
            case OptionsRequest:
                return new SlackAnswer(200, new JsonObject { ["options"] = new JsonArray() });
            case DeliveriesLimited { Team: var team }:
                log.LogWarning("Slack drops events of {Team}: more than 30,000 came within an hour", team);
                return SlackAnswer.Ok;
            case UnknownInbound { Kind: var kind }:
                log.LogWarning("Slack sent something unknown ({Kind})", Mrkdwn.Cut(kind.ReplaceLineEndings(" "), 40));
                return SlackAnswer.Ok;
            default:
                return SlackAnswer.Ok;
        }
    }
}
