using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CsCheck;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Slack;
using NodaTime;

namespace MeetingBot.Tests.Slack;

/// <summary>Whatever the bot says fits into Slack's limits, at its longest and emptiest, and no word of a person becomes markup.</summary>
public class LayoutTests
{
    private static readonly string[] Hostile = ["", " ", "x", "<!channel>", "<@U1> & <!here|x>", "&lt;!everyone&gt;", "*b* _i_ ~s~ `c`", "😀", new string('&', 4000), new string('<', 20_000), string.Concat(Enumerable.Repeat("😀\n", 6000)), new string('x', 50_000), "a\n\n\nb"];

    private static readonly PostLayout Layout = new(new RichTextReader());

    private static Gen<string> Text => Gen.Int[0, Hostile.Length - 1].Select(n => Hostile[n]);

    [Fact]
    public void An_answer_fits_whatever_it_says() => Gen.Select(Text, Text, Text, Gen.Int[0, 30]).Sample((text, label, line, buttons) =>
        Fits(ReplyLayout.Of(text, [.. Enumerable.Range(0, buttons).Select(n => new Button(label, line))], "C1", 3)), iter: 60);

    [Fact]
    public void Minutes_fit_however_long_they_are() => Gen.Select(Text, Gen.Int[0, 400]).Sample((text, entries) =>
    {
        string words = text.Replace("<", "\\<", StringComparison.Ordinal);
        string markdown = "**Title**\n\n" + string.Concat(Enumerable.Range(0, entries).Select(n => $"- {Mrkdwn.Cut(words.ReplaceLineEndings(" "), 500)}\n"));
        Fits(Layout.Of(new Post("n", "slack:T1:C1", NoticeKinds.MinutesDrafted, text + "x") { Markdown = markdown, Buttons = [new Button("All decisions", "decisions")] }, null, false));
    }, iter: 30);

    [Fact]
    public void A_board_and_a_panel_fit_whatever_stands_in_them() => Gen.Select(Text, Gen.Int[0, 60], Gen.Enum<MeetingPhase>()).Sample((text, people, phase) =>
    {
        BoardView board = Board(text, people) with { Phase = phase };
        var post = new Post("n", "slack:T1:C1", NoticeKinds.Board, string.Join('\n', Enumerable.Repeat(text, 12)) + "x") { Board = board };
        Fits(Layout.Of(post, null, true));
        Fits(Layout.Of(post with { Kind = NoticeKinds.Panel }, "C1", true));
        Fits(Layout.Of(post with { Board = null, Kind = NoticeKinds.Announced, Starts = Instant.FromUnixTimeSeconds(1_700_000_000), Buttons = [new Button(text, text)] }, null, true));
    }, iter: 60);

    [Fact]
    public void Every_form_fits_whatever_is_known_already()
    {
        foreach (FormFields form in FormFields.All)
        {
            foreach (string text in Hostile)
                Assert.Empty(BlockCheck.View(SlackForms.View(form, new Carried(form.Name, "C1", 7) { Back = "C1", Address = new string('a', 32), Speaker = "U1" }, text)));
            Assert.Empty(BlockCheck.View(SlackForms.View(form, new Carried(form.Name))));
            foreach (string text in Hostile)
                Assert.Empty(BlockCheck.View(SlackForms.Waiting(form, text)));
        }
    }

    [Fact]
    public void The_home_page_fits_whatever_stands_in_it() => Gen.Select(Text, Gen.Int[0, 60]).Sample((text, many) =>
    {
        var next = new MinutesNextMeeting(new LocalDate(2024, 1, 11), new LocalTime(12, 0), "America/New_York", MeetingKind.Call);
        var action = new MinutesAction(1, text, [text], text, null, new LocalDate(2024, 1, 11), ActionStatus.Open, null);
        var home = new HomeView([.. Enumerable.Range(0, many).Select(n => new HomeGroup(text, "slack:T1:C1", text, n % 2 == 0, n % 3 == 0 ? null : next))],
            [.. Enumerable.Range(0, many).Select(_ => new HomeAction(text, "slack:T1:C1", action))],
            [.. Enumerable.Range(0, many).Select(_ => new HomeVote(text, "slack:T1:C1", text, Instant.FromUtc(2024, 1, 11, 17, 0), [new Button("Vote yes", $"ballot vote {text} yes")]))]);
        Assert.Empty(BlockCheck.View(HomePage.View(home, new Installation("T1", "T1", null, false, "xoxb-FAKE"))));
    }, iter: 30);

    [Fact]
    public void No_word_of_a_person_notifies_anybody()
    {
        foreach (string text in Hostile)
        {
            foreach (SlackText shown in new[] { ReplyLayout.Of(text, [new Button(text, text)]), Layout.Of(new Post("n", "slack:T1:C1", "x", text + "x") { Board = Board(text, 3), Kind = NoticeKinds.Board }, null, true) })
            {
                Assert.DoesNotContain("<!", shown.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("<@", shown.Text, StringComparison.Ordinal);
                Assert.All(Marked(shown.Blocks), markup => Assert.DoesNotContain('<', markup));
            }
        }
    }

    [Fact]
    public void Numbered_lists_go_on_where_they_stopped()
    {
        JsonArray blocks = RichLayout.Of(new RichTextReader().Read("1. one\n2. two\n\ntext\n\n3. three\n"), 50, 10_000, out bool left);
        string json = blocks.ToJsonString();

        Assert.False(left);
        Assert.Contains("\"offset\":2", json, StringComparison.Ordinal);
        Assert.Empty(BlockCheck.Message("x", blocks));
    }

    [Fact]
    public void What_a_button_carries_comes_back_as_it_was()
    {
        var carried = new Carried("start\nnote: \"x\" <&>", "C1", 7) { Back = "C2", Address = "a", Speaker = "U1" };
        Assert.Equal(carried, Carried.Read(carried.Write()));
        Assert.Null(Carried.Read("click_me_123"));
        Assert.Null(Carried.Read(null));
    }

    private static void Fits(SlackText text) => Assert.Empty(BlockCheck.Message(text.Text, text.Blocks));

    private static IEnumerable<string> Marked(JsonNode? node) => node switch
    {
        JsonObject one when IsMarked(one) => [one["text"]!.GetValue<string>()],
        JsonObject one => one.SelectMany(field => Marked(field.Value)).ToList(),
        JsonArray items => items.SelectMany(Marked).ToList(),
        _ => [],
    };

    private static bool IsMarked(JsonObject node) => node["type"] is JsonValue type && type.TryGetValue(out string? name) && name == "mrkdwn";

    private static BoardView Board(string text, int people)
    {
        var next = new MinutesAgendaItem(1, text, null, null, AgendaItemStatus.Pending);
        return new BoardView
        {
            GroupName = text,
            Date = new LocalDate(2024, 1, 11),
            Phase = MeetingPhase.InSession,
            Attendees = [.. Enumerable.Range(0, people).Select(n => new MinutesAttendee(text, null, n % 2 == 0 ? text : null, null, null, false, false, null, null))],
            Agenda = [.. Enumerable.Range(1, people + 1).Select(n => new MinutesAgendaItem(n, text, null, null, AgendaItemStatus.Pending))],
            Scribing = true,
            Queue = [text],
            CurrentTopic = text,
            NextItem = next,
            TopicEntry = 3,
            OwnEntry = 7,
            EarlierMinutes = [new LocalDate(2023, 12, 14), new LocalDate(2023, 12, 28)],
        };
    }
}
