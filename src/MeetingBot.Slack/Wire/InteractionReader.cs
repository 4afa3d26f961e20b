using System.Collections.Immutable;
using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>Reads the payload of a button, form, shortcut or menu.</summary>
internal static class InteractionReader
{
    /// <summary>Reads it; never throws.</summary>
    public static Inbound Read(JsonElement body)
    {
        Workspace from = WorkspaceReader.Read(body);
        JsonElement? user = body.Part("user");
        var actor = new Actor(user?.Word("id") ?? "", user?.Word("team_id"));
        string trigger = body.Word("trigger_id") ?? "";
        string callback = body.Text("callback_id") ?? "";
        return body.Text("type") switch
        {
            "block_actions" => new BlockActions(from, actor, trigger, Place(body), View(body), body.Word("response_url"), [.. body.Items("actions").Select(Action)]),
            "view_submission" when View(body) is { } view => new ViewSubmission(from, actor, trigger, view),
            "view_closed" when View(body) is { } view => new ViewClosed(from, actor, view),
            "shortcut" => new GlobalShortcut(from, actor, callback, trigger),
            "message_action" when body.Part("channel")?.Word("id") is { } channel && body.Part("message") is { } message =>
                new MessageShortcut(from, actor, callback, trigger, channel, body.Part("channel")?.Text("name") ?? "", body.Word("response_url"), EventReader.Message(message, body.Word("message_ts"))),
            "block_suggestion" => new OptionsRequest(from, actor, body.Text("action_id") ?? "", body.Text("value") ?? "", body.Part("view")?.Text("private_metadata") ?? ""),
            var other => new UnknownInbound(other ?? ""),
        };
    }

    private static PressedPlace Place(JsonElement body)
    {
        JsonElement? container = body.Part("container");
        JsonElement? message = body.Part("message");
        return new PressedPlace(
            container?.Word("channel_id") ?? body.Part("channel")?.Word("id"),
            container?.Word("message_ts") ?? message?.Word("ts"),
            container?.Word("thread_ts") ?? message?.Word("thread_ts"),
            container?.Flag("is_ephemeral") ?? false);
    }

    private static BlockAction Action(JsonElement action) =>
        new(action.Text("action_id") ?? "", action.Text("block_id") ?? "", Value(action), action.Text("action_ts") ?? "");

    private static ViewState? View(JsonElement body)
    {
        if (body.Part("view") is not { } view)
        {
            return null;
        }

        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty block in view.Part("state")?.Part("values")?.Fields() ?? [])
        {
            foreach (JsonProperty element in block.Value.Fields())
            {
                if (Value(element.Value) is { Length: > 0 } value)
                {
                    values[block.Name] = value;
                }
            }
        }

        return new ViewState(view.Text("id") ?? "", view.Text("type") ?? "", view.Text("callback_id") ?? "", view.Text("private_metadata") ?? "", view.Word("hash"), values.ToImmutable());
    }

    /// <summary>What an element holds, whatever kind it is; several values are separated by commas.</summary>
    private static string? Value(JsonElement element)
    {
        foreach (JsonProperty field in element.Fields())
        {
            string? found = field.Name switch
            {
                "selected_option" => Option(field.Value),
                "selected_options" => List(field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray().Select(Option) : []),
                _ when field.Name.StartsWith("selected_", StringComparison.Ordinal) => field.Value.ValueKind switch
                {
                    JsonValueKind.Array => List(field.Value.EnumerateArray().Select(Loose.Whole)),
                    JsonValueKind.String => field.Value.Whole(),
                    JsonValueKind.Number => field.Value.GetRawText(),
                    _ => null,
                },
                _ => null,
            };
            if (found is { Length: > 0 })
            {
                return found;
            }
        }

        return element.Text("value");
    }

    private static string? Option(JsonElement option) => option.Text("value");

    private static string List(IEnumerable<string?> values) => string.Join(',', values.Where(value => !string.IsNullOrEmpty(value)));
}
