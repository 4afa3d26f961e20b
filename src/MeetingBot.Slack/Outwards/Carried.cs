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
    /// <summary>For a form: the channel in which whoever opened it looks for the answer; null for direct chat.</summary>
    public string? Back { get; init; }

    /// <summary>For a form: under which name the address for its answer is kept, which is a secret; null for none.</summary>
    public string? Address { get; init; }

    /// <summary>For a form: who wrote the message that it records; null where it records none.</summary>
    public string? Speaker { get; init; }

    /// <summary>What makes all presses of the button one; null where each counts.</summary>
    public string? Mark { get; init; }

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

        foreach ((string name, string? value) in new[] { ("b", Back), ("a", Address), ("s", Speaker), ("m", Mark) })
        {
            if (value is not null)
            {
                node[name] = value;
            }
        }

        return node.ToJsonString(ReadableJson.Options);
    }

    /// <summary>Reads a button's value or a form's hidden text; null when it is none of ours.</summary>
    public static Carried? Read(string? value)
    {
        if (value is null || Loose.Parse(Encoding.UTF8.GetBytes(value)) is not { } node || node.Text("l") is not { } line)
        {
            return null;
        }

        int? topic = int.TryParse(node.Text("t"), CultureInfo.InvariantCulture, out int entry) ? entry : null;
        return new Carried(line, node.Word("c"), topic) { Back = node.Word("b"), Address = node.Word("a"), Speaker = node.Word("s"), Mark = node.Word("m") };
    }
}
