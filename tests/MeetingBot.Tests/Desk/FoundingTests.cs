using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>What a group is called that nobody set up, and what is said where there is a group already.</summary>
public class FoundingTests
{
    [Theory]
    [InlineData("#release-team", "web:local:budget-team", "start Budget special", "release-team")]
    [InlineData("", "web:local:budget-team", "start Budget special", "Budget special")]
    [InlineData("", "web:local:budget-team", "start \"Budget special\" at 10:00", "Budget special")]
    [InlineData("", "web:local:budget-team", "start at 10:00", "Budget team")]
    [InlineData("", "web:local:budget-team", "start", "Budget team")]
    [InlineData("", "slack:T01:C02ABC", "start", "Team")]
    [InlineData("", "slack:T01:C02ABC", "start Budget special", "Budget special")]
    public async Task A_group_is_named_after_its_conversation_else_its_first_meeting_else_its_room(string named, string conversation, string line, string group)
    {
        var office = new Office();
        await office.SayAsync("Ana", line, conversation: conversation, conversationName: named);
        Assert.Equal(group, (await office.Clerk.ViewAsync(conversation, TestContext.Current.CancellationToken))!.Group.Name);
    }

    [Fact]
    public async Task A_group_that_is_called_as_its_first_meeting_prints_that_once()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start Harbour day", conversation: "slack:T01:C02ABC");
        Assert.StartsWith("Harbour day, Tue 5 Mar 2024", (await office.SayAsync("Ana", "minutes", conversation: "slack:T01:C02ABC")).Text, StringComparison.Ordinal);
    }
}
