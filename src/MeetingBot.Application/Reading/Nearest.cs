namespace MeetingBot.Application;

/// <summary>
/// Finds the word somebody meant who slipped. A slip is a letter too many, too few, another one, or two swapped
/// (the Damerau-Levenshtein distance in its optimal-alignment form); case does not count.
/// </summary>
public static class Nearest
{
    /// <summary>Longer texts than this are near to nothing but themselves.</summary>
    const int Longest = 128;

    /// <summary>The candidate with the fewest slips, of equals the first; null when all are farther away than <paramref name="maxDistance"/>.</summary>
    public static string? To(string text, IEnumerable<string> candidates, int maxDistance)
    {
        string? nearest = null;
        int within = maxDistance;
        foreach (string candidate in candidates)
        {
            int distance = Distance(text, candidate, within);
            if (distance <= within)
            {
                nearest = candidate;
                within = distance - 1;
            }
        }

        return nearest;
    }

    /// <summary>The number of slips between two texts; <paramref name="max"/> + 1 when there are more than that.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int max)
    {
        if (max < 0 || Math.Abs(one.Length - other.Length) > max)
        {
            return Math.Max(max, -1) + 1;
        }

        if (one.Length > Longest || other.Length > Longest)
        {
            return one.Equals(other, StringComparison.OrdinalIgnoreCase) ? 0 : max + 1;
        }

        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        Span<int> before = rows[..(Longest + 1)];
        Span<int> above = rows.Slice(Longest + 1, Longest + 1);
        Span<int> row = rows[(2 * (Longest + 1))..];
        for (int i = 0; i <= other.Length; i++)
        {
            above[i] = i;
        }

        for (int y = 1; y <= one.Length; y++)
        {
            int least = Fill(row, above, before, one, other, y);
            if (least > max)
            {
                return max + 1;
            }

            Span<int> oldest = before;
            before = above;
            above = row;
            row = oldest;
        }

        return Math.Min(above[other.Length], max + 1);
    }

    static int Fill(Span<int> row, ReadOnlySpan<int> above, ReadOnlySpan<int> before, ReadOnlySpan<char> one, ReadOnlySpan<char> other, int y)
    {
        int least = row[0] = y;
        for (int x = 1; x <= other.Length; x++)
        {
            int cost = Same(one[y - 1], other[x - 1]) ? 0 : 1;
            row[x] = Math.Min(Math.Min(row[x - 1], above[x]) + 1, above[x - 1] + cost);
            if (x > 1 && y > 1 && Same(one[y - 1], other[x - 2]) && Same(one[y - 2], other[x - 1]))
            {
                row[x] = Math.Min(row[x], before[x - 2] + cost);
            }

            least = Math.Min(least, row[x]);
        }

        return Math.Min(least, y > 1 ? Least(above, other.Length) : least);
    }

    /// <summary>A swap reaches back two rows, so a row may only end the search together with the one above it.</summary>
    static int Least(ReadOnlySpan<int> row, int length)
    {
        int least = row[0];
        for (int x = 1; x <= length; x++)
        {
            least = Math.Min(least, row[x]);
        }

        return least;
    }

    static bool Same(char a, char b) => a == b || char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
