namespace MeetingBot.Domain;

/// <content>The entries as they stand: in which order they print, under which heading, and what a continuation continues.</content>
public sealed partial record Meeting
{
    /// <summary>The entry with a number, struck or not; null when there is none.</summary>
    public Entry? Find(int number) => number >= 1 && number <= Entries.Count ? Entries[number - 1] : null;

    /// <summary>
    /// All entries, the struck ones too, in the order in which they print: by number, each preceded by those that were inserted
    /// before it.
    /// </summary>
    public IReadOnlyList<Entry> InOrder()
    {
        if (!Interleaved)
        {
            return Entries;
        }

        ILookup<int, Entry> inserted = Entries.Where(entry => entry.Before is not null).ToLookup(entry => entry.Before!.Value);
        var order = new List<Entry>(Entries.Count);
        foreach (Entry entry in Entries.Where(entry => entry.Before is null))
        {
            Put(entry);
        }

        return order;

        void Put(Entry entry)
        {
            foreach (Entry before in inserted[entry.Number])
            {
                Put(before);
            }

            order.Add(entry);
        }
    }

    /// <summary>The last paragraph that prints under a topic (of a kind, where one is asked for), or null; the last of all is what a continuation continues.</summary>
    /// <remarks>What was inserted between earlier entries is not the last, unless it stands alone.</remarks>
    public Entry? LastParagraph(int topic, Func<Entry, bool>? kind = null)
    {
        Entry? inserted = null;
        for (int number = Entries.Count; number > (Rearranged ? 0 : topic); number--)
        {
            Entry entry = Entries[number - 1];
            if (entry.IsParagraph && Standing(entry.Topic) == topic && (kind is null || kind(entry)))
            {
                if (entry.Before is null)
                {
                    return entry;
                }

                inserted ??= entry;
            }
        }

        return inserted;
    }

    /// <summary>The paragraph that an entry continues, as one text; null when it continues none, or none that has words.</summary>
    public string? ContextOf(Entry entry)
    {
        if (!entry.Continues)
        {
            return null;
        }

        IReadOnlyList<Entry> order = InOrder();
        int topic = Standing(entry.Topic);
        int at = ReferenceEquals(order, Entries) ? entry.Number - 1 : ((List<Entry>)order).FindIndex(one => one.Number == entry.Number);
        var parts = new Stack<string>();
        while (--at >= 0)
        {
            Entry before = order[at];
            if (before.IsParagraph && Standing(before.Topic) == topic)
            {
                parts.Push(before.Text);
                if (!before.Continues)
                {
                    break;
                }
            }
        }

        string context = string.Join(' ', parts.Where(part => part.Length > 0));
        return context.Length == 0 ? null : context;
    }

    /// <summary>The title of the topic an entry stands under, going up past struck headings; null before the first.</summary>
    public string? TopicTitle(int topic) => Standing(topic) is var standing and > 0 ? Entries[standing - 1].Text : null;

    /// <summary>
    /// The nearest heading that is not struck, from a topic's entry upwards; 0 for none. So the entries of a struck heading
    /// fall to the topic that was under discussion before it.
    /// </summary>
    public int Standing(int topic)
    {
        int at = topic;
        while (Find(at) is { } heading && (heading.Struck || heading.Matter is not Heading))
        {
            at = heading.Topic < at ? heading.Topic : 0;
        }

        return Find(at) is null ? 0 : at;
    }
}
