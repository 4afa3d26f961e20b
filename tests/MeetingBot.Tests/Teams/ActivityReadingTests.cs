using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Teams;

namespace MeetingBot.Tests;

/// <summary>What is read out of a message: the text without the bot's mentions, and who else is meant.</summary>
public class ActivityReadingTests
{
    [Theory]
    [InlineData("message.channel.mention.root", Heard.Addressed, "decision: ship on Friday")]
    [InlineData("message.channel.mention.reply", Heard.Addressed, "action: call the vendor")]
    [InlineData("message.channel.nomention.rsc", Heard.Line, "I think we should ship on Friday")]
    [InlineData("message.groupchat.slash-targeted", Heard.Addressed, "decision ship on Friday")]
    [InlineData("message.meeting.mention.nbsp", Heard.Addressed, "agenda")]
    [InlineData("message.meeting.mention.twice-mixed-case", Heard.Addressed, "please ask for help, or again")]
    [InlineData("message.meeting.mention.two-mentions", Heard.Addressed, "action @Ben Presenter to send the deck by 2026-11-27")]
    [InlineData("message.meeting.mention.user-escaped-name", Heard.Line, "@Dov O'Neil-Łukasz hi")]
    [InlineData("message.meeting.fake-mention-text-only", Heard.Line, "<at>MinuteBot</at> note: fake mention")]
    [InlineData("message.personal", Heard.Addressed, "list actions")]
    [InlineData("robustness.minimal-message", Heard.Addressed, "hi")]
    public void A_message_is_read(string file, Heard heard, string text)
    {
        var message = Read(file, _ => { });
        Assert.Equal((heard, text), (message.Heard, message.Text));
        Assert.StartsWith("teams:5f0e1d2c-0000-4000-8000-00000000aaaa:", message.Conversation, StringComparison.Ordinal);
        Assert.DoesNotContain(";", message.Conversation, StringComparison.Ordinal);
        Assert.Equal($"teams/{message.Conversation.Split(':', 3)[2]}/{(file.StartsWith("robust", StringComparison.Ordinal) ? "1" : "1795446307234")}", message.Id);
    }

    [Fact]
    public void A_mentioned_person_is_an_account_and_two_of_one_name_are_told_apart()
    {
        var message = Read("message.meeting.mention.two-mentions", activity =>
        {
            activity["text"] = "present <at>Ben Presenter</at> and <at>Ben Presenter</at> <at>MinuteBot</at>";
            activity["entities"]!.AsArray().Add(JsonNode.Parse("""{"type":"mention","text":"<at>Ben Presenter</at>","mentioned":{"id":"29:1other","name":"Ben Presenter"}}"""));
        });
        Assert.Equal("present @Ben Presenter and @Ben Presenter (2)", message.Text);
        Assert.Equal(["29:1bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb_fixture", "29:1other"], message.Mentions.Select(one => one.Account.Value.Split(':', 3)[2]));
    }

    [Fact]
    public void Line_breaks_stay_and_the_senders_zone_and_the_thread_are_read()
    {
        var message = Read("message.channel.mention.reply", activity => activity["text"] = "<at>MinuteBot</at>  note: one\r\n\u00A0two \nhere");
        Assert.Equal("note: one\ntwo\nhere", message.Text);
        Assert.Equal(("Europe/London", "1795446000000"), (message.SenderZone, message.Thread));
    }

    static ChatMessage Read(string file, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceRoot.Path, "tests/MeetingBot.Tests/Teams/Fixtures/activities", file + ".json")))!.AsObject();
        change(json);
        var activity = WireJson.Read(Encoding.UTF8.GetBytes(json.ToJsonString()))!;
        return ActivityReading.Message(activity, ActivityReading.Place(activity, ActivityReading.Reference(activity)), TimeProvider.System);
    }
}
