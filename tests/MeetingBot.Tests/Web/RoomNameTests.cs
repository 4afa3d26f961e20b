using MeetingBot.Web;

namespace MeetingBot.Tests;

public class RoomNameTests
{
    [Theory]
    [InlineData(null, "room")]
    [InlineData("  ", "room")]
    [InlineData("///", "room")]
    [InlineData("apollo", "apollo")]
    [InlineData(" Apollo Weekly ", "apollo-weekly")]
    [InlineData("../../etc:passwd", "etc-passwd")]
    [InlineData("Größe", "größe")]
    public void A_room_is_named_by_letters_digits_and_dashes(string? asked, string room) => Assert.Equal(room, RoomName.Read(asked));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(40, RoomName.Read(new string('a', 500)).Length);

    [Fact]
    public void The_conversation_holds_the_room() =>
        Assert.Equal("apollo", RoomName.OfConversation(RoomName.Conversation("apollo")));
}
