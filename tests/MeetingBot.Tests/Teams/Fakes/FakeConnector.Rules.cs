using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Tests;

/// <content>What the connector takes and what it refuses.</content>
public sealed partial class FakeConnector
{
    /// <summary>Teams counts characters of two bytes; about 100 KB in all.</summary>
    const int LongestBody = 100 * 1024 / 2;

    static readonly string[] NotForBots = ["serviceUrl", "timestamp", "callerId", "localTimestamp", "channelId"];

    static readonly HashSet<string> KnownElements =
    [
        "AdaptiveCard", "RichTextBlock", "TextRun", "TextBlock", "Container", "ColumnSet", "Column", "ActionSet", "Input.Text", "Input.Date", "Input.Number", "Input.ChoiceSet",
        "Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility",
    ];

    async Task<IResult> SendAsync(HttpRequest request, string conversation)
    {
        var id = Uri.UnescapeDataString(conversation);
        var body = await BodyAsync(request);
        if (Wrong(id, body, out var activity) is { } wrong)
            return wrong;

        var targeted = request.Query["isTargetedActivity"] == "true";
        var recipient = activity["recipient"]?["id"]?.ToString();
        if (targeted && (!TakesTargeted || id.StartsWith("a:", StringComparison.Ordinal) || activity["recipient"]?["isTargeted"]?.GetValue<bool>() != true))
            return Error(400, "ServiceError");

        return Results.Json(new JsonObject { ["id"] = Keep(id, activity, targeted ? recipient : null).Id }, statusCode: 201);
    }

    async Task<IResult> UpdateAsync(HttpRequest request, string conversation, string activity)
    {
        var id = Uri.UnescapeDataString(conversation);
        var body = await BodyAsync(request);
        if (Wrong(id, body, out var content) is { } wrong)
            return wrong;

        if (All.FirstOrDefault(one => one.Conversation == id && one.Id == activity && !one.Deleted) is not { } said)
            return Error(404, "ActivityNotFoundInConversation");

        said.Activity = content;
        said.Edits++;
        return Results.Json(new JsonObject { ["id"] = activity });
    }

    IResult Delete(string conversation, string activity)
    {
        var id = Uri.UnescapeDataString(conversation);
        if (RefusesDeletes)
            return Error(501, "NotImplemented");
        if (All.FirstOrDefault(one => one.Conversation == id && one.Id == activity && !one.Deleted) is not { } said)
            return Error(404, "ActivityNotFoundInConversation");

        said.Deleted = true;
        return Results.Ok();
    }

    async Task<IResult> CreateAsync(HttpRequest request)
    {
        var wanted = JsonNode.Parse(await BodyAsync(request))!.AsObject();
        if (wanted["tenantId"]?.ToString() != Tenant)
            return Error(400, "BadSyntax");

        if (wanted["isGroup"]?.GetValue<bool>() == true)
        {
            var channel = wanted["channelData"]?["channel"]?["id"]?.ToString();
            if (wanted["activity"] is not JsonObject first || channel is null)
                return Error(400, "BadSyntax");
            if (!Conversations.Contains(channel))
                return Error(404, "ConversationNotFound");

            var root = NextId();
            var thread = $"{channel};messageid={root}";
            Threads.Add(thread);
            if (Wrong(thread, first.ToJsonString(), out var activity) is { } wrong)
                return wrong;

            Keep(thread, activity, null, root);
            return Results.Json(new JsonObject { ["id"] = thread, ["activityId"] = root }, statusCode: 201);
        }

        return wanted["members"] is not JsonArray { Count: 1 } members ? Error(400, "BadArgument")
            : Personal.TryGetValue(members[0]!["id"]!.ToString(), out var chat) ? Results.Json(new JsonObject { ["id"] = chat }, statusCode: 201)
            : Error(403, "ForbiddenOperationException");
    }

    IResult? Wrong(string conversation, string body, out JsonObject activity)
    {
        activity = JsonNode.Parse(body)!.AsObject();
        if (body.Length > LongestBody)
            return Error(413, "MessageSizeTooBig");
        if (!IsKnown(conversation))
            return Error(404, "ConversationNotFound");
        if (Throttles && IsTooFast(conversation))
            return Error(429, "Throttled");

        var message = activity;
        var cards = message["attachments"]?.AsArray().Where(one => one!["contentType"]?.ToString() == "application/vnd.microsoft.card.adaptive").Select(one => one!["content"]!).ToArray() ?? [];
        var bad = message["type"]?.ToString() is not ("message" or "typing")
            || NotForBots.Any(message.ContainsKey)
            || message["from"]?["id"]?.ToString() != BotId
            || message["conversation"]?["id"] is null
            || (message["text"] is null && cards.Length == 0 && message["attachments"] is null)
            || (message["text"] is not null && message["textFormat"]?.ToString() != "plain")
            || (cards.Length > 0 && message["summary"] is null)
            || cards.Any(card => card["version"]?.ToString() != "1.5" || card["fallbackText"] is null || Elements(card).Any(type => !KnownElements.Contains(type)))
            || body.Contains("\"null\"", StringComparison.Ordinal);
        return bad ? Error(400, "BadArgument") : null;
    }

    bool IsKnown(string conversation) => Conversations.Contains(conversation) && !conversation.EndsWith("@thread.tacv2", StringComparison.Ordinal)
        || Threads.Contains(conversation) || Personal.ContainsValue(conversation);

    bool IsTooFast(string conversation)
    {
        lock (_rates)
        {
            var now = DateTimeOffset.UtcNow;
            if (!_rates.TryGetValue(conversation, out var times))
                _rates[conversation] = times = new();
            while (times.TryPeek(out var oldest) && now - oldest > TimeSpan.FromSeconds(1))
                times.Dequeue();
            if (times.Count >= 7)
                return true;
            times.Enqueue(now);
            return false;
        }
    }

    Said Keep(string conversation, JsonObject activity, string? onlyFor, string? id = null)
    {
        var said = new Said(conversation, id ?? NextId(), activity) { OnlyFor = onlyFor };
        lock (_said)
            _said.Add(said);
        return said;
    }

    string NextId() => Interlocked.Increment(ref _lastId).ToString(System.Globalization.CultureInfo.InvariantCulture);

    static IEnumerable<string> Elements(JsonNode node) => node switch
    {
        JsonObject members => members.Where(member => member.Key is not ("data" or "msteams")).SelectMany(member => member.Key == "type" ? [member.Value!.ToString()] : member.Value is null ? [] : Elements(member.Value)),
        JsonArray list => list.Where(one => one is not null).SelectMany(one => Elements(one!)),
        _ => [],
    };
}
