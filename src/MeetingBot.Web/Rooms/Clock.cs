using NodaTime;

namespace MeetingBot.Web;

internal static class Clock
{
    public static Instant Now(this TimeProvider time) => Instant.FromDateTimeOffset(time.GetUtcNow());
}
