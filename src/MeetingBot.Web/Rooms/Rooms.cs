using System.Collections.Concurrent;

namespace MeetingBot.Web;

/// <summary>The rooms that somebody opened since the start.</summary>
public sealed class Rooms
{
    private const int Most = 500;

    private readonly ConcurrentDictionary<string, Room> _rooms = new(StringComparer.Ordinal);

    /// <summary>Raised with a conversation in which something may have been recorded elsewhere.</summary>
    public event Action<string>? LookedAt;

    /// <summary>The conversations that somebody has open.</summary>
    public IReadOnlyList<string> Watched => [.. _rooms.Where(room => room.Value.Watched).Select(room => room.Key)];

    /// <summary>The room of a conversation, empty when nobody was there before.</summary>
    public Room Open(string conversation)
    {
        if (_rooms.Count >= Most)
            CloseEmptyOnes();

        return _rooms.GetOrAdd(conversation, _ => new Room());
    }

    /// <summary>Lets everybody in a room look at the record again.</summary>
    public void Look(string conversation) => LookedAt?.Invoke(conversation);

    /// <summary>Addresses are free to invent, memory is not.</summary>
    private void CloseEmptyOnes()
    {
        foreach (var (conversation, room) in _rooms)
        {
            if (!room.Watched)
                _rooms.TryRemove(conversation, out _);
        }
    }
}
