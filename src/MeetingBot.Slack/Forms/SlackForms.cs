using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>The forms: they say what a command line says, field by field, and show a refusal beside the field it is about.</summary>
internal sealed class SlackForms(ISlackApi api, SlackDesk desk, SlackNames names, Installations installations, SlackVoice voice, HomePage home, ILogger<SlackForms> log)
{
    public const string StartShortcut = "start_meeting";
    public const string DecisionShortcut = "record_decision";
    public const string ActionShortcut = "record_action";
    public const string NoteShortcut = "record_note";

    private const string Prefix = "form_";

    /// <summary>The addresses for the answers to open forms: what stands in a form can be read by whoever fills it in, and these are secrets.</summary>
    private readonly Recently _addresses = new();

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
    public async Task OpenAsync(Installation installation, string user, string trigger, string form, Carried carried, string? address = null, string? text = null)
    {
        if (FormFields.Of(form) is not { } fields)
        {
            return;
        }

        if (address is not null)
        {
            carried = carried with { Address = Guid.NewGuid().ToString("N") };
            _addresses.Set(carried.Address, address);
        }

        string? zone = form == "setup" ? (await names.PersonAsync(installation, user, CancellationToken.None)).Zone : null;
        try
        {
            await api.CallAsync(installation.Call("views.open").With("trigger_id", trigger).With("view", View(fields, carried, text ?? zone)), CancellationToken.None);
        }
        catch (SlackApiException late) when (late.Remedy == Remedy.TooLate)
        {
            voice.Answer(installation, address, carried.Back, null, user, ReplyLayout.Of("That took too long, so Slack did not let me open the form. Please try once more.", []), false);
        }
    }

    /// <summary>The form itself.</summary>
    public static JsonObject View(FormFields fields, Carried carried, string? text = null)
    {
        JsonObject view = Kit.Modal(Prefix + fields.Name, fields.Title, fields.Submit, carried.Write(), fields.Blocks(text));
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

        if (fields.Wrong(sent.View.Values) is { } wrong)
        {
            return SlackAnswer.Errors(wrong.Field, wrong.Text);
        }

        Task<Reply> work = SayAsync(installation, sent, fields, carried, channel);
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
            return SlackAnswer.Errors(fields.Main, SlackDesk.Failed(problem));
        }

        voice.Later(work, reply =>
        {
            Tell(installation, sent, carried, channel, reply);
            Show(installation, sent, fields, reply.Text);
        }, text =>
        {
            Answer(installation, sent, carried, text);
            Show(installation, sent, fields, text.Text);
        });
        return new SlackAnswer(200, new JsonObject { ["response_action"] = "update", ["view"] = Waiting(fields, SlackDesk.StillRecording) });
    }

    /// <summary>The form that was waiting says what became of it, if it is still open.</summary>
    private void Show(Installation installation, ViewSubmission sent, FormFields fields, string text) => voice.Run("what became of a form", async () =>
        await api.CallAsync(installation.Call("views.update").With("view_id", sent.View.Id).With("view", Waiting(fields, text)), CancellationToken.None));

    /// <summary>What stands in place of a form whose words are not on the disk yet, and after that.</summary>
    public static JsonObject Waiting(FormFields fields, string text)
    {
        JsonObject view = Kit.Modal(Prefix + "waiting", fields.Title, "", new Carried("").Write(), [Kit.Section(text)]);
        view.Remove("submit");
        return view;
    }

    private async Task<Reply> SayAsync(Installation installation, ViewSubmission sent, FormFields fields, Carried carried, string channel)
    {
        ImmutableArray<Mention> mentions = [];
        string? person = null;
        if (sent.View.Values.GetValueOrDefault("person") is { } user)
        {
            Mention mention = await MentionAsync(installation, user);
            person = mention.Text;
            mentions = [mention];
        }

        return await desk.SayAsync(new Said(installation, $"slack/{sent.TriggerId}", sent.Actor.Id, channel, fields.Line(sent.View.Values, person))
        {
            IsPlain = true,
            Mentions = mentions,
            Team = sent.Actor.Team,
            Verbatim = FormFields.Words(sent.View.Values) is { } words ? new Verbatim(words, carried.Speaker is { } speaker ? await MentionAsync(installation, speaker) : null) : null,
        }, CancellationToken.None);
    }

    private async ValueTask<Mention> MentionAsync(Installation installation, string user)
    {
        SlackPerson found = await names.PersonAsync(installation, user, CancellationToken.None);
        return new Mention("@" + found.Name, installation.Account(user), found.Name);
    }

    private void Tell(Installation installation, ViewSubmission sent, Carried carried, string channel, Reply reply)
    {
        Answer(installation, sent, carried, ReplyLayout.Of(reply.Text, reply.Buttons, channel));
        voice.TellOthers(installation, installation.Conversation(channel), null, $"slack/{sent.TriggerId}", sent.Actor.Id, reply);
        if (carried.Back is null)
        {
            voice.Run("their home page", () => home.PublishAsync(installation, sent.Actor.Id, CancellationToken.None));
        }
    }

    /// <summary>Answers where the form was opened.</summary>
    private void Answer(Installation installation, ViewSubmission sent, Carried carried, SlackText text) =>
        voice.Answer(installation, carried.Address is { } kept ? _addresses.Find(kept) : null, carried.Back, null, sent.Actor.Id, text, false);
}
