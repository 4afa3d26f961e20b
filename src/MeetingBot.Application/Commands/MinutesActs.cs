using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands about the minutes: showing, posting, exporting, approving.</summary>
internal static class MinutesActs
{
    public static Step Show(Call call)
    {
        string words = call.Words.Trim();
        if (words.Length == 0)
        {
            return call.Meeting is { } meeting ? Printed(call, meeting)
                : call.Group?.Held.LastOrDefault() is { Group.Value: not null } last ? new WithMeeting(last, held => Printed(call, held))
                : Step.No(new NoMeeting());
        }

        return CalendarActs.Dated(call, words, out LocalDate date, DateSense.Past) is { } wrong ? wrong
            : On(call, date) is { } id ? new WithMeeting(id, held => Printed(call, held))
            : Step.No(new NoMeetingOn(date));
    }

    /// <summary>The last meeting on a day, running or held.</summary>
    private static MeetingId? On(Call call, LocalDate date) =>
        call.Known.InSession is { } running && running.Date == date ? running
        : call.Known.Held.Where(id => id.Date == date).Select(id => (MeetingId?)id).LastOrDefault();

    private static Step Printed(Call call, Meeting meeting)
    {
        Minutes minutes = MinutesDraft.Of(meeting, call.Directory);
        string warnings = minutes.Warnings.IsEmpty || !call.May(Permission.Scribe) ? "" : "\n\nTo look at before posting:\n- " + string.Join("\n- ", minutes.Warnings);
        if (Printing.Try(call.Printer, minutes, MinutesFormat.Text, call.Template, out string? wrong) is not { } printed)
        {
            return Step.No(new BadTemplate($"{wrong}. `set template structured` goes back to the built-in one."));
        }

        string text = printed.Text.TrimEnd() + warnings;
        return meeting.IsOpen || minutes.Status != MinutesStatus.Draft ? Step.Say(text) : Step.Say(text, new Button("Post now", "minutes post"));
    }

    /// <summary>Who changed what in the minutes, and which version of the post that made.</summary>
    public static Step Changes(Call call)
    {
        string words = call.Words.Trim();
        if (words.Length == 0)
        {
            return (call.Meeting?.Id ?? call.Group?.Held.LastOrDefault()) is { Group.Value: not null } last ? Told(last) : Step.No(new NoMeeting());
        }

        return CalendarActs.Dated(call, words, out LocalDate date, DateSense.Past) is { } wrong ? wrong
            : On(call, date) is { } id ? Told(id)
            : Step.No(new NoMeetingOn(date));

        Step Told(MeetingId meeting) => new WithHistory(meeting, events => Step.Say(MinutesHistory.Of(events, call.Directory, call.Zone)));
    }

    public static Step Post(Call call) => new AskMeeting(new PostMinutes());

    public static Step Publish(Call call) => new AskMeeting(new PublishMinutes());

    public static Step Export(Call call)
    {
        string[] words = call.Words.Trim().Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        MinutesFormat? format = words is [var first, ..] ? MinutesFormats.Read(first) : MinutesFormat.Markdown;
        if (format is not { } wanted)
        {
            return new Expected("a format: markdown, html, text, json or docx");
        }

        if (words.Length < 2)
        {
            return call.Meeting is { } meeting ? Exported(call, meeting, wanted)
                : call.Group?.Held.LastOrDefault() is { Group.Value: not null } last ? new WithMeeting(last, held => Exported(call, held, wanted))
                : Step.No(new NoMeeting());
        }

        return CalendarActs.Dated(call, words[1], out LocalDate date, DateSense.Past) is { } wrong ? wrong
            : On(call, date) is { } id ? new WithMeeting(id, held => Exported(call, held, wanted))
            : Step.No(new NoMeetingOn(date));
    }

    private static Step Exported(Call call, Meeting meeting, MinutesFormat format)
    {
        Minutes minutes = MinutesDraft.Of(meeting, call.Directory);
        if (Printing.Try(call.Printer, minutes, format, call.Template, out string? wrong) is not { } printed)
        {
            return Step.No(new BadTemplate($"{wrong}. `set template structured` goes back to the built-in one."));
        }

        string name = $"{Words.Iso(minutes.Date)}-minutes-{minutes.Slug}.{printed.Extension}";
        return new Answer(new Reply(ReplyKind.Answer, $"The minutes of {Words.Day(minutes.Date)} as {name}.") { File = new Attachment(name, printed.ContentType, printed.Content) });
    }

    public static Step Approve(Call call)
    {
        string words = call.Words.Trim();
        int with = words.IndexOf(" with ", StringComparison.OrdinalIgnoreCase);
        string edits = with < 0 ? "" : words[(with + 6)..].Trim();
        return CalendarActs.Dated(call, with < 0 ? words : words[..with], out LocalDate date, DateSense.Past) is { } wrong ? wrong
            : new AskGroup(new SettleEarlierMinutes(new EarlierMinutes(date, EarlierOutcome.Approved, null, edits.Length == 0 ? null : edits, null)));
    }

    public static Step ExportGroup(Call call) => new WithExport(lines =>
    {
        string name = $"{call.Known.Slug}.jsonl";
        return new Answer(new Reply(ReplyKind.Answer, $"Everything that is kept of {call.Known.Name} as {name}, with names and accounts: give it to nobody who may not have them.")
        { File = new Attachment(name, "application/jsonl; charset=utf-8", lines) });
    });
}
