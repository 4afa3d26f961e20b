using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>How minutes came to read as they do: each correction with who made it and when, and the versions of the post.</summary>
internal static class MinutesHistory
{
    private const int Most = 30;
    private const int Quoted = 80;

    /// <summary>The last changes, oldest first. The version is 1 when the minutes are posted, and one more with each message that changes them after that.</summary>
    public static string Of(ImmutableArray<Recorded<StreamEvent>> events, PeopleDirectory directory, DateTimeZone zone)
    {
        var lines = new List<string>();
        Meeting? meeting = null;
        int version = 0;
        string lastMessage = "";
        foreach (Recorded<StreamEvent> recorded in events)
        {
            var happened = (MeetingEvent)recorded.Event;
            string? what = meeting is null ? null : What(meeting, happened, directory);
            if (what is not null)
            {
                bool changes = happened is not (CorrectionAsked or MinutesPublished) && recorded.Origin.MessageId != lastMessage;
                version += happened is MinutesPosted && version == 0 ? 1 : version > 0 && changes ? 1 : 0;
                lastMessage = recorded.Origin.MessageId;
                ZonedDateTime at = recorded.Origin.At.InZone(zone);
                string who = recorded.Origin.By == PersonId.Bot ? "MeetingBot" : directory.NameOf(recorded.Origin.By);
                lines.Add($"{Words.Day(at.Date)} {Words.Time(at.TimeOfDay)} {who}: {what}{(version > 0 && happened is not CorrectionAsked ? $" (version {version})" : "")}");
            }

            meeting = MeetingFold.Evolve(meeting, happened, recorded.Origin);
        }

        if (meeting is null || lines.Count == 0)
        {
            return "Nothing was changed in these minutes.";
        }

        var text = new StringBuilder($"Changes to the minutes of {Words.Day(meeting.Date)}:");
        foreach (string line in lines.Skip(lines.Count - Most))
        {
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    /// <summary>What an event changed; null for what only went on in the meeting.</summary>
    private static string? What(Meeting before, MeetingEvent happened, PeopleDirectory directory) => happened switch
    {
        EntryCorrected corrected => $"entry {corrected.Number}, \"{Cut(before.Find(corrected.Number)?.Text)}\" now reads \"{Cut(corrected.Text)}\"",
        EntryRevised revised when before.Find(revised.Number) is { } entry => $"entry {revised.Number} is now {Cut(Wording.Line(entry with { Matter = revised.Matter, Speaker = revised.Speaker }, directory))}",
        EntryStruck struck => $"entry {struck.Number} struck{(struck.Reason is { } reason ? $" because {reason}" : "")}: {Cut(before.Find(struck.Number)?.Text)}",
        EntryRestored restored => $"entry {restored.Number} put back",
        EntriesMoved moved => $"{Words.List(moved.Entries.Select(number => $"entry {number}"))} moved under \"{before.TopicTitle(moved.Topic)}\"",
        PassageRedacted redacted => $"a passage of entry {redacted.Number} removed for good",
        AttendanceRecorded { Later: true } late => $"{directory.NameOf(late.Person)} marked as here, added later",
        AttendanceWithdrawn gone when !before.IsOpen => $"{directory.NameOf(gone.Person)} no longer marked as here",
        EntryRecorded added when !before.IsOpen => $"entry {added.Number} added: {Cut(added.Text)}",
        CorrectionAsked asked => asked.Text is null ? $"asked to strike entry {asked.Number}" : $"asked that entry {asked.Number} read \"{Cut(asked.Text)}\"",
        MinutesPosted => "posted",
        MinutesSettled { Status: MinutesStatus.Approved } settled => $"approved{(settled.Edits is { } edits ? $" with {edits}" : "")}",
        MinutesSettled => "final",
        MinutesPublished => "published",
        _ => null,
    };

    private static string Cut(string? text) => Words.Cut((text ?? "").ReplaceLineEndings(" "), Quoted);
}
