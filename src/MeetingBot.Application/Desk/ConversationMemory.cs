using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>
/// What the bot remembers of a conversation, in memory only: the last 200 lines, for <c>s/old/new/</c>, and who spoke. Plain
/// lines are never stored, logged or shown to anybody.
/// </summary>
public sealed class ConversationMemory
{
    /// <summary>How many lines are remembered.</summary>
    public const int Most = 200;

    private const int MostSpeakers = 5_000;

    private readonly RememberedLine[] _lines = new RememberedLine[Most];
    private readonly Dictionary<string, (Account Account, string Name)> _speakers = new(StringComparer.Ordinal);
    private long _count;
    private Account? _last;

    /// <summary>The lines, newest first.</summary>
    public IEnumerable<RememberedLine> NewestFirst()
    {
        for (long at = _count - 1; at >= 0 && at >= _count - Most; at--)
        {
            yield return _lines[at % Most];
        }
    }

    /// <summary>Remembers a line with the entry it made; 0 for a plain one.</summary>
    public void Add(string text, int entry, Account sender, string senderName)
    {
        _lines[_count % Most] = new RememberedLine(text, entry);
        _count++;
        if (sender != _last)
        {
            _last = sender;
            if (_speakers.Count >= MostSpeakers)
            {
                _speakers.Clear();
            }

            _speakers.TryAdd(Names.Fold(senderName), (sender, senderName));
        }
    }

    /// <summary>The words of a remembered line are replaced after a correction; not those of another that says the same.</summary>
    public void Replace(RememberedLine line, string text)
    {
        for (long at = _count - 1; at >= 0 && at >= _count - Most; at--)
        {
            if (ReferenceEquals(_lines[at % Most], line))
            {
                _lines[at % Most] = line with { Text = text };
                return;
            }
        }
    }

    /// <summary>The line that made an entry reads as the entry does now, so that no later <c>s/old/new/</c> brings its former words back.</summary>
    public void Reword(int entry, string text)
    {
        for (int at = 0; at < Math.Min(_count, Most); at++)
        {
            if (_lines[at].Entry == entry)
            {
                _lines[at] = _lines[at] with { Text = text };
            }
        }
    }

    /// <summary>The account that spoke under a name; null for nobody.</summary>
    public (Account Account, string Name)? SpokenBy(string name) => _speakers.TryGetValue(Names.Fold(name), out (Account, string) speaker) ? speaker : null;
}

/// <summary>A line that was heard.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Entry">The entry it made; 0 for none.</param>
public sealed record RememberedLine(string Text, int Entry);
