using CsCheck;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>Shares of votes, in whole numbers.</summary>
public class ThresholdTests
{
    private static readonly Gen<Threshold> Any = Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Bool, (one, other, more) => new Threshold(Math.Min(one, other), Math.Max(one, other), more && one != other));

    [Theory]
    [InlineData(1, 1, true)] // published results treat one of one as "50 % plus one"
    [InlineData(1, 2, false)]
    [InlineData(2, 3, true)]
    [InlineData(0, 0, false)]
    public void More_than_half_is_more_than_half(int yes, int all, bool met) => Assert.Equal(met, Threshold.Majority.IsMet(yes, all));

    [Theory]
    [InlineData(11, 12, true)]
    [InlineData(8, 12, true)]
    [InlineData(7, 12, false)]
    [InlineData(2, 3, true)]
    [InlineData(667, 1000, true)]
    [InlineData(666, 1000, false)]
    public void Two_thirds_are_enough_and_nothing_less(int yes, int all, bool met) => Assert.Equal(met, new Threshold(2, 3, false).IsMet(yes, all));

    [Fact]
    public void More_than_half_of_an_average_of_24_is_13() => Assert.Equal(13, Threshold.Majority.Least(72, 3));

    [Fact]
    public void The_whole_of_an_average_that_is_not_whole_is_the_next_number() => Assert.Equal(7, new Threshold(1, 1, false).Least(20, 3));

    [Fact]
    public void Shares_agree_with_counting_pieces() => Gen.Select(Any, Gen.Int[0, 60], Gen.Int[0, 60]).Sample((share, part, whole) =>
        Assert.Equal(ByPieces(share, part, 1, whole), share.IsMet(part, whole)));

    [Fact]
    public void The_least_number_is_the_first_that_reaches_the_share_of_an_average() => Gen.Select(Any, Gen.Int[0, 90], Gen.Int[1, 4]).Sample((share, sum, count) =>
    {
        int least = 0;
        while (!ByPieces(share, least, count, sum))
        {
            least++;
        }

        Assert.Equal(least, share.Least(sum, count));
    });

    [Theory]
    [InlineData("majority", 1, 2, true)]
    [InlineData("half", 1, 2, false)]
    [InlineData("more than half", 1, 2, true)]
    [InlineData("two thirds", 2, 3, false)]
    [InlineData("Two-Thirds", 2, 3, false)]
    [InlineData("more than 3/5", 3, 5, true)]
    [InlineData("all", 1, 1, false)]
    public void Shares_are_read_as_people_write_them(string text, int over, int under, bool more) => Assert.Equal(new Threshold(over, under, more), Threshold.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("3/2")]
    [InlineData("0/2")]
    [InlineData("0.5")]
    [InlineData("most")]
    [InlineData("1/1001")]
    public void What_is_no_share_is_none(string text) => Assert.Null(Threshold.Read(text));

    /// <summary>Every vote is cut into so many pieces as the share has parts; then pieces are counted one by one.</summary>
    private static bool ByPieces(Threshold share, int part, int count, int sum)
    {
        int reached = 0;
        int asked = 0;
        for (int vote = 0; vote < part; vote++)
        {
            for (int piece = 0; piece < share.Under; piece++)
            {
                for (int of = 0; of < count; of++)
                {
                    reached++;
                }
            }
        }

        for (int vote = 0; vote < sum; vote++)
        {
            for (int piece = 0; piece < share.Over; piece++)
            {
                asked++;
            }
        }

        return share.More ? reached > asked : reached >= asked;
    }
}
