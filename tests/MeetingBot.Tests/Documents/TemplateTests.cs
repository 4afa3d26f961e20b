using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The built-in templates against files that were written by hand.</summary>
public class TemplateTests
{
    static readonly MinutesPrinter Printer = new();

    [Theory]
    [InlineData("narrative")]
    [InlineData("structured")]
    [InlineData("numbered")]
    public void A_meeting_of_which_everything_is_recorded_prints_as_its_golden_file(string template) =>
        Assert.Equal(Golden($"complete.{template}.md"), Print(Meetings.Complete, template));

    [Theory]
    [InlineData("narrative")]
    [InlineData("structured")]
    [InlineData("numbered")]
    public void A_meeting_of_which_nothing_is_recorded_prints_without_empty_sections(string template) =>
        Assert.Equal(Golden($"minimal.{template}.md"), Print(Meetings.Minimal, template));

    [Theory]
    [InlineData("narrative")]
    [InlineData("structured")]
    [InlineData("numbered")]
    public void The_quick_reader_of_built_in_templates_and_the_full_parser_agree(string template)
    {
        var own = new MinutesTemplate("own", MinutesPrinter.BuiltInText(template));

        Assert.Equal(Golden($"complete.{template}.md"), Printer.Print(Meetings.Complete, MinutesFormat.Markdown, own).Text);
        Assert.Equal(Golden($"minimal.{template}.md"), Printer.Print(Meetings.Minimal, MinutesFormat.Markdown, own).Text);
        Assert.Null(Printer.Check(own.Liquid!));
    }

    [Fact]
    public void The_built_in_templates_are_those_that_the_contract_names() =>
        Assert.All(MinutesTemplate.BuiltIn, name => Assert.NotEmpty(MinutesPrinter.BuiltInText(name)));

    [Fact]
    public void A_template_that_does_not_exist_is_refused_by_name() =>
        Assert.Contains("\"nowhere\"", Assert.Throws<ArgumentException>(() => Print(Meetings.Minimal, "nowhere")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_meeting_that_the_bot_closed_says_so_instead_of_adjourned()
    {
        var closed = Meetings.Complete with { Adjourned = false, End = Meetings.At(12, 26) };

        Assert.EndsWith("\n\nThe meeting ended about 12:26 (not adjourned).\n", Print(closed, "narrative"), StringComparison.Ordinal);
        Assert.DoesNotContain("Meeting adjourned.", Print(closed, "narrative"), StringComparison.Ordinal);
        Assert.EndsWith("\n\nThe meeting ended about 12:26 (not adjourned).\n", Print(closed, "structured"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_cancellation_the_next_meeting_is_a_paragraph_before_the_adjournment()
    {
        var text = Print(
            Meetings.Minimal with { Adjourned = true, NextMeeting = new(new(2024, 4, 2), null, "Europe/Oslo", MeetingKind.Call) }, "narrative");

        Assert.EndsWith("## Minutes\n\nThe next meeting will be April 2nd.\n\nMeeting adjourned.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_meeting_prints_once_where_a_cancellation_names_it()
    {
        var text = Print(Meetings.Complete, "narrative");

        Assert.Equal(2, text.Split("The next meeting will be").Length);
    }

    [Fact]
    public void The_title_of_a_meeting_stands_in_the_front_matter_in_quotes_for_its_colon()
    {
        var text = Print(Meetings.Minimal with { Title = "Budget special" }, "narrative");

        Assert.Contains("\ntitle: \"2024-03-05 Minutes of the Harbour Safety Working Group: Budget special\"\n", text, StringComparison.Ordinal);
        Assert.Contains("\n- /2024/03/05/2024-03-05-minutes-of-the-harbour-safety-working-group-budget-special/\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_decision_and_a_quorum_that_was_missed_are_named_so()
    {
        var minutes = Meetings.Minimal with
        {
            Quorum = new(1, 3, false),
            Topics = [Meetings.Topic("Paint", Meetings.Entry(1, EntryKind.Decision, "Buy it in pink.") with { Outcome = ResolutionOutcome.Rejected })],
            Resolutions = [new(1, "Buy it in pink.", ResolutionOutcome.Rejected, [], null, null)],
        };

        var text = Print(minutes, "structured");

        Assert.Contains("no quorum: 1 present, 3 needed", text, StringComparison.Ordinal);
        Assert.Contains("1. Buy it in pink. (rejected)\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("**Notes**", text, StringComparison.Ordinal);
    }

    [Fact]
    public void People_on_the_line_are_marked_at_a_meeting_in_a_room()
    {
        var minutes = Meetings.Minimal with
        {
            Kind = MeetingKind.FaceToFace,
            Attendees = [Meetings.Person("Ana Lind", "Ana", "Port"), Meetings.Person("Ben Moe", "Ben", "Town") with { Remote = true }],
        };

        Assert.Contains("Ana Lind (Port), Ben Moe (Town, remote)", Print(minutes, "numbered"), StringComparison.Ordinal);
        Assert.Contains("Ana Lind (Port), Ben Moe (Town)\n", Print(minutes, "narrative"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_marked_as_guest_where_all_are()
    {
        var guest = Meetings.Person("Ana Lind", "Ana", null) with { Guest = true };

        Assert.Contains("here: Ana Lind\n", Print(Meetings.Minimal with { Attendees = [guest] }, "structured"), StringComparison.Ordinal);
    }

    [Fact]
    public void Fifty_thousand_entries_print_whole()
    {
        var entries = Enumerable.Range(1, 50_000).Select(n => Meetings.Note(n, null, $"Point {n}."));
        var text = Print(Meetings.Minimal with { Topics = [Meetings.Topic("Long", [.. entries])] }, "narrative");

        Assert.Contains("\n\nPoint 49999.\n\nPoint 50000.\n", text, StringComparison.Ordinal);
    }

    static string Print(Minutes minutes, string template) => Printer.Print(minutes, MinutesFormat.Markdown, new MinutesTemplate(template)).Text;

    static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "Golden", file));
}
