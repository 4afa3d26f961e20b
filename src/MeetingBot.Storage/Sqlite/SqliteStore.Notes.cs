using System.Runtime.CompilerServices;

namespace MeetingBot.Storage;

/// <content>What chat adapters keep.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public ValueTask<string?> ReadNoteAsync(string key, CancellationToken cancellation) => new(_readers.Use(reader => reader.Note(key)));

    /// <inheritdoc/>
    public ValueTask WriteNoteAsync(string key, string text, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.WriteNote(key, text), cancellation));

    /// <inheritdoc/>
    public ValueTask DeleteNoteAsync(string key, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.DeleteNote(key), cancellation, erases: true));

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<string, string>> ListNotesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string from = prefix;
        while (_readers.Use(reader => reader.NoteFrom(from)) is { } next && next.Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            from = next.Key + '\u0001';
            yield return next;
        }

        await Task.CompletedTask;
    }
}
