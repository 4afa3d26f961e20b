using System.Collections.Concurrent;

namespace MeetingBot.Teams;

/// <summary>Lets what is sent into one conversation wait for what was sent before it; conversations do not wait for each other.</summary>
internal sealed class ConversationTurns
{
    private readonly ConcurrentDictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <summary>Takes a turn; disposing what is returned ends it.</summary>
    public async ValueTask<IDisposable> TakeAsync(string conversation, CancellationToken cancellation)
    {
        Queue queue;
        do
        {
            queue = _queues.GetOrAdd(conversation, static _ => new Queue());
        }
        while (!queue.TryEnter());

        try
        {
            await queue.Gate.WaitAsync(cancellation);
            return new Turn(this, conversation, queue);
        }
        catch
        {
            Leave(conversation, queue);
            throw;
        }
    }

    private void Leave(string conversation, Queue queue)
    {
        if (queue.IsLeftEmpty())
        {
            _queues.TryRemove(new(conversation, queue));
        }
    }

    /// <summary>Those who wait for one conversation; a queue that the last one left is not entered again.</summary>
    private sealed class Queue
    {
        private int _waiting;

        public SemaphoreSlim Gate { get; } = new(1);

        public bool TryEnter()
        {
            lock (Gate)
            {
                return _waiting >= 0 && ++_waiting > 0;
            }
        }

        public bool IsLeftEmpty()
        {
            lock (Gate)
            {
                return --_waiting == 0 && (_waiting = -1) < 0;
            }
        }
    }

    private sealed class Turn(ConversationTurns turns, string conversation, Queue queue) : IDisposable
    {
        public void Dispose()
        {
            queue.Gate.Release();
            turns.Leave(conversation, queue);
        }
    }
}
