using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>Ordinary sentences that begin with a command's word stay chat: not recorded, not answered, whoever says them.</summary>
public class ChatTests
{
    public static TheoryData<string> Sentences =>
    [
        "left my keys", "next week works", "I agreed with Ana", "topic for lunch?", "second thoughts...", "second thoughts: never mind", "here is the link", "note that it rains",
        "end of story", "minutes are late", "move the couch to Friday", "start with the easy one", "present company excepted", "search me", "cancel that thought",
        "use the other door", "done and dusted", "help me please", "help is on its way", "chair is broken", "queue at the door is long", "set the table", "role models matter",
        "link in the mail", "actions speak louder than words", "ACTIONS: see above", "Action items: see above", "status quo", "vote with your feet", "vote early", "ack, will do",
        "ack will look", "note to self: buy milk", "todo list: milk", "decisions, decisions", "regrets, I have a few", "regrets for the noise", "absent friends", "undo the damage",
        "correct me if I am wrong", "strike while it is hot", "drop me a line", "restore my faith", "agenda for tomorrow?", "agreed, let us go on", "resolved that long ago",
        "consensus is hard", "no objection to lunch", "recess was better at school", "resume is attached", "discard the old one", "coming in a minute", "calendar is full",
        "minutes export is broken", "minutes of silence", "motion sickness", "withdraw money first", "recent events", "missed you", "forget it", "export is slow", "i am late",
        "hi everybody", "hello?", "10:30 is better", "see https://example.org/x: the map", "https://example.org/y: this", "s like in sugar", "i/o is slow", "+0.7", "-12 degrees", "0.5", "",
        "   ", "#hashtag of the day", "Reminder: lunch at noon", "quorum of ducks", "announce it tomorrow",
    ];

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task A_plain_sentence_is_not_for_the_bot(string sentence)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        foreach (string who in (string[])["Gil", "Max Hall", "Ana Lopes"])
        {
            Meeting before = await office.MeetingAsync();
            Reply reply = await office.HearAsync(who, sentence);
            Assert.True(reply.Kind == ReplyKind.NotForMe, $"{who}: {sentence} -> {reply.Kind} {reply.Text}");
            Assert.Equal(before, await office.MeetingAsync());
        }
    }

    [Theory]
    [InlineData("agreed")]
    [InlineData("Agreed.")]
    [InlineData("no objection")]
    [InlineData("... and so on")]
    public async Task What_everybody_says_counts_only_from_the_presider_or_the_scribe(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note It is cold.");
        Assert.Equal(ReplyKind.NotForMe, (await office.HearAsync("Max Hall", line)).Kind);
        Assert.Equal(ReplyKind.NotForMe, (await office.HearAsync("Gil", line)).Kind);
        Assert.Equal(ReplyKind.Receipt, (await office.HearAsync("Sam Reed", line)).Kind);
    }

    [Theory]
    [InlineData("left Max")]
    [InlineData("absent Max")]
    [InlineData("present Max and Ana")]
    [InlineData("present Uma Voss (Acme, Inc. (West)), Max Hall by phone")]
    [InlineData("regrets Max")]
    [InlineData("regrets for next time")]
    [InlineData("regrets until 31 March")]
    [InlineData("chair Max")]
    [InlineData("scribe Max")]
    [InlineData("actions Max")]
    [InlineData("discard because it was a test")]
    [InlineData("redact 1 cold")]
    [InlineData("note Max: cold")]
    [InlineData("note Max H: cold")]
    [InlineData("todo Max and Sam: warm it up")]
    [InlineData("decision for 5 March: Warm it up")]
    [InlineData("search cold")]
    [InlineData("alias Maxi for Max")]
    [InlineData("DECISION: warm it up")]
    [InlineData("decision : warm it up")]
    [InlineData("Q+")]
    [InlineData("Here!")]
    public async Task What_names_somebody_or_has_its_colon_is_heard(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Sam Reed", "note It is cold.");
        await office.SayAsync("Max Hall", "here");
        Reply reply = await office.HearAsync("Ana Lopes", line);
        Assert.True(reply.Kind is ReplyKind.Receipt or ReplyKind.Answer, $"{line} -> {reply.Kind} {reply.Text}");
    }

    [Fact]
    public async Task A_plain_line_below_a_command_without_text_is_chat()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start");
        await office.HearAsync("Bo", "here\nsorry to be late");
        await office.HearAsync("Ana", "agreed\nlet us go on");
        Meeting meeting = await office.MeetingAsync();
        Assert.Single(meeting.Attendance);
        Assert.Empty(meeting.Entries);
    }
}
