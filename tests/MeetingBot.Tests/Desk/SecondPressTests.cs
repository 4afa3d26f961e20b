using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>A button under an answer, pressed twice: by a thumb that trembles, or because the first press seemed lost.</summary>
public sealed class SecondPressTests
{
    private readonly Office _office = new();

    [Fact]
    public async Task A_note_is_made_an_action_once()
    {
        await _office.WithChairedMeetingAsync();
        Button button = Labelled(await _office.SayAsync("Sam Reed", "note: Max Hall will call the venue"), "Make it an action");
        Reply first = await _office.PressAsync("Sam Reed", button);
        Reply second = await _office.PressAsync("Sam Reed", button);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal("call the venue", Assert.Single((await _office.MeetingAsync()).Entries, entry => entry.Matter is Assignment).Text);
    }

    [Fact]
    public async Task An_adjournment_is_taken_back_and_not_the_entry_before_it()
    {
        await _office.WithChairedMeetingAsync();
        await _office.SayAsync("Pia Lind", "note: the hall is booked");
        Button button = Labelled(await _office.SayAsync("Pia Lind", "adjourn"), "Take it back");
        await _office.PressAsync("Pia Lind", button);
        await _office.PressAsync("Pia Lind", button);
        Meeting meeting = await _office.MeetingAsync();
        Assert.True(meeting.IsOpen);
        Assert.False(Assert.Single(meeting.Entries, entry => entry.Text == "the hall is booked").Struck);
    }

    [Fact]
    public async Task It_counts_once_also_when_another_process_answers_the_second_press()
    {
        await _office.WithChairedMeetingAsync();
        Button button = Labelled(await _office.SayAsync("Sam Reed", "note: Max Hall will call the venue"), "Make it an action");
        await _office.PressAsync("Sam Reed", button);
        await new Office(_office.Store).PressAsync("Sam Reed", button);
        Assert.Single((await _office.MeetingAsync()).Entries, entry => entry.Matter is Assignment);
    }

    [Fact]
    public async Task Everybody_presses_for_themselves_and_a_refused_press_may_be_tried_again()
    {
        await _office.WithChairedMeetingAsync();
        Button button = Labelled(await _office.SayAsync("Sam Reed", "note: Max Hall will call the venue"), "Make it an action");
        Assert.Equal(ReplyKind.Refusal, (await _office.PressAsync("Gil", button)).Kind);
        await _office.SayAsync("Eva Stone", "roster add Gil as secretary");
        Assert.Equal(ReplyKind.Receipt, (await _office.PressAsync("Gil", button)).Kind);
    }

    [Fact]
    public async Task A_vote_may_be_changed_and_changed_back_with_the_same_buttons()
    {
        await _office.WithChairedMeetingAsync();
        await _office.SayAsync("Pia Lind", "motion: buy the lamp");
        await _office.SayAsync("Max Hall", "second");
        Reply put = await _office.SayAsync("Pia Lind", "roll call");
        foreach (string label in (string[])["Yes", "No", "Yes"])
        {
            await _office.PressAsync("Max Hall", Labelled(put, label));
        }

        Assert.Equal(Vote.Yes, Assert.Single(((Motion)(await _office.MeetingAsync()).Entries.Last(entry => entry.Matter is Motion).Matter).Votes.Values).Vote);
    }

    private static Button Labelled(Reply reply, string label) => Assert.Single(reply.Buttons, button => button.Label == label);
}
