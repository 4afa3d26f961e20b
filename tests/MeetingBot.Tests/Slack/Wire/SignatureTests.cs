using System.Text;
using System.Text.Json;
using CsCheck;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Whether a request is Slack's: known answers, and everything near them.</summary>
public class SignatureTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    public static TheoryData<string> Vectors =>
        [.. Fixtures.Element("signature-vectors.json").GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_known_request_has_its_verdict(string name)
    {
        JsonElement vector = Fixtures.Element("signature-vectors.json").GetProperty("vectors").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        byte[] body = vector.TryGetProperty("body_file", out JsonElement file) ? Fixtures.Bytes(file.GetString()!) : Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!);
        var signature = new SlackSignature([vector.GetProperty("signing_secret").GetString()!]);

        bool holds = signature.Holds(vector.GetProperty("timestamp").GetString(), vector.GetProperty("signature").GetString(), body, DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("now").GetInt64()));

        Assert.Equal(vector.GetProperty("expect").GetString() == "accept", holds);
    }

    [Fact]
    public void Any_byte_that_changes_is_noticed()
    {
        var signature = new SlackSignature([Secret]);
        Gen.Select(Gen.Byte.Array[1, 400], Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((body, place, change) =>
        {
            string signed = SlackSignature.Sign(Secret, "1700000000", body);
            Assert.True(signature.Holds("1700000000", signed, body, At(1700000000)));
            body[place % body.Length] ^= change;
            Assert.False(signature.Holds("1700000000", signed, body, At(1700000000)));
        }, iter: 2000);
    }

    [Fact]
    public void Any_character_of_the_signature_that_changes_is_noticed()
    {
        byte[] body = "a=b"u8.ToArray();
        string signed = SlackSignature.Sign(Secret, "1700000000", body);
        var signature = new SlackSignature([Secret]);
        Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Char).Where((place, other) => signed[place] != other).Sample((place, other) =>
            Assert.False(signature.Holds("1700000000", signed[..place] + other + signed[(place + 1)..], body, At(1700000000))), iter: 2000);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1700000000")]
    [InlineData("+1700000000")]
    [InlineData("-1700000000")]
    [InlineData("1700000000.0")]
    [InlineData("١٧٠٠٠٠٠٠٠٠")]
    public void A_time_that_is_no_plain_number_is_refused_even_when_signed(string timestamp)
    {
        byte[] body = [];
        Assert.False(new SlackSignature([Secret]).Holds(timestamp, SlackSignature.Sign(Secret, timestamp, body), body, At(1700000000)));
    }

    [Fact]
    public void While_a_secret_changes_the_old_and_the_new_one_hold()
    {
        byte[] body = "x"u8.ToArray();
        var both = new SlackSignature(["old", "new"]);

        Assert.True(both.Holds("1700000000", SlackSignature.Sign("old", "1700000000", body), body, At(1700000000)));
        Assert.True(both.Holds("1700000000", SlackSignature.Sign("new", "1700000000", body), body, At(1700000000)));
        Assert.False(both.Holds("1700000000", SlackSignature.Sign("other", "1700000000", body), body, At(1700000000)));
    }

    [Fact]
    public void Without_a_secret_there_is_no_check_to_make() => Assert.Throws<ArgumentException>(() => new SlackSignature([]));

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
