using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary><c>rename</c> and <c>affiliation</c> as plain lines of the thread, without a colon.</summary>
public class NameLineTests
{
    [Theory]
    [InlineData("rename Max Hall to Max Hill")]
    [InlineData("rename Max Hall to Max Hill from 2024-01-01")]
    [InlineData("rename Dune to Dune, Inc. (Labs)")]
    [InlineData("Rename dune to \"eDune\"")]
    [InlineData("rename: Max Hall to Max Hill")]
    [InlineData("affiliation Max Acme")]
    [InlineData("affiliation Max Hall Acme from 2024-01-01")]
    [InlineData("affiliation Max University of Oslo too")]
    public async Task A_line_that_reads_in_full_is_the_command(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal(ReplyKind.Receipt, (await office.HearAsync("Ana Lopes", line)).Kind);
    }

    [Theory]
    [InlineData("rename the file to Final")]
    [InlineData("rename it to Final please")]
    [InlineData("rename Max to something shorter")]
    [InlineData("rename Dune to Acme?")]
    [InlineData("rename Max to Maxim and tell him about it today, will you")]
    [InlineData("rename Max Hall to Max Hill from next time on")]
    [InlineData("rename Max Hall")]
    [InlineData("affiliation Max works for is unclear to me")]
    [InlineData("affiliation is a hard word")]
    [InlineData("affiliation of Max")]
    [InlineData("affiliation Max Acme?")]
    public async Task A_sentence_that_begins_so_is_chat(string line)
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal(Reply.NotForMe, await office.HearAsync("Ana Lopes", line));
    }

    [Fact]
    public async Task Who_may_not_is_told_so()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Assert.Equal(ReplyKind.Refusal, (await office.HearAsync("Max Hall", "rename Dune to Desert")).Kind);
    }
}
