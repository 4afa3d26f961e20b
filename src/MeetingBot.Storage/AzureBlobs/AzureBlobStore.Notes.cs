using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;

namespace MeetingBot.Storage;

/// <content>What chat adapters keep.</content>
public sealed partial class AzureBlobStore
{
    /// <inheritdoc/>
    public async ValueTask<string?> ReadNoteAsync(string key, CancellationToken cancellation) =>
        (await _shelf.GetAsync(BlobNames.Note(key), null, cancellation))?.Content?.ToString();

    /// <inheritdoc/>
    public async ValueTask WriteNoteAsync(string key, string text, CancellationToken cancellation) =>
        await _shelf.PutAsync(BlobNames.Note(key), new BinaryData(text), cancellation);

    /// <summary>Writes a note where there is none; false where there is one, which stays as it is.</summary>
    public async ValueTask<bool> TryAddNoteAsync(string key, string text, CancellationToken cancellation) =>
        await _shelf.CreateAsync(BlobNames.Note(key), new BinaryData(text), cancellation) is not null;

    /// <inheritdoc/>
    public async ValueTask DeleteNoteAsync(string key, CancellationToken cancellation) => await _shelf.DeleteAsync(BlobNames.Note(key), null, cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeyValuePair<string, string>> ListNotesAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (BlobItem blob in _shelf.ListAsync(BlobNames.Note(prefix), cancellation))
        {
            keys.Add(BlobNames.NoteKey(blob.Name));
        }

        foreach (string key in keys)
        {
            if (await ReadNoteAsync(key, cancellation) is { } text)
            {
                yield return new KeyValuePair<string, string>(key, text);
            }
        }
    }
}
