using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Documents;

/// <summary>Invented minutes on which a group's own template is tried before it is used.</summary>
static class SampleMinutes
{
    static readonly LocalDate Day = new(2024, 3, 5);

    /// <summary>A meeting of which nothing is known but that it was.</summary>
    internal static readonly Minutes Empty = new() { Group = "Harbour Board", Slug = "harbour-board", Date = Day, Timezone = "Europe/Oslo" };

    /// <summary>A meeting of which everything is known.</summary>
    internal static readonly Minutes Full = Empty with
    {
        Title = "Budget special",
        Start = At(10, 0),
        End = At(10, 40),
        Presider = "Ana Lind",
        Chairs = ["Ana Lind"],
        Scribes = ["Ben Moe"],
        Publisher = "Ben Moe",
        Tags = ["Minutes"],
        Attendees =
        [
            new("Ana Lind", "Ana", "Port", "chair", "voting", false, false, null, null),
            new("Ben Moe", "Ben", "Town", null, null, true, true, At(10, 5), At(10, 30), true),
        ],
        Regrets = ["Cato Vik"],
        Quorum = new(2, 2, true),
        Statement = new("note well", "Ana Lind"),
        Earlier = [new(Day.PlusDays(-14), EarlierOutcome.Approved, "reason", "edits", Day, 1)],
        Agenda = [new(1, "Crane", "Ben Moe", 10, AgendaItemStatus.DisposedOf)],
        Topics =
        [
            new(1, "Crane", TopicKind.Item, [.. Enum.GetValues<EntryKind>().Select(Entry)], [new(null, "Paint", TopicKind.Item, [Entry(EntryKind.Note)], [])], 2),
            new(null, "Any other business", TopicKind.OtherBusiness, [Entry(EntryKind.Idea)], []),
        ],
        Resolutions = [new(3, "Buy the crane.", ResolutionOutcome.Agreed, ["Ana Lind"], "context", "Crane")],
        Actions = [new(4, "Ben Moe", ["Ben Moe"], "ask for prices", "context", Day.PlusDays(7), ActionStatus.Open, "Crane", Day)],
        OpenActions = [new(2, null, [], "paint the shed", null, Day, ActionStatus.Open, null, Day.PlusDays(-14))],
        Motions = [new(5, "Buy the crane.", "Ana Lind", "Ben Moe", MotionOutcome.Carried, 2, 0, 0)],
        Links = [new("https://example.org/crane", "Offer", "Crane")],
        Cancelled = [new(Day.PlusDays(14), "Easter")],
        Carried = ["Shed"],
        NextMeeting = new(Day.PlusDays(28), new LocalTime(10, 0), "Europe/Oslo", MeetingKind.Call),
        Adjourned = true,
        Warnings = ["One name is not clear."],
    };

    static MinutesEntry Entry(EntryKind kind) => new(6, kind, "Ana Lind", "The old one is worn.", false, At(10, 10))
    {
        Date = Day,
        Reason = "reason",
        Outcome = ResolutionOutcome.Agreed,
        People = ["Ana Lind"],
        Due = Day,
        Url = "https://example.org",
        NameUnclear = true,
        RegisterNumber = 1,
    };

    static OffsetDateTime At(int hour, int minute) => Day.At(new LocalTime(hour, minute)).WithOffset(Offset.FromHours(1));
}
