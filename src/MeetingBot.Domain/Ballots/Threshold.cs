using System.Globalization;

namespace MeetingBot.Domain;

/// <summary>
/// A share that must be reached, in whole numbers: "two thirds" of 4 votes are 3. "50 % plus one" is more than half: read
/// literally, one of one would miss it, and published results treat it as met.
/// </summary>
/// <param name="Over">The upper number, from 1.</param>
/// <param name="Under">The lower number, at least the upper.</param>
/// <param name="More">True when more than the share is needed, false when the share is enough.</param>
public sealed record Threshold(int Over, int Under, bool More)
{
    /// <summary>More than half.</summary>
    public static readonly Threshold Majority = new(1, 2, true);

    /// <summary>Whether a part of a whole reaches it. Nothing of nothing reaches a share, and never more than a share.</summary>
    public bool IsMet(int part, int whole) => More ? (long)part * Under > (long)whole * Over : (long)part * Under >= (long)whole * Over;

    /// <summary>The smallest number that reaches it, of a whole that is itself a fraction, such as an average.</summary>
    /// <param name="sum">The upper number of the whole.</param>
    /// <param name="count">The lower number of the whole; at least 1.</param>
    public int Least(int sum, int count = 1)
    {
        (long over, long under) = ((long)sum * Over, (long)count * Under);
        return (int)(More ? (over / under) + 1 : (over + under - 1) / under);
    }

    /// <summary>Reads <c>majority</c>, <c>half</c>, <c>all</c>, <c>two thirds</c>, <c>2/3</c> or <c>more than 2/3</c>; null when it is none of these.</summary>
    public static Threshold? Read(string text)
    {
        string word = text.Trim().ToLowerInvariant().Replace('-', ' ');
        bool more = word.StartsWith("more than ", StringComparison.Ordinal);
        string share = more ? word["more than ".Length..].Trim() : word;
        switch (share)
        {
            case "majority" or "simple majority": return Majority;
            case "half": return new Threshold(1, 2, more);
            case "two thirds": return new Threshold(2, 3, more);
            case "three quarters": return new Threshold(3, 4, more);
            case "all" or "unanimous": return new Threshold(1, 1, false);
        }

        return share.Split('/') is [var over, var under]
            && int.TryParse(over, NumberStyles.None, CultureInfo.InvariantCulture, out int upper)
            && int.TryParse(under, NumberStyles.None, CultureInfo.InvariantCulture, out int lower)
            && upper > 0 && upper <= lower && lower <= 1000 && !(more && upper == lower)
            ? new Threshold(upper, lower, more)
            : null;
    }

    /// <summary>In words: "more than half", "two thirds", "all", "3/5".</summary>
    public override string ToString() => (More ? "more than " : "") + (Over, Under) switch
    {
        (1, 2) => "half",
        (2, 3) => "two thirds",
        (3, 4) => "three quarters",
        _ when Over == Under => "all",
        _ => $"{Over}/{Under}",
    };
}
