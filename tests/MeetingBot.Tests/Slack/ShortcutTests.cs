using MeetingBot.Domain;

namespace MeetingBot.Tests.Slack;

/// <summary>"Record as decision / action / note" in the menu of a message: its words are data, its author is the speaker.</summary>
public sealed class ShortcutTests
{
    [Theory]
    [InlineData("record_note")]
    [InlineData("record_decision")]
    public async Task The_author_of_a_message_is_its_speaker(string callback)
    {
        await using Town town = await OpenAsync();

        Entry entry = await ChosenAsync(town, callback, "U2", "the export fails");

        Assert.Equal("Ben Okafor", await SpeakerAsync(town, entry));
        Assert.StartsWith("the export fails ([message](https://fake.slack.com/", entry.Text, StringComparison.Ordinal);
        Assert.Equal(callback == "record_decision", entry.Matter is Decision);
    }

    [Theory]
    [InlineData("#1 is what we take")]
    [InlineData("by Monday we ship")]
    [InlineData("Chris Duval: we ship")]
    [InlineData("adjourn")]
    [InlineData("... and so on")]
    public async Task The_words_of_a_message_are_no_command(string text)
    {
        await using Town town = await OpenAsync();

        Entry entry = await ChosenAsync(town, "record_decision", "U2", text);

        Assert.StartsWith(text + " (", entry.Text, StringComparison.Ordinal);
        Assert.Equal("Ben Okafor", await SpeakerAsync(town, entry));
    }

    [Theory]
    [InlineData("record_note")]
    [InlineData("record_decision")]
    public async Task A_message_of_an_app_has_no_speaker_and_names_the_app(string callback)
    {
        await using Town town = await OpenAsync();

        Entry entry = await ChosenAsync(town, callback, null, "Ana Lopes: build 7 is green");

        Assert.Null(entry.Speaker);
        Assert.StartsWith("Ana Lopes: build 7 is green (from Build bot) (", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_is_asked_for_with_the_message_as_its_text_and_its_author_as_speaker()
    {
        await using Town town = await OpenAsync();
        await town.Caller.InteractAsync(town.Caller.Chosen("record_action", "U1", "U2", "somebody should tell support"));
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());
        Assert.DoesNotContain("initial_user", form.View.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/responses/", form.View.ToJsonString(), StringComparison.Ordinal);

        await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("text", "tell support"), ("person", "U3"), ("due", "2031-05-05")));

        Entry entry = Assert.Single((await town.MeetingAsync()).Entries);
        var action = Assert.IsType<Assignment>(entry.Matter);
        Assert.Equal(("tell support", "Ben Okafor"), (entry.Text, await SpeakerAsync(town, entry)));
        Assert.Equal(new NodaTime.LocalDate(2031, 5, 5), action.Due);
        await Town.Until(() => town.Answers.Any(text => text.Contains("Chris Duval", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_meeting_is_started_from_anywhere()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.InteractAsync(town.Caller.Shortcut("start_meeting", "U1"));
        FakeView form = await Town.FindAsync(() => town.Slack.Views.LastOrDefault());

        Assert.Equal((200, ""), await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("channel", "C1"))));

        Assert.True((await town.MeetingAsync()).IsOpen);
        await Town.Until(() => town.Slack.Channels.GetValueOrDefault("DU1")?.Now().Any(message => message.Text.Contains("the meeting is open", StringComparison.Ordinal)) == true);
    }

    private static async Task<Town> OpenAsync()
    {
        Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        return town;
    }

    private static async Task<Entry> ChosenAsync(Town town, string callback, string? author, string text)
    {
        await town.Caller.InteractAsync(town.Caller.Chosen(callback, "U1", author, text));
        await Town.Until(() => !town.Slack.Responses.IsEmpty);
        return Assert.Single((await town.MeetingAsync()).Entries);
    }

    private static async Task<string?> SpeakerAsync(Town town, Entry entry) =>
        entry.Speaker is { } speaker ? (await town.Clerk.ViewAsync($"slack:{FakeSlack.Team}:C1", CancellationToken.None))!.Directory.NameOf(speaker) : null;
}
