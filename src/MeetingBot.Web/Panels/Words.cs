using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>The few words the pages put to facts.</summary>
internal static class Words
{
    public static string Day(LocalDate date) => date.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture);

    public static string Next(MinutesNextMeeting next) =>
        next.Time is { } time ? $"{Day(next.Date)}, {time.ToString("HH:mm", CultureInfo.InvariantCulture)}" : Day(next.Date);

    public static string Status(MinutesStatus status) => status switch
    {
        MinutesStatus.Draft => "minutes in draft",
        MinutesStatus.Posted => "minutes posted",
        MinutesStatus.Approved => "minutes approved",
        _ => "minutes final",
    };

    public static string Label(MinutesEntry entry) => entry.Kind switch
    {
        EntryKind.Decision => entry.Outcome switch
        {
            ResolutionOutcome.Rejected => "Rejected",
            ResolutionOutcome.Inconclusive => "Left open",
            _ => "Decided",
        },
        EntryKind.Action => "To do",
        EntryKind.Motion => "Motion",
        EntryKind.Link => "Link",
        EntryKind.Idea => "Idea",
        EntryKind.HelpWanted => "Help wanted",
        EntryKind.Cancellation => "Cancelled",
        EntryKind.NextMeeting => "Next meeting",
        _ => "",
    };

    public static string Text(MinutesEntry entry) => entry switch
    {
        { Text.Length: > 0 } => entry.Text,
        { Date: { } date, Reason: { } reason } => $"{Day(date)}, because {reason}",
        { Date: { } date } => Day(date),
        { Url: { } url } => url,
        _ => "",
    };

    public static string Earlier(MinutesEarlier earlier) => $"Minutes of {Day(earlier.Date)} " + earlier.Outcome switch
    {
        EarlierOutcome.Approved => earlier.Edits is { } edits ? $"approved with {edits}" : "approved",
        EarlierOutcome.NotApproved => earlier.Reason is { } reason ? $"not approved: {reason}" : "not approved",
        EarlierOutcome.Deferred => "deferred",
        _ => "sent out",
    };

    public static string Format(MinutesFormat format) => format switch
    {
        MinutesFormat.Html => "HTML",
        MinutesFormat.Json => "JSON",
        MinutesFormat.Docx => "Word",
        _ => format.ToString(),
    };

    public static string Outcome(MotionOutcome outcome) => outcome switch
    {
        MotionOutcome.Open => "open",
        MotionOutcome.Carried => "carried",
        MotionOutcome.Lost => "lost",
        MotionOutcome.Withdrawn => "withdrawn",
        MotionOutcome.Tabled => "tabled",
        _ => "no result",
    };
}
