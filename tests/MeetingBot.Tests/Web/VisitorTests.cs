using MeetingBot.Domain;
using MeetingBot.Web;

namespace MeetingBot.Tests;

public class VisitorTests
{
    [Theory]
    [InlineData("  Ana \u0007 Vogel ", "Ana Vogel")]
    [InlineData("Carla Nu\u0301ñez", "Carla Núñez")]
    public void A_name_is_what_can_be_seen_of_it(string typed, string name) => Assert.Equal(name, Visitor.Named(typed, null)!.Name);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\n ")]
    public void Nothing_is_no_name(string? typed) => Assert.Null(Visitor.Named(typed, null));

    [Fact]
    public void A_picked_name_is_trusted_and_makes_the_account()
    {
        var visitor = Visitor.Named("Ana Vogel", "Europe/Berlin")!;

        Assert.True(visitor.NameIsTrusted);
        Assert.Equal(new Account("web::Ana Vogel"), visitor.Account);
    }

    [Fact]
    public void A_sign_in_proves_an_account_and_no_name()
    {
        var visitor = Visitor.SignedIn("subject-1", "Ana Vogel", null);

        Assert.False(visitor.NameIsTrusted);
        Assert.Equal(new Account("web::subject-1"), visitor.Account);
        Assert.Equal("Ana Vogel", visitor.Name);
    }
}
