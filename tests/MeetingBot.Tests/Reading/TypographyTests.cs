using CsCheck;
using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>What keyboards and web pages do to commands, undone; the text of an entry is left alone.</summary>
public class TypographyTests
{
    [Theory]
    [InlineData("\u200Bhere\u200B", "here")]
    [InlineData("note\u00A0well", "note well")]
    [InlineData("Note  Well", "note well")]
    [InlineData("vice–chair", "vice-chair")]
    [InlineData("—format", "--format")]
    [InlineData("–format", "--format")]
    [InlineData("–1", "-1")]
    [InlineData("q\u2212", "q-")]
    [InlineData("", "")]
    public void A_keyword(string typed, string plain) => Assert.Equal(plain, Typography.Keyword(typed));

    [Fact]
    public void Only_the_first_word_of_a_line_is_touched() => Assert.Equal(
        "note she said “it’s fine” – really\u00A0fine", Typography.Normalise("\uFEFF\u200Bnote\u00A0she said “it’s fine” – really\u00A0fine \u200B"));

    [Fact]
    public void Words_are_taken_one_by_one_and_the_rest_stays_as_it_was_typed()
    {
        const string line = "note\u00A0well  by “Ana”";
        int at = 0;
        Assert.Equal("note", Typography.NextWord(line, ref at));
        Assert.Equal("well", Typography.NextWord(line, ref at));
        Assert.Equal("by “Ana”", line[at..]);
    }

    [Theory]
    [InlineData("\"Plan B\"", "Plan B", true)]
    [InlineData("“Plan B”", "Plan B", true)]
    [InlineData("“Plan B\"", "Plan B", true)]
    [InlineData("„Plan B“", "Plan B", true)]
    [InlineData("'Plan B'", "Plan B", true)]
    [InlineData("‘Plan B’", "Plan B", true)]
    [InlineData("«Plan B»", "Plan B", true)]
    [InlineData("Plan “B”", "Plan “B”", false)]
    [InlineData("“A” and “B”", "“A” and “B”", false)]
    [InlineData("\"", "\"", false)]
    [InlineData("it’s", "it’s", false)]
    [InlineData("", "", false)]
    public void Quotes_around_a_whole_argument_come_off(string typed, string text, bool quoted) => Assert.Equal(new Unquoted(text, quoted), Typography.Unquote(typed));

    [Fact]
    public void No_text_makes_it_fail_and_a_plain_keyword_stays_plain() => Texts.Any.Sample(text =>
    {
        _ = Typography.Normalise(text);
        _ = Typography.Unquote(text);
        Assert.Equal(Typography.Keyword(text), Typography.Keyword(Typography.Keyword(text)));
    }, iter: 20_000);
}
