namespace MeetingBot.Application;

/// <summary>
/// What a chat adapter keeps between starts, beside the streams: installations with their protected tokens, where a person or a
/// conversation is reached. Small named texts; they belong to no group and are in no export.
/// </summary>
public interface IAdapterNotes
{
    /// <summary>Reads a note; null when there is none.</summary>
    ValueTask<string?> ReadNoteAsync(string key, CancellationToken cancellation);

    /// <summary>Writes a note, durable when this returns; a second write replaces it.</summary>
    /// <param name="key">The platform, what it is and whose, for example <c>slack/installation/T01</c>.</param>
    /// <param name="text">What is kept. A secret must be protected before.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask WriteNoteAsync(string key, string text, CancellationToken cancellation);

    /// <summary>Removes a note, also from the traces that a file keeps; nothing happens when there is none.</summary>
    ValueTask DeleteNoteAsync(string key, CancellationToken cancellation);

    /// <summary>The notes whose key begins with <paramref name="prefix"/>, in the order of their keys.</summary>
    IAsyncEnumerable<KeyValuePair<string, string>> ListNotesAsync(string prefix, CancellationToken cancellation);
}
