namespace MeetingBot.Tests.Slack;

/// <summary>People of other companies in a shared channel: they take part, and vote only by the roster.</summary>
public sealed class SharedChannelTests
{
    [Fact]
    public async Task Somebody_of_another_company_has_no_vote_and_is_told_why()
    {
        await using Town town = await OpenAsync();

        await town.Caller.EventAsync(town.Caller.Message("U9", $"<@{FakeSlack.BotUser}> vote yes", type: "app_mention"));
        await Town.Until(() => town.Slack.Ephemerals.Any(told => told is { User: "U9" } && told.Text.Contains("another organisation", StringComparison.Ordinal)));
        await town.Caller.EventAsync(town.Caller.Message("U9", $"<@{FakeSlack.BotUser}> +1", type: "app_mention"));
        await town.Caller.CommandAsync("U2", "vote yes");

        Assert.Single(Assert.IsType<MeetingBot.Domain.Motion>(Assert.Single((await town.MeetingAsync()).Entries).Matter).Votes);
    }

    [Fact]
    public async Task Somebody_of_another_company_takes_part_like_everybody_else()
    {
        await using Town town = await OpenAsync();
        FakeMessage board = await town.BoardAsync();

        await town.Caller.InteractAsync(town.Caller.Press("U9", "C1", board.Ts, SlackCaller.Buttons(board.Blocks)["I'm here"]));
        await Town.Until(() => !town.Slack.Responses.IsEmpty);

        Assert.Single((await town.MeetingAsync()).Attendance);
    }

    [Fact]
    public async Task Who_stands_on_the_roster_votes_wherever_they_come_from()
    {
        await using Town town = await OpenAsync();
        await town.Caller.CommandAsync("U1", "roster add Zoe Fremd (Elsewhere)");
        var command = town.Caller.Command("U1", "x");
        command["text"] = "identify <@U9> Zoe Fremd";
        await town.Caller.CommandAsync(command);

        await town.Caller.EventAsync(town.Caller.Message("U9", $"<@{FakeSlack.BotUser}> vote yes", type: "app_mention"));

        Assert.Single(Assert.IsType<MeetingBot.Domain.Motion>(Assert.Single((await town.MeetingAsync()).Entries).Matter).Votes);
    }

    private static async Task<Town> OpenAsync()
    {
        Town town = await Town.OpenAsync();
        town.Slack.Users["U9"] = new FakeUser("U9", "Zoe Fremd", "Europe/Berlin") { Team = "T9OTHER" };
        town.Slack.Channels["C1"].Members.Add("U9");
        await town.Caller.CommandAsync("U1", "start");
        await town.Caller.CommandAsync("U1", "motion Adopt the plan");
        return town;
    }
}
