using System.Collections.Immutable;
using CsCheck;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Parts at the end of a command, read only where they read as what they should be. Ana and Bo are known; today is 12 June 2024.</summary>
public class TrailingClausesTests
{
    static readonly Clause By = new("by", ["by"], text => text is "Ana" or "Bo" ? text : null);
    static readonly Clause For = new("for", ["for"], text => DurationWords.Read(text));
    static readonly Clause Due = new("due", ["due"], text => DateWords.ReadDay(text, new LocalDate(2024, 6, 12), DateSense.Coming));
    static readonly Clause Because = new("because", ["because", "as"], text => text, FreeText: true);

    static TrailingReading Read(string text) => TrailingClauses.Read(text, By, For, Due, Because);

    static string Written(TrailingReading reading) =>
        string.Join('|', [reading.Text, .. reading.Values.OrderBy(value => value.Key).Select(value => $"{value.Key}={value.Value}")]);

    [Theory]
    [InlineData("Budget by Ana for 20m", "Budget|by=Ana|for=20")]
    [InlineData("Budget for 20m by Ana", "Budget|by=Ana|for=20")]
    [InlineData("Budget FOR 20m BY Ana", "Budget|by=Ana|for=20")]
    [InlineData("Budget, by Ana", "Budget|by=Ana")]
    [InlineData("by Ana", "|by=Ana")]
    [InlineData("Budget by \"Ana\"", "Budget|by=Ana")]
    [InlineData("Budget by “Ana”", "Budget|by=Ana")]
    [InlineData("Plans for the year for 20m", "Plans for the year|for=20")]
    [InlineData("Standby Ana", "Standby Ana")]
    [InlineData("Budget by Ana tomorrow", "Budget by Ana tomorrow")]
    [InlineData("moved by Ana by Bo", "moved by Ana|by=Bo")]
    [InlineData("write it down due 2024-07-01", "write it down|due=Monday, 01 July 2024")]
    [InlineData("the report is due", "the report is due")]
    [InlineData("stop because it was sent as a draft", "stop|because=it was sent as a draft")]
    [InlineData("stop as it is late for 2h", "stop|because=it is late|for=120")]
    [InlineData("because we walk by Ana", "|because=we walk|by=Ana")]
    [InlineData("“gifts by Ana”", "“gifts by Ana”")]
    [InlineData("say \"stop by Ana\" for 20m", "say \"stop by Ana\"|for=20")]
    [InlineData("a 5\" pipe by Ana", "a 5\" pipe|by=Ana")]
    [InlineData("it’s the group’s plan by Ana", "it’s the group’s plan|by=Ana")]
    [InlineData("two\nlines by Ana", "two\nlines|by=Ana")]
    [InlineData("", "")]
    public void What_is_left_and_what_was_read(string text, string expected) =>
        Assert.Equal(expected, Written(Read(text)));

    [Fact]
    public void A_clause_that_does_not_read_stays_text_and_is_reported()
    {
        TrailingReading reading = Read("Budget by Nobody for 20m");
        Assert.Equal("Budget by Nobody", reading.Text);
        Assert.Equal([new UnreadClause("by", "by", "Nobody")], reading.Unread);
        Assert.Equal(20, reading.Value<int?>("for"));
        Assert.Null(reading.Value<string>("by"));
    }

    [Fact]
    public void A_long_stretch_behind_a_keyword_is_plainly_text() => Assert.Empty(Read("stand by the rules that hold until next summer").Unread);

    [Fact]
    public void What_a_reason_has_swallowed_is_not_reported() => Assert.Empty(Read("stop because we go by train").Unread);

    [Fact]
    public void Clauses_read_back_in_any_order()
    {
        string[] clauses = ["by Ana", "for 20m", "due tomorrow"];
        Gen.Shuffle(clauses).Sample(shuffled =>
        {
            TrailingReading reading = Read("Plan the day " + string.Join(' ', shuffled));
            Assert.Equal("Plan the day", reading.Text);
            Assert.Equal(("Ana", 20, new LocalDate(2024, 6, 13)), (reading.Value<string>("by"), reading.Value<int>("for"), reading.Value<LocalDate>("due")));
        });
    }

    [Fact]
    public void No_text_makes_it_fail_and_what_is_left_is_the_beginning() => Texts.Any.Sample(text =>
        Assert.StartsWith(Read(text).Text, text, StringComparison.Ordinal), iter: 20_000);

    [Fact]
    public void Without_clauses_all_is_text() => Assert.Equal(ImmutableDictionary<string, object>.Empty, TrailingClauses.Read("by Ana").Values);
}
