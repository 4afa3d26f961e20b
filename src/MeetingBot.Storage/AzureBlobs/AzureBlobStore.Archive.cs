using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <content>The whole of the store: export, import, verify and migration.</content>
public sealed partial class AzureBlobStore
{
    /// <summary>There while a migration into this container is not finished.</summary>
    private const string Unfinished = "unfinished";

    private static readonly string[] Contents = [BlobNames.Streams, BlobNames.Directories, BlobNames.Texts, BlobNames.Bindings, BlobNames.FollowUps, BlobNames.Notices, BlobNames.Due, "posted/", "accounts/"];

    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveLine> ReadArchiveAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (StreamId stream in await StreamsAsync("", cancellation))
        {
            foreach (StreamLine line in await _logs.Of(stream).LinesAsync(cancellation))
            {
                for (int index = 0; index < line.Events.Length; index++)
                {
                    yield return new ArchivedEvent(stream.Value, line.First + index, line.Events[index].Event, line.Events[index].Data, line.Origin!.Value);
                }
            }
        }

        await foreach (ArchiveLine line in BesidesAsync(cancellation))
        {
            yield return line;
        }

        foreach (QueuedFollowUp queued in await PendingFollowUpsAsync(int.MaxValue, cancellation))
        {
            StoredForm form = _json.Write(queued.FollowUp);
            yield return new ArchivedFollowUp(queued.Id, queued.Target.Value, form.Name, new(form.Json), new(_json.Write(queued.Origin)));
        }

        foreach (NoticeDocument notice in await NoticesAsync(cancellation))
        {
            NoticeForm form = notice.Notice!;
            yield return new ArchivedNotice(notice.Id, form.Group, form.Conversation, form.Kind, form.Subject, form.Due, notice.End, notice.PlatformMessage);
        }
    }

    /// <inheritdoc/>
    public async Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation)
    {
        if (!await IsEmptyAsync(cancellation))
        {
            throw new StoreException($"{Where} is not empty. Import into a new container.");
        }

        try
        {
            await LoadAsync(lines, cancellation);
        }
        catch
        {
            await ClearAsync();
            throw;
        }
    }

    /// <summary>
    /// Fills an empty container, or goes on where an earlier migration of the same store stopped. Until it is finished the container is marked
    /// and no bot starts on it.
    /// </summary>
    /// <param name="lines">Everything.</param>
    /// <param name="besides">Writes what stands in no archive.</param>
    /// <param name="cancellation">Stops it; it can be gone on with.</param>
    public async Task MigrateAsync(IEnumerable<ArchiveLine> lines, Func<Task> besides, CancellationToken cancellation)
    {
        if (!await IsUnfinishedAsync(cancellation))
        {
            if (!await IsEmptyAsync(cancellation))
            {
                throw new StoreException($"{Where} is not empty. Migrate into a new container.");
            }

            await _shelf.PutAsync(Unfinished, Empty, cancellation);
        }

        await LoadAsync(lines, cancellation);
        await besides();
        await _shelf.DeleteAsync(Unfinished, null, cancellation);
    }

    /// <summary>Whether a migration into this container stopped halfway.</summary>
    public async Task<bool> IsUnfinishedAsync(CancellationToken cancellation) => await _shelf.GetAsync(Unfinished, null, cancellation) is not null;

    private async IAsyncEnumerable<ArchiveLine> BesidesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach ((string name, DirectoryDocument document, _) in await DocumentsAsync<DirectoryDocument>(await NamesAsync(BlobNames.Directories, cancellation), cancellation))
        {
            DirectoryDocument directory = await SettledAsync(document, cancellation);
            foreach (StoredJsonText card in directory.People)
            {
                yield return new ArchivedPerson(BlobNames.Read(name[BlobNames.Directories.Length..]), _json.ReadPerson(card.Utf8.Span).Id.Value, card);
            }
        }

        foreach ((string group, TextDocument text) in (await DocumentsAsync<TextDocument>(await NamesAsync(BlobNames.Texts, cancellation), cancellation))
            .Select(one => (BlobNames.Read(one.Name.Split('/')[1]), one.Value)).OrderBy(one => one.Item1, StringComparer.Ordinal).ThenBy(one => one.Value.Name, StringComparer.Ordinal))
        {
            yield return new ArchivedText(group, text.Name, text.Content);
        }

        foreach ((_, BindingDocument document, _) in (await DocumentsAsync<BindingDocument>(await NamesAsync(BlobNames.Bindings, cancellation), cancellation)).OrderBy(one => one.Value.Conversation, StringComparer.Ordinal))
        {
            if ((await SettledAsync(document, cancellation)).Group is { } bound)
            {
                yield return new ArchivedBinding(document.Conversation, bound);
            }
        }
    }

    private async Task<IEnumerable<NoticeDocument>> NoticesAsync(CancellationToken cancellation)
    {
        var found = new List<NoticeDocument>();
        foreach ((_, NoticeDocument document, _) in await DocumentsAsync<NoticeDocument>(await NamesAsync(BlobNames.Notices, cancellation), cancellation))
        {
            if (await SettledAsync(document, cancellation) is { Notice: not null } settled)
            {
                found.Add(settled);
            }
        }

        return found.OrderBy(one => one.End is null).ThenBy(one => one.Ended).ThenBy(one => one.Queued);
    }

    private async Task LoadAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation)
    {
        var streams = new StreamLoader(_logs, _json, _clock);
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

    private async Task ClearAsync()
    {
        foreach (string content in Contents)
        {
            await Parallel.ForEachAsync(await NamesAsync(content, CancellationToken.None), async (name, _) => await _shelf.DeleteAsync(name, null, CancellationToken.None));
        }

        _logs.Forget();
        _directories.Clear();
    }
}
