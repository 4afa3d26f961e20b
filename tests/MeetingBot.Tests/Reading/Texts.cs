using CsCheck;

namespace MeetingBot.Tests;

/// <summary>Texts that nobody would type on purpose, and texts made of the words that readers look for.</summary>
static class Texts
{
    static readonly string[] Words =
    [
        "every", "other", "2", "weeks", "week", "on", "Thursday", "the", "second", "last", "Fri", "of", "month", "at", "12:00", "9am", "noon", "for", "1h", "20m", "1.5",
        "from", "2023-12-14", "31", "February", "14th", "12/11", "next", "in", "days", "ago", "end", "until", "monthly", "daily", "by", "due", "because", "as", "(", ")",
        "Ana", "Berg", "(Org)", ",", "and", "\"", "“", "”", "–", "—", "\u00A0", "\u200B", "0", "999", "99999999", "9999-12-31", "class", ".", "an hour",
    ];

    /// <summary>Any characters, halves of characters included.</summary>
    public static readonly Gen<string> Arbitrary = Gen.String[Gen.Char, 0, 40];

    /// <summary>Words of commands in any order, parted by spaces or by nothing.</summary>
    public static readonly Gen<string> Wordy =
        Gen.Select(Gen.Int[0, Words.Length - 1].Array[0, 10], Gen.Bool).Select((picks, spaced) => string.Join(spaced ? " " : "", picks.Select(pick => Words[pick])));

    /// <summary>Either.</summary>
    public static readonly Gen<string> Any = Gen.Frequency((1, Arbitrary), (3, Wordy));
}
