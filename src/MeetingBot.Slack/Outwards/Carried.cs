using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>What a button or form carries: what it says when it is pressed, and the state it was drawn from.</summary>
/// <param name="Line">The command line, or several; for a form what the form needs besides.</param>
/// <param name="Channel">The channel it speaks to; null for the one in which it stands.</param>
/// <param name="Topic">The entry of the topic under discussion when it was drawn; null where that does not matter.</param>
internal sealed record Carried(string Line, string? Channel = null, int? Topic = null)
{
    /// <summary>The thread of a form's answer, or the response address; null for none.</summary>
    public string? Reply { get; init; }

    /// <summary>As it stands in a button's value.</summary>
    public string Write()
    {
        var node = new JsonObject { ["l"] = Line };
        if (Channel is not null)
        {
            node["c"] = Channel;
        }

        if (Topic is { } topic)
        {
            node["t"] = topic;
        }

        if (Reply is not null)
        {
            node["r"] = Reply;
        }

        return node.ToJsonString(ReadableJson.Options);
    }

    /// <summary>Reads a button's value or a form's hidden text; null when it is none of ours.</summary>
    public static Carried? Read(string? value) =>
        value is not null && Loose.Parse(Encoding.UTF8.GetBytes(value)) is { } node && node.Text("l") is { } line
            ? new Carried(line, node.Word("c"), int.TryParse(node.Text("t"), CultureInfo.InvariantCulture, out int topic) ? topic : null) { Reply = node.Word("r") }
            : null;
}
