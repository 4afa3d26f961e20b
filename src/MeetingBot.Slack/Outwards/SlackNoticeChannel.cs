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
    private const int LookedThrough = 15;

    private static readonly Duration Leeway = Duration.FromMinutes(5);

    private readonly Recently _posted = new();
    private readonly Recently _tried = new();

    /// <inheritdoc/>
    public string Platform => "slack";

    /// <inheritdoc/>
    public bool ShowsBoards => true;

    /// <inheritdoc/>
    public async ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
    {
        Installation installation = await InstallationAsync(post.Conversation, cancellation);
        string? about = installation.Own(post.Conversation);
        if (post.To is { } to)
        {
            return await TellAsync(post, to, cancellation);
        }

        string posted = await SendAsync(installation, post, about!, null, cancellation);
        if (post is { Kind: NoticeKinds.MinutesDrafted, Minutes: { } minutes })
        {
            voice.Run("the files of the minutes", () => AttachAsync(installation, post, minutes, about!, posted));
        }
        else if (post.File is { } file)
        {
            voice.Run("a file", async () => await voice.SendFileAsync(installation, about!, SlackVoice.TsOf(posted), file, CancellationToken.None));
        }

        return posted;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(string conversation, string noticeId, CancellationToken cancellation)
    {
        if (_posted.Find(noticeId) is { } known)
        {
            return known;
        }

        Installation installation = await InstallationAsync(conversation, cancellation);
        string? tried = _tried.Find(noticeId);
        string channel = tried?.Split(' ')[0] ?? installation.Own(conversation)!;
        bool mayRead = api.ScopesOf(installation.Tenant) is not { } scopes || scopes.Contains(channel is ['D', ..] ? "im:history" : "channels:history") || scopes.Contains("groups:history");
        if (!mayRead)
        {
            return null;
        }

        try
        {
            string? thread = tried?.Split(' ') is [_, { Length: > 0 } under, ..] ? under : null;
            ApiCall call = installation.Call(thread is null ? "conversations.history" : "conversations.replies").With("channel", channel).With("ts", thread)
                .On("include_all_metadata").With("limit", LookedThrough.ToString(CultureInfo.InvariantCulture));
            string? since = tried?.Split(' ').ElementAtOrDefault(2);
            JsonElement answer = await api.CallAsync(since is { Length: > 0 } ? call.With("oldest", since) : call, cancellation);
            JsonElement found = answer.Items("messages").FirstOrDefault(message => message.Part("metadata")?.Part("event_payload")?.Text("notice") == noticeId);
            return found.ValueKind == JsonValueKind.Object && found.Word("ts") is { } ts ? $"{channel}/{ts}" : null;
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
        SlackText text = layout.Of(post, about == channel ? null : about);
        try
        {
            await api.EditAsync(text.On(installation.Call("chat.update").With("channel", channel).With("ts", ts)), cancellation);
        }
        catch (SlackApiException gone) when (gone.Remedy == Remedy.TargetGone)
        {
            log.LogWarning("A post that was to be edited is gone from Slack ({Error})", gone.Error);
        }
        catch (SlackApiException refused)
        {
            throw Report(installation, refused);
        }
        catch (SlackBusyException busy)
        {
            throw Busy(busy);
        }
    }

    /// <summary>Tells one person in direct chat; an empty id when none of their accounts is in Slack.</summary>
    private async ValueTask<string> TellAsync(Post post, Addressee to, CancellationToken cancellation)
    {
        foreach (Account account in to.Accounts.Where(account => account.Value.StartsWith("slack:", StringComparison.Ordinal)))
        {
            string tenant = Installation.TenantOf(account.Value);
            if (await installations.OfTenantAsync(tenant, cancellation) is { } installation && installation.Own(account.Value) is { } user)
            {
                try
                {
                    string direct = await voice.DirectAsync(installation, user, cancellation);
                    return await SendAsync(installation, post, direct, installation.Own(post.Conversation), cancellation);
                }
                catch (SlackBusyException busy)
                {
                    throw Busy(busy);
                }
            }
        }

        return "";
    }

    private async ValueTask<string> SendAsync(Installation installation, Post post, string channel, string? about, CancellationToken cancellation)
    {
        SlackText text = layout.Of(post, about);
        _tried.Set(post.NoticeId, $"{channel} {post.Thread} {(Now - Leeway).ToUnixTimeSeconds()}.000000");
        ApiCall call = text.On(installation.Call("chat.postMessage").With("channel", channel).With("thread_ts", about is null ? post.Thread : null))
            .With("metadata", new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["notice"] = Mrkdwn.Cut(post.NoticeId, BlockLimits.Metadata - 100) } })
            .With("unfurl_links", "false").With("unfurl_media", "false");
        try
        {
            JsonElement answer = await api.CallAsync(call, cancellation);
            string posted = $"{answer.Word("channel") ?? channel}/{answer.Word("ts")}";
            _posted.Set(post.NoticeId, posted);
            return posted;
        }
        catch (SlackBusyException busy)
        {
            throw Busy(busy);
        }
        catch (SlackApiException refused)
        {
            throw Report(installation, refused);
        }
    }

    /// <summary>The minutes as files in the thread of their post: Markdown, and the Word document. Without the right to do so there are none.</summary>
    private async Task AttachAsync(Installation installation, Post post, Minutes minutes, string channel, string posted)
    {
        if (api.ScopesOf(installation.Tenant) is { } scopes && !scopes.Contains("files:write"))
        {
            return;
        }

        RoomView room = await desk.LookAsync(post.Conversation, new Account("slack::"), "MeetingBot", Now, CancellationToken.None);
        string name = $"{NodaTime.Text.LocalDatePattern.Iso.Format(minutes.Date)}-{minutes.Slug}";
        foreach (MinutesFormat format in new[] { MinutesFormat.Markdown, MinutesFormat.Docx })
        {
            Printed printed = Print(minutes, format, room.Template);
            await voice.SendFileAsync(installation, channel, SlackVoice.TsOf(posted), new Attachment($"{name}.{printed.Extension}", printed.ContentType, printed.Content), CancellationToken.None);
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
        await installations.OfTenantAsync(Installation.TenantOf(conversation), cancellation) ?? throw new InvalidOperationException("The app is not installed in that workspace any more.");

    private SlackApiException Report(Installation installation, SlackApiException refused)
    {
        if (refused.Remedy == Remedy.StopInstallation)
        {
            installations.Distrust(installation.Tenant, refused.Error);
        }

        return refused;
    }

    private static ChannelBusyException Busy(SlackBusyException busy) => new(busy.Message, busy) { RetryAfter = Duration.FromTimeSpan(busy.RetryAfter) };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());
}
