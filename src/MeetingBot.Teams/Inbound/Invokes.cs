using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>What is answered in the response itself: buttons of cards, dialogs, message extensions, files.</summary>
internal sealed class Invokes(Speaker speaker, Answerer answerer, Gatherings gatherings, PlaceSeal seal, Files files, TimeProvider time)
{
    /// <summary>For a button that the bot no longer knows, or never made.</summary>
    public const string OutOfDate = "This card is out of date. Write the command instead; help shows what you can do.";

    private const string Empty = "Something is missing: fill in the form.";
    private const int LongestToast = 300;

    /// <summary>Takes an invoke by its name.</summary>
    public async ValueTask<ActivityAnswer> HandleAsync(Activity activity, ConversationReference where, CancellationToken cancellation)
    {
        Place place = ActivityReading.Place(activity, where);
        return activity.Name?.Trim().ToUpperInvariant() switch
        {
            "ADAPTIVECARD/ACTION" => await PressAsync(activity, place, cancellation),
            "TASK/FETCH" => Open(activity, place),
            "TASK/SUBMIT" => await SubmitAsync(activity, place, WireJson.Value(activity, WireJson.Default.DialogValue)?.Data, cancellation),
            "COMPOSEEXTENSION/FETCHTASK" => Extend(activity, place),
            "COMPOSEEXTENSION/SUBMITACTION" => await ExtendedAsync(activity, place, cancellation),
            "FILECONSENT/INVOKE" => Consented(activity, place),
            _ => ActivityAnswer.Unknown,
        };
    }

    /// <summary>Storing a file takes longer than Teams waits.</summary>
    private ActivityAnswer Consented(Activity activity, Place place)
    {
        answerer.Say(place, cancellation => files.AnsweredAsync(activity, place, cancellation));
        return ActivityAnswer.Done;
    }

    /// <summary>The line behind a button; null when it holds none, or is about a conversation that was not shown to whoever presses it.</summary>
    public ChatMessage? Pressed(Activity activity, Place place, JsonElement? data)
    {
        if (WireJson.Text(data, "line") is not { Length: > 0 } line || About(place, data) is not { } about)
        {
            return null;
        }

        ChatMessage message = ActivityReading.Message(activity, about, ActivityReading.MessageId(place.Where, activity.Id), line, time);
        message = message with { Id = Button.PressOf(WireJson.Text(data, "mark"), message.Sender, message.Id) };
        return int.TryParse(WireJson.Text(data, "topic"), out int topic) ? message with { SeenTopic = topic } : message;
    }

    private Place? About(Place place, JsonElement? data) =>
        WireJson.Text(data, "in") is not { } sealedPlace ? place
        : seal.Open(sealedPlace, place.UserId) is { } conversation && conversation.StartsWith($"teams:{place.Where.TenantId}:", StringComparison.Ordinal) ? place with { Conversation = conversation }
        : null;

    private async ValueTask<ActivityAnswer> PressAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        CardPress? press = WireJson.Value(activity, WireJson.Default.CardPress);
        if (!string.Equals(press?.Action?.Type, "Action.Execute", StringComparison.OrdinalIgnoreCase))
        {
            return ActivityAnswer.Bad("This button is not one of mine.");
        }

        // A refresh is asked for by a viewer's client, not by the viewer: nothing may come of it.
        if (string.Equals(press!.Trigger, "automatic", StringComparison.OrdinalIgnoreCase) || Pressed(activity, place, press.Action!.Data) is not { } message)
        {
            return ActivityAnswer.Bad(OutOfDate);
        }

        Place about = About(place, press.Action.Data)!;
        if (await speaker.AskInTimeAsync(message, about, cancellation) is not { } reply)
        {
            return ActivityAnswer.Toast(Speaker.StillRecording);
        }

        gatherings.CatchUp(activity, about, reply);
        if (reply.Buttons.IsEmpty && reply.File is null && reply.Text.Length <= LongestToast)
        {
            answerer.AnswerOthers(about, reply);
            return ActivityAnswer.Toast(reply.Text);
        }

        answerer.Answer(about, reply);
        return ActivityAnswer.Toast(Card.Short(reply.Text.Split('\n')[0]));
    }

    private ActivityAnswer Open(Activity activity, Place place)
    {
        JsonElement? data = WireJson.Value(activity, WireJson.Default.DialogValue)?.Data;
        return WireJson.Text(data, "form") is { } form && Forms.Title(form) is { } title && About(place, data) is not null
            ? ActivityAnswer.Dialog(title, Forms.Open(form, "", "", Carried(data)))
            : ActivityAnswer.Message(OutOfDate);
    }

    private async ValueTask<ActivityAnswer> SubmitAsync(Activity activity, Place place, JsonElement? data, CancellationToken cancellation)
    {
        string? form = WireJson.Text(data, "form");
        if (Forms.Title(form) is not { } title || About(place, data) is not { } about)
        {
            return ActivityAnswer.Message(OutOfDate);
        }

        if (Forms.Line(form, data) is not { } line)
        {
            return ActivityAnswer.Dialog(title, Again(form!, data, Empty));
        }

        ChatMessage message = ActivityReading.Message(activity, about, ActivityReading.MessageId(place.Where, activity.Id), line, time);
        if (await speaker.AskInTimeAsync(message, about, cancellation) is not { } reply)
        {
            return ActivityAnswer.Message(Speaker.StillRecording);
        }

        if (reply.Kind == ReplyKind.Refusal && reply.Buttons.IsEmpty)
        {
            return ActivityAnswer.Dialog(title, Again(form!, data, reply.Text));
        }

        if (reply.Buttons.IsEmpty)
        {
            answerer.AnswerOthers(about, reply);
        }
        else
        {
            answerer.Answer(about, reply);
        }

        return ActivityAnswer.Message(reply.Text);
    }

    private static JsonObject Again(string form, JsonElement? data, string problem) =>
        Forms.Open(form, WireJson.Text(data, "text") ?? "", WireJson.Text(data, "owner") ?? "", Carried(data), problem);

    /// <summary>What a form's button keeps of the button that opened it.</summary>
    private static JsonObject Carried(JsonElement? data)
    {
        var carried = new JsonObject();
        foreach (string name in (string[])["in", "date"])
        {
            if (WireJson.Text(data, name) is { } value)
            {
                carried[name] = value;
            }
        }

        return carried;
    }

    /// <summary>"Record as decision" on a message of somebody: a form that begins with its text.</summary>
    private static ActivityAnswer Extend(Activity activity, Place place)
    {
        ExtensionValue? value = WireJson.Value(activity, WireJson.Default.ExtensionValue);
        if (FormOf(value?.CommandId) is not { } form)
        {
            return ActivityAnswer.Message(OutOfDate);
        }

        if (!place.Where.Installed)
        {
            return ActivityAnswer.Dialog("Add the bot first", Install());
        }

        string text = PlainText.Of(value!.MessagePayload?.Body);
        string person = form == Forms.Action ? value.MessagePayload?.Mentions is { IsDefaultOrEmpty: false } mentioned ? mentioned[0].Mentioned?.User?.DisplayName ?? "" : ""
            : value.MessagePayload?.From?.User?.DisplayName ?? "";
        return ActivityAnswer.Dialog(Forms.Title(form)!, Forms.Open(form, text, person, []));
    }

    private async ValueTask<ActivityAnswer> ExtendedAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        ExtensionValue? value = WireJson.Value(activity, WireJson.Default.ExtensionValue);
        if (FormOf(value?.CommandId) is not { } form)
        {
            return ActivityAnswer.Message(OutOfDate);
        }

        if (WireJson.Find(WireJson.Find(value!.Data, "msteams"), "justInTimeInstall") is { ValueKind: JsonValueKind.True })
        {
            return ActivityAnswer.Dialog(Forms.Title(form)!, Forms.Open(form, PlainText.Of(value.MessagePayload?.Body), "", []));
        }

        var filled = new JsonObject { ["form"] = form, ["text"] = WireJson.Text(value.Data, "text"), ["due"] = WireJson.Text(value.Data, "due"), ["owner"] = Owner(value) };
        return await SubmitAsync(activity, place, JsonSerializer.SerializeToElement(filled, WireJson.Default.JsonNode), cancellation);
    }

    /// <summary>A name as typed; a directory id only where the message mentions that person by name.</summary>
    private static string Owner(ExtensionValue value)
    {
        string owner = WireJson.Text(value.Data, "owner") ?? "";
        return !Guid.TryParse(owner, out _) ? owner
            : (value.MessagePayload?.Mentions ?? []).FirstOrDefault(mention => mention.Mentioned?.User?.Id == owner)?.Mentioned?.User?.DisplayName ?? "";
    }

    private static string? FormOf(string? command) => command switch
    {
        "recordDecision" => Forms.Decision,
        "recordAction" => Forms.Action,
        "recordNote" => Forms.Note,
        _ => null,
    };

    /// <summary>The bot is not in this conversation: Teams adds it when this card's button is pressed.</summary>
    public static JsonObject Install()
    {
        var data = new JsonObject { ["msteams"] = new JsonObject { ["justInTimeInstall"] = true } };
        return new Card("Add me to this conversation").Text(new CardText("I am not in this conversation yet. Add me, and I can record this."))
            .Actions(new JsonObject { ["type"] = "Action.Submit", ["title"] = "Add", ["data"] = data }).ToJson();
    }
}
