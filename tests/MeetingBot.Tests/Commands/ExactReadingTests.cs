using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The exact readings of the vocabulary, one by one.</summary>
public class ExactReadingTests
{
    private static async Task<Entry> RecordedAsync(string line, Heard heard = Heard.Addressed)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Reply reply = await office.SayAsync("Ana Lopes", line, heard: heard);
        Assert.True(reply.Kind == ReplyKind.Receipt, reply.Text);
        return (await office.MeetingAsync()).Entries[^1];
    }

    private static async Task<Office> WithNoteAsync()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note Max: It is cold.");
        return office;
    }

    [Theory]
    [InlineData("action Max: Buy it due Friday", "Buy it", "2024-03-08")]
    [InlineData("action Max: Buy it by 14 March", "Buy it", "2024-03-14")]
    [InlineData("action Max: Buy it by any means", "Buy it by any means", null)]
    [InlineData("action Max: Buy it: the heater", "Buy it: the heater", null)]
    [InlineData("action Max: Read “due Friday”", "Read “due Friday”", null)]
    [InlineData("todo Max: Pay the bill due 12/11", "Pay the bill due 12/11", null)]
    [InlineData("ACTION: Max to buy it", "buy it", null)]
    [InlineData("ACTION: Zoe to buy it", "Zoe to buy it", null)]
    [InlineData("ACTION: Max and Sam to buy it", "Max and Sam to buy it", null)]
    public async Task An_action(string line, string text, string? due)
    {
        Entry entry = await RecordedAsync(line);
        Assert.Equal(text, entry.Text);
        Assert.Equal(due is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value, Assert.IsType<Assignment>(entry.Matter).Due);
    }

    [Theory]
    [InlineData("motion Heat the hall by Max", "Heat the hall", true)]
    [InlineData("motion Heat the hall by Zoe", "Heat the hall by Zoe", false)]
    public async Task A_clause_is_read_only_if_it_reads_in_full(string line, string text, bool byMax)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Reply reply = await office.SayAsync("Ana Lopes", line);
        Assert.Equal(text, (await office.MeetingAsync()).Entries[^1].Text);
        Assert.Equal(!byMax, reply.Text.Contains("stays in the motion", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("note ... And windy.")]
    [InlineData("note … And windy.")]
    [InlineData("decision ... And windy.")]
    [InlineData("action Max: ... And windy.")]
    [InlineData("... And windy.")]
    public async Task Text_with_dots_in_front_continues_the_paragraph(string line)
    {
        Office office = await WithNoteAsync();
        await office.SayAsync("Ana Lopes", line);
        Entry entry = (await office.MeetingAsync()).Entries[^1];
        Assert.Equal(("And windy.", true), (entry.Text, entry.Continues));
    }

    [Fact]
    public async Task A_name_never_costs_the_sentence_and_a_button_clears_it_up()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Eva Stone", "roster add Max Berg (Acme)");
        Reply reply = await office.HearAsync("Sam Reed", "note Max: It is cold.");
        Assert.Equal(["Max Berg (Acme)", "Max Hall (Dune)"], reply.Buttons.Select(button => button.Label));
        Assert.Equal("Max", (await office.MeetingAsync()).Entries[^1].Speaker!.AsTyped);

        Assert.Equal(ReplyKind.Receipt, (await office.PressAsync("Sam Reed", reply.Buttons[1])).Kind);
        Assert.False((await office.MeetingAsync()).Entries[^1].Speaker!.IsUnclear);
    }

    [Theory]
    [InlineData("motion Heat the hall")]
    public async Task Votes_and_roles_wait_for_a_clear_name(string motion)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Eva Stone", "roster add Max Berg (Acme)");
        await office.SayAsync("Ana Lopes", motion);
        foreach (string line in (string[])["vote yes for Max", "role Max associate", "chair Max"])
        {
            Reply reply = await office.SayAsync("Ana Lopes", line);
            Assert.Equal(ReplyKind.Refusal, reply.Kind);
            Assert.Equal(ReplyKind.Receipt, (await office.PressAsync("Ana Lopes", reply.Buttons[0])).Kind);
        }
    }

    [Fact]
    public async Task Of_a_list_the_clear_names_are_taken_and_the_rest_asked()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Eva Stone", "roster add Max Berg (Acme)");
        Reply reply = await office.SayAsync("Sam Reed", "present Ana, Max, Uma Voss (Voss, Inc. (West)) and Sam");
        Assert.Equal(3, (await office.MeetingAsync()).Attendance.Count);
        await office.PressAsync("Sam Reed", reply.Buttons[0]);
        Assert.Equal(4, (await office.MeetingAsync()).Attendance.Count);
    }

    [Theory]
    [InlineData("topic 9")]
    [InlineData("topic 0")]
    public async Task A_topic_number_is_an_item_or_a_refusal(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Ana Lopes", line)).Kind);
    }

    [Fact]
    public async Task Only_closing_or_resolving_decides_a_motion_and_the_register_has_it_once()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.HearAsync("Max Hall", "PROPOSED: Heat the hall");
        await office.HearAsync("Max Hall", "+1");
        Assert.Equal(ReplyKind.NotForMe, (await office.HearAsync("Sam Reed", "+0.7")).Kind);
        await office.HearAsync("Ana Lopes", "RESOLVED: Heat the hall");
        await office.HearAsync("Max Hall", "PROPOSED: Cool the hall");
        await office.SayAsync("Ana Lopes", "end");
        GroupView view = await office.ViewAsync();
        Assert.Equal("Heat the hall", Assert.Single(view.Group.Meetings[view.Group.Held[0]].Decisions).Text);
    }

    [Theory]
    [InlineData("s/cold/warm/", "It is warm.")]
    [InlineData("s/cold/warm", "It is warm.")]
    [InlineData("s|cold|warm|", "It is warm.")]
    [InlineData("s/It is/Is it/g", "Is it cold.")]
    public async Task A_substitution_changes_the_entry(string line, string text)
    {
        Office office = await WithNoteAsync();
        await office.HearAsync("Sam Reed", line);
        Assert.Equal(text, (await office.MeetingAsync()).Entries[^1].Text);
    }

    [Fact]
    public async Task A_substitution_that_hits_plain_chat_changes_nothing()
    {
        Office office = await WithNoteAsync();
        await office.HearAsync("Max Hall", "very cold");
        await office.HearAsync("Sam Reed", "s/cold/warm/");
        Assert.Equal("It is cold.", (await office.MeetingAsync()).Entries[^1].Text);
    }

    [Theory]
    [InlineData("minutes of 28 February approved", 2024, 2, 28)]
    [InlineData("minutes of 12 November approved", 2023, 11, 12)]
    public async Task A_date_without_a_year_is_past_for_earlier_minutes(string line, int year, int month, int day) =>
        Assert.Equal(new LocalDate(year, month, day), Assert.IsType<EarlierMinutes>((await RecordedAsync(line)).Matter).Date);

    [Theory]
    [InlineData("cancel next Tuesday", "Tuesday, 12 March 2024")]
    [InlineData("cancel 19 March", "Tuesday, 19 March 2024")]
    public async Task And_coming_for_everything_else(string line, string day)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Contains(day, (await office.SayAsync("Ana Lopes", line)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel 12/11")]
    [InlineData("minutes of 12/11 approved")]
    public async Task A_date_that_reads_two_ways_is_refused(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Reply reply = await office.SayAsync("Ana Lopes", line);
        Assert.Equal(ReplyKind.Refusal, reply.Kind);
        Assert.Contains("one way", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_takes_back_attendance_and_adjournment_too()
    {
        Office office = await WithNoteAsync();
        await office.SayAsync("Max Hall", "here");
        await office.SayAsync("Max Hall", "undo");
        Assert.Empty((await office.MeetingAsync()).Attendance);
        await office.SayAsync("Ana Lopes", "end");
        await office.SayAsync("Ana Lopes", "undo");
        Assert.True((await office.MeetingAsync()).IsOpen);
    }

    [Theory]
    [InlineData("note for 5 March: Late.")]
    [InlineData("note Late. for 5 March")]
    [InlineData("decision for 2024-03-05: Late.")]
    [InlineData("action for 5 March Max: Late.")]
    public async Task A_date_names_the_meeting_after_its_end(string line)
    {
        Office office = await WithNoteAsync();
        await office.SayAsync("Ana Lopes", "end");
        Reply reply = await office.SayAsync("Ana Lopes", line);
        Assert.True(reply.Kind == ReplyKind.Receipt, reply.Text);
        Assert.EndsWith("Late.", (await office.MeetingAsync()).Entries[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start at 10:30 Special", "Special")]
    [InlineData("start 2024-03-06 at 9 am Special", "Special")]
    [InlineData("start 2024-03-06 Special", "Special")]
    [InlineData("start tomorrow at 10:30", null)]
    [InlineData("start Friday planning", "Friday planning")]
    [InlineData("start Special at 10:30", "Special")]
    public async Task A_start_takes_a_day_a_time_and_a_title(string line, string? title)
    {
        var office = new Office();
        await office.SayAsync("Ana", line);
        Assert.Equal(title, (await office.MeetingAsync()).Title);
    }

    [Fact]
    public async Task A_setup_line_is_read_in_the_zone_it_names() =>
        Assert.Equal("Asia/Tokyo", await Task.FromResult(CommandParser.ZoneIn("/meeting setup Team timezone Asia/Tokyo").Id));

    [Fact]
    public async Task A_template_that_fails_is_refused_and_the_minutes_still_come()
    {
        Office office = await WithNoteAsync();
        await office.SayAsync("Ana Lopes", "template slow\n{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}{{ minutes.group }}{% endfor %}{% endfor %}{% endfor %}");
        await office.SayAsync("Ana Lopes", "set template slow");
        Reply shown = await office.SayAsync("Ana Lopes", "minutes");
        Assert.False(string.IsNullOrWhiteSpace(shown.Text));
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana Lopes", "end")).Kind);
    }

    [Fact]
    public async Task Help_has_at_most_eight_lines()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        foreach (string who in (string[])["Gil", "Max Hall", "Sam Reed", "Ana Lopes"])
        {
            Assert.InRange((await office.SayAsync(who, "help")).Text.Split('\n').Length, 2, 8);
            Assert.Equal((await office.SayAsync(who, "")).Text, (await office.SayAsync(who, "hi")).Text);
        }
    }
}
