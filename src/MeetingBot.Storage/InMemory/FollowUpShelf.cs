using System.Collections.Immutable;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>The queued follow-ups of an in-memory store; its owner holds the lock.</summary>
internal sealed class FollowUpShelf
{
    private readonly LinkedList<QueuedFollowUp> _queue = new();
    private readonly Dictionary<string, LinkedListNode<QueuedFollowUp>> _byId = new(StringComparer.Ordinal);

    public void Queue(QueuedFollowUp followUp)
    {
        var node = new LinkedListNode<QueuedFollowUp>(followUp);
        if (_byId.TryAdd(followUp.Id, node))
        {
            _queue.AddLast(node);
        }
    }

    public void Complete(string id)
    {
        if (_byId.Remove(id, out LinkedListNode<QueuedFollowUp>? node))
        {
            _queue.Remove(node);
        }
    }

    public ImmutableArray<QueuedFollowUp> Pending(int most) => [.. _queue.Take(most)];
}
