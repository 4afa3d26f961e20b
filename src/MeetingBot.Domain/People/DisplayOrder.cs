using System.Globalization;

namespace MeetingBot.Domain;

/// <summary>
/// The order of lists of people: by the whole displayed name, where case, accents, spaces and punctuation do not count, as
/// membership tools sort ("Brianca Martin" before "Brian Winters").
/// </summary>
public sealed class DisplayOrder : IComparer<string>
{
    private const CompareOptions Options = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreSymbols;

    /// <summary>The one order.</summary>
    public static readonly DisplayOrder Comparer = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        int order = CultureInfo.InvariantCulture.CompareInfo.Compare(x, y, Options);
        return order != 0 ? order : string.CompareOrdinal(x, y);
    }
}
