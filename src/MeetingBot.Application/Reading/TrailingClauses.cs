using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>
/// A part that may stand at the end of a command: <c>by &lt;person&gt;</c>, <c>for 20m</c>, <c>due &lt;date&gt;</c>,
/// <c>because &lt;reason&gt;</c>.
/// </summary>
/// <param name="Name">The name under which its value is found.</param>
/// <param name="Keywords">The words that introduce it, any of them: "because", "as".</param>
/// <param name="Read">Reads its whole text, quotes taken off; null when it does not read as what it should be.</param>
/// <param name="FreeText">True for one that reads anything, such as a reason: it begins at its first keyword, not at its last.</param>
public sealed record Clause(string Name, ImmutableArray<string> Keywords, Func<string, object?> Read, bool FreeText = false);

/// <summary>
/// Takes the clauses off the end of a text, in any order, each at most once, and only those that read as what they should be;
/// the others are text. Quoted text is never read for clauses.
/// </summary>
public static class TrailingClauses
{
    /// <summary>A stretch of more words than this behind a keyword was hardly meant as a clause, and is not reported.</summary>
    const int WordsOfAnAttempt = 4;

    /// <summary>Reads a text. It never fails: where nothing reads as a clause, all of it is text.</summary>
    public static TrailingReading Read(string text, params ReadOnlySpan<Clause> clauses)
    {
        List<Range> quoted = Quotes.In(text);
        var values = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        List<(int At, UnreadClause Clause)> unread = [];
        int end = text.Length;
        for (int at = text.Length - 1; at >= 0; at--)
        {
            if (!StartsWord(text, at) || quoted.Exists(range => at > range.Start.Value && at < range.End.Value)
                || Find(text, at, end, clauses, values) is not { } found)
            {
                continue;
            }

            string value = text[(at + found.Keyword.Length)..end].Trim();
            if (found.Clause.FreeText && StandsEarlier(text, at, found.Clause, quoted))
            {
                continue;
            }

            if (found.Clause.Read(Typography.Unquote(value).Text) is { } read)
            {
                values.Add(found.Clause.Name, read);
                unread.RemoveAll(attempt => attempt.At > at);
                end = TrimEnd(text, at);
            }
            else if (SpacedWord.In(value).Take(WordsOfAnAttempt + 1).Count() <= WordsOfAnAttempt)
            {
                unread.Add((at, new UnreadClause(found.Clause.Name, found.Keyword, value)));
            }
        }

        unread.RemoveAll(attempt => values.ContainsKey(attempt.Clause.Name));
        return new TrailingReading(text[..end].TrimEnd(), values.ToImmutable(), [.. unread.Select(attempt => attempt.Clause).Reverse()]);
    }

    static (Clause Clause, string Keyword)? Find(string text, int at, int end, ReadOnlySpan<Clause> clauses, ImmutableDictionary<string, object>.Builder taken)
    {
        foreach (Clause clause in clauses)
        {
            if (!taken.ContainsKey(clause.Name) && KeywordAt(text, at, end, clause) is { } keyword)
            {
                return (clause, keyword);
            }
        }

        return null;
    }

    static string? KeywordAt(string text, int at, int end, Clause clause)
    {
        foreach (string keyword in clause.Keywords)
        {
            int after = at + keyword.Length;
            if (after < end && char.IsWhiteSpace(text[after]) && text.AsSpan(at).StartsWith(keyword, StringComparison.OrdinalIgnoreCase)
                && !text.AsSpan(after, end - after).IsWhiteSpace())
            {
                return keyword;
            }
        }

        return null;
    }

    static bool StandsEarlier(string text, int before, Clause clause, List<Range> quoted)
    {
        for (int at = 0; at < before; at++)
        {
            if (StartsWord(text, at) && KeywordAt(text, at, before, clause) is not null
                && !quoted.Exists(range => at > range.Start.Value && at < range.End.Value))
            {
                return true;
            }
        }

        return false;
    }

    static bool StartsWord(string text, int at) => !char.IsWhiteSpace(text[at]) && (at == 0 || char.IsWhiteSpace(text[at - 1]));

    static int TrimEnd(string text, int end)
    {
        ReadOnlySpan<char> left = text.AsSpan(0, end).TrimEnd();
        return left is [.. var before, ','] ? before.TrimEnd().Length : left.Length;
    }
}

/// <summary>A text without its trailing clauses.</summary>
/// <param name="Text">What is left, exactly as typed up to its last character; it may be empty.</param>
/// <param name="Values">The values by the names of their clauses.</param>
/// <param name="Unread">What looked like a clause at the end but did not read as one, and stayed text; the receipt says so.</param>
public sealed record TrailingReading(string Text, ImmutableDictionary<string, object> Values, ImmutableArray<UnreadClause> Unread)
{
    /// <summary>The value of a clause; the type's default (null for a nullable one) when it was not there.</summary>
    public T? Value<T>(string clause) => Values.TryGetValue(clause, out object? value) ? (T)value : default;
}

/// <summary>A keyword with something behind it that does not read as what it should be, as in "by Nobody".</summary>
/// <param name="Name">The clause's name.</param>
/// <param name="Keyword">The keyword as it is declared.</param>
/// <param name="Text">What stood behind it.</param>
public sealed record UnreadClause(string Name, string Keyword, string Text);
