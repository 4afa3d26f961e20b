using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>Somebody who came under an account of their own and said during the meeting who they are on the roster.</summary>
public class LinkedDuringMeetingTests
{
    [Fact]
    public async Task Who_was_marked_before_the_link_counts_for_the_quorum_and_leaves()
    {
        Office office = await LinkedAsync();
        Assert.Contains("1 present", (await Max(office, "quorum")).Text, StringComparison.Ordinal);
        await Max(office, "here");
        Assert.Contains("1 present", (await Max(office, "quorum")).Text, StringComparison.Ordinal);
        Assert.Equal(ReplyKind.Receipt, (await Max(office, "left")).Kind);
        Assert.Contains("0 present", (await Max(office, "quorum")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("left")]
    [InlineData("absent")]
    public async Task Who_was_marked_before_the_link_leaves_and_is_taken_off_the_list(string line)
    {
        Office office = await LinkedAsync();
        Reply reply = await Max(office, line);
        Assert.Equal(ReplyKind.Receipt, reply.Kind);
        Assert.Contains("0 present", (await Max(office, "quorum")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scribe_marks_them_as_gone_by_the_name_on_the_roster() =>
        Assert.Equal(ReplyKind.Receipt, (await (await LinkedAsync()).SayAsync("Sam Reed", "left Max Hall")).Kind);

    private static Task<Reply> Max(Office office, string line) => office.SayAsync("mx", line, trusted: false);

    private static async Task<Office> LinkedAsync()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "set quorum half");
        await Max(office, "here");
        await Max(office, "i am Max Hall");
        return office;
    }
}
