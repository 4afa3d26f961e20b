using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The sentences that minutes make of facts nobody wrote as text.</summary>
static class Sentences
{
    internal static string Of(MinutesStatement statement, Names names) => statement.By is { } by
        ? $"{names.Short(by)} read the {statement.Kind}."
        : $"The {statement.Kind} was read.";

    internal static string Of(MinutesEarlier earlier)
    {
        var minutes = $"Minutes of the {EnglishDates.Ordinal(earlier.Date)} meeting were";
        return earlier.Outcome switch
        {
            EarlierOutcome.Approved => Closed($"{minutes} approved", " with ", earlier.Edits),
            EarlierOutcome.NotApproved => Closed($"{minutes} not approved", " as ", earlier.Reason),
            EarlierOutcome.Deferred => Closed($"{minutes} deferred", " because ", earlier.Reason),
            EarlierOutcome.Sent => Closed($"{minutes} sent out", " on ", earlier.Sent is { } day ? EnglishDates.Ordinal(day) : null),
            _ => throw new ArgumentOutOfRangeException(nameof(earlier), earlier.Outcome, null),
        };
    }

    internal static string Of(MinutesCancellation cancellation) =>
        Closed($"The {EnglishDates.Ordinal(cancellation.Date)} meeting is cancelled", " because ", cancellation.Reason);

    internal static string Of(MinutesNextMeeting next) => $"The next meeting will be {EnglishDates.Ordinal(next.Date)}.";

    /// <summary>What an entry says: its text, or the sentence for a kind that has none.</summary>
    internal static string Of(MinutesEntry entry) => (entry.Kind, entry.Date) switch
    {
        (EntryKind.Cancellation, { } date) => Of(new MinutesCancellation(date, entry.Reason)),
        (EntryKind.NextMeeting, { } date) => Of(new MinutesNextMeeting(date, null, "", MeetingKind.Call)),
        _ => entry.Text,
    };

    /// <summary>How the meeting ended; null while it runs.</summary>
    internal static string? End(Minutes minutes) => minutes.Adjourned ? "Meeting adjourned."
        : minutes.End is { } end ? $"The meeting ended about {end.Hour:00}:{end.Minute:00} (not adjourned)." : null;

    static string Closed(string sentence, string link, string? more)
    {
        var whole = string.IsNullOrWhiteSpace(more) ? sentence : sentence + link + more.Trim();
        return whole[^1] is '.' or '!' or '?' ? whole : whole + ".";
    }
}
