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

    [Fact]
    public async Task A_conversation_that_has_a_group_says_how_to_rename_it_and_who_may()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Reply chair = await office.SayAsync("Ana Lopes", "setup Planning");
        Assert.Equal("This conversation already belongs to Budget Team. `set name Planning` renames the group; that needs the chair, vice-chair or secretary, or whoever presides. Another group needs a conversation of its own.", chair.Text);
        Assert.Equal("set name Planning", Assert.Single(chair.Buttons).Line);
        Reply member = await office.SayAsync("Max Hall", "setup Planning");
        Assert.Equal((chair.Text, 0), (member.Text, member.Buttons.Length));
    }

    [Fact]
    public async Task An_open_group_also_says_how_it_gets_a_chair()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start");
        Assert.Equal("This conversation already belongs to Budget team. `set name Planning` renames the group and `role <person> chair` gives it a chair; anybody may. Another group needs a conversation of its own.",
            (await office.SayAsync("Ben", "setup Planning")).Text);
        Assert.Equal("This conversation already belongs to Budget team. `role <person> chair` gives it a chair; anybody may. Another group needs a conversation of its own.",
            (await office.SayAsync("Ben", "setup Budget Team")).Text);
    }

    [Fact]
    public async Task A_group_is_used_from_its_own_workspace_by_people_it_knows_and_from_no_other()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start Harbour day", conversation: "slack:T01:C01");
        await office.SayAsync("Ana", "end", conversation: "slack:T01:C01");
        Assert.Equal("I know no group called \"Harbour day\". `setup Harbour day` makes one here.", (await office.SayAsync("Eve", "use Harbour day", conversation: "slack:T02:C09")).Text);
        Assert.StartsWith("That needs", (await office.SayAsync("Eve", "use Harbour day", conversation: "slack:T01:C02")).Text, StringComparison.Ordinal);
        Assert.StartsWith("This conversation now belongs to Harbour day.", (await office.SayAsync("Ana", "use Harbour day", conversation: "slack:T01:C03")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_keeps_its_group_and_says_where_another_is_used()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal("This conversation belongs to Budget Team and stays with it. Type `use Planning` in a conversation that has no group yet; that needs the chair, vice-chair or secretary of Planning. `set name <name>` renames Budget Team; that needs the chair, vice-chair or secretary, or whoever presides.",
            (await office.SayAsync("Ana Lopes", "use Planning")).Text);
        Assert.Equal("This conversation already belongs to Budget Team.", (await office.SayAsync("Ana Lopes", "use budget team")).Text);
    }
}
