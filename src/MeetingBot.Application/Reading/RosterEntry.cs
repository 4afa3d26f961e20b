using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>One entry of <c>roster add</c>: <c>Name (Org)[ as &lt;role&gt;][ class &lt;class&gt;]</c>.</summary>
/// <param name="Name">The name; never empty.</param>
/// <param name="Organization">The organisation; null for an individual.</param>
/// <param name="Role">The role as typed, such as "vice-chair"; null when none was given.</param>
/// <param name="Class">The voting class as typed; null when none was given.</param>
public sealed record RosterEntry(string Name, string? Organization, string? Role = null, string? Class = null)
{
    /// <summary>Reads a list of entries, separated as <see cref="NameList"/> does.</summary>
    public static RosterReading ReadList(string text)
    {
        NameListReading list = NameList.Read(text);
        var entries = ImmutableArray.CreateBuilder<RosterEntry>();
        var unclear = ImmutableArray.CreateBuilder<string>();
        foreach (string element in list.Names)
        {
            if (Read(element) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                unclear.Add(element);
            }
        }

        unclear.AddRange(list.Unbalanced);
        return new RosterReading(entries.ToImmutable(), unclear.ToImmutable());
    }

    /// <summary>Reads one entry; null when it has no name, a parenthesis is missing, or something else stands behind it.</summary>
    public static RosterEntry? Read(string text)
    {
        int end = text.LastIndexOf(')') + 1;
        int role = Find(text, " as ", end);
        int votes = Find(text, " class ", end);
        int tail = Math.Min(role, votes);
        if (end > 0 && text.AsSpan(end, tail - end).Trim(" .").Length > 0)
        {
            return null;
        }

        return NamedPerson.Read(text[..tail]).Value is { } person
            ? new RosterEntry(person.Name, person.Organization, Between(text, role, " as ", votes), Between(text, votes, " class ", role))
            : null;
    }

    static int Find(string text, string keyword, int from) =>
        text.IndexOf(keyword, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? at : text.Length;

    static string? Between(string text, int at, string keyword, int next)
    {
        int start = Math.Min(at + keyword.Length, text.Length);
        string value = text[start..(next > at ? Math.Max(next, start) : text.Length)].Trim();
        return value.Length == 0 ? null : value;
    }
}

/// <summary>What came of reading a list of roster entries.</summary>
/// <param name="Entries">The entries that can be taken, in order.</param>
/// <param name="Unclear">What could not be read, as typed: to be asked about.</param>
public sealed record RosterReading(ImmutableArray<RosterEntry> Entries, ImmutableArray<string> Unclear);
