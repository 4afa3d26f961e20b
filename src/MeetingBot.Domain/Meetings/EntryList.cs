using System.Collections;
using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>
/// The entries of a meeting by number: a list of which every version stays as it was. Adding at the end is what happens most, so
/// the last entries stand in a page of their own; to add one, or to change one anywhere, copies a page and not a path to every entry.
/// </summary>
public sealed class EntryList : IReadOnlyList<Entry>
{
    /// <summary>No entries.</summary>
    public static readonly EntryList Empty = new([], []);

    private const int PageSize = 32;

    private readonly ImmutableList<Entry[]> _full;
    private readonly Entry[] _last;

    private EntryList(ImmutableList<Entry[]> full, Entry[] last)
    {
        _full = full;
        _last = last;
    }

    /// <inheritdoc/>
    public int Count => (_full.Count * PageSize) + _last.Length;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _last.Length == 0;

    /// <inheritdoc/>
    public Entry this[int index] => Page(index / PageSize)[index % PageSize];

    /// <summary>The list with an entry more.</summary>
    public EntryList Add(Entry entry) => _last.Length == PageSize ? new(_full.Add(_last), [entry]) : new(_full, [.. _last, entry]);

    /// <summary>The list with another entry at an index.</summary>
    public EntryList SetItem(int index, Entry entry)
    {
        int number = index / PageSize;
        Entry[] page = [.. Page(number)];
        page[index % PageSize] = entry;
        return number == _full.Count ? new(_full, page) : new(_full.SetItem(number, page), _last);
    }

    /// <summary>The first entry that is sought; null for none.</summary>
    public Entry? Find(Predicate<Entry> sought)
    {
        foreach (Entry entry in this)
        {
            if (sought(entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The last entry that is sought; null for none.</summary>
    public Entry? FindLast(Predicate<Entry> sought)
    {
        foreach (Entry entry in NewestFirst())
        {
            if (sought(entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The entries, the last one first.</summary>
    public IEnumerable<Entry> NewestFirst()
    {
        for (int number = _full.Count; number >= 0; number--)
        {
            Entry[] page = Page(number);
            for (int at = page.Length - 1; at >= 0; at--)
            {
                yield return page[at];
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator()
    {
        for (int number = 0; number <= _full.Count; number++)
        {
            foreach (Entry entry in Page(number))
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Entry[] Page(int number) => number == _full.Count ? _last : _full[number];
}
