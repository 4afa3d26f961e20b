namespace MeetingBot.Slack;

/// <summary>The last ten thousand of something with what belongs to it, for a delivery that comes twice. Lives in memory only.</summary>
internal sealed class Recently
{
    private const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>What was noted first for a key: the given value the first time, the former one after that.</summary>
    public string First(string key, string value)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(key, out string? known))
            {
                return known;
            }

            Add(key, value);
            return value;
        }
    }

    /// <summary>Whether a key comes for the first time.</summary>
    public bool IsNew(string key)
    {
        lock (_gate)
        {
            if (_known.ContainsKey(key))
            {
                return false;
            }

            Add(key, "");
            return true;
        }
    }

    /// <summary>Notes a value in the place of any former one.</summary>
    public void Set(string key, string value)
    {
        lock (_gate)
        {
            if (!_known.ContainsKey(key))
            {
                Add(key, value);
            }

            _known[key] = value;
        }
    }

    /// <summary>What is noted for a key; null for nothing.</summary>
    public string? Find(string key)
    {
        lock (_gate)
        {
            return _known.GetValueOrDefault(key);
        }
    }

    private void Add(string key, string value)
    {
        _known[key] = value;
        _order.Enqueue(key);
        if (_order.Count > Most)
        {
            _known.Remove(_order.Dequeue());
        }
    }
}
