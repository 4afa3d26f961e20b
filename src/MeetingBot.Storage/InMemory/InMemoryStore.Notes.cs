namespace MeetingBot.Storage;

/// <content>What chat adapters keep.</content>
public sealed partial class InMemoryStore
{
    private readonly SortedDictionary<string, string> _notes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<string?> ReadNoteAsync(string key, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return new(_notes.GetValueOrDefault(key));
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteNoteAsync(string key, string text, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notes[key] = text;
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DeleteNoteAsync(string key, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _notes.Remove(key);
        }

        return default;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<KeyValuePair<string, string>> ListNotesAsync(string prefix, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _notes.Where(note => note.Key.StartsWith(prefix, StringComparison.Ordinal)).ToArray().ToAsyncEnumerable();
        }
    }
}
