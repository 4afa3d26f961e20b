using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>
/// Splits "A, B and C" into its elements. Commas, semicolons, line breaks and the word "and" separate, but not inside
/// parentheses or quotes: "Ana Berg (Nordlys, Inc. (Research)), Bo Falk (Dune) and Cy Moor" are three.
/// </summary>
public static class NameList
{
    /// <summary>Reads the list, in the order in which it was typed.</summary>
    public static NameListReading Read(string text)
    {
        List<string> names = [];
        List<string> unbalanced = [];
        List<Range> quoted = Quotes.In(text);
        int start = 0;
        int depth = 0;
        for (int at = 0; at <= text.Length; at++)
        {
            depth = at < text.Length ? Math.Max(Parentheses.After(text[at], depth), 0) : 0;
            int length = depth > 0 || quoted.Exists(range => at > range.Start.Value && at < range.End.Value) ? 0 : Separator(text, at);
            if (length > 0)
            {
                Take(text.AsSpan(start, at - start), names, unbalanced);
                at += length - 1;
                start = at + 1;
            }
        }

        Take(text.AsSpan(Math.Min(start, text.Length)), names, unbalanced);
        return new NameListReading([.. names], [.. unbalanced]);
    }

    static void Take(ReadOnlySpan<char> element, List<string> names, List<string> unbalanced)
    {
        ReadOnlySpan<char> name = element.Trim();
        if (name.StartsWith("and ", StringComparison.OrdinalIgnoreCase))
        {
            name = name[4..].TrimStart();
        }

        if (name.Length > 0)
        {
            (Parentheses.Balance(name) ? names : unbalanced).Add(Typography.Unquote(name.ToString()).Text);
        }
    }

    /// <summary>How many characters separate at this place; one past the end separates too, 0 when none do.</summary>
    static int Separator(string text, int at)
    {
        if (at == text.Length || text[at] is ',' or ';' or '\n' or '\r')
        {
            return 1;
        }

        return char.IsWhiteSpace(text[at]) && text.AsSpan(at + 1).StartsWith("and", StringComparison.OrdinalIgnoreCase)
            && at + 4 < text.Length && char.IsWhiteSpace(text[at + 4]) ? 5 : 0;
    }
}

/// <summary>The elements of a list.</summary>
/// <param name="Names">The elements that can be acted on, in order; empty for an empty text.</param>
/// <param name="Unbalanced">What could not be taken apart, because a parenthesis is missing: to be asked about.</param>
public sealed record NameListReading(ImmutableArray<string> Names, ImmutableArray<string> Unbalanced);
