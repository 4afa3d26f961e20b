using System.Globalization;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>How often people came, over all meetings of a time.</summary>
internal static class AttendanceReportActs
{
    public static Step ReportAttendance(Call call)
    {
        if (Period(call) is not var (from, until))
        {
            return new Expected("a time such as 2024, 6 months, since 2024-03-01, or 2024-01-01..2024-06-30");
        }

        if (AttendanceReport.Of(call.Known, call.Directory, from, until) is not { } report)
        {
            return Step.Say("No meeting was held in that time.");
        }

        string span = until == LocalDate.MaxIsoValue ? $"since {Words.Day(report.From)}" : $"from {Words.Day(report.From)} to {Words.Day(report.Until)}";
        var text = new StringBuilder($"Attendance at {Words.Count(report.Meetings, "meeting")} {span}:");
        foreach (AttendanceShare share in report.People)
        {
            text.Append('\n').Append(Line(share, report));
        }

        if (!report.Organizations.IsEmpty && call.Known.HasClasses)
        {
            text.Append("\nBy organisation:");
            foreach (AttendanceShare share in report.Organizations)
            {
                text.Append('\n').Append(Line(share, report));
            }
        }

        return Step.Say(text.Append(Test(call)).ToString(), new Button("As a file", "register attendance as csv"));
    }

    private static string Line(AttendanceShare share, AttendanceReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{share.Name}: {share.Came} of {report.Meetings} ({100 * share.Came / report.Meetings}%)");

    /// <summary>How those on probation stand in the attendance test of the policy, from the day on which it began; nothing where it has none.</summary>
    private static string Test(Call call)
    {
        if (call.Known.Settings.Ballots.Attendance is not { } test)
        {
            return "";
        }

        string faceToFace = test.FaceToFace == 0 ? "" : $" and {Words.Count(test.FaceToFace, "meeting")} face to face";
        var text = new StringBuilder($"\nTo end a probation: {test.Share} of the calls of {test.Months} months{faceToFace} ({test.Rule}).");
        int tested = 0;
        foreach (Organization organization in call.Known.Organizations.Values.OrderBy(one => one.NameOn(call.Today), DisplayOrder.Comparer))
        {
            if (organization.RestrictionOn(call.Today) is { Kind: RestrictionKind.Probation, From: var from })
            {
                tested++;
                LocalDate end = from.PlusMonths(test.Months);
                AttendanceReport? report = AttendanceReport.Of(call.Known, call.Directory, from, LocalDate.Min(end, call.Today));
                AttendanceShare share = report?.Organizations.FirstOrDefault(one => one.Name == organization.Name) ?? new AttendanceShare(organization.Name, 0, 0);
                string passed = report is not null && share.Passes(test, report) ? "passed" : "not passed";
                text.Append(CultureInfo.InvariantCulture, $"\n{share.Name}, since {Words.Day(from)}: {share.Came - share.FaceToFace} of {Words.Count((report?.Meetings ?? 0) - (report?.FaceToFace ?? 0), "call")}, {share.FaceToFace} face to face: {passed}{(call.Today < end ? $" so far, until {Words.Day(end)}" : "")}");
            }
        }

        return tested == 0 ? text.Append(" Nobody is on probation.").ToString() : text.ToString();
    }

    /// <summary>
    /// <c>2024-01-01..2024-06-30</c>, <c>since 2024-03-01</c>, <c>6 months</c>, <c>2024</c>, which is that year; everything without words. Null
    /// for what does not read as any of these.
    /// </summary>
    private static (LocalDate From, LocalDate Until)? Period(Call call)
    {
        string typed = call.Words.Trim();
        string words = MeetingActs.After(typed, "since", "from");
        int dots = words.IndexOf("..", StringComparison.Ordinal);
        int to = dots >= 0 ? dots : words.IndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        if (to >= 0)
        {
            return call.Date(words[..to].Trim(), DateSense.Past).Value is { } first && call.Date(words[(to + (dots >= 0 ? 2 : 4))..].Trim(), DateSense.Past).Value is { } last && first <= last
                ? (first, last)
                : null;
        }

        if (int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1900 and < 3000)
        {
            return (new LocalDate(year, 1, 1), words == typed ? new LocalDate(year, 12, 31) : LocalDate.MaxIsoValue);
        }

        string span = MeetingActs.After(words, "the last", "last");
        LocalDate? from = words.Length == 0 ? LocalDate.MinIsoValue
            : Spans.Days(span) is { } days ? call.Today.PlusDays(-days)
            : span.EndsWith("months", StringComparison.OrdinalIgnoreCase) && CalendarActs.Number(span[..^6]) is > 0 and < 12_000 and var months ? call.Today.PlusMonths(-months)
            : call.Date(words, DateSense.Past).Value;
        return from is { } since ? (since, LocalDate.MaxIsoValue) : null;
    }
}
