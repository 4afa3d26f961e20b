using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// A keeper that forgets everything when the process ends: for tests, and for <c>replay</c> of a transcript. An append costs the same
/// however long the stream is, and nothing is turned into JSON.
/// </summary>
/// <param name="clock">Measures how long message ids are remembered.</param>
/// <param name="json">Used by export and import only.</param>
public sealed partial class InMemoryStore(TimeProvider? clock = null, EventJson? json = null) : IEventStore, INoticeQueue, IAdapterNotes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, List<Kept>> _streams = [];
    private readonly Dictionary<GroupId, GroupShelf> _groups = [];
    private readonly Dictionary<string, GroupId> _bindings = new(StringComparer.Ordinal);
    private readonly TakenMessages _messages = new(clock ?? TimeProvider.System);
    private readonly FollowUpShelf _followUps = new();
    private readonly NoticeShelf _notices = new();

    /// <inheritdoc/>
    public ValueTask<StreamTail> ReadAsync(StreamId stream, long after, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_streams.TryGetValue(stream, out var events)
                ? new StreamTail(events.Count, Slice(events, after + 1, events.Count))
                : new StreamTail(0, []));
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        AppendRules.Check(append);
        cancellation.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_messages.Contains(append.Origin.MessageId))
            {
                return new(AppendResult.AlreadyTaken);
            }

            _streams.TryGetValue(append.Stream, out var events);
            if (append.Expected != (events?.Count ?? 0))
            {
                return new(AppendResult.Conflict);
            }

            if (events is null)
            {
                _streams[append.Stream] = events = [];
            }

            foreach (StreamEvent happened in append.Events)
            {
                events.Add(new Kept(happened, append.Origin));
            }

            _messages.Take(append.Origin.MessageId, append.Stream, append.Expected + 1, events.Count);
            StoreBesides(append);
            return new(AppendResult.Stored);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TakenMessage?> FindMessageAsync(GroupId group, string messageId, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_messages.Find(messageId) is { } at
                ? new TakenMessage(messageId, at.Stream, Slice(_streams[at.Stream], at.First, at.Last))
                : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DirectoryPage?> ReadDirectoryAsync(GroupId group, long after, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_groups.GetValueOrDefault(group)?.Read(after));
        }
    }

    /// <inheritdoc/>
    public ValueTask<GroupId?> FindBindingAsync(string conversation, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_bindings.TryGetValue(conversation, out GroupId? group) ? group : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<GroupId>> GroupsOfAsync(Account account, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new([.. _groups.Where(group => group.Value.Has(account)).Select(group => group.Key).OrderBy(group => group.Value, StringComparer.Ordinal)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<QueuedFollowUp>> PendingFollowUpsAsync(int most, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_followUps.Pending(most));
        }
    }

    /// <inheritdoc/>
    public ValueTask CompleteFollowUpAsync(string id, CancellationToken cancellation, bool erases = false)
    {
        lock (_gate)
        {
            _followUps.Complete(id);
        }

        return default;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StreamListing> ListAsync(string prefix, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _streams
                .Where(stream => stream.Key.Value.StartsWith(prefix, StringComparison.Ordinal))
                .Select(stream => new StreamListing(stream.Key, stream.Value.Count))
                .OrderBy(listing => listing.Stream.Value, StringComparer.Ordinal)
                .ToImmutableArray()
                .ToAsyncEnumerable();
        }
    }

    /// <inheritdoc/>
    public ValueTask RewriteAsync(StreamId stream, long version, StreamEvent replacement, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_streams.TryGetValue(stream, out var events) || version < 1 || version > events.Count)
            {
                throw new ArgumentException($"{stream} has no event {version}.", nameof(version));
            }

            Kept old = events[(int)version - 1];
            if (old.Event.GetType() != replacement.GetType())
            {
                throw new ArgumentException($"Event {version} of {stream} is no {replacement.GetType().Name}.", nameof(replacement));
            }

            events[(int)version - 1] = old with { Event = replacement };
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask WriteDirectoryAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Shelf(group).Write(people);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask WriteTextAsync(GroupId group, string name, string text, CancellationToken cancellation)
    {
        lock (_gate)
        {
            Shelf(group).Texts[name] = text;
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadTextAsync(GroupId group, string name, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_groups.GetValueOrDefault(group)?.Texts.GetValueOrDefault(name));
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<string>> ListTextsAsync(GroupId group, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_groups.TryGetValue(group, out GroupShelf? shelf) ? [.. shelf.Texts.Keys.Order(StringComparer.Ordinal)] : []);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> ExportAsync(GroupId group, CancellationToken cancellation) => Archives.ExportAsync(this, group, cancellation);

    /// <inheritdoc/>
    public ValueTask RemoveStreamAsync(StreamId stream, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _streams.Remove(stream);
            _messages.Remove(taken => taken.Stream == stream);
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask RemoveGroupAsync(GroupId group, ImmutableArray<string> conversations, CancellationToken cancellation)
    {
        lock (_gate)
        {
            foreach (StreamId stream in _streams.Keys.Where(stream => stream.Group == group).ToList())
            {
                _streams.Remove(stream);
            }

            foreach (string conversation in _bindings.Where(bound => bound.Value == group).Select(bound => bound.Key).ToList())
            {
                _bindings.Remove(conversation);
            }

            foreach (QueuedFollowUp followUp in _followUps.Pending(int.MaxValue).Where(queued => queued.Target.Group == group))
            {
                _followUps.Complete(followUp.Id);
            }

            _groups.Remove(group);
            _messages.Remove(taken => taken.Stream.Group == group);
            _notices.Remove(entry => entry.Group == group, waiting: true);
        }

        return default;
    }

    private static ImmutableArray<Recorded<StreamEvent>> Slice(List<Kept> events, long first, long last)
    {
        var slice = ImmutableArray.CreateBuilder<Recorded<StreamEvent>>((int)Math.Max(0, last - first + 1));
        for (long version = first; version <= last; version++)
        {
            slice.Add(Numbered(events, version));
        }

        return slice.DrainToImmutable();
    }

    private static Recorded<StreamEvent> Numbered(List<Kept> events, long version) => new(version, events[(int)version - 1].Event, events[(int)version - 1].Origin);

    private void StoreBesides(Append append)
    {
        foreach (QueuedFollowUp followUp in append.FollowUps)
        {
            _followUps.Queue(followUp);
        }

        foreach (QueuedNotice notice in append.Notices)
        {
            _notices.Queue(notice);
        }

        if (!append.People.IsEmpty)
        {
            Shelf(append.Group).Write(append.People);
        }

        foreach (string conversation in append.Bindings)
        {
            _bindings[conversation] = append.Group;
        }
    }

    /// <summary>An event in its stream; its place is its version.</summary>
    private readonly record struct Kept(StreamEvent Event, Origin Origin);

    private GroupShelf Shelf(GroupId group)
    {
        if (!_groups.TryGetValue(group, out GroupShelf? shelf))
        {
            _groups[group] = shelf = new GroupShelf();
        }

        return shelf;
    }
}
