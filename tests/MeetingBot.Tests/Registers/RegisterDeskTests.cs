using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What the registers' page shows, and to whom.</summary>
public class RegisterDeskTests
{
    private const string Room = "web::registers";

    private static readonly Instant Begin = Instant.FromUtc(2024, 1, 9, 10, 0);

    [Fact]
    public async Task Attendance_and_actions_are_counted_as_of_each_meeting()
    {
        RegisterView view = (await (await HeldAsync()).RegistersAsync(Room, Of("Ana"), "Ana", Begin, Token))!;
        Assert.Equal(
            [new MeetingPoint(new LocalDate(2024, 1, 9), 2, 2, 2, 0), new MeetingPoint(new LocalDate(2024, 1, 23), 1, 1, 2, 1)],
            view.Meetings);
        Assert.Equal([("Acme", 2), ("Initech", 1)], view.Attendance!.Organizations.Select(share => (share.Name, share.Came)));
    }

    [Fact]
    public async Task A_decision_leads_back_to_its_entry_in_the_minutes()
    {
        Clerk clerk = await HeldAsync();
        DecisionLine decision = Assert.Single((await clerk.RegistersAsync(Room, Of("Ana"), "Ana", Begin, Token))!.Decisions);
        Minutes minutes = (await clerk.MinutesOfAsync(Room, decision.Meeting.Date, decision.Meeting.Nth, Of("Ana"), "Ana", Begin, Token))!;
        Assert.Equal("Order signs.", minutes.Topics.SelectMany(topic => topic.Entries).Single(entry => entry.Number == decision.Entry).Text);
    }

    [Fact]
    public async Task An_action_leads_back_to_its_own_meeting_also_when_two_were_held_on_its_day()
    {
        Clerk clerk = await HeldAsync(((14 * 24) + 2, "/meeting start"), ((14 * 24) + 2, "/meeting note They are green."), ((14 * 24) + 3, "/meeting end"));
        ActionLine action = (await clerk.RegistersAsync(Room, Of("Ana"), "Ana", Begin, Token))!.Actions.Single(one => one.Action.Text == "Look at them");
        Minutes minutes = (await clerk.MinutesOfAsync(Room, action.Meeting.Date, action.Meeting.Nth, Of("Ana"), "Ana", Begin, Token))!;
        Assert.Equal("Look at them", minutes.Topics.SelectMany(topic => topic.Entries).Single(entry => entry.Number == action.Entry).Text);
        Minutes last = (await clerk.MinutesOfAsync(Room, action.Meeting.Date, null, Of("Ana"), "Ana", Begin, Token))!;
        Assert.Equal("They are green.", last.Topics.SelectMany(topic => topic.Entries).Single().Text);
    }

    [Fact]
    public async Task Who_is_on_no_roster_sees_nothing()
    {
        Clerk clerk = await HeldAsync();
        Assert.Null(await clerk.RegistersAsync(Room, Of("Gil"), "Gil", Begin, Token));
        Assert.Null(await clerk.RegisterAsync(Room, "decisions", Of("Gil"), "Gil", Begin, Token));
        Assert.Null(await clerk.MinutesOfAsync(Room, new LocalDate(2024, 1, 9), null, Of("Gil"), "Gil", Begin, Token));
    }

    [Fact]
    public async Task A_room_without_a_group_and_a_name_that_is_no_register_have_none()
    {
        Clerk clerk = await HeldAsync();
        Assert.Null(await clerk.RegistersAsync("web::elsewhere", Of("Ana"), "Ana", Begin, Token));
        Assert.Null(await clerk.RegisterAsync(Room, "everything", Of("Ana"), "Ana", Begin, Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Account Of(string name) => new("web::" + name.ToLowerInvariant());

    private static async Task<Clerk> HeldAsync(params (int Hours, string Line)[] more)
    {
        var store = new InMemoryStore();
        var clerk = new Clerk(store, new MinutesPrinter(), new ClerkOptions { PostAtOnce = true }, store);
        (int Hours, string Line)[] lines =
        [
            (-1, "/meeting setup Standards Group timezone Etc/UTC"), (-1, "/meeting roster add Ben (Initech) class issuer, Ana (Acme) as chair class issuer"),
            (0, "/meeting start"), (0, "/meeting present Ana and Ben"), (0, "/meeting decision: Order signs."), (0, "/meeting todo Ben: Order them"), (0, "/meeting todo Ana: Pay them"), (1, "/meeting end"),
            (48, "/meeting done 1"),
            (14 * 24, "/meeting start"), (14 * 24, "/meeting present Ana"), (14 * 24, "/meeting todo Ana: Look at them"), ((14 * 24) + 1, "/meeting end"),
            .. more,
        ];
        for (int at = 0; at < lines.Length; at++)
        {
            var message = new ChatMessage($"m{at}", Of("Ana"), "Ana", Room, lines[at].Line, Begin + Duration.FromHours(lines[at].Hours)) { NameIsTrusted = true };
            Reply reply = await clerk.HandleAsync(message, Token);
            Assert.Equal(ReplyKind.Receipt, reply.Kind);
        }

        return clerk;
    }
}
