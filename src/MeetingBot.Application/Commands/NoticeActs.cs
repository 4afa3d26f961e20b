using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands about what the bot says by itself.</summary>
internal static class NoticeActs
{
    public static Step Show(Call call) => new WithNotices(notices => Shown(call, notices));

    private static Step Shown(Call call, IReadOnlyCollection<NoticeRecord> notices)
    {
        var text = new StringBuilder(call.Known.Settings.Paused == true ? "Paused: what is due waits for `notices resume`." : "");
        NoticeRecord[] waiting = [.. notices.Where(record => record.End is null && !NoticeKinds.IsOwnWork(record.Notice.Kind))];
        List(text, call, waiting, "Waiting:", record => record.Problem is { } problem ? $" (tried {Words.Count(record.Notice.Attempts, "time")}: {problem})" : "");
        if (GroupClock.Next(call.Known, call.Message.At) is { } next)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("I next look at the calendar on ").Append(At(call, next)).Append('.');
        }

        List(text, call, [.. notices.Where(record => record.End == NoticeEnd.Failed)], "Given up:", record => record.Problem is { } problem ? $" ({problem})" : "");
        List(text, call, [.. notices.Where(record => record.End == NoticeEnd.Posted && !NoticeKinds.IsOwnWork(record.Notice.Kind))], "Posted:", _ => "");
        return Step.Say(text.Length == 0 ? "I have posted nothing by myself yet, and nothing waits." : text.ToString());
    }

    private static void List(StringBuilder text, Call call, NoticeRecord[] notices, string heading, Func<NoticeRecord, string> remark)
    {
        if (notices.Length == 0)
        {
            return;
        }

        text.Append(text.Length > 0 ? "\n" : "").Append(heading);
        foreach (NoticeRecord record in notices)
        {
            text.Append('\n').Append(At(call, record.Notice.Due)).Append(": ").Append(NoticeWording.Name(record.Notice.Kind, record.Notice.Subject, call.Known, call.Directory)).Append(remark(record));
        }
    }

    private static string At(Call call, Instant instant)
    {
        LocalDateTime local = instant.InZone(call.Known.Settings.Zone).LocalDateTime;
        return $"{Words.Day(local.Date)} {Words.Time(local.TimeOfDay)}";
    }
}
