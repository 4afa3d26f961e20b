using System.Net;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Teams;

/// <summary>
/// Posts notices in channels, chats and to single people. A bot cannot read a conversation, so what it posted last in each is kept
/// beside the streams; a post whose answer never came is tried once more and no further, so that at most one stands twice.
/// </summary>
internal sealed class TeamsNoticeChannel(IConnectorClient connector, ConversationBook book, Poster poster, PlaceSeal seal, FileLinks links, IRichTextReader reader, IMinutesLinks? pages = null) : INoticeChannel
{
    private const string Uncertain = "?";
    private readonly NoticeCard _cards = new(reader, links, pages);

    /// <inheritdoc/>
    public string Platform => "teams";

    /// <inheritdoc/>
    public bool ShowsBoards => true;

    /// <inheritdoc/>
    public async ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        ConversationReference home = await book.FindAsync(post.Conversation, cancellation) is { Gone: false } known ? known
            : throw new InvalidOperationException("The bot is not in this Teams conversation, or may not write there.");
        try
        {
            PostId? posted = post.To is { } to ? await TellAsync(post, to, home, cancellation) : await ShowAsync(post, home, cancellation);
            string written = (posted ?? new PostId(post.Conversation, null, null)).ToString();
            await book.KeepLastPostAsync(post.Conversation, $"{post.NoticeId}\n{written}", cancellation);
            return written;
        }
        catch (ConnectorException problem) when (problem.Uncertain)
        {
            string before = await StandingAsync(post.Conversation, post.NoticeId, cancellation) ?? "";
            await book.KeepLastPostAsync(post.Conversation, $"{post.NoticeId}\n{before}{Uncertain}", cancellation);
            throw;
        }
        catch (ConnectorException problem) when (problem.Passing)
        {
            throw Busy(problem);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) =>
        await StandingAsync(post.Conversation, post.NoticeId, cancellation) switch
        {
            null or Uncertain => null,
            Uncertain + Uncertain => new PostId(post.Conversation, null, null).ToString(),
            var posted => posted,
        };

    /// <inheritdoc/>
    public async ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        if (PostId.Parse(platformMessage) is not { Activity: { } activity } stands || await book.FindAsync(stands.Conversation, cancellation) is not { Gone: false } where)
        {
            return;
        }

        CardButtons buttons = post.To is { } to && Answerer.Users(to, where.TenantId).FirstOrDefault() is { } user && where.Kind == ConversationKind.Personal
            ? Buttons(post, user) : Buttons(post, null);
        try
        {
            await SendAsync(post, buttons, async card =>
            {
                await connector.UpdateAsync(where, stands.Thread, activity, Poster.Shown(where, card), cancellation);
                return true;
            });
        }
        catch (ConnectorException problem) when (problem.Passing || problem.Uncertain)
        {
            throw Busy(problem);
        }
        catch (ConnectorException problem) when (problem.Status == HttpStatusCode.NotFound)
        {
            // Somebody deleted the post: there is nothing to edit.
        }
    }

    private async ValueTask<PostId> ShowAsync(Post post, ConversationReference where, CancellationToken cancellation) =>
        await SendAsync(post, Buttons(post, null), card => poster.PostAsync(where, post.Thread, Poster.Shown(where, card), cancellation));

    /// <summary>Tells one person, in the first chat in which they can be reached; null where there is none.</summary>
    private async ValueTask<PostId?> TellAsync(Post post, Addressee to, ConversationReference home, CancellationToken cancellation)
    {
        foreach (string user in Answerer.Users(to, home.TenantId))
        {
            if (await poster.PersonalAsync(home, user, make: true, cancellation) is not { } chat)
            {
                continue;
            }

            try
            {
                return await SendAsync(post, Buttons(post, user), card => poster.PostAsync(chat, null, Poster.Shown(chat, card), cancellation));
            }
            catch (ConnectorException blocked) when (blocked.Gone)
            {
                // They removed or blocked the bot: another account may still be reached.
            }
        }

        return null;
    }

    /// <summary>Sends a card, and its summary where Teams finds the whole too long.</summary>
    private async ValueTask<T> SendAsync<T>(Post post, CardButtons buttons, Func<Card, ValueTask<T>> send)
    {
        try
        {
            return await send(_cards.Of(post, buttons));
        }
        catch (ConnectorException tooLong) when (tooLong.Status == HttpStatusCode.RequestEntityTooLarge)
        {
            return await send(_cards.Summary(post, buttons));
        }
    }

    /// <summary>What the buttons carry: in somebody's own chat also about which conversation it is.</summary>
    private CardButtons Buttons(Post post, string? user) => new(post.Board?.TopicEntry, user is null ? null : seal.Seal(post.Conversation, user));

    private async ValueTask<string?> StandingAsync(string conversation, string noticeId, CancellationToken cancellation) =>
        (await book.LastPostAsync(conversation, cancellation))?.Split('\n') is [var notice, var stands] && notice == noticeId ? stands : null;

    private static ChannelBusyException Busy(ConnectorException problem) => new(problem.Message, problem)
    {
        RetryAfter = problem.RetryAfter is { } wait ? Duration.FromTimeSpan(wait) : null,
    };
}
