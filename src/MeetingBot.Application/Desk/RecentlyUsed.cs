using System.Collections.Concurrent;

namespace MeetingBot.Application;

/// <summary>
/// Keeps what can be made anew from the store. Once there is more than so much, whatever goes unused for longest is forgotten: the older half.
/// </summary>
/// <param name="most">How many are kept.</param>
/// <param name="make">Makes one anew; where two ask at once, one of theirs is kept.</param>
/// <param name="mayGo">Whether one may be forgotten now.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int most, Func<TKey, TValue> make, Func<TValue, bool> mayGo) where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Slot> _slots = new();
    private long _uses;
    private int _count; // the table itself takes all its locks to count

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<TValue> Values => _slots.Select(slot => slot.Value.Value);

    public TValue Get(TKey key)
    {
        if (!_slots.TryGetValue(key, out Slot? slot))
        {
            var made = new Slot(make(key)) { LastUsed = Interlocked.Increment(ref _uses) };
            slot = _slots.GetOrAdd(key, made);
            if (slot == made && Interlocked.Increment(ref _count) > most)
            {
                ForgetOlder();
            }
        }

        slot.LastUsed = Interlocked.Increment(ref _uses);
        return slot.Value;
    }

    public void Forget(TKey key)
    {
        if (_slots.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    private void ForgetOlder()
    {
        long[] uses = [.. _slots.Select(slot => slot.Value.LastUsed)];
        Array.Sort(uses);
        foreach ((TKey key, Slot slot) in _slots)
        {
            if (slot.LastUsed < uses[uses.Length / 2] && mayGo(slot.Value))
            {
                Forget(key);
            }
        }
    }

    private sealed class Slot(TValue value)
    {
        public TValue Value { get; } = value;

        public long LastUsed { get; set; }
    }
}
