using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>The forms: they say what a command line says, field by field, and show a refusal beside the field it is about.</summary>
internal sealed class SlackForms(ISlackApi api, SlackDesk desk, SlackNames names, Installations installations, SlackVoice voice, ILogger<SlackForms> log)
{
    public const string StartShortcut = "start_meeting";
    public const string DecisionShortcut = "record_decision";
    public const string ActionShortcut = "record_action";
    public const string NoteShortcut = "record_note";

    private const string Prefix = "form_";

    /// <summary>The form that a bare command asks for: one that needs words and was given none; null for none.</summary>
    public static string? Asked(string text) => text.Trim().ToLowerInvariant() switch
    {
        "setup" => "setup",
        "roster add" => "roster",
        "agenda add" => "agenda",
        "decision" or "decided" => "decision",
        "action" or "todo" => "action",
        "note" => "note",
        "correct" => "correct",
        _ => null,
    };

    /// <summary>Opens a form, at once: a trigger is good for three seconds.</summary>
    public async Task OpenAsync(Installation installation, string user, string trigger, string form, Carried carried, string? text = null, string? person = null)
    {
        if (FormFields.Of(form) is not { } fields)
        {
            return;
        }

        string? zone = form == "setup" ? (await names.PersonAsync(installation, user, CancellationToken.None)).Zone : null;
        try
        {
            await api.CallAsync(installation.Call("views.open").With("trigger_id", trigger).With("view", View(fields, carried, text ?? zone, person)), CancellationToken.None);
        }
        catch (SlackApiException late) when (late.Remedy == Remedy.TooLate && carried.Channel is { } channel)
        {
            voice.Answer(installation, carried.Reply, channel, null, user, ReplyLayout.Of("That took too long, so Slack did not let me open the form. Please try once more.", []), false);
        }
    }

    /// <summary>The form itself.</summary>
    public static JsonObject View(FormFields fields, Carried carried, string? text = null, string? person = null)
    {
        JsonObject view = Kit.Modal(Prefix + fields.Name, fields.Title, fields.Submit, carried.Write(), fields.Blocks(text, person));
        IReadOnlyList<string> breaches = BlockCheck.View(view);
        System.Diagnostics.Debug.Assert(breaches.Count == 0, string.Join('\n', breaches));
        return view;
    }

    /// <summary>Takes a form that was sent.</summary>
    public async ValueTask<SlackAnswer> TakeAsync(ViewSubmission sent, CancellationToken cancellation)
    {
        string name = sent.View.CallbackId.StartsWith(Prefix, StringComparison.Ordinal) ? sent.View.CallbackId[Prefix.Length..] : "";
        if (FormFields.Of(name) is not { } fields || Carried.Read(sent.View.Metadata) is not { } carried || await installations.OfAsync(sent.From, cancellation) is not { } installation)
        {
            return SlackAnswer.Ok;
        }

        if ((carried.Channel ?? sent.View.Values.GetValueOrDefault("channel")) is not { } channel)
        {
            return SlackAnswer.Errors("channel", "Choose where the meeting is.");
        }

        Task<Reply> work = SayAsync(installation, sent, fields, channel);
        try
        {
            if (await desk.WithinAsync(work, SlackDesk.Patience) is { } reply)
            {
                if (reply.Kind == ReplyKind.Refusal)
                {
                    return SlackAnswer.Errors(fields.FieldOf(reply.Text), reply.Text);
                }

                Tell(installation, sent, carried, channel, reply);
                return SlackAnswer.Ok;
            }
        }
        catch (Exception problem)
        {
            log.LogError("A form could not be stored ({Problem}); its sender is told so", problem.GetType().Name);
            return SlackAnswer.Errors(fields.Main, SlackDesk.NotRecorded);
        }

        voice.Run("a late receipt", async () => Tell(installation, sent, carried, channel, await work));
        return new SlackAnswer(200, new JsonObject { ["response_action"] = "update", ["view"] = Waiting(fields) });
    }

    /// <summary>What stands in place of a form whose words are not on the disk yet.</summary>
    public static JsonObject Waiting(FormFields fields)
    {
        JsonObject view = Kit.Modal(Prefix + "waiting", fields.Title, "", new Carried("").Write(), [Kit.Section(SlackDesk.StillRecording)]);
        view.Remove("submit");
        return view;
    }

    private async Task<Reply> SayAsync(Installation installation, ViewSubmission sent, FormFields fields, string channel)
    {
        ImmutableArray<Mention> mentions = [];
        string? person = null;
        if (sent.View.Values.GetValueOrDefault("person") is { } user)
        {
            SlackPerson found = await names.PersonAsync(installation, user, CancellationToken.None);
            person = "@" + found.Name;
            mentions = [new Mention(person, installation.Account(user), found.Name)];
        }

        return await desk.SayAsync(new Said(installation, $"slack/{sent.TriggerId}", sent.Actor.Id, channel, fields.Line(sent.View.Values, person)) { IsPlain = true, Mentions = mentions }, CancellationToken.None);
    }

    private void Tell(Installation installation, ViewSubmission sent, Carried carried, string channel, Reply reply)
    {
        voice.Answer(installation, carried.Reply, channel, null, sent.Actor.Id, ReplyLayout.Of(reply.Text, reply.Buttons, channel), false);
        voice.TellOthers(installation, installation.Conversation(channel), null, $"slack/{sent.TriggerId}", sent.Actor.Id, reply);
    }
}
