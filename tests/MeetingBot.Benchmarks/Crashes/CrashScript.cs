using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What is said in a round of the crash run: four conversations, in each of which one person opens and ends meetings and cancels
/// dates, while two others come, take notes and decide.
/// </summary>
internal static class CrashScript
{
    public const int Rooms = 4;
    public const int Callers = 3 * Rooms;

    private static readonly LocalDate FirstThursday = new(2030, 1, 3);
    private static readonly string[] Names = ["Ana Lima", "Ben Okafor", "Chidi Rao"];

    /// <summary>The line that a caller says as the so-manieth.</summary>
    public static ChatMessage Line(int round, int caller, int step)
    {
        string name = Names[caller / Rooms];
        string id = $"{round}/{caller}/{step}";
        Instant at = Instant.FromUtc(2029, 6, 1, 12, 0) + Duration.FromMinutes(round) + Duration.FromMilliseconds(step);
        return new ChatMessage(id, new Account("web::" + name), name, Room(caller % Rooms), caller < Rooms ? Chair(id, round, step) : Member(id, step), at) { NameIsTrusted = true };
    }

    public static string Room(int room) => $"web::crash{room}";

    private static string Chair(string id, int round, int step) => (step % 12) switch
    {
        0 => "start",
        1 when step == 1 => "schedule every 1 week on Thursday at 12:00 from 2030-01-03",
        1 or 2 => "here",
        5 => $"cancel {FirstThursday.PlusWeeks((20 * round) + (step / 12)):uuuu'-'MM'-'dd} because of {id}",
        11 => "end",
        _ => $"note: {id} by the chair",
    };

    private static string Member(string id, int step) => (step % 5) switch
    {
        0 => "here",
        3 => $"decision: {id} is agreed",
        _ => $"note: {id} was said",
    };
}
