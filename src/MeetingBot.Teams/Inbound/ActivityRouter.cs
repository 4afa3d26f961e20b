using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Teams;

/// <summary>Takes activities apart by their kind. What it does not know is acknowledged and ignored; unknown invokes are answered 501.</summary>
internal sealed partial class ActivityRouter(
    IMeetingDesk desk, Speaker speaker, Answerer answerer, Invokes invokes, Gatherings gatherings, Welcome welcome, TimeProvider time, ILogger<ActivityRouter> log)
{
    /// <summary>Handles an activity; never throws.</summary>
    public async ValueTask<ActivityAnswer> HandleAsync(Activity activity, CancellationToken cancellation)
    {
        if (activity.From?.Id is { } sender && (sender.StartsWith("28:", StringComparison.Ordinal) || string.Equals(sender, activity.Recipient?.Id, StringComparison.OrdinalIgnoreCase)))
        {
            return ActivityAnswer.Ok;
        }

        try
        {
            return activity.Type?.Trim().ToUpperInvariant() switch
            {
                "MESSAGE" => await MessageAsync(activity, cancellation),
                "MESSAGEUPDATE" => await ChangedAsync(activity, deleted: false, cancellation),
                "MESSAGEDELETE" => await ChangedAsync(activity, deleted: true, cancellation),
                "INVOKE" => await invokes.HandleAsync(activity, await KnownAsync(activity, cancellation), cancellation),
                "EVENT" => await gatherings.HandleAsync(activity, await KnownAsync(activity, cancellation), cancellation),
                "INSTALLATIONUPDATE" => await welcome.InstalledAsync(activity, cancellation),
                "CONVERSATIONUPDATE" => await welcome.ChangedAsync(activity, cancellation),
                _ => ActivityAnswer.Ok,
            };
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            LogBroken(log, problem, Known(activity.Type));
            if (activity.Is("invoke"))
            {
                return ActivityAnswer.Broken(activity.Name, Speaker.Failed(problem).Text);
            }

            Place place = ActivityReading.Place(activity, ActivityReading.Reference(activity));
            if (IsCommand(activity, place))
            {
                answerer.Answer(place, Speaker.Failed(problem));
            }

            return ActivityAnswer.Ok with { Failed = true };
        }
    }

    /// <summary>Whether whoever wrote this waits for a word of the bot. Of other talk nothing is said, whatever happens.</summary>
    private bool IsCommand(Activity activity, Place place)
    {
        if (!activity.Is("message") && !activity.Is("messageUpdate"))
        {
            return false;
        }

        ChatMessage message = ActivityReading.Message(activity, place, time);
        return message.Heard == Heard.Addressed || activity.Value is not null || CommandParser.Read(message.Text, message.Heard).Any(said => said.Command is not null);
    }

    private async ValueTask<ActivityAnswer> MessageAsync(Activity activity, CancellationToken cancellation)
    {
        Place place = ActivityReading.Place(activity, await KnownAsync(activity, cancellation));
        if (string.IsNullOrWhiteSpace(activity.Text) && activity.Value is { } value)
        {
            return await SubmittedAsync(activity, place, value, cancellation);
        }

        ChatMessage message = ActivityReading.Message(activity, place, time);
        if (message.Heard == Heard.Line && !await IsForBotAsync(place, cancellation))
        {
            return ActivityAnswer.Ok;
        }

        Reply reply = await speaker.AskAsync(message, place, cancellation);
        answerer.Answer(place, reply);
        gatherings.CatchUp(activity, place, reply);
        return ActivityAnswer.Ok;
    }

    /// <summary>An older client sends a button as a message without text.</summary>
    private async ValueTask<ActivityAnswer> SubmittedAsync(Activity activity, Place place, System.Text.Json.JsonElement value, CancellationToken cancellation)
    {
        if (invokes.Pressed(activity, place, value) is not { } message)
        {
            answerer.Answer(place, new Reply(ReplyKind.Refusal, Invokes.OutOfDate));
            return ActivityAnswer.Ok;
        }

        answerer.Answer(place, await speaker.AskAsync(message, place, cancellation));
        return ActivityAnswer.Ok;
    }

    /// <summary>In a channel only the meeting's own thread is listened to: everything else there is other people's talk.</summary>
    private async ValueTask<bool> IsForBotAsync(Place place, CancellationToken cancellation) =>
        place.Where.Kind != ConversationKind.Channel
        || (await desk.PlaceAsync(place.Conversation, cancellation) is { } meeting && (meeting.Thread is null || meeting.Thread == place.Thread || BoardThread(meeting) == place.Thread));

    private static string? BoardThread(MeetingPlace meeting) => meeting.Board is { } board ? PostId.Parse(board)?.Thread : null;

    private async ValueTask<ActivityAnswer> ChangedAsync(Activity activity, bool deleted, CancellationToken cancellation)
    {
        Place place = ActivityReading.Place(activity, await KnownAsync(activity, cancellation));
        ChatMessage message = ActivityReading.Message(activity, place, time);
        bool undeleted = string.Equals(activity.ChannelData?.EventType?.Trim(), "undeleteMessage", StringComparison.OrdinalIgnoreCase);
        message = message with { Id = $"{message.Id}/{(deleted ? "deleted" : undeleted ? "undeleted" : "edited")}/{activity.Timestamp?.ToUnixTimeMilliseconds()}" };
        answerer.Answer(place, deleted ? await desk.DeletedAsync(message, cancellation) : undeleted ? await desk.UndeletedAsync(message, cancellation) : await desk.EditedAsync(message, cancellation));
        return ActivityAnswer.Ok;
    }

    /// <summary>The conversation as it is known, with what the activity says anew: its address may change at any time.</summary>
    private async ValueTask<ConversationReference> KnownAsync(Activity activity, CancellationToken cancellation) => await welcome.KeptAsync(activity, cancellation);

    /// <summary>What came from outside is not written into a log, except where it is one of a few known words.</summary>
    private static string Known(string? type) => type?.ToUpperInvariant() is "MESSAGE" or "INVOKE" or "EVENT" or "MESSAGEUPDATE" or "MESSAGEDELETE" or "CONVERSATIONUPDATE" or "INSTALLATIONUPDATE" ? type : "other";

    [LoggerMessage(Level = LogLevel.Error, Message = "An activity of kind {Kind} could not be handled")]
    private static partial void LogBroken(ILogger log, Exception problem, string kind);
}
