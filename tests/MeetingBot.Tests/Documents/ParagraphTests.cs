using MeetingBot.Documents;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public class ParagraphTests
{
    static readonly Names Names = new(Meetings.Complete);

    [Fact]
    public void Entries_that_continue_join_the_paragraph_before_them_with_one_space()
    {
        var paragraph = Assert.Single(Paragraphs(
            Meetings.Note(1, "Ben Moe", "One."), Meetings.Note(2, null, "Two.") with { Continues = true }, Meetings.Note(3, null, "Three.") with { Continues = true }));

        Assert.Equal("One. Two. Three.", paragraph.Text);
        Assert.Equal("Ben", paragraph.Speaker);
    }

    [Theory]
    [InlineData("Ben said so.")]
    [InlineData("Ben Moe said so.")]
    [InlineData("Ben: said so.")]
    [InlineData("Ben")]
    public void A_speaker_whom_the_text_begins_with_is_not_named_again(string text) =>
        Assert.Null(Assert.Single(Paragraphs(Meetings.Note(1, "Ben Moe", text))).Speaker);

    [Theory]
    [InlineData("Benches are needed.")]
    [InlineData("Then Ben spoke.")]
    [InlineData("ben spoke.")]
    public void Other_texts_name_their_speaker(string text) => Assert.Equal("Ben", Assert.Single(Paragraphs(Meetings.Note(1, "Ben Moe", text))).Speaker);

    [Fact]
    public void A_given_name_that_two_share_still_opens_a_text() =>
        Assert.Null(Assert.Single(Paragraphs(Meetings.Note(1, "Chris Eide", "Chris saw no need."))).Speaker);

    [Fact]
    public void An_action_names_all_its_owners_and_one_that_continues_names_none()
    {
        var action = Meetings.Entry(2, EntryKind.Action, "measure the berth") with { People = ["Ben Moe", "Chris Dahl"] };

        Assert.Equal("Ben, Chris Dahl", Assert.Single(Paragraphs(action)).Speaker);
        Assert.Null(Assert.Single(Paragraphs(Meetings.Note(1, null, "It is too short."), action with { Continues = true })).Speaker);
    }

    [Fact]
    public void Headings_statements_and_earlier_minutes_make_no_paragraph() =>
        Assert.Empty(Paragraphs(
            Meetings.Entry(1, EntryKind.Topic, "Paint"), Meetings.Entry(2, EntryKind.Statement, "x"), Meetings.Entry(3, EntryKind.EarlierMinutes, "y")));

    static List<MinutesParagraph> Paragraphs(params MinutesEntry[] entries) => [.. MinutesParagraph.Of(entries, Names)];
}
