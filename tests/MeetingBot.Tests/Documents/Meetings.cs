using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Invented meetings to print: one of which everything is recorded, and one of which nothing is.</summary>
static class Meetings
{
    static readonly LocalDate Day = new(2024, 3, 5);

    internal static readonly Minutes Minimal = new()
    {
        Group = "Harbour Safety Working Group",
        Slug = "harbour-safety",
        Date = Day,
        Timezone = "Europe/Oslo",
    };

    internal static readonly Minutes Complete = Minimal with
    {
        Start = At(10, 2),
        End = At(10, 41),
        Presider = "Ana Lind",
        Chairs = ["Ana Lind"],
        Scribes = ["Ben Moe"],
        Publisher = "Ben Moe",
        Tags = ["Minutes", "Harbour"],
        Attendees =
        [
            Person("Ana Lind", "Ana", "Port Authority") with { Role = "chair" },
            Person("Ben Moe", "Ben", "Town"),
            Person("Chris Dahl", null, "Pilots, Inc."),
            Person("Chris Eide", null, "Tugs A/S"),
            Person("Eva Ruud", "Eva", null) with { Guest = true },
        ],
        Regrets = ["Dana Holm"],
        Quorum = new(3, 2, true),
        Statement = new("note well", "Ana Lind"),
        Earlier =
        [
            new(new(2024, 2, 20), EarlierOutcome.Approved, null, "two spelling corrections"),
            new(new(2024, 2, 6), EarlierOutcome.NotApproved, "they went out yesterday", null),
        ],
        Agenda =
        [
            new(1, "Crane inspection", "Ben Moe", 15, AgendaItemStatus.DisposedOf),
            new(2, "Winter storage", null, null, AgendaItemStatus.Deferred),
        ],
        Topics =
        [
            Topic(null, Note(1, "Ben Moe", "The line was bad for the first minutes.")),
            Topic(
                "Crane inspection",
                Note(4, "Ben Moe", "The inspector found rust on two bolts."),
                Entry(5, EntryKind.Decision, "Agreed to replace both before April.") with { Continues = true, Outcome = ResolutionOutcome.Agreed },
                Note(6, "Chris Dahl", "Chris Dahl offered a spare set."),
                Entry(7, EntryKind.Action, "order the bolts") with { People = ["Ben Moe"], Due = new LocalDate(2024, 3, 15) },
                Entry(8, EntryKind.Decision, "The crane stays closed until then.") with { Outcome = ResolutionOutcome.Agreed },
                Entry(9, EntryKind.Link, "Inspection report") with { Url = "https://example.org/report" })
                with
            {
                Number = 1,
                Subtopics =
                [
                    Topic(
                        "Paint",
                        Note(10, "Ana Lind", "Two offers came in:\n- one in grey\n- one in blue"),
                        Entry(11, EntryKind.Motion, "Buy the grey paint.") with { Speaker = "Ana Lind", Outcome = ResolutionOutcome.Carried }),
                ],
            },
            Topic(
                "Any other business",
                Entry(12, EntryKind.Cancellation, "") with { Date = new LocalDate(2024, 3, 19), Reason = "the hall is taken" },
                Entry(0, EntryKind.NextMeeting, "") with { Date = new LocalDate(2024, 4, 2), Continues = true },
                Entry(13, EntryKind.Idea, "An open day in May.") with { Speaker = "Eva Ruud" },
                Note(14, "Kim", "Who keeps the keys?") with { NameUnclear = true })
                with
            { Kind = TopicKind.OtherBusiness },
        ],
        Resolutions =
        [
            new(5, "Agreed to replace both before April.", ResolutionOutcome.Agreed, ["Ana Lind", "Chris Dahl"], "The inspector found rust on two bolts.", "Crane inspection"),
            new(8, "The crane stays closed until then.", ResolutionOutcome.Agreed, [], null, "Crane inspection"),
        ],
        Actions = [new(21, "Ben Moe", ["Ben Moe"], "order the bolts", null, new LocalDate(2024, 3, 15), ActionStatus.Open, "Crane inspection", Day)],
        OpenActions = [new(17, "Dana Holm", ["Dana Holm"], "ask the insurer", null, null, ActionStatus.Open, null, new LocalDate(2024, 2, 20))],
        Motions = [new(11, "Buy the grey paint.", "Ana Lind", "Ben Moe", MotionOutcome.Carried, 3, 0, 1)],
        Links = [new("https://example.org/report", "Inspection report", "Crane inspection")],
        Cancelled = [new(new(2024, 3, 19), "the hall is taken")],
        Carried = ["Winter storage"],
        NextMeeting = new(new(2024, 4, 2), new LocalTime(10, 0), "Europe/Oslo", MeetingKind.Call),
        Adjourned = true,
        Warnings = ["Kim is not known."],
    };

    internal static OffsetDateTime At(int hour, int minute) => Day.At(new LocalTime(hour, minute)).WithOffset(Offset.FromHours(1));

    internal static MinutesAttendee Person(string name, string? given, string? organization) =>
        new(name, given, organization, null, null, Remote: false, Guest: false, Arrived: null, Left: null);

    internal static MinutesTopic Topic(string? title, params MinutesEntry[] entries) => new(null, title, TopicKind.Item, [.. entries], []);

    internal static MinutesEntry Note(int number, string? speaker, string text) => Entry(number, EntryKind.Note, text) with { Speaker = speaker };

    internal static MinutesEntry Entry(int number, EntryKind kind, string text) => new(number, kind, null, text, false, At(10, 5));

    /// <summary>Minutes with one note in them and nothing else.</summary>
    internal static Minutes Saying(string text) => Minimal with { Topics = [Topic(null, Note(1, null, text))] };
}
