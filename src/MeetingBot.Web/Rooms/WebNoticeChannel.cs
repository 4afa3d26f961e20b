using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>
/// Posts notices in the rooms, under the notice's own id, so that several replicas call a post by one name. A room forgets its posts with
/// its lines at a restart; a notice that is asked for or edited after that does not stand there, and is rightly posted again.
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
        Show(post, time.Now());
        return ValueTask.FromResult(post.NoticeId);
    }

    /// <summary>Shows what was posted at some moment, where it does not stand yet.</summary>
    internal void Show(Post post, Instant at) => rooms.Open(post.Conversation).TryAdd(Fill(New(post.NoticeId) with { At = at }, post));

    /// <inheritdoc/>
    public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) =>
        ValueTask.FromResult(rooms.Open(post.Conversation).Items.Find(i => i.NoticeId == post.NoticeId)?.Id);

    /// <inheritdoc/>
    public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        Room room = rooms.Open(post.Conversation);
        if (!room.TryChange(platformMessage, i => Fill(i, post) with { Edited = true }))
        {
            room.TryAdd(Fill(New(platformMessage), post) with { Edited = true });
        }

        return ValueTask.CompletedTask;
    }

    private RoomItem New(string id) => new(id, RoomItemKind.Posted, null, RoomItem.Bot, "", time.Now());

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
