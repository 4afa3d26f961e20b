using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Web;

/// <summary>The last lines of one room. They live here and nowhere else: a restart forgets them.</summary>
public sealed class Room
{
    private const int Kept = 200;

    private readonly Lock _gate = new();
    private ImmutableList<RoomItem> _items = [];

    /// <summary>Taken by each line while the bot answers it: what stands below another in the room is recorded after it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>Taken while posts of other replicas are brought.</summary>
    internal SemaphoreSlim Bringing { get; } = new(1);

    /// <summary>The notices that were brought, or are not worth it.</summary>
    internal HashSet<string> Brought { get; } = new(StringComparer.Ordinal);

    /// <summary>Raised after a line came or changed.</summary>
    public event Action? Changed;

    /// <summary>The lines, oldest first.</summary>
    public ImmutableList<RoomItem> Items => Volatile.Read(ref _items);

    /// <summary>True while somebody has the room open.</summary>
    public bool Watched => Changed is not null;

    /// <summary>Adds a line; false when a line with its id stands here already.</summary>
    public bool TryAdd(RoomItem item)
    {
        lock (_gate)
        {
            if (_items.Exists(i => i.Id == item.Id))
                return false;

            _items = _items.Count < Kept ? _items.Add(item) : _items.RemoveAt(0).Add(item);
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Changes the line with this id; false when it is gone.</summary>
    public bool TryChange(string id, Func<RoomItem, RoomItem> change)
    {
        lock (_gate)
        {
            var at = _items.FindIndex(i => i.Id == id);
            if (at < 0)
                return false;

            _items = _items.SetItem(at, change(_items[at]));
        }

        Changed?.Invoke();
        return true;
    }

    /// <summary>Shows a reply below a line, to one visitor.</summary>
    public void Answer(string id, Account visitor, Reply reply) =>
        TryChange(id, i => i with { Replies = i.Replies.SetItem(visitor, reply), Delivery = Delivery.Done });
}
