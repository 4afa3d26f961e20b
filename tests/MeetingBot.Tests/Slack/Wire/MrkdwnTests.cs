using System.Text.Json;
using CsCheck;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Slack's text, both ways.</summary>
public class MrkdwnTests
{
    private static readonly JsonElement Vectors = Fixtures.Element("mrkdwn-vectors.json");

    [Fact]
    public void What_people_type_is_escaped_once() => Assert.All(Pairs("escape"), pair => Assert.Equal(pair.Out, Mrkdwn.Escape(pair.In)));

    [Fact]
    public void What_comes_is_unescaped_once() => Assert.All(Pairs("unescape"), pair => Assert.Equal(pair.Out, Mrkdwn.Unescape(pair.In)));

    [Fact]
    public void A_mention_of_the_bot_in_front_is_its_address() => Assert.All(Vectors.GetProperty("strip_leading_mention").EnumerateArray(), vector =>
    {
        string text = vector.GetProperty("in").GetString()!;
        Assert.Equal(vector.GetProperty("out").GetString(), Mrkdwn.WithoutLeadingMention(text, vector.GetProperty("bot").GetString()!) ?? text);
    });

    [Fact]
    public void A_user_whose_id_begins_like_the_bots_is_not_the_bot() => Assert.Null(Mrkdwn.WithoutLeadingMention("<@U0BOTX> start", "U0BOT"));

    [Fact]
    public void An_entity_is_read_for_what_it_is() => Assert.All(Vectors.GetProperty("entities").EnumerateArray(), vector =>
    {
        Piece piece = Assert.Single(Mrkdwn.Scan(vector.GetProperty("in").GetString()!));
        Assert.Equal(vector.GetProperty("kind").GetString(), piece.Kind.ToString().ToLowerInvariant());
        Assert.Equal(vector.GetProperty(piece.Kind == PieceKind.Link ? "url" : "id").GetString(), piece.Value);
        Assert.Equal(vector.GetProperty("label").GetString(), piece.Label);
    });

    [Fact]
    public void What_is_no_entity_stays_text() => Assert.All(Vectors.GetProperty("not_entities").EnumerateArray(), vector =>
        Assert.All(Mrkdwn.Scan(vector.GetString()!), piece => Assert.Equal(PieceKind.Text, piece.Kind)));

    [Fact]
    public void Escaping_loses_nothing() => Gen.String.Sample(text => Assert.Equal(text, Mrkdwn.Unescape(Mrkdwn.Escape(text))), iter: 5000);

    [Fact]
    public void Escaped_text_is_one_plain_piece_whatever_it_holds()
    {
        Gen<string> hostile = Gen.OneOf("<!channel>", "<@U1>", "&lt;!here&gt;", "<", ">", "&", "a", "|", "<!subteam^S1|x>").Array[1, 8].Select(parts => string.Concat(parts));
        hostile.Sample(text =>
        {
            string escaped = Mrkdwn.Escape(text);
            Assert.DoesNotContain('<', escaped);
            Assert.Equal(text, Assert.Single(Mrkdwn.Scan(escaped)).Value);
        }, iter: 3000);
    }

    [Fact]
    public void A_cut_never_divides_a_character_or_an_entity()
    {
        Gen.Select(Gen.String[0, 60], Gen.Int[6, 40]).Sample((text, most) =>
        {
            string cut = Mrkdwn.EscapeCut(text.Replace('a', '<') + "😀😀&&", most);
            Assert.True(cut.Length <= most);
            Assert.DoesNotContain('<', cut);
            Assert.False(cut.Length > 0 && char.IsHighSurrogate(cut[^1]));
            Assert.DoesNotContain('&', cut.Replace("&amp;", "", StringComparison.Ordinal).Replace("&lt;", "", StringComparison.Ordinal).Replace("&gt;", "", StringComparison.Ordinal));
        }, iter: 3000);
        Assert.Equal("a…", Mrkdwn.Cut("a😀b", 3));
    }

    [Fact]
    public void A_date_holds_its_own_fallback() => Assert.Equal("<!date^1392734382^{date_short_pretty} {time}|2014-02-18 06:39 &lt;!here&gt; / x>", Mrkdwn.Date(1392734382, "2014-02-18 06:39 <!here> | x"));

    private static IEnumerable<(string In, string Out)> Pairs(string name) =>
        Vectors.GetProperty(name).EnumerateArray().Select(vector => (vector.GetProperty("in").GetString()!, vector.GetProperty("out").GetString()!));
}
