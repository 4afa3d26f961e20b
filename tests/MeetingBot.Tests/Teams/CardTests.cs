using System.Collections.Immutable;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Teams;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Cards: of a schema that all clients show, never too long, and with people's words as words.</summary>
public class CardTests
{
    const string Hostile = "**bold** [link](https://evil.example) <at>all</at> &lt;b&gt; {{DATE(2024-01-01T00:00:00Z,SHORT)}} ${secret} \\u003c\" `code` <script>alert(1)</script>";

    static readonly NoticeCard Cards = new(new RichTextReader(), new FileLinks(new EphemeralDataProtectionProvider(), new TeamsOptions("", new TeamsCredential.None()) { PublicUrl = new Uri("https://meetings.example.org/") }), new Pages());

    static readonly Attachment Calendar = new("m.ics", "text/calendar", System.Text.Encoding.UTF8.GetBytes("BEGIN:VCALENDAR"));

    static readonly ConversationReference Somewhere = new("t", "19:c@thread.v2", "https://smba.trafficmanager.net/emea/");

    static readonly (string Name, JsonObject Card)[] All = [.. Made()];

    public static IEnumerable<TheoryDataRow<string>> Kinds => All.Select(one => new TheoryDataRow<string>(one.Name));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hostile_text_stands_only_where_no_client_reads_markup(string name)
    {
        var card = All.Single(one => one.Name == name).Card;
        foreach (var (path, text) in Strings(card, "").Where(one => one.Text.Contains("**bold**", StringComparison.Ordinal)))
            Assert.True(path.EndsWith("TextRun.text", StringComparison.Ordinal) || path.EndsWith(".fallbackText", StringComparison.Ordinal) || path.EndsWith(".title", StringComparison.Ordinal)
                || path.EndsWith("Input.Text.value", StringComparison.Ordinal) || path.Contains(".data.", StringComparison.Ordinal), $"{path}: {text}");
        Assert.DoesNotContain(Strings(card, ""), one => one.Path.EndsWith("TextRun.text", StringComparison.Ordinal) && one.Text.Contains("{{", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_is_of_version_1_5_says_what_it_is_and_fits_into_a_message(string name)
    {
        var card = All.Single(one => one.Name == name).Card;
        Assert.Equal(("AdaptiveCard", "1.5"), (card["type"]!.ToString(), card["version"]!.ToString()));
        Assert.False(string.IsNullOrWhiteSpace(card["fallbackText"]!.ToString()));
        Assert.InRange(card.ToJsonString().Length, 1, Card.Longest);
    }

    [Fact]
    public void Minutes_that_are_too_long_become_their_decisions_actions_and_next_date()
    {
        var card = All.Single(one => one.Name == "longest minutes").Card.ToJsonString();
        Assert.Contains("too long for a message", card, StringComparison.Ordinal);
        Assert.Contains("Decided", card, StringComparison.Ordinal);
        Assert.Contains("and 180 more", card, StringComparison.Ordinal);
        Assert.Contains("2024-01-11", card, StringComparison.Ordinal);
        Assert.Contains("minutes export docx 2023-12-14", card, StringComparison.Ordinal);
        Assert.Contains("https://meetings.example.org/minutes/g1/2023-12-14.1", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_panel_deals_with_earlier_minutes_and_asks_before_it_adjourns()
    {
        var panel = new FakeConnector.Said("c", "1", new JsonObject { ["attachments"] = new JsonArray(new JsonObject { ["content"] = All.Single(one => one.Name == "longest panel").Card.DeepClone() }) });
        Assert.Equal("minutes of 2023-11-30 not approved", panel.Buttons["Not approved"]["data"]!["line"]!.ToString());
        Assert.Equal("Action.ShowCard", panel.Buttons["Adjourn…"]["type"]!.ToString());
        Assert.Equal("adjourn", panel.Buttons["Adjourn…"]["card"]!["body"]![1]!["actions"]![0]!["data"]!["line"]!.ToString());
        Assert.Contains("Correct", panel.Buttons.Keys);
        Assert.Contains("Add item", panel.Buttons.Keys);
    }

    [Fact]
    public void What_a_form_holds_for_the_agenda_is_the_line_that_could_be_typed() =>
        Assert.Equal("agenda add Signs by Ben Okafor for 20m", Forms.Line(Forms.Agenda, System.Text.Json.JsonSerializer.SerializeToElement(new { text = "Signs", owner = "Ben Okafor", minutes = 20 })));

    [Theory]
    [InlineData(200_000, "too long for a chat")]
    [InlineData(30_000, "x")]
    public void A_long_reply_is_cut_between_lines_and_says_so_where_it_ends_early(int length, string end)
    {
        var messages = Answerer.Messages(Somewhere, new Reply(ReplyKind.Answer, string.Join('\n', Enumerable.Repeat(new string('x', 99), length / 100))), new CardButtons()).ToList();
        Assert.All(messages, message => Assert.InRange(message.Text!.Length, 1, 12_100));
        Assert.EndsWith(end, messages[^1].Text!.TrimEnd('.').Replace(": ask for less of it", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_button_holds_its_line_and_under_which_topic_it_was_drawn_for_old_clients_too()
    {
        var button = new CardButtons(7).Line("Next", "next topic");
        Assert.Equal(("next topic", "7"), (button["data"]!["line"]!.ToString(), button["data"]!["topic"]!.ToString()));
        Assert.Equal("Action.Submit", button["fallback"]!["type"]!.ToString());
        Assert.Equal(button["data"]!.ToJsonString(), button["fallback"]!["data"]!.ToJsonString());
    }

    [Fact]
    public void A_message_as_Graph_writes_it_becomes_its_text() =>
        Assert.Equal("We ship & tell Ben\n<b>now</b>", PlainText.Of(new PayloadBody("html", "<div><div>We <b>ship</b> &amp; tell <at id=\"0\">Ben</at></div><script>x()</script><p>&lt;b&gt;now&lt;/b&gt;</p></div>")));

    [Fact]
    public async Task Every_card_is_read_without_complaint_by_Microsofts_own_library()
    {
        Assert.Equal(19, All.Length);
        Assert.Empty(Heard(await Npm.CheckAsync("cards", new JsonArray([.. All.Select(one => one.Card.DeepClone())]), Library)));
    }

    [Fact]
    public async Task Canary_that_library_complains_of_an_element_that_does_not_exist()
    {
        var card = new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(new JsonObject { ["type"] = "Megaphone" }) };
        Assert.Single(Heard(await Npm.CheckAsync("cards", new JsonArray(card), Library)));
    }

    const string Library = "adaptivecards@3.0.6";

    static string[] Heard(JsonNode complaints) => [.. complaints.AsArray().Select(one => one!.ToString())];

    static IEnumerable<(string Name, JsonObject Card)> Made()
    {
        var buttons = new CardButtons(3, "sealed");
        Button[] some = [new("I'm coming", "coming"), new(Hostile, $"identify {Hostile}")];
        yield return ("reply", ReplyCard.Of(Hostile + "\nsecond line", some, buttons).ToJson());
        foreach (var form in new[] { Forms.Decision, Forms.Action, Forms.Note, Forms.Correct, Forms.Agenda })
            yield return ($"form {form}", Forms.Open(form, Hostile, Hostile, buttons.Data(), Hostile));

        var board = Board(3);
        yield return ("board", Cards.Of(Post(NoticeKinds.Board) with { Board = board }, buttons).ToJson());
        yield return ("panel", Cards.Of(Post(NoticeKinds.Panel) with { Board = board, Buttons = [.. some] }, buttons).ToJson());
        yield return ("board adjourned", Cards.Of(Post(NoticeKinds.Board) with { Board = board with { Phase = MeetingPhase.Adjourned } }, buttons).ToJson());
        yield return ("longest board", Cards.Of(Post(NoticeKinds.Board) with { Board = Board(200) }, buttons).ToJson());
        yield return ("board with long topics", Cards.Of(Post(NoticeKinds.Board) with { Board = Long(board) }, buttons).ToJson());
        yield return ("longest panel", Cards.Of(Post(NoticeKinds.Panel) with { Board = Long(Board(200)), Buttons = [.. some] }, buttons).ToJson());
        yield return ("longest form", Forms.Open(Forms.Action, string.Concat(Enumerable.Repeat(Hostile, 100)), Hostile, buttons.Data(), Hostile));
        yield return ("longest reply", Answerer.Messages(Somewhere, new Reply(ReplyKind.Answer, string.Join('\n', Enumerable.Repeat("x", 5900))) { Buttons = [.. some] }, buttons)
            .Last().Attachments!.Value[0].Content!.AsObject());
        yield return ("install", Invokes.Install());
        yield return ("announcement", Cards.Of(Post(NoticeKinds.Announced) with { Starts = Instant.FromUtc(2024, 1, 11, 17, 0), Buttons = [.. some], File = Calendar }, buttons).ToJson());
        yield return ("cancellation", Cards.Of(Post(NoticeKinds.Cancelled), buttons).ToJson());
        yield return ("minutes", Cards.Of(Drafted(3), buttons).ToJson());
        yield return ("longest minutes", Cards.Of(Drafted(200), buttons).ToJson());
    }

    static BoardView Long(BoardView board) => board with
    {
        CurrentTopic = string.Concat(Enumerable.Repeat(Hostile, 140)),
        NextItem = new MinutesAgendaItem(2, string.Concat(Enumerable.Repeat(Hostile, 140)), null, null, AgendaItemStatus.Pending),
        Queue = [.. Enumerable.Repeat(Hostile, 500)],
        EarlierMinutes = [new LocalDate(2023, 11, 30)],
    };

    static Post Post(string kind) => new("n1", "teams:t:c", kind, Hostile + "\nsecond line");

    static Post Drafted(int count)
    {
        var minutes = Minutes(count);
        var printer = new MinutesPrinter();
        return Post(NoticeKinds.MinutesDrafted) with
        {
            Minutes = minutes,
            Meeting = new MeetingId(new GroupId("g1"), new LocalDate(2023, 12, 14), 1),
            Markdown = printer.Print(minutes, MinutesFormat.Markdown, MinutesTemplate.Structured).Text,
            Text = printer.Print(minutes, MinutesFormat.Text, MinutesTemplate.Structured).Text,
        };
    }

    static BoardView Board(int count) => new()
    {
        GroupName = Hostile,
        Date = new LocalDate(2023, 12, 14),
        Phase = MeetingPhase.InSession,
        Presider = Hostile,
        Attendees = Attendees(count),
        Quorum = new MinutesQuorum(2, 3, false),
        Scribing = true,
        Queue = [.. Enumerable.Repeat(Hostile, 10)],
        CurrentTopic = Hostile,
        TopicEntry = 3,
        CurrentItem = 1,
        NextItem = new MinutesAgendaItem(2, Hostile, null, null, AgendaItemStatus.Pending),
    };

    static ImmutableArray<MinutesAttendee> Attendees(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new MinutesAttendee($"{Hostile} {n}", null, Hostile, null, null, false, false, null, null))];

    static Minutes Minutes(int count) => new()
    {
        Group = Hostile,
        Slug = "hostile",
        Date = new LocalDate(2023, 12, 14),
        Timezone = "America/New_York",
        Status = MinutesStatus.Posted,
        Presider = Hostile,
        Attendees = Attendees(count),
        Quorum = new MinutesQuorum(2, 3, false),
        Topics = [new MinutesTopic(1, Hostile, TopicKind.Item, [.. Enumerable.Range(1, count).Select(n => new MinutesEntry(n, EntryKind.Note, Hostile, $"{Hostile} {new string('x', 300)}", false, null))], [], 1)],
        Resolutions = [.. Enumerable.Range(1, count).Select(n => new MinutesResolution(n, Hostile, ResolutionOutcome.Agreed, [], null, null))],
        Actions = [.. Enumerable.Range(1, count).Select(n => new MinutesAction(n, Hostile, [Hostile], Hostile, null, new LocalDate(2024, 1, 11), ActionStatus.Open, null))],
        NextMeeting = new MinutesNextMeeting(new LocalDate(2024, 1, 11), new LocalTime(12, 0), "America/New_York", MeetingKind.Call),
    };

    static IEnumerable<(string Path, string Text)> Strings(JsonNode node, string path) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null)
            .SelectMany(member => Strings(member.Value!, $"{path}.{(members["type"] is JsonValue type ? type : "")}.{member.Key}")).Select(one => (one.Path.Replace("..", ".", StringComparison.Ordinal), one.Text)),
        JsonArray list => list.SelectMany(one => Strings(one!, path)),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [(path, value.GetValue<string>())],
        _ => [],
    };

    /// <summary>Addresses of minutes, unsealed.</summary>
    sealed class Pages : IMinutesLinks
    {
        public string? Of(MeetingId meeting) => $"https://meetings.example.org/minutes/{meeting}";
    }
}
