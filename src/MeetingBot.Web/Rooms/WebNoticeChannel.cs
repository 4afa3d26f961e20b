using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>
/// Posts notices in the rooms. A room forgets its posts with its lines at a restart; a notice that is asked for after that
/// does not stand there, and is rightly posted again.
/// </summary>
public sealed class WebNoticeChannel(Rooms rooms, TimeProvider time, IMarkdownRenderer? markdown = null) : INoticeChannel
{
    /// <inheritdoc/>
    public string Platform => "web";

    /// <inheritdoc/>
    public bool ShowsBoards => false;

    /// <inheritdoc/>
    public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        var item = Fill(new RoomItem(Guid.NewGuid().ToString(), RoomItemKind.Posted, null, RoomItem.Bot, "", time.Now()), post);
        rooms.Open(post.Conversation).TryAdd(item);
        return ValueTask.FromResult(item.Id);
    }

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(string conversation, string noticeId, CancellationToken cancellation) =>
        ValueTask.FromResult(rooms.Open(conversation).Items.Find(i => i.NoticeId == noticeId)?.Id);

    /// <inheritdoc/>
    public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        rooms.Open(post.Conversation).TryChange(platformMessage, i => Fill(i, post) with { Edited = true });
        return ValueTask.CompletedTask;
    }

    private RoomItem Fill(RoomItem item, Post post) => item with
    {
        NoticeId = post.NoticeId,
        Text = post.Text,
        Html = post.Markdown is { } text ? markdown?.ToHtml(text) : null,
        For = post.To,
        Buttons = post.Buttons,
        File = post.File,
    };
}
