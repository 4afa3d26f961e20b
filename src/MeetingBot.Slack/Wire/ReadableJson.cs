using System.Text.Encodings.Web;
using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>JSON in which letters stay letters: Slack counts characters, and six for each letter beyond ASCII would be wasted.</summary>
internal static class ReadableJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
