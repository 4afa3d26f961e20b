using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Posts what is due: reads the queue, works out from the streams what each notice says now, and records that it was posted.</summary>
public sealed class NoticeDispatcher(INoticeQueue queue, Clerk clerk, IMinutesPrinter printer, IEnumerable<INoticeChannel> channels)
{
    private static readonly Duration RetryAfter = Duration.FromSeconds(30);
    private readonly ImmutableArray<INoticeChannel> _channels = [.. channels];

    /// <summary>Posts everything that is due; returns how many notices left the queue.</summary>
    public async ValueTask<int> RunAsync(Instant now, CancellationToken cancellation)
    {
        int done = 0;
        while (await queue.DueAsync(now, 100, cancellation) is { Length: > 0 } due)
        {
            int before = done;
            foreach (QueuedNotice notice in due)
            {
                done += await PostAsync(notice, now, cancellation) ? 1 : 0;
            }

            if (done == before)
            {
                break;
            }
        }

        return done;
    }

    private async ValueTask<bool> PostAsync(QueuedNotice notice, Instant now, CancellationToken cancellation)
    {
        if (notice.Kind == NoticeRules.DraftDue)
        {
            if (MeetingId.Parse(notice.Subject) is { } meeting)
            {
                await clerk.PostDueAsync(meeting, notice.Due, cancellation);
            }

            await queue.CloseAsync(notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        INoticeChannel? channel = _channels.FirstOrDefault(known => notice.Conversation.StartsWith(known.Platform + ":", StringComparison.Ordinal));
        Post? post = channel is null ? null : await WriteAsync(notice, cancellation);
        if (channel is null || post is null)
        {
            await queue.CloseAsync(notice.Id, NoticeEnd.Superseded, null, cancellation);
            return true;
        }

        try
        {
            string message = await channel.FindAsync(notice.Conversation, notice.Id, cancellation) ?? await channel.PostAsync(post, cancellation);
            await queue.CloseAsync(notice.Id, NoticeEnd.Posted, message, cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            await queue.PostponeAsync(notice.Id, now + RetryAfter, cancellation);
            return false;
        }
    }

    /// <summary>What a notice says now; null when it is no longer true.</summary>
    private async ValueTask<Post?> WriteAsync(QueuedNotice notice, CancellationToken cancellation)
    {
        if (await clerk.ViewAsync(notice.Group, cancellation) is not { } view)
        {
            return null;
        }

        if (notice.Kind == NoticeRules.MinutesDrafted)
        {
            return MeetingId.Parse(notice.Subject) is { } id && await clerk.MinutesAsync(id, cancellation) is { } minutes ? Drafted(notice, view, minutes) : null;
        }

        LocalDate date = NodaTime.Text.LocalDatePattern.Iso.Parse(notice.Subject).Value;
        Occurrence? occurrence = view.Group.Calendar.On(date);
        string next = view.Group.Calendar.NextAfter(date) is { } after ? $" The next meeting is on {Words.LongDay(after.Date)} at {Words.Time(after.Time)} {view.Group.Settings.Timezone}." : "";
        string? text = (notice.Kind, occurrence) switch
        {
            (NoticeRules.Cancelled, { Cancelled: true }) =>
                $"Cancelled: the {view.Group.Name} meeting on {Words.LongDay(date)}{(occurrence.Reason is { } reason ? $", because {reason}" : "")}.{next}",
            (NoticeRules.Restored, { Cancelled: false }) => $"The {view.Group.Name} meeting on {Words.LongDay(date)} takes place after all, at {Words.Time(occurrence.Time)} {view.Group.Settings.Timezone}.",
            (NoticeRules.Moved, { Cancelled: false }) => $"Moved: the {view.Group.Name} meeting of {Words.LongDay(occurrence.MovedFrom ?? date)} is now on {Words.LongDay(date)} at {Words.Time(occurrence.Time)} {view.Group.Settings.Timezone}.",
            (NoticeRules.Announced, { Cancelled: false }) => Announcement(view, occurrence),
            _ => null,
        };
        return text is null ? null : new Post(notice.Id, notice.Conversation, notice.Kind, text)
        {
            Buttons = notice.Kind == NoticeRules.Announced ? [new Button("I'm coming", "coming"), new Button("Regrets", $"regrets for {Words.Iso(date)}")] : [],
        };
    }

    private Post Drafted(QueuedNotice notice, GroupView view, Minutes minutes) => new(notice.Id, notice.Conversation, notice.Kind, Printing.OrBuiltIn(printer, minutes, MinutesFormat.Text, view.Template).Text.TrimEnd())
    {
        Markdown = WithoutFrontMatter(Printing.OrBuiltIn(printer, minutes, MinutesFormat.Markdown, view.Template).Text),
        Minutes = minutes,
        Buttons = minutes.NextMeeting is { } next ? [new Button("Regrets for the next", $"regrets for {Words.Iso(next.Date)}"), new Button("All decisions", "decisions")] : [new Button("All decisions", "decisions")],
    };

    /// <summary>Front matter belongs to the published file; in a channel nobody reads it.</summary>
    private static string WithoutFrontMatter(string markdown)
    {
        const string fence = "\n---\n";
        int end = markdown.StartsWith("---\n", StringComparison.Ordinal) ? markdown.IndexOf(fence, StringComparison.Ordinal) : -1;
        return end < 0 ? markdown : markdown[(end + fence.Length)..].TrimStart('\n');
    }

    private static string Announcement(GroupView view, Occurrence occurrence)
    {
        IEnumerable<string> agenda = view.Group.Agenda.Items.Select((item, index) => $"\n{index + 1}. {item.Title}");
        return $"Next meeting of {view.Group.Name}: {Words.LongDay(occurrence.Date)} at {Words.Time(occurrence.Time)} {view.Group.Settings.Timezone}." + string.Concat(agenda);
    }
}
