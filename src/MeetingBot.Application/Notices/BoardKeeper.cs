using System.Collections.Concurrent;
using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Redraws the boards and panels of meetings after something changed. Only the newest state is drawn, so that a hundred votes in a
/// second are one edit; what looks the same is not drawn again.
/// </summary>
public sealed class BoardKeeper(Clerk clerk, INoticeQueue queue, IMinutesPrinter printer, IEnumerable<INoticeChannel> channels, Measures? measures = null)
{
    private const int MostDrawn = 10_000;

    private readonly ImmutableArray<INoticeChannel> _channels = [.. channels.Where(channel => channel.ShowsBoards)];
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _drawn = new(StringComparer.Ordinal);
    private readonly NoticeWriter _writer = new(clerk, printer, null);

    /// <summary>Something changed in a conversation.</summary>
    public void Touch(string conversation)
    {
        if (ChannelOf(conversation) is not null)
        {
            _changed[conversation] = 0;
        }
    }

    /// <summary>Redraws what changed since the last time. Returns what went wrong; a board whose channel is busy is drawn the next time.</summary>
    public async ValueTask<ImmutableArray<Exception>> RunAsync(CancellationToken cancellation)
    {
        var problems = ImmutableArray.CreateBuilder<Exception>();
        foreach (string conversation in _changed.Keys)
        {
            _changed.TryRemove(conversation, out _);
            try
            {
                await DrawAsync(conversation, cancellation);
            }
            catch (ChannelBusyException)
            {
                _changed[conversation] = 0;
            }
            catch (Exception problem) when (!cancellation.IsCancellationRequested)
            {
                problems.Add(problem);
            }
        }

        return problems.ToImmutable();
    }

    private async ValueTask DrawAsync(string conversation, CancellationToken cancellation)
    {
        if (await clerk.ViewAsync(conversation, cancellation) is not { Meeting: { } meeting } view || ChannelOf(meeting.Called.Conversation) is not { } channel)
        {
            return;
        }

        string subject = meeting.Id.ToString();
        await DrawAsync(channel, view, new QueuedNotice("", view.Group.Id, meeting.Called.Conversation, NoticeKinds.Board, subject, Instant.MinValue), cancellation);
        foreach (PersonId person in meeting.AllScribes.Concat(meeting.Presiders).Distinct())
        {
            await DrawAsync(channel, view, new QueuedNotice("", view.Group.Id, meeting.Called.Conversation, NoticeKinds.Panel, $"{subject} {person.Value}", Instant.MinValue), cancellation);
        }
    }

    private async ValueTask DrawAsync(INoticeChannel channel, GroupView view, QueuedNotice notice, CancellationToken cancellation)
    {
        if (await queue.FindPostedAsync(notice.Group, notice.Kind, notice.Subject, cancellation) is not { } posted || await _writer.WriteAsync(notice, view, notice.Due, cancellation) is not { } post)
        {
            return;
        }

        string drawn = $"{post.Board?.TopicEntry}\n{post.Text}\n{string.Join('\n', post.Buttons)}\n{string.Join(' ', post.Board?.EarlierMinutes ?? [])}\n{string.Join('\n', post.Board?.Recorded.Select(line => $"{line.Number} {line.Text}") ?? [])}";
        if (_drawn.GetValueOrDefault(posted) != drawn)
        {
            await channel.EditAsync(posted, post, cancellation);
            measures?.Redrawn(channel.Platform);
            if (_drawn.Count > MostDrawn)
            {
                _drawn.Clear();
            }

            _drawn[posted] = drawn;
        }
    }

    private INoticeChannel? ChannelOf(string conversation) => _channels.FirstOrDefault(channel => conversation.StartsWith(channel.Platform + ":", StringComparison.Ordinal));
}
