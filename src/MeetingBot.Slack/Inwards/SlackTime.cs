using System.Globalization;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>Slack's time stamps, which are ids first and times second.</summary>
internal static class SlackTime
{
    /// <summary>When a message came; null for what is no time stamp. Split at the dot, never read as one number.</summary>
    public static Instant? Of(string ts)
    {
        string[] parts = ts.Split('.');
        return parts.Length is 1 or 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 253_402_300_800
            && int.TryParse(parts.Length == 2 ? parts[1].PadRight(6, '0')[..6] : "0", NumberStyles.None, CultureInfo.InvariantCulture, out int micros)
            ? Instant.FromUnixTimeSeconds(seconds).PlusTicks(micros * 10L)
            : null;
    }
}
