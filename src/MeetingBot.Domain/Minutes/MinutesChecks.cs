using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>What the chair should look at before the draft is posted: slips that real minutes were published with.</summary>
internal static partial class MinutesChecks
{
    public static ImmutableArray<string> Of(Meeting meeting, StandingEntries standing, Minutes minutes, PeopleDirectory directory)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (minutes.Attendees.IsEmpty)
        {
            warnings.Add("Nobody is marked as present.");
        }

        foreach (IGrouping<string, MinutesAttendee> same in minutes.Attendees.GroupBy(one => one.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
        {
            warnings.Add($"{same.Key} is in the list of attendees twice.");
        }

        foreach (MinutesAction action in minutes.Actions.Where(action => action.Owners.IsEmpty))
        {
            warnings.Add($"Action {action.Number} has no owner.");
        }

        foreach (MinutesTopic topic in minutes.Topics.Where(topic => topic.Kind == TopicKind.Item && topic.Entries.IsEmpty && topic.Subtopics.IsEmpty))
        {
            warnings.Add($"Nothing is recorded under \"{topic.Title}\".");
        }

        foreach (Entry entry in standing.All)
        {
            foreach (Named named in MinutesBody.HasUnclear(entry) ? MinutesBody.NamesIn(entry).Where(named => named.IsUnclear) : [])
            {
                warnings.Add($"Entry {entry.Number}: who is \"{named.AsTyped}\"?");
            }

            if (entry.Text.Contains("day", StringComparison.OrdinalIgnoreCase) && Disagreement(entry.Text, minutes.Date) is { } wrong)
            {
                warnings.Add($"Entry {entry.Number}: {wrong}.");
            }
        }

        if (minutes.NextMeeting is { } next && !meeting.Calendar.Series.IsDefaultOrEmpty && !meeting.Calendar.IsOnGrid(next.Date))
        {
            warnings.Add($"The next meeting, {next.Date.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture)}, is not a day of the series.");
        }

        foreach (MinutesMotion motion in minutes.Motions.Where(motion => motion.Outcome == MotionOutcome.Open && meeting.OpenMotion == motion.Number))
        {
            warnings.Add($"The motion in entry {motion.Number} was not decided.");
        }

        foreach (MinutesMotion motion in minutes.Motions.Where(motion => motion.Outcome is MotionOutcome.Carried or MotionOutcome.Lost))
        {
            if (meeting.Decided.TryGetValue(motion.Number, out Instant at) && MinutesDraft.QuorumOf(meeting, directory, at) is { Reached: false } few)
            {
                warnings.Add($"The motion in entry {motion.Number} was decided without a quorum: {few.Present} present of {few.Needed} needed.");
            }
        }

        return warnings.DrainToImmutable();
    }

    private static string? Disagreement(string text, LocalDate near)
    {
        foreach (Match match in WeekdayAndDate().Matches(text))
        {
            int month = match.Groups["iso"].Success ? 0 : MonthOf(match.Groups["month"].ValueSpan);
            int year = match.Groups["year"].Success ? int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            LocalDate? date = match.Groups["iso"].Success
                ? NodaTime.Text.LocalDatePattern.Iso.Parse(match.Groups["iso"].Value) is { Success: true, Value: var iso } ? iso : null
                : DateOf(year == 0 ? near.Year : year, month, int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture));
            if (year == 0 && !match.Groups["iso"].Success && date is { } guess && guess < near.PlusMonths(-6))
            {
                date = DateOf(near.Year + 1, guess.Month, guess.Day);
            }

            if (date is { } named && !named.DayOfWeek.ToString().AsSpan().StartsWith(match.Groups["weekday"].ValueSpan[..3], StringComparison.OrdinalIgnoreCase))
            {
                return $"{named.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} is a {named.DayOfWeek}, not a {match.Groups["weekday"].Value}";
            }
        }

        return null;
    }

    private static LocalDate? DateOf(int year, int month, int day) =>
        month is >= 1 and <= 12 && year is >= 1 and <= 9998 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month) ? new LocalDate(year, month, day) : null;

    private static int MonthOf(ReadOnlySpan<char> name)
    {
        string[] months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
        for (int month = 0; month < 12; month++)
        {
            if (name.StartsWith(months[month], StringComparison.OrdinalIgnoreCase))
            {
                return month + 1;
            }
        }

        return 0;
    }

    [GeneratedRegex(
        @"\b(?<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?(?:(?<iso>\d{4}-\d\d-\d\d)|(?<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:,?\s+(?<year>\d{4}))?|(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?<year>\d{4}))?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WeekdayAndDate();
}
