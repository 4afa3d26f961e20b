using System.Text.Json.Nodes;
using MeetingBot.Domain;

namespace MeetingBot.Tests.Slack;

/// <summary>What is entered in a form is one thing, whatever it looks like.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("decision")]
    [InlineData("action")]
    [InlineData("note")]
    public async Task A_text_whose_lines_look_like_commands_is_one_entry(string command)
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        FakeView form = await OpenedAsync(town, command);

        await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("text", "#1 is what we take\nadjourn\nnote: this is no note")));

        Meeting meeting = await town.MeetingAsync();
        Assert.True(meeting.IsOpen);
        Assert.Equal("#1 is what we take\nadjourn\nnote: this is no note", Assert.Single(meeting.Entries).Text);
    }

    [Fact]
    public async Task A_correction_of_several_lines_is_one_correction()
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "note something");
        FakeView form = await OpenedAsync(town, "correct");

        Assert.Equal((200, ""), await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("number", "#1"), ("text", "something else\nend"))));

        Meeting meeting = await town.MeetingAsync();
        Assert.True(meeting.IsOpen);
        Assert.Equal("something else\nend", Assert.Single(meeting.Entries).Text);
    }

    [Theory]
    [InlineData("soon", null)]
    [InlineData("15m", 15)]
    [InlineData("15", 15)]
    [InlineData("1h", 60)]
    public async Task A_time_that_cannot_be_read_is_refused_beside_its_field(string typed, int? minutes)
    {
        await using Town town = await Town.OpenAsync();
        await town.Caller.CommandAsync("U1", "start");
        FakeView form = await OpenedAsync(town, "agenda add");

        (_, string body) = await town.Caller.InteractAsync(town.Caller.Submit("U1", form, ("title", "Release"), ("minutes", typed)));

        AgendaItem[] agenda = [.. (await town.MeetingAsync()).Agenda.Items];
        if (minutes is null)
        {
            Assert.Contains("soon", JsonNode.Parse(body)!["errors"]!["minutes"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Empty(agenda);
        }
        else
        {
            Assert.Equal(minutes, Assert.Single(agenda).Minutes);
        }
    }

    private static async Task<FakeView> OpenedAsync(Town town, string command)
    {
        await town.Caller.CommandAsync("U1", command);
        return await Town.FindAsync(() => town.Slack.Views.LastOrDefault());
    }
}
