using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Editing or deleting a message on the platform changes what the message had recorded.</summary>
public sealed class EditedMessageTests
{
    private static int _messages;
    private Instant _now = Instant.FromUtc(2024, 3, 5, 10, 30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edited_message_corrects_its_entry()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.Clerk.HandleAsync(Message("Sam Reed", "note Pia: the exprot fails", "m1"), Cancellation);

        Reply reply = await office.Clerk.EditedAsync(Message("Sam Reed", "note Max: the export fails", "m1"), Cancellation);

        Assert.Equal((ReplyKind.Receipt, "Entry 1 now reads: the export fails"), (reply.Kind, reply.Text));
        Entry entry = Assert.Single((await office.MeetingAsync()).Entries);
        Assert.Equal("the export fails", entry.Text);
        Assert.Equal("Max Hall", (await office.ViewAsync()).Directory.NameOf(entry.Speaker!));
    }

    [Fact]
    public async Task A_message_of_several_lines_corrects_each_of_its_entries()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.Clerk.HandleAsync(Message("Sam Reed", "note one\ndecision: two", "m1"), Cancellation);
        await office.Clerk.EditedAsync(Message("Sam Reed", "note first\ndecision: second", "m1"), Cancellation);
        Assert.Equal(["first", "second"], (await office.MeetingAsync()).Entries.Select(entry => entry.Text));

        Reply reply = await office.Clerk.EditedAsync(Message("Sam Reed", "note first", "m1"), Cancellation);
        Assert.Equal("That message recorded entry 1 and entry 2, which stay as recorded. `correct <n> <text>` or `strike <n>` changes one.", reply.Text);
        Assert.Equal(["first", "second"], (await office.MeetingAsync()).Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task A_deleted_message_strikes_its_entry()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.Clerk.HandleAsync(Message("Sam Reed", "note one", "m1"), Cancellation);

        Reply reply = await office.Clerk.DeletedAsync(Message("Sam Reed", "", "m1"), Cancellation);

        Assert.Equal(ReplyKind.Receipt, reply.Kind);
        Assert.True(Assert.Single((await office.MeetingAsync()).Entries).Struck);
    }

    [Fact]
    public async Task A_message_of_which_nothing_was_made_is_not_for_the_bot()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal(ReplyKind.NotForMe, (await office.Clerk.EditedAsync(Message("Max Hall", "note: I was only chatting", "m9"), Cancellation)).Kind);
        Assert.Equal(ReplyKind.NotForMe, (await office.Clerk.DeletedAsync(Message("Max Hall", "", "m9"), Cancellation)).Kind);
        Assert.Empty((await office.MeetingAsync()).Entries);
    }

    [Fact]
    public async Task Once_the_draft_is_posted_a_member_s_edit_is_a_proposal()
    {
        Office office = await new Office(options: new ClerkOptions()).WithChairedMeetingAsync();
        await office.Clerk.HandleAsync(Message("Max Hall", "link https://example.org/plan", "m1"), Cancellation);
        await office.SayAsync("Pia Lind", "adjourn");
        await office.SayAsync("Ana Lopes", "minutes post");

        Reply reply = await office.Clerk.DeletedAsync(Message("Max Hall", "", "m1"), Cancellation);

        Assert.Equal("Striking entry 1 is up to Sam Reed, who is asked.", reply.Text);
        Meeting meeting = await office.MeetingAsync();
        Assert.False(Assert.Single(meeting.Entries).Struck);
        Assert.Null(meeting.Proposals[1].Text);
    }

    [Fact]
    public async Task A_member_asks_the_scribe_to_correct_what_others_recorded()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note Max: we will ship on Monday");

        Reply reply = await office.SayAsync("Max Hall", "correct 1 we may ship on Monday");
        Reply again = await office.SayAsync("Max Hall", "correct 1 we may ship on Monday");
        Reply guest = await office.SayAsync("Gil Moss", "correct 1 nonsense");

        Assert.Equal("Correcting entry 1 is up to Sam Reed, who is asked.", reply.Text);
        Assert.Equal("It is so already; nothing changed.", again.Text);
        Assert.Equal(ReplyKind.Refusal, guest.Kind);
        Meeting meeting = await office.MeetingAsync();
        Assert.Equal(("we will ship on Monday", "we may ship on Monday"), (meeting.Entries[0].Text, meeting.Proposals[1].Text));
    }

    [Fact]
    public async Task A_second_press_of_next_topic_skips_nothing()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "agenda add Budget");
        await office.SayAsync("Ana Lopes", "agenda add Release");
        await office.SayAsync("Ana Lopes", "agenda add Rooms");
        ChatMessage Press(int seen) => Message("Pia Lind", "next topic", null) with { SeenTopic = seen };

        Reply first = await office.Clerk.HandleAsync(Press(0), Cancellation);
        Reply second = await office.Clerk.HandleAsync(Press(0), Cancellation);

        Assert.Equal(("Now: 1. Budget", "Already at item 1."), (first.Text, second.Text));
        Assert.Equal("Now: 2. Release", (await office.Clerk.HandleAsync(Press((await office.MeetingAsync()).Topic), Cancellation)).Text);
    }

    private ChatMessage Message(string who, string text, string? source) =>
        new($"edited/{Interlocked.Increment(ref _messages)}", new Account("test::" + who), who, Office.Channel, text, _now += Duration.FromSeconds(1))
        {
            NameIsTrusted = true,
            Source = source,
        };
}
