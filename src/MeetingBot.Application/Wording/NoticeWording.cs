using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <summary>The words of everything that the bot says by itself, in one place, so that another language is another such page.</summary>
internal static class NoticeWording
{
    /// <summary>How many earlier minutes an agenda names one by one: a group that never approves any has ever more.</summary>
    private const int MostEarlier = 3;

    /// <summary>Why a meeting is cancelled for want of an agenda: minutes and actions that wait are not why a group meets.</summary>
    public const string NothingToDiscuss = "nothing new is on the agenda";

    public static readonly Button NextTopic = new("Next topic", "next topic");
    public static readonly Button PostNow = new("Post now", "minutes post");
    public static readonly Button AllDecisions = new("All decisions", "decisions");
    public static readonly Button WhatWaits = new("What is waiting?", "notices");

    public static ImmutableArray<Button> Coming(LocalDate date) => [new("I'm coming", "coming"), new("Regrets", Regrets(date))];

    /// <summary>The entry to take back stands in the button, so that a second press takes back no other one.</summary>
    public static ImmutableArray<Button> Presiding(int? own) => [NextTopic, .. own is { } entry ? new[] { new Button($"Undo {entry}", $"undo {entry}") } : [], new("Adjourn", "adjourn")];

    public static ImmutableArray<Button> IsItOver => [new("End it", "adjourn"), new("We are still meeting", "resume")];

    public static Button RegretsForNext(LocalDate date) => new("Regrets for the next", Regrets(date));

    public static Button Done(int action) => new($"Done {action}", $"done {action}");

    public static Button Correct(LocalDate date, int entry, string? text) => text is null
        ? new("Strike it", $"strike {entry} for {Words.Iso(date)}")
        : new("Correct it", $"correct {entry} for {Words.Iso(date)}: {text}");

    public static string Cancelled(Group group, Occurrence gone) =>
        $"Cancelled: the {group.Name} meeting on {Words.LongDay(gone.Date)}{(gone.Reason is { } reason ? $", because {reason}" : "")}." + Next(group, gone.Date);

    public static string Restored(Group group, Occurrence back) => $"The {group.Name} meeting on {Words.LongDay(back.Date)} takes place after all, at {When(group, back)}.";

    public static string Moved(Group group, Occurrence moved) =>
        $"Moved: the {group.Name} meeting of {Words.LongDay(moved.MovedFrom ?? moved.Date)} is now on {Words.LongDay(moved.Date)} at {When(group, moved)}.";

    public static string Reminder(Group group, Occurrence coming) =>
        $"{group.Name} meets at {When(group, coming)}." + Join(group);

    public static string Announced(Group group, PeopleDirectory directory, Occurrence coming)
    {
        var text = new StringBuilder($"Next meeting of {group.Name}: {Days(group, coming)} at {When(group, coming)}.").Append(Join(group));
        string[] agenda = [.. Standing(group), .. BallotQuestions.Pending(group, coming.StartIn(group.Settings.Zone)).Select(line => $"- Ballots {char.ToLowerInvariant(line[0])}{line[1..]}"), .. group.Agenda.Items.Select(item => Line(item, directory))];
        text.Append(agenda.Length == 0 ? "\nNothing is on the agenda yet: agenda add <title>" : "\nAgenda:");
        for (int i = 0; i < agenda.Length; i++)
        {
            text.Append('\n').Append(agenda[i]);
        }

        string[] regrets = [.. group.Regrets.Where(absence => absence.Covers(coming.Date)).Select(absence => directory.NameOf(absence.Person)).Distinct()];
        return regrets.Length == 0 ? text.ToString() : text.Append("\nRegrets: ").Append(Words.List(regrets)).Append('.').ToString();

        string Line(AgendaItem item, PeopleDirectory people)
        {
            string presenter = item.Presenter is { } named ? $", {people.NameOf(named)}" : "";
            string time = item.Minutes is { } minutes ? $", {DurationWords.Write(minutes)}" : "";
            string from = item.From is { } date ? $" (from {Words.Day(date)})" : "";
            string proposed = item.Status == AgendaItemStatus.Proposed ? " (proposed)" : "";
            return $"{group.Agenda.PositionOf(item.Id)}. {item.Title}{presenter}{time}{from}{proposed}";
        }
    }

    /// <summary>What becomes of posted minutes next; empty where nothing is to be said.</summary>
    public static string WhatNext(Group group, MeetingId meeting, MinutesStatus status, bool edited)
    {
        string changed = edited && status == MinutesStatus.Posted ? "Corrected since they were posted. " : "";
        return status switch
        {
            MinutesStatus.Approved => "These minutes are approved.",
            MinutesStatus.Final => "These minutes are final: nobody met within the time in which a meeting would have decided on them.",
            MinutesStatus.Posted when group.Settings.FinalAfterDays is { } days => changed + (GroupClock.FinalOn(group, meeting.Date) is { } final
                ? $"They become final on {Words.LongDay(final)}, {Words.Count(days, "day")} after they were sent, as no meeting is scheduled within these."
                : group.Calendar.NextAfter(Sent(group, meeting)) is { } next ? $"The meeting on {Words.LongDay(next.Date)} decides on them." : "A later meeting decides on them."),
            _ => changed.TrimEnd(),
        };
    }

    /// <summary>The day from which the next meeting is one that can decide: when the draft was sent, or when it was last met since.</summary>
    private static LocalDate Sent(Group group, MeetingId meeting)
    {
        LocalDate sent = group.Sent.TryGetValue(meeting.Date, out Instant at) ? at.InZone(group.Settings.Zone).Date : meeting.Date;
        return group.Held is [.., var last] ? LocalDate.Max(sent, last.Date) : sent;
    }

    public static string DraftReady(Minutes minutes) => $"The draft of {Words.Day(minutes.Date)} is ready. {Problems(minutes)}".TrimEnd();

    public static string StillWaiting(Minutes minutes) => $"The draft of {Words.Day(minutes.Date)} is still not posted. {Problems(minutes)}".TrimEnd();

    public static string EndAsked(Meeting meeting, Instant until) =>
        $"Is the meeting over? Nothing was recorded for a while. Without an answer I end it at {Words.Time(until.InZone(meeting.Settings.Zone).TimeOfDay)}, as of its last entry.";

    public static string NoObjection(Entry entry) => $"Nobody objected. {(entry.Matter is Motion ? "Carried" : "Decided")}, entry {entry.Number}: {entry.Text}";

    public static string TimeBox(string title, int minutes, bool over) =>
        over ? $"\"{title}\" has used its {DurationWords.Write(minutes)}." : $"\"{title}\" has used most of its {DurationWords.Write(minutes)}.";

    public static string ActionsDue(IReadOnlyCollection<RegisteredAction> due) =>
        "To be done by today: " + string.Join("; ", due.Select(action => $"{action.Number}. {action.Text}")) + ".";

    /// <summary>The meeting at a glance, in at most ten lines.</summary>
    public static string Board(BoardView board)
    {
        var text = new StringBuilder(board.GroupName).Append(", ").Append(Words.Day(board.Date)).Append(board.Phase switch
        {
            MeetingPhase.Recessed => ": in recess",
            MeetingPhase.Adjourned => ": over",
            MeetingPhase.Discarded => ": thrown away",
            _ => ": in session",
        });
        if (board.Phase is MeetingPhase.InSession or MeetingPhase.Recessed)
        {
            Add("Now", board.CurrentTopic is { } topic ? (board.CurrentItem is { } item ? $"{item}. {topic}" : topic) : null);
            Add("Next", board.NextItem is { } next ? $"{next.Number}. {next.Title}" : null);
            Add("Queue", board.Queue.IsEmpty ? null : Words.List(board.Queue));
        }

        Add($"Here ({board.Attendees.Length})", board.Attendees.IsEmpty ? "nobody yet" : string.Join(", ", board.Attendees.Select(Attendee)));
        Add("Quorum", board.Quorum is { } quorum ? $"{quorum.Present} of {quorum.Needed}{(quorum.Reached ? "" : ", not reached")}" : null);
        RecordedLine? last = board.Recorded.LastOrDefault();
        Add("Last decision", board.LastDecision is { } decision && decision.Number != last?.Number ? decision.Text : null);
        Add("Recorded last", last is null ? null : $"{last.Number}. {last.Text}");
        return text.ToString();

        void Add(string label, string? said)
        {
            if (said is not null)
            {
                text.Append('\n').Append(label).Append(": ").Append(Words.Cut(said.ReplaceLineEndings(" "), 200));
            }
        }

        static string Attendee(MinutesAttendee one) => one.Organization is { } organization ? $"{one.Name} ({organization})" : one.Name;
    }

    public static string CorrectionAsked(string by, LocalDate date, Entry entry, string? text) => text is null
        ? $"{by} asks to strike entry {entry.Number} of {Words.Day(date)}: {entry.Text}"
        : $"{by} asks to correct entry {entry.Number} of {Words.Day(date)}.\nIt reads: {entry.Text}\nIt should read: {text}";

    public static string GivenUp(NoticeGivenUp failed, Group group, PeopleDirectory directory) =>
        $"I could not post this notice and gave up: {Name(failed.Kind, failed.Subject, group, directory)}. The last answer was: {Words.WithoutStop(failed.Reason)}. `notices` shows what waits.";

    /// <summary>What a list of notices calls one: its kind, the ballot or day it is about, and the one person it is for.</summary>
    public static string Name(string kind, string subject, Group group, PeopleDirectory directory)
    {
        string[] parts = subject.Split(' ');
        string about = kind.StartsWith("ballot-", StringComparison.Ordinal) && BallotId.Parse(parts[0]) is { } ballot ? group.Ballots.GetValueOrDefault(ballot.Key)?.Identifier ?? ""
            : MeetingId.Parse(parts[0]) is { } meeting ? Words.Day(meeting.Date)
            : LocalDatePattern.Iso.Parse(parts[0]) is { Success: true, Value: var date } ? Words.Day(date)
            : "";
        bool toAll = kind is NoticeKinds.NoObjection or NoticeKinds.MinutesFiled || (kind.StartsWith("ballot-", StringComparison.Ordinal) && kind != NoticeKinds.BallotClosing);
        string to = parts.Length > 1 && !toAll ? $", to {directory.NameOf(new PersonId(parts[^1]))} alone" : "";
        return kind.Replace('-', ' ') + (about.Length == 0 ? "" : " of " + about) + to;
    }

    /// <summary>Where published minutes stand, as plain text or as Markdown.</summary>
    public static string Filed(LocalDate date, IReadOnlyCollection<(MinutesFormat Format, FiledPlace Place)> places, bool markdown)
    {
        var text = new StringBuilder($"The minutes of {Words.Day(date)} are filed:");
        text.Append(markdown ? "\n" : "");
        foreach ((MinutesFormat format, FiledPlace place) in places)
        {
            string name = place.Proposed ? "Pull request" : format == MinutesFormat.Docx ? "Word" : format == MinutesFormat.Markdown ? "Markdown" : format.ToString().ToUpperInvariant();
            text.Append("\n- ").Append(!markdown ? $"{name}: {place.Address}" : place.Address.StartsWith("https://", StringComparison.Ordinal) ? $"[{name}]({place.Address})" : $"{name}: `{place.Address}`");
            text.Append(place.Until is { } until ? $" (opens until {Words.Day(until.InUtc().Date)}, {Words.Time(until.InUtc().TimeOfDay)} UTC)" : "");
        }

        return text.ToString();
    }

    private static string Problems(Minutes minutes) => minutes.Warnings.IsDefaultOrEmpty ? "" : "Please look at: " + string.Join("; ", minutes.Warnings.Select(Words.WithoutStop)) + ".";

    private static string Regrets(LocalDate date) => $"regrets for {Words.Iso(date)}";

    /// <summary>What every meeting of the group has before it, whoever asked for it: earlier minutes and open actions, with where they come from.</summary>
    public static IEnumerable<string> Standing(Group group)
    {
        LocalDate[] waiting = [.. group.Unapproved.Select(meeting => meeting.Date).Distinct()];
        if (waiting.Length > MostEarlier)
        {
            yield return $"- Minutes of {Words.Count(waiting.Length - MostEarlier, "earlier day")}, the first {Words.Day(waiting[0])}, to be approved";
        }

        foreach (LocalDate date in waiting.TakeLast(MostEarlier))
        {
            yield return $"- Minutes of {Words.Day(date)}, to be approved";
        }

        LocalDate[] open = [.. group.Actions.Values.Where(action => action.Status == ActionStatus.Open).Select(action => action.Meeting.Date)];
        if (open.Length > 0)
        {
            yield return $"- Review of actions: {Words.Count(open.Length, "open action")} (from {Words.Day(open.Min())}{(open.Min() == open.Max() ? "" : " on")})";
        }
    }

    /// <summary>The day, or the days of a meeting face to face.</summary>
    private static string Days(Group group, Occurrence coming) => group.Calendar.LastDayOf(coming) is var last && last > coming.Date
        ? $"face to face, {Words.LongDay(coming.Date)} to {Words.LongDay(last)}, each day"
        : (coming.Kind == MeetingKind.FaceToFace ? "face to face, " : "") + Words.LongDay(coming.Date);

    private static string Join(Group group) => group.Settings.Join is { } join ? $"\nTo join: {join}" : "";

    private static string Next(Group group, LocalDate date) =>
        group.Calendar.NextAfter(date) is { } after ? $" The next meeting is on {Words.LongDay(after.Date)} at {When(group, after)}." : "";

    /// <summary>"12:00 America/New_York (17:00 UTC, 18:00 Europe/Berlin)".</summary>
    private static string When(Group group, Occurrence occurrence)
    {
        Instant start = occurrence.StartIn(group.Settings.Zone);
        string others = string.Join(", ", Elsewhere(group, start).Select(there => $"{Words.Time(there.TimeOfDay)} {ZoneName(there.Zone)}{Shift(occurrence.Date, there.Date)}"));
        return $"{Words.Time(occurrence.Time)} {group.Settings.Timezone}{(others.Length == 0 ? "" : $" ({others})")}";
    }

    /// <summary>The moment in UTC, in the zones that the group set, and from west to east in those of its members where none before shows the same time.</summary>
    private static List<ZonedDateTime> Elsewhere(Group group, Instant start)
    {
        ZonedDateTime here = start.InZone(group.Settings.Zone);
        List<ZonedDateTime> elsewhere =
        [
            .. group.Settings.Zones.Where(zone => zone != Settings.Utc).Select(zone => start.InZone(DateTimeZoneProviders.Tzdb[zone])).Prepend(start.InUtc())
                .Where(there => ZoneName(there.Zone) != ZoneName(here.Zone)),
        ];
        IEnumerable<ZonedDateTime> members = group.MemberZones.Values.Order(StringComparer.Ordinal).Select(zone => start.InZone(DateTimeZoneProviders.Tzdb[zone])).OrderBy(there => there.Offset);
        foreach (ZonedDateTime there in members)
        {
            if (there.Offset != here.Offset && !elsewhere.Exists(known => known.Offset == there.Offset))
            {
                elsewhere.Add(there);
            }
        }

        return elsewhere;
    }

    private static string ZoneName(DateTimeZone zone) => zone.Id is Settings.Utc ? "UTC" : zone.Id;

    private static string Shift(LocalDate here, LocalDate there) => there == here ? "" : " on " + there.ToString("ddd", CultureInfo.InvariantCulture);
}
