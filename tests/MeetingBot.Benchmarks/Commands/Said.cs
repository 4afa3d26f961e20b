using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>Messages of the load runs.</summary>
internal static class Said
{
    public static ChatMessage By(int caller, string conversation, int step, string text) =>
        new($"{conversation}/{caller}/{step}", new Account($"web::Person {caller}"), $"Person {caller}", conversation, text, Instant.FromUtc(2029, 6, 1, 12, 0) + Duration.FromMilliseconds(step))
        {
            NameIsTrusted = true,
        };
}
