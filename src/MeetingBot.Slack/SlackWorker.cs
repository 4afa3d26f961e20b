using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>Asks Slack who the bot is, and in Socket Mode takes what comes through the socket.</summary>
internal sealed class SlackWorker(SlackOptions options, Installations installations, SlackInbox inbox, HomePage home, ISlackApi api, TimeProvider time, ILogger<SlackWorker> log, ISlackSocket? socket = null) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(IntroduceAsync(stoppingToken), home.KeepAsync(stoppingToken), options.AppToken is null || socket is null ? Task.CompletedTask : socket.RunAsync(TakeAsync, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task IntroduceAsync(CancellationToken cancellation)
    {
        for (TimeSpan pause = FirstPause; !installations.OwnIsKnown; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await installations.IntroduceAsync(cancellation);
                ReportMissing();
            }
            catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException or SlackUncertainException)
            {
                log.LogWarning("Slack did not say who the bot is; it is asked again: {Problem}", problem.Message);
                await Task.Delay(pause, time, cancellation);
            }
        }
    }

    /// <summary>What the token may not do is said once, in one line, and not one by one when it fails.</summary>
    private void ReportMissing()
    {
        // It is asked who it is before its workspace is known.
        if (api.ScopesOf("") is { Count: > 0 } granted && SlackManifest.Needed(options.Listening).Except(granted).ToArray() is { Length: > 0 } missing)
        {
            log.LogError("The bot token lacks rights: {Missing}. Put them into the app's manifest and install it again.", string.Join(", ", missing));
        }
    }

    private async ValueTask<Acknowledgement> TakeAsync(string kind, JsonElement payload, CancellationToken cancellation)
    {
        Inbound inbound = kind switch
        {
            "events_api" => EventReader.Read(payload),
            "slash_commands" => FormBody.ReadCommand(payload),
            "interactive" => InteractionReader.Read(payload),
            _ => new UnknownInbound(kind),
        };
        SlackAnswer answer = await inbox.TakeAsync(inbound, cancellation);
        return answer.Status == 200 ? new Acknowledgement(true, answer.Body) : Acknowledgement.Withheld;
    }
}
