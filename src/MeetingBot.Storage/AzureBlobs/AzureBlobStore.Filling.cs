using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <content>
/// Filling a container from an import or a migration. A marker stands in it from before the first line until everything is there, so that
/// one which was filled halfway is not taken for a store.
/// </content>
public sealed partial class AzureBlobStore
{
    /// <summary>There while the container is being filled; says by what.</summary>
    private const string Unfinished = "unfinished";

    private const string ByImport = "import";

    private static readonly string[] Documents = [BlobNames.Directories, BlobNames.Texts, BlobNames.Bindings, BlobNames.FollowUps, BlobNames.Notices, BlobNames.Due, "posted/", "accounts/"];

    private static readonly string[] Contents = [BlobNames.Streams, BlobNames.Snapshots, .. Documents];

    /// <summary>What to do about an import or a migration into this container that stopped halfway, as a line for people; null when there is none.</summary>
    public async Task<string?> UnfinishedAsync(CancellationToken cancellation) => await FillingAsync(cancellation) switch
    {
        null => null,
        ByImport => $"An import into {Where} did not come to its end. Run the same import again: it begins anew.",
        _ => $"A migration into {Where} did not come to its end. Run the same migrate again: it goes on where it stopped.",
    };

    /// <inheritdoc/>
    public async Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation)
    {
        string? before = await FillingAsync(cancellation);
        if (before == ByImport)
        {
            await ClearAsync(Contents, cancellation);
        }
        else if (before is not null)
        {
            throw new StoreException((await UnfinishedAsync(cancellation))!);
        }
        else if (!await IsEmptyAsync(cancellation))
        {
            throw new StoreException($"{Where} is not empty. Import into a new container.");
        }

        await _shelf.PutAsync(Unfinished, new BinaryData(ByImport), cancellation);
        try
        {
            await LoadAsync(lines, cancellation);
        }
        catch
        {
            await ClearAsync([.. Contents, Unfinished], CancellationToken.None);
            throw;
        }

        await _shelf.DeleteAsync(Unfinished, null, cancellation);
    }

    /// <summary>
    /// Fills an empty container, or goes on where an earlier migration of the same store stopped: streams that are there stay, everything else
    /// is written anew, since the source may have gone on meanwhile. Until all is done the container is marked and no bot starts on it.
    /// </summary>
    /// <param name="lines">Everything.</param>
    /// <param name="besides">What else must be done and found right before the container counts as whole.</param>
    /// <param name="cancellation">Stops it; it can be gone on with.</param>
    public async Task MigrateAsync(IEnumerable<ArchiveLine> lines, Func<Task> besides, CancellationToken cancellation)
    {
        string? before = await FillingAsync(cancellation);
        if (before == ByImport)
        {
            throw new StoreException((await UnfinishedAsync(cancellation))!);
        }

        if (before is null && !await IsEmptyAsync(cancellation))
        {
            throw new StoreException($"{Where} is not empty. Migrate into a new container; if an earlier run was cut off at its very end, 'verify' says that the store is clean, and it can be used.");
        }

        await _shelf.PutAsync(Unfinished, new BinaryData("migration"), cancellation);
        await ClearAsync([.. Documents, BlobNames.Notes], cancellation);
        await LoadAsync(lines, cancellation);
        await besides();
        await _shelf.DeleteAsync(Unfinished, null, cancellation);
    }

    /// <summary>By what the container is being filled; null when it is whole. Migrations of earlier versions did not say.</summary>
    private async Task<string?> FillingAsync(CancellationToken cancellation) => (await _shelf.GetAsync(Unfinished, null, cancellation))?.Content?.ToString();

    private async Task LoadAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation)
    {
        // What is brought waits for nobody, however long ago it was taken.
        var logs = new StreamLogs(_shelf, _json, _options with { Patience = TimeSpan.MaxValue }, _clock);
        var streams = new StreamLoader(logs, _json, _clock);
        foreach (ArchiveLine line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            await streams.SeeAsync(line as ArchivedEvent, cancellation);
            if (line is not ArchivedEvent)
            {
                await LoadAsync(line, cancellation);
            }
        }

        await streams.SeeAsync(null, cancellation);
        Forget();
    }

    private Task LoadAsync(ArchiveLine line, CancellationToken cancellation) => line switch
    {
        ArchivedPerson person => WriteDirectoryAsync(new GroupId(person.Group), [_json.ReadPerson(person.Card.Utf8.Span)], cancellation).AsTask(),
        ArchivedText text => WriteTextAsync(new GroupId(text.Group), text.Name, text.Content, cancellation).AsTask(),
        ArchivedBinding binding => _shelf.PutAsync(BlobNames.Binding(binding.Conversation), BlobJson.Write(new BindingDocument(binding.Conversation, binding.Group, [])), cancellation),
        ArchivedFollowUp followUp => LoadAsync(followUp, cancellation),
        ArchivedNotice notice => LoadAsync(notice, cancellation),
        _ => throw new StoreException($"A store has no room for {line.GetType().Name}."),
    };

    private async Task LoadAsync(ArchivedFollowUp line, CancellationToken cancellation)
    {
        var form = new FollowUpForm(line.Target, line.Origin, line.FollowUp, line.Data);
        var document = new FollowUpDocument(line.Id, [new Ahead<FollowUpForm>(Commitment.Imported(Stamp()), form)]);
        await _shelf.PutAsync(BlobNames.FollowUp(line.Id), BlobJson.Write(document), cancellation);
    }

    private async Task LoadAsync(ArchivedNotice line, CancellationToken cancellation)
    {
        var form = new NoticeForm(line.Group, line.Conversation, line.Kind, line.Subject, line.Due);
        var document = new NoticeDocument(line.Id, [], form, Stamp(), End: line.End, Ended: line.End is null ? 0 : Stamp(), PlatformMessage: line.PlatformMessage);
        if (line.End is null)
        {
            await _shelf.PutAsync(Marker(document), Empty, cancellation);
        }

        if (NoticeEnds.Read(line.End) == NoticeEnd.Posted)
        {
            await _shelf.PutAsync(BlobNames.Posted(new GroupId(line.Group), line.Kind, line.Subject), BlobJson.Write(new PostedDocument(line.Id, line.PlatformMessage)), cancellation);
        }

        await _shelf.PutAsync(BlobNames.Notice(new GroupId(line.Group), line.Id), BlobJson.Write(document), cancellation, document.Ended == 0 ? null : $"{document.Ended:D19}");
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        foreach (string content in Contents)
        {
            await foreach (BlobItem _ in _shelf.ListAsync(content, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    private async Task ClearAsync(IEnumerable<string> contents, CancellationToken cancellation)
    {
        foreach (string content in contents)
        {
            await RemoveAsync(await NamesAsync(content, cancellation), cancellation);
        }

        Forget();
    }

    /// <summary>Everything is read again.</summary>
    private void Forget()
    {
        _logs.Forget();
        _directories.Clear();
    }
}
