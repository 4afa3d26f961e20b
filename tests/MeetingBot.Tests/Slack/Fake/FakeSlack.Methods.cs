using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MeetingBot.Slack;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Tests.Slack;

/// <content>What the methods do.</content>
public sealed partial class FakeSlack
{
    private readonly ConcurrentDictionary<string, (string Name, int Length, byte[]? Content)> _uploads = new();
    private readonly ConcurrentDictionary<string, string> _triggers = new();
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly ConcurrentDictionary<string, string?> _told = new();

    /// <summary>How many messages a page of a channel's history holds at most: what Slack grants to some apps is 15.</summary>
    public int MostPerPage { get; set; } = 1000;

    /// <summary>What was last answered to an address that came with a command; null for nothing yet.</summary>
    public string? ToldAt(string address) => _told.GetValueOrDefault(address[(address.LastIndexOf('/') + 1)..]);

    /// <summary>A trigger that opens one form within three seconds.</summary>
    public string Trigger()
    {
        string trigger = $"{Interlocked.Increment(ref _ids)}.{Team}.trigger";
        _triggers[trigger] = Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return trigger;
    }

    /// <summary>The right that a method needs; several are separated by a bar. Null for none.</summary>
    private string? Scope(string method, JsonObject arguments) => method switch
    {
        "chat.postMessage" or "chat.update" or "chat.postEphemeral" or "chat.delete" => "chat:write",
        "conversations.history" or "conversations.replies" => Word(arguments, "channel") is ['D', ..] ? "im:history" : "channels:history|groups:history",
        "conversations.open" => "im:write",
        "conversations.info" or "conversations.members" => "channels:read|groups:read|im:read",
        "users.info" or "users.list" => "users:read",
        "reactions.add" => "reactions:write",
        "files.getUploadURLExternal" or "files.completeUploadExternal" => "files:write",
        "conversations.join" => "channels:join",
        "files.delete" => "files:write",
        "usergroups.list" => "usergroups:read",
        "pins.add" => "pins:write",
        _ => null,
    };

    private JsonObject Do(string method, JsonObject arguments, string[] scopes) => method switch
    {
        "auth.test" => Yes(("url", "https://fake.slack.com/"), ("team", "Fake"), ("user", "meetingbot"), ("team_id", Team), ("user_id", BotUser), ("bot_id", Bot), ("is_enterprise_install", false)),
        "chat.postMessage" => Post(arguments),
        "chat.postEphemeral" => Whisper(arguments),
        "chat.update" => Update(arguments),
        "chat.getPermalink" => Find(arguments, "message_ts") is { } linked ? Yes(("channel", Word(arguments, "channel")), ("permalink", $"https://fake.slack.com/archives/{Word(arguments, "channel")}/p{linked.Ts.Replace(".", "", StringComparison.Ordinal)}")) : No("message_not_found"),
        "conversations.history" or "conversations.replies" => History(arguments, method == "conversations.replies"),
        "conversations.open" => Open(Word(arguments, "users") ?? ""),
        "conversations.info" => ChannelOf(arguments) is { } channel
            ? Yes(("channel", new JsonObject { ["id"] = channel.Id, ["name"] = channel.Name, ["is_im"] = channel.IsDirect, ["is_archived"] = channel.IsArchived, ["is_member"] = channel.Members.Contains(BotUser) }))
            : No("channel_not_found"),
        "users.info" => Users.TryGetValue(Word(arguments, "user") ?? "", out FakeUser? user) ? Yes(("user", Json(user))) : No("user_not_found"),
        "conversations.join" => ChannelOf(arguments) is not { } joined ? No("channel_not_found") : joined.Members.Add(BotUser) ? Yes() : Yes(("warning", "already_in_channel")),
        "files.delete" => Files.FirstOrDefault(file => file.Id == Word(arguments, "file")) is { IsDeleted: false } file && (file.IsDeleted = true) ? Yes() : No("file_not_found"),
        "usergroups.list" => Yes(("usergroups", new JsonArray(new JsonObject { ["id"] = "S1", ["handle"] = "board" }))),
        "users.list" => List(arguments),
        "reactions.add" => React(arguments),
        "views.open" => OpenView(arguments),
        "views.update" => UpdateView(arguments),
        "views.publish" => Publish(arguments),
        "files.getUploadURLExternal" => Upload(arguments),
        "files.completeUploadExternal" => Complete(arguments),
        "auth.revoke" => Yes(("revoked", true)),
        _ => No("unknown_method"),
    };

    private JsonObject Post(JsonObject arguments)
    {
        string to = Word(arguments, "channel") ?? "";
        if (to is ['U' or 'W', ..] && Users.ContainsKey(to))
            to = Word(Open(to)["channel"]!.AsObject(), "id")!;
        if (Writable(to) is var (channel, refusal) && refusal is not null)
            return No(refusal);
        if (Wrong(arguments) is { } wrong)
            return wrong;

        if (Word(arguments, "thread_ts") is { } thread && Find(channel!, thread) is null)
            return No("thread_not_found");
        Pace(channel!);
        var message = new FakeMessage(NextTs(), BotUser, Word(arguments, "text")!)
        {
            Blocks = arguments["blocks"]?.DeepClone() as JsonArray,
            Thread = Word(arguments, "thread_ts"),
            Metadata = arguments["metadata"]?.DeepClone(),
        };
        lock (channel!.Messages)
            channel.Messages.Add(message);
        return Yes(("channel", channel.Id), ("ts", message.Ts), ("message", Json(message, true)));
    }

    private JsonObject Whisper(JsonObject arguments)
    {
        string user = Word(arguments, "user") ?? "";
        if (Writable(Word(arguments, "channel") ?? "") is var (channel, refusal) && refusal is not null)
            return No(refusal);
        if (!channel!.Members.Contains(user))
            return No("user_not_in_channel");
        if (Wrong(arguments) is { } wrong)
            return wrong;
        Ephemerals.Enqueue(new FakeEphemeral(channel.Id, user, Word(arguments, "text")!, Word(arguments, "thread_ts"), arguments["blocks"]?.DeepClone() as JsonArray));
        return Yes(("message_ts", NextTs()));
    }

    private JsonObject Update(JsonObject arguments)
    {
        if (Writable(Word(arguments, "channel") ?? "") is var (channel, refusal) && refusal is not null)
            return No(refusal);
        if (Find(channel!, Word(arguments, "ts") ?? "") is not { } message)
            return No("message_not_found");
        if (message.User != BotUser)
            return No("cant_update_message");
        if (Wrong(arguments) is { } wrong)
            return wrong;
        message.Text = Word(arguments, "text")!;
        message.Blocks = arguments["blocks"]?.DeepClone() as JsonArray;
        message.Edits++;
        return Yes(("channel", channel!.Id), ("ts", message.Ts), ("text", message.Text));
    }

    private (FakeChannel? Channel, string? Refusal) Writable(string id) =>
        !Channels.TryGetValue(id, out FakeChannel? channel) ? (null, "channel_not_found")
        : channel.IsArchived ? (channel, "is_archived")
        : channel.Members.Contains(BotUser) ? (channel, null) : (channel, "not_in_channel");

    /// <summary>What is wrong with a message; Slack lets a message without text pass, this one does not.</summary>
    private JsonObject? Wrong(JsonObject arguments)
    {
        IReadOnlyList<string> breaches = BlockCheck.Message(Word(arguments, "text"), arguments["blocks"] as JsonArray);
        if (arguments["metadata"] is JsonObject metadata && (Word(metadata, "event_type") is null || metadata["event_payload"] is not JsonObject || metadata.ToJsonString().Length > 1024))
            return No("invalid_metadata_format");
        if (breaches.Count == 0)
            return null;
        foreach (string breach in breaches)
            Violations.Enqueue(breach);
        return No(breaches.Any(breach => breach.StartsWith("/text ", StringComparison.Ordinal)) ? "msg_too_long" : "invalid_blocks", [.. breaches]);
    }

    /// <summary>About one message a second in a channel, in bursts of three; half a second of grace, for the clocks of two.</summary>
    private void Pace(FakeChannel channel)
    {
        if (Time != TimeProvider.System)
            return; // Nobody can keep a pace by a clock that jumps.
        DateTimeOffset now = Time.GetUtcNow();
        lock (channel.Posts)
        {
            channel.Posts.Add(now);
            for (int back = 1; back <= channel.Posts.Count; back++)
            {
                double seconds = (now - channel.Posts[^back]).TotalSeconds + 0.5;
                if (back > seconds + 3)
                {
                    Violations.Enqueue($"{back} posts within {seconds:0.0} s in {channel.Id}");
                    break;
                }
            }
        }
    }

    private JsonObject History(JsonObject arguments, bool replies)
    {
        if (ChannelOf(arguments) is not { } channel)
            return No("channel_not_found");
        string? thread = replies ? Word(arguments, "ts") : null;
        double oldest = double.Parse(Word(arguments, "oldest") ?? "0", CultureInfo.InvariantCulture);
        IEnumerable<FakeMessage> found = channel.Now().Where(message => (replies ? message.Thread == thread || message.Ts == thread : message.Thread is null)
            && double.Parse(message.Ts, CultureInfo.InvariantCulture) >= oldest);
        // Of a span with a beginning and no end Slack gives the messages nearest to its beginning first, each page newest first.
        int limit = Math.Min(int.Parse(Word(arguments, "limit") ?? "100", CultureInfo.InvariantCulture), MostPerPage);
        int from = int.TryParse(Word(arguments, "cursor"), CultureInfo.InvariantCulture, out int at) ? at : 0;
        FakeMessage[] all = [.. replies || oldest > 0 ? found : found.Reverse()];
        FakeMessage[] page = [.. all.Skip(from).Take(limit)];
        bool metadata = Word(arguments, "include_all_metadata") == "true";
        string next = from + limit < all.Length ? (from + limit).ToString(CultureInfo.InvariantCulture) : "";
        return Yes(("messages", new JsonArray([.. page.Select(message => (JsonNode)Json(message, metadata))])), ("has_more", next.Length > 0), ("response_metadata", new JsonObject { ["next_cursor"] = next }));
    }

    private JsonObject Open(string user)
    {
        if (!Users.ContainsKey(user))
            return No("user_not_found");
        string id = "D" + user;
        Channels.GetOrAdd(id, _ => new FakeChannel(id, "") { IsDirect = true, Members = { BotUser, user } });
        return Yes(("channel", new JsonObject { ["id"] = id }));
    }

    private JsonObject React(JsonObject arguments) => Find(arguments, "timestamp") is not { } message ? No("message_not_found")
        : Word(arguments, "name") is { } name && message.Reactions.Add(name) ? Yes() : No("already_reacted");

    private JsonObject OpenView(JsonObject arguments)
    {
        if (!_triggers.TryRemove(Word(arguments, "trigger_id") ?? "", out string? made))
            return No("invalid_trigger_id");
        if (Time.GetUtcNow() - DateTimeOffset.Parse(made, CultureInfo.InvariantCulture) > TimeSpan.FromSeconds(3))
            return No("expired_trigger_id");
        return Keep(arguments, $"V{Interlocked.Increment(ref _ids)}", "");
    }

    private JsonObject UpdateView(JsonObject arguments) =>
        Views.LastOrDefault(view => view.Id == Word(arguments, "view_id")) is not { } known ? No("not_found")
        : Word(arguments, "hash") is { } hash && hash != known.Hash ? No("hash_conflict")
        : Keep(arguments, known.Id, known.User);

    private JsonObject Publish(JsonObject arguments)
    {
        string user = Word(arguments, "user_id") ?? "";
        if (Homes.TryGetValue(user, out FakeView? known) && Word(arguments, "hash") is { } hash && hash != known.Hash)
            return No("hash_conflict");
        JsonObject answer = Keep(arguments, $"VH{user}", user);
        if (answer["ok"]!.GetValue<bool>())
            Homes[user] = Views.Last(view => view.User == user);
        return answer;
    }

    private JsonObject Keep(JsonObject arguments, string id, string user)
    {
        if (arguments["view"] is not JsonObject view)
            return No("invalid_arguments");
        IReadOnlyList<string> breaches = BlockCheck.View(view);
        if (breaches.Count > 0)
        {
            foreach (string breach in breaches)
                Violations.Enqueue(breach);
            return No("invalid_arguments", [.. breaches]);
        }

        var kept = new FakeView(id, user, (JsonObject)view.DeepClone(), NextTs());
        Views.Enqueue(kept);
        return Yes(("view", new JsonObject { ["id"] = id, ["hash"] = kept.Hash, ["type"] = view["type"]!.DeepClone() }));
    }

    private JsonObject Upload(JsonObject arguments)
    {
        if (!int.TryParse(Word(arguments, "length"), CultureInfo.InvariantCulture, out int length) || length < 1 || Word(arguments, "filename") is not { } name)
            return No("invalid_arguments");
        string id = $"F{Interlocked.Increment(ref _ids)}";
        _uploads[id] = (name, length, null);
        return Yes(("upload_url", new Uri(Base, $"upload/{id}").ToString()), ("file_id", id));
    }

    private async Task UploadAsync(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        using var bytes = new MemoryStream();
        // The bytes as they are, or as the one file of a form.
        using Stream content = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync()).Files[0].OpenReadStream() : context.Request.Body;
        await content.CopyToAsync(bytes);
        if (context.Request.Headers.Authorization.Count > 0)
            Violations.Enqueue("a token went to an upload address");
        if (!_uploads.TryGetValue(id, out var upload) || bytes.Length != upload.Length)
        {
            context.Response.StatusCode = 400;
            return;
        }

        _uploads[id] = upload with { Content = bytes.ToArray() };
        await context.Response.WriteAsync($"OK - {bytes.Length}");
    }

    private JsonObject Complete(JsonObject arguments)
    {
        var files = new JsonArray();
        foreach (JsonNode? file in arguments["files"] as JsonArray ?? [])
        {
            string id = file!["id"]!.GetValue<string>();
            if (!_uploads.TryRemove(id, out var upload) || upload.Content is null)
                return No("file_not_found");
            Files.Enqueue(new FakeFile(id, upload.Name, upload.Content, Word(arguments, "channel_id"), Word(arguments, "thread_ts")));
            files.Add(new JsonObject { ["id"] = id });
        }

        return Yes(("files", files));
    }

    private async Task ResponseAsync(HttpContext context)
    {
        string id = (string)context.Request.RouteValues["id"]!;
        if (context.Request.Headers.Authorization.Count > 0)
            Violations.Enqueue("a token went to a response address");
        if (_answers.AddOrUpdate(id, 1, (_, count) => count + 1) > 5)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("{\"ok\":false,\"error\":\"used_url\"}");
            return;
        }

        var answer = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        if (Word(answer, "delete_original") is null && answer["delete_original"] is null)
        {
            foreach (string breach in BlockCheck.Message(Word(answer, "text"), answer["blocks"] as JsonArray))
                Violations.Enqueue("response " + breach);
        }

        Responses.Enqueue(answer);
        _told[id] = Word(answer, "text");
        await context.Response.WriteAsync("ok");
    }

    private JsonObject List(JsonObject arguments)
    {
        FakeUser[] all = [.. Users.Values.OrderBy(user => user.Id, StringComparer.Ordinal)];
        int from = int.TryParse(Word(arguments, "cursor"), CultureInfo.InvariantCulture, out int at) ? at : 0;
        int limit = int.TryParse(Word(arguments, "limit"), CultureInfo.InvariantCulture, out int most) ? most : 100;
        string next = from + limit < all.Length ? (from + limit).ToString(CultureInfo.InvariantCulture) : "";
        return Yes(("members", new JsonArray([.. all.Skip(from).Take(limit).Select(user => (JsonNode)Json(user))])), ("response_metadata", new JsonObject { ["next_cursor"] = next }));
    }

    private FakeChannel? ChannelOf(JsonObject arguments) => Channels.GetValueOrDefault(Word(arguments, "channel") ?? "");

    private FakeMessage? Find(JsonObject arguments, string name) => ChannelOf(arguments) is { } channel ? Find(channel, Word(arguments, name) ?? "") : null;

    private static FakeMessage? Find(FakeChannel channel, string ts) => Array.Find(channel.Now(), message => message.Ts == ts);

    private static JsonObject Json(FakeUser user) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.Name.ToLowerInvariant().Replace(" ", ".", StringComparison.Ordinal),
        ["real_name"] = user.Name,
        ["tz"] = user.Zone,
        ["team_id"] = user.Team,
        ["is_bot"] = user.IsBot,
        ["profile"] = new JsonObject { ["real_name"] = user.Name, ["display_name"] = "" },
    };

    private static JsonObject Json(FakeMessage message, bool metadata) => new()
    {
        ["type"] = "message",
        ["user"] = message.User,
        ["bot_id"] = message.User == BotUser ? Bot : null,
        ["ts"] = message.Ts,
        ["thread_ts"] = message.Thread,
        ["text"] = message.Text,
        ["metadata"] = metadata ? message.Metadata?.DeepClone() : null,
    };

    private static string? Word(JsonObject node, string name) => node[name] switch
    {
        JsonValue value when value.TryGetValue(out string? word) => word,
        JsonValue value => value.ToJsonString(),
        _ => null,
    };
}
