using System.Globalization;

namespace MeetingBot.Domain;

/// <summary>How many voting units must be present: a fixed number, or a share of those on the roster, in whole numbers only.</summary>
/// <param name="Fixed">The number; 0 with no fixed number.</param>
/// <param name="Over">The share's upper number; 0 with no share.</param>
/// <param name="Under">The share's lower number.</param>
/// <param name="More">True when more than the share is needed ("majority"), false when the share is enough ("half").</param>
public readonly record struct QuorumRule(int Fixed, int Over, int Under, bool More)
{
    /// <summary>No quorum is needed, and none is printed.</summary>
    public static readonly QuorumRule None;

    /// <summary>How many of <paramref name="units"/> are needed; null without a rule.</summary>
    public int? Needed(int units)
    {
        if (Fixed > 0)
        {
            return Fixed;
        }

        if (Over == 0)
        {
            return null;
        }

        return More ? (units * Over / Under) + 1 : ((units * Over) + Under - 1) / Under;
    }

    /// <summary>Reads <c>none</c>, a number, <c>half</c>, <c>majority</c> or a fraction; null when it is none of these.</summary>
    public static QuorumRule? Read(string text)
    {
        string word = text.Trim();
        switch (word)
        {
            case "none" or "off": return None;
            case "half": return new QuorumRule(0, 1, 2, false);
            case "majority" or "more than half": return new QuorumRule(0, 1, 2, true);
        }

        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return number is > 0 and < 100_000 ? new QuorumRule(number, 0, 0, false) : null;
        }

        string[] parts = word.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int over)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int under)
            && over > 0 && over <= under && under <= 1000
            ? new QuorumRule(0, over, under, false)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { Fixed: > 0 } => Fixed.ToString(CultureInfo.InvariantCulture),
        { Over: 0 } => "none",
        { Over: 1, Under: 2, More: true } => "majority",
        { Over: 1, Under: 2 } => "half",
        _ => $"{Over}/{Under}",
    };
}
