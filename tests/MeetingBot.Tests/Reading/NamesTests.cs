using CsCheck;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>Names: found whatever their accents and punctuation, listed in the order of membership tools, forgiven one slip.</summary>
public class NamesTests
{
    [Theory]
    [InlineData("Iñigo", "inigo")]
    [InlineData("INIGO", "inigo")]
    [InlineData("Mary_Ann-Lee", "mary ann lee")]
    [InlineData("  O'Hara,  Siân ", "ohara sian")]
    [InlineData("Łukasz Großmann", "lukasz grossmann")]
    [InlineData("Søren Ærø", "soren aero")]
    [InlineData("ﬁona", "fiona")]
    [InlineData("!?", "")]
    public void A_name_is_found_under(string name, string key) => Assert.Equal(key, Names.Fold(name));

    [Fact]
    public void Folding_twice_changes_nothing() => Texts.Any.Sample(text => Assert.Equal(Names.Fold(text), Names.Fold(Names.Fold(text))), iter: 20_000);

    [Fact]
    public void A_list_is_sorted_by_displayed_name() => Assert.Equal(
        ["Brianca Moss", "Brian Wells", "de Vries, Anna", "Eva Lund", "Évariste Noir", "Iñes Ortiz", "Inga Sol", "Kateryna Bo", "Kate Xo"],
        new[] { "Kate Xo", "Brian Wells", "Inga Sol", "Évariste Noir", "Kateryna Bo", "Brianca Moss", "Eva Lund", "de Vries, Anna", "Iñes Ortiz" }.Order(DisplayOrder.Comparer));

    [Fact]
    public void Names_that_differ_in_accents_only_still_have_one_order() =>
        Assert.Equal(["Ines Ortiz", "Iñes Ortiz"], new[] { "Iñes Ortiz", "Ines Ortiz" }.Order(DisplayOrder.Comparer));

    [Fact]
    public void The_order_is_one_order() => Gen.Select(Texts.Any, Texts.Any).Sample((a, b) =>
        Assert.Equal(Math.Sign(DisplayOrder.Comparer.Compare(a, b)), -Math.Sign(DisplayOrder.Comparer.Compare(b, a))));

    [Theory]
    [InlineData("decison", "decision")]
    [InlineData("dceision", "decision")]
    [InlineData("ACTOIN", "action")]
    [InlineData("notes", "note")]
    [InlineData("presnet", "present")]
    public void A_slip_is_forgiven(string typed, string meant) =>
        Assert.Equal(meant, Nearest.To(typed, ["absent", "note", "present", "decision", "action"], 2));

    [Fact]
    public void What_is_too_far_is_near_to_nothing() => Assert.Null(Nearest.To("weather", ["note", "present"], 2));

    [Theory]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("Ann", "Anna", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Slips_are_counted(string one, string other, int slips) => Assert.Equal(slips, Nearest.Distance(one, other, 9));

    [Fact]
    public void The_bound_changes_no_distance_within_it() => Gen.Select(Gen.String["abc"], Gen.String["abc"], Gen.Int[0, 6]).Sample((one, other, max) =>
    {
        int distance = Nearest.Distance(one, other, 200);
        Assert.Equal(Math.Min(distance, max + 1), Nearest.Distance(one, other, max));
        Assert.Equal(distance, Nearest.Distance(other, one, 200));
    });

    [Fact]
    public void Long_texts_are_near_to_themselves_only()
    {
        string text = new('x', 5000);
        Assert.Equal(0, Nearest.Distance(text, text, 2));
        Assert.Equal(3, Nearest.Distance(text, text + "y", 2));
    }
}
