using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>
/// Posts notices in Slack. A post is known by <c>channel/time stamp</c>; its metadata holds the notice's id, by which it is found again when
/// nobody knows whether it stands.
/// </summary>
internal sealed class SlackNoticeChannel(ISlackApi api, Installations installations, PostLayout layout, SlackVoice voice, IMeetingDesk desk, IMinutesPrinter printer, TimeProvider time, ILogger<SlackNoticeChannel> log) : INoticeChannel
{
    private const string EventType = "meetingbot_notice";
    private const int Page = 100;
    private const int MostPages = 10;

    /// <summary>Slack's clock and ours differ by a little.</summary>
    private static readonly Duration Leeway = Duration.FromSeconds(10);

    private readonly Recently _posted = new();
    private readonly Recently _files = new();

    /// <inheritdoc/>
    public string Platform => "slack";

    /// <inheritdoc/>
    public bool ShowsBoards => true;

    /// <inheritdoc/>
    public async ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        try
        {
            (Installation installation, string channel, string? thread) = await PlaceAsync(post, cancellation);
            return channel.Length == 0 ? "" : await SendAsync(installation, post, channel, thread, cancellation);
        }
        catch (SlackBusyException busy)
        {
            throw Busy(busy);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(Post post, CancellationToken cancellation)
    {
        if (_posted.Find(post.NoticeId) is { } known)
        {
            return known;
        }

        try
        {
            (Installation installation, string channel, string? thread) = await PlaceAsync(post, cancellation);
            bool mayRead = api.ScopesOf(installation.Tenant) is not { } scopes || scopes.Contains(channel is ['D', ..] ? "im:history" : "channels:history") || scopes.Contains("groups:history");
            return channel.Length > 0 && mayRead ? await FindAsync(installation, post, channel, thread, cancellation) : null;
        }
        catch (SlackApiException refused) when (refused.Remedy is Remedy.FixSetup or Remedy.Channel or Remedy.TargetGone)
        {
            return null;
        }
        catch (SlackBusyException busy)
        {
            throw Busy(busy);
        }
    }

    /// <inheritdoc/>
    public async ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        if (platformMessage.Split('/') is not [{ Length: > 0 } channel, { Length: > 0 } ts])
        {
            return; // It reached nobody.
        }

        Installation installation = await InstallationAsync(post.Conversation, cancellation);
        string? about = installation.Own(post.Conversation);
        SlackText text = layout.Of(post, about == channel ? null : about, MayAttach(installation));
        try
        {
            await api.EditAsync(text.On(installation.Call("chat.update").With("channel", channel).With("ts", ts)), cancellation);
            if (post.Kind == NoticeKinds.MinutesEdited)
            {
                Attach(installation, post, channel, platformMessage);
            }
        }
        catch (SlackApiException gone) when (gone.Remedy == Remedy.TargetGone)
        {
            log.LogWarning("A post that was to be edited is gone from Slack ({Error})", gone.Error);
        }
        catch (SlackBusyException busy)
        {
            throw Busy(busy);
        }
    }

    /// <summary>Where a post stands: in its conversation, or in the direct chat with the one person whom it is for. No channel when none of their accounts is in Slack.</summary>
    private async ValueTask<(Installation Installation, string Channel, string? Thread)> PlaceAsync(Post post, CancellationToken cancellation)
    {
        Installation home = await InstallationAsync(post.Conversation, cancellation);
        if (post.To is not { } to)
        {
            return (home, home.Own(post.Conversation)!, post.Thread);
        }

        foreach (Account account in to.Accounts.Where(account => account.Value.StartsWith("slack:", StringComparison.Ordinal)))
        {
            if (await installations.OfTenantAsync(Installation.TenantOf(account.Value), cancellation) is { } installation && installation.Own(account.Value) is { } user)
            {
                return (installation, await voice.DirectAsync(installation, user, cancellation), null);
            }
        }

        return (home, "", null);
    }

    private async ValueTask<string> SendAsync(Installation installation, Post post, string channel, string? thread, CancellationToken cancellation)
    {
        SlackText text = layout.Of(post, post.To is null ? null : installation.Own(post.Conversation), MayAttach(installation));
        ApiCall call = text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", thread))
            .With("metadata", new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["notice"] = Named(post) } })
            .With("unfurl_links", "false").With("unfurl_media", "false");
        JsonElement answer = await PostAsync(installation, call, channel, cancellation);
        string posted = $"{answer.Word("channel") ?? channel}/{answer.Word("ts")}";
        _posted.Set(post.NoticeId, posted);
        Attach(installation, post, channel, posted);
        return posted;
    }

    /// <summary>A public channel that the bot is not in is joined, where it may.</summary>
    private async ValueTask<JsonElement> PostAsync(Installation installation, ApiCall call, string channel, CancellationToken cancellation)
    {
        try
        {
            return await api.CallAsync(call, cancellation);
        }
        catch (SlackApiException outside) when (outside.Error == "not_in_channel" && api.ScopesOf(installation.Tenant)?.Contains("channels:join") == true)
        {
            await api.CallAsync(installation.Call("conversations.join").With("channel", channel), cancellation);
            return await api.CallAsync(call, cancellation);
        }
    }

    /// <summary>The notice's id as it stands in the metadata of its post.</summary>
    private static string Named(Post post) => Mrkdwn.Cut(post.NoticeId, BlockLimits.Metadata - 100);

    /// <summary>Looks for the post of a notice, page by page, from the moment on at which it can have been posted.</summary>
    private async ValueTask<string?> FindAsync(Installation installation, Post post, string channel, string? thread, CancellationToken cancellation)
    {
        string? cursor = null;
        for (int page = 0; page < MostPages; page++)
        {
            JsonElement answer = await api.CallAsync(installation.Call(thread is null ? "conversations.history" : "conversations.replies").With("channel", channel).With("ts", thread).With("cursor", cursor)
                .On("include_all_metadata").With("limit", Page.ToString(CultureInfo.InvariantCulture)).With("oldest", $"{(post.Since - Leeway).ToUnixTimeSeconds()}.000000"), cancellation);
            JsonElement found = answer.Items("messages").FirstOrDefault(message => message.Part("metadata")?.Part("event_payload")?.Text("notice") == Named(post));
            if (found.ValueKind == JsonValueKind.Object && found.Word("ts") is { } ts)
            {
                return $"{channel}/{ts}";
            }

            if ((cursor = answer.Part("response_metadata")?.Word("next_cursor")) is not { Length: > 0 })
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Whether files can follow a post: their right may be refused.</summary>
    private bool MayAttach(Installation installation) => api.ScopesOf(installation.Tenant)?.Contains("files:write") != false;

    /// <summary>Puts the files of a post into its thread, beside what is posted next.</summary>
    private void Attach(Installation installation, Post post, string channel, string posted)
    {
        if (!MayAttach(installation))
        {
            return;
        }

        if (post.Minutes is { } minutes)
        {
            voice.Run("the files of the minutes", () => AttachAsync(installation, post, minutes, channel, posted));
        }
        else if (post.File is { } file)
        {
            voice.Run("a file", async () => await voice.SendFileAsync(installation, channel, SlackVoice.TsOf(posted), file, CancellationToken.None));
        }
    }

    /// <summary>The minutes as Markdown and as the Word document. Those of before are taken away, as far as this process knows them.</summary>
    private async Task AttachAsync(Installation installation, Post post, Minutes minutes, string channel, string posted)
    {
        RoomView room = await desk.LookAsync(post.Conversation, new Account("slack::"), "MeetingBot", Now, CancellationToken.None);
        string name = $"{NodaTime.Text.LocalDatePattern.Iso.Format(minutes.Date)}-{minutes.Slug}";
        IEnumerable<Attachment> files = new[] { MinutesFormat.Markdown, MinutesFormat.Docx }.Select(format => Print(minutes, format, room.Template))
            .Select(printed => new Attachment($"{name}.{printed.Extension}", printed.ContentType, printed.Content));
        var attached = new List<string>();
        foreach (Attachment file in post.File is { } next ? files.Append(next) : files) // the file of the post is the next meeting's calendar entry
        {
            if (await voice.SendFileAsync(installation, channel, SlackVoice.TsOf(posted), file, CancellationToken.None) is { } id)
            {
                attached.Add(id);
            }
        }

        string? before = _files.Find(posted);
        _files.Set(posted, string.Join(' ', attached));
        foreach (string old in before?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            await api.CallAsync(installation.Call("files.delete").With("file", old), CancellationToken.None);
        }
    }

    private Printed Print(Minutes minutes, MinutesFormat format, MinutesTemplate template)
    {
        try
        {
            return printer.Print(minutes, format, template);
        }
        catch (Exception problem) when (template.Liquid is not null && problem is not OutOfMemoryException)
        {
            return printer.Print(minutes, format, MinutesTemplate.Structured);
        }
    }

    private async ValueTask<Installation> InstallationAsync(string conversation, CancellationToken cancellation) =>
        await installations.OfTenantAsync(Installation.TenantOf(conversation), cancellation) ?? throw new InvalidOperationException("The app is not installed in that workspace any more, or Slack refuses its token.");

    private static ChannelBusyException Busy(SlackBusyException busy) => new(busy.Message, busy) { RetryAfter = Duration.FromTimeSpan(busy.RetryAfter) };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
