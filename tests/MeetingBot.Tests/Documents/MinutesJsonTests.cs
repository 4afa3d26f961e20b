using System.Text.Json;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using NodaTime;
using Words = MeetingBot.Documents.Words;

namespace MeetingBot.Tests;

/// <summary>Minutes as data: the names and words that other programs read. Extend these lists, never change them.</summary>
public class MinutesJsonTests
{
    static readonly MinutesPrinter Printer = new();

    [Theory]
    [InlineData("", "group slug title kind date start end timezone status presider chairs scribes publisher tags attendees regrets quorum statement earlier agenda "
        + "topics resolutions actions openActions motions links cancelled carried nextMeeting adjourned warnings")]
    [InlineData("attendees/0", "name given organization role class remote guest arrived left addedLater")]
    [InlineData("quorum", "present needed reached")]
    [InlineData("statement", "kind by")]
    [InlineData("earlier/0", "date outcome reason edits sent number")]
    [InlineData("agenda/0", "number title presenter minutes status")]
    [InlineData("topics/1", "number title kind entry subtopics entries")]
    [InlineData("topics/1/subtopics/0", "number title kind entry subtopics entries")]
    [InlineData("topics/1/entries/0", "number kind speaker text continues at date reason outcome people due url nameUnclear registerNumber")]
    [InlineData("resolutions/0", "number text outcome by context topic")]
    [InlineData("actions/0", "number owner owners text context due status topic since")]
    [InlineData("openActions/0", "number owner owners text context due status topic since")]
    [InlineData("motions/0", "number text mover seconder outcome yes no abstain votes casting")]
    [InlineData("links/0", "url label topic")]
    [InlineData("cancelled/0", "date reason")]
    [InlineData("nextMeeting", "date time timezone kind")]
    public void Every_object_has_its_members_in_camel_case(string path, string members) =>
        Assert.Equal(members, string.Join(' ', At(Json(Meetings.Complete), path).EnumerateObject().Select(member => member.Name)));

    [Theory]
    [InlineData("kind", "call")]
    [InlineData("date", "2024-03-05")]
    [InlineData("start", "2024-03-05T10:02:00+01:00")]
    [InlineData("end", "2024-03-05T10:41:00+01:00")]
    [InlineData("status", "draft")]
    [InlineData("attendees/2/organization", "Pilots, Inc.")]
    [InlineData("earlier/1/outcome", "not approved")]
    [InlineData("earlier/1/date", "2024-02-06")]
    [InlineData("agenda/0/status", "disposed of")]
    [InlineData("topics/2/kind", "other business")]
    [InlineData("topics/2/entries/1/kind", "next meeting")]
    [InlineData("topics/2/entries/1/date", "2024-04-02")]
    [InlineData("topics/1/entries/3/due", "2024-03-15")]
    [InlineData("topics/1/subtopics/0/entries/0/text", "Two offers came in:\n- one in grey\n- one in blue")]
    [InlineData("resolutions/0/by/1", "Chris Dahl")]
    [InlineData("motions/0/outcome", "carried")]
    [InlineData("nextMeeting/time", "10:00")]
    [InlineData("openActions/0/since", "2024-02-20")]
    public void Facts_print_in_their_words(string path, string expected) => Assert.Equal(expected, At(Json(Meetings.Complete), path).GetString());

    [Fact]
    public void A_fact_that_was_not_recorded_is_null_or_an_empty_list()
    {
        var json = Json(Meetings.Minimal);

        Assert.All(["title", "start", "end", "presider", "publisher", "quorum", "statement", "nextMeeting"], name => Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind));
        Assert.All(["chairs", "tags", "attendees", "earlier", "topics", "carried", "warnings"], name => Assert.Equal(0, json.GetProperty(name).GetArrayLength()));
        Assert.False(json.GetProperty("adjourned").GetBoolean());
    }

    [Fact]
    public void Every_word_of_every_state_is_lower_case_and_its_own()
    {
        string[][] words =
        [
            [.. Enum.GetValues<MeetingKind>().Select(Words.Of)], [.. Enum.GetValues<MinutesStatus>().Select(Words.Of)],
            [.. Enum.GetValues<EarlierOutcome>().Select(Words.Of)], [.. Enum.GetValues<AgendaItemStatus>().Select(Words.Of)],
            [.. Enum.GetValues<TopicKind>().Select(Words.Of)], [.. Enum.GetValues<EntryKind>().Select(Words.Of)],
            [.. Enum.GetValues<ResolutionOutcome>().Select(Words.Of)], [.. Enum.GetValues<ActionStatus>().Select(Words.Of)],
            [.. Enum.GetValues<MotionOutcome>().Select(Words.Of)],
        ];

        Assert.Equal(
            [
                "call, face-to-face", "draft, posted, approved, final", "approved, not approved, deferred, sent",
                "proposed, pending, taken up, disposed of, deferred, removed", "item, other business",
                "note, decision, action, motion, link, idea, help wanted, cancellation, next meeting, topic, statement, earlier minutes",
                "agreed, rejected, inconclusive, carried, lost", "open, done, dropped", "open, carried, lost, withdrawn, tabled, inconclusive",
            ],
            words.Select(family => string.Join(", ", family)));
    }

    [Fact]
    public void Names_print_as_they_are_written()
    {
        var text = Printer.Print(Meetings.Saying("Zoë’s <b> & 日本語 😀 \"quoted\""), MinutesFormat.Json, MinutesTemplate.Structured).Text;

        Assert.Contains("\"Zoë’s <b> & 日本語 😀 \\\"quoted\\\"\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_does_not_spoil_the_file() =>
        Assert.Equal("a\ufffdb", At(Json(Meetings.Saying("a\ud800b")), "topics/0/entries/0/text").GetString());

    [Fact]
    public void The_file_is_indented_utf_8_with_one_line_feed_at_its_end()
    {
        var printed = Printer.Print(Meetings.Minimal, MinutesFormat.Json, MinutesTemplate.Structured);

        Assert.StartsWith("{\n  \"group\": \"Harbour Safety Working Group\",\n  \"slug\"", printed.Text, StringComparison.Ordinal);
        Assert.EndsWith("\n  \"warnings\": []\n}\n", printed.Text, StringComparison.Ordinal);
        Assert.Equal(("application/json", "json"), (printed.ContentType, printed.Extension));
    }

    [Theory]
    [InlineData(-5, 0, "2024-03-05T10:00:30-05:00")]
    [InlineData(0, 0, "2024-03-05T10:00:30+00:00")]
    [InlineData(5, 30, "2024-03-05T10:00:30+05:30")]
    [InlineData(-3, -30, "2024-03-05T10:00:30-03:30")]
    public void Times_carry_the_offset_of_the_zone(int hours, int minutes, string expected) =>
        Assert.Equal(expected, Iso.Of(new LocalDateTime(2024, 3, 5, 10, 0, 30).WithOffset(Offset.FromHoursAndMinutes(hours, minutes))));

    [Fact]
    public void A_template_sees_every_member_that_json_prints()
    {
        var names = At(Json(Meetings.Complete), "").EnumerateObject().Select(member => $"{{% if minutes.{member.Name} %}}x{{% endif %}}");

        Assert.Null(Printer.Check(string.Join('\n', names)));
    }

    static JsonElement Json(Minutes minutes) =>
        JsonDocument.Parse(Printer.Print(minutes, MinutesFormat.Json, MinutesTemplate.Structured).Content).RootElement;

    static JsonElement At(JsonElement json, string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        json, (at, step) => int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index) ? at[index] : at.GetProperty(step));
}
