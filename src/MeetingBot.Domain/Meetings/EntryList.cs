using System.Collections;

namespace MeetingBot.Domain;

/// <summary>
/// The entries of a meeting by number: a list of which every version stays as it was. They stand in pages, and the pages in a tree
/// that branches as wide as a page is long: five steps lead to any of a million. The last page stands beside the tree, as adding
/// at the end is what happens most; to change an entry copies its page and the path to it.
/// </summary>
public sealed class EntryList : IReadOnlyList<Entry>
{
    /// <summary>No entries.</summary>
    public static readonly EntryList Empty = new([], Bits, 0, []);

    private const int Bits = 4;
    private const int PageSize = 1 << Bits;

    private readonly object[] _tree;
    private readonly int _height;
    private readonly int _paged;
    private readonly Entry[] _last;

    /// <param name="tree">Pages, or trees that are a page's bits less high.</param>
    /// <param name="height">How far an index is shifted to be one of the tree.</param>
    /// <param name="paged">How many entries are in the tree.</param>
    /// <param name="last">Those after them: one at least, unless there are none at all.</param>
    private EntryList(object[] tree, int height, int paged, Entry[] last)
    {
        _tree = tree;
        _height = height;
        _paged = paged;
        _last = last;
    }

    /// <inheritdoc/>
    public int Count => _paged + _last.Length;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _last.Length == 0;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">There is no entry at that index.</exception>
    public Entry this[int index] => PageOf(Known(index))[index % PageSize];

    /// <summary>The list with an entry more.</summary>
    public EntryList Add(Entry entry)
    {
        if (_last.Length < PageSize)
        {
            return new(_tree, _height, _paged, [.. _last, entry]);
        }

        bool full = _paged == PageSize << _height;
        return full
            ? new([_tree, Branch(_last, _height)], _height + Bits, _paged + PageSize, [entry])
            : new(WithPage(_tree, _height), _height, _paged + PageSize, [entry]);
    }

    /// <summary>The list with another entry at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no entry at that index.</exception>
    public EntryList SetItem(int index, Entry entry)
    {
        Entry[] page = [.. PageOf(Known(index))];
        page[index % PageSize] = entry;
        return index >= _paged ? new(_tree, _height, _paged, page) : new(WithPage(_tree, _height, index, page), _height, _paged, _last);
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
        for (int first = _paged; first >= 0; first -= PageSize)
        {
            Entry[] page = PageOf(first);
            for (int at = page.Length - 1; at >= 0; at--)
            {
                yield return page[at];
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Entry> GetEnumerator()
    {
        for (int first = 0; first <= _paged; first += PageSize)
        {
            foreach (Entry entry in PageOf(first))
            {
                yield return entry;
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Known(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return index;
    }

    private Entry[] PageOf(int index)
    {
        if (index >= _paged)
        {
            return _last;
        }

        object[] tree = _tree;
        for (int height = _height; height > Bits; height -= Bits)
        {
            tree = (object[])tree[Slot(index, height)];
        }

        return (Entry[])tree[Slot(index, Bits)];
    }

    private object[] WithPage(object[] tree, int height)
    {
        int slot = Slot(_paged, height);
        return height == Bits ? [.. tree, _last]
            : slot == tree.Length ? [.. tree, Branch(_last, height - Bits)]
            : With(tree, slot, WithPage((object[])tree[slot], height - Bits));
    }

    private static object[] WithPage(object[] tree, int height, int index, Entry[] page)
    {
        int slot = Slot(index, height);
        return With(tree, slot, height == Bits ? page : WithPage((object[])tree[slot], height - Bits, index, page));
    }

    private static object[] With(object[] tree, int slot, object below)
    {
        object[] copy = [.. tree];
        copy[slot] = below;
        return copy;
    }

    private static object[] Branch(Entry[] page, int height) => height == Bits ? [page] : [Branch(page, height - Bits)];

    private static int Slot(int index, int height) => (index >> height) % PageSize;
}
