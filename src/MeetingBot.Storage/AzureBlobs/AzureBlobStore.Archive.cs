using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <content>The whole of the store as it is read, and what is taken out of it.</content>
public sealed partial class AzureBlobStore
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveLine> ReadArchiveAsync([EnumeratorCancellation] CancellationToken cancellation, GroupId? only = null)
    {
        foreach (StreamId stream in only is null ? await StreamsAsync("", cancellation) : await StreamsAsync(only, cancellation))
        {
            foreach (StreamLine line in await _logs.Of(stream).LinesAsync(cancellation))
            {
                for (int index = 0; index < line.Events.Length; index++)
                {
                    yield return new ArchivedEvent(stream.Value, line.First + index, line.Events[index].Event, line.Events[index].Data, line.Origin!.Value);
                }
            }
        }

        await foreach (ArchiveLine line in BesidesAsync(only, cancellation))
        {
            yield return line;
        }

        foreach (QueuedFollowUp queued in (await PendingFollowUpsAsync(int.MaxValue, cancellation)).Where(queued => only is null || queued.Target.Group == only))
        {
            StoredForm form = _json.Write(queued.FollowUp);
            yield return new ArchivedFollowUp(queued.Id, queued.Target.Value, form.Name, new(form.Json), new(_json.Write(queued.Origin)));
        }

        foreach (NoticeDocument notice in await NoticesAsync(only, cancellation))
        {
            NoticeForm form = notice.Notice!;
            yield return new ArchivedNotice(notice.Id, form.Group, form.Conversation, form.Kind, form.Subject, form.Due, notice.End, notice.PlatformMessage);
        }
    }

    private async IAsyncEnumerable<ArchiveLine> BesidesAsync(GroupId? only, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach ((string name, DirectoryDocument document, _) in await DocumentsAsync<DirectoryDocument>(only is null ? await NamesAsync(BlobNames.Directories, cancellation) : [BlobNames.Directory(only)], cancellation))
        {
            DirectoryDocument directory = await SettledAsync(document, cancellation);
            foreach (StoredJsonText card in directory.People)
            {
                yield return new ArchivedPerson(BlobNames.Read(name[BlobNames.Directories.Length..]), _json.ReadPerson(card.Utf8.Span).Id.Value, card);
            }
        }

        foreach ((string group, TextDocument text) in (await DocumentsAsync<TextDocument>(await NamesAsync(only is null ? BlobNames.Texts : BlobNames.TextsOf(only), cancellation), cancellation))
            .Select(one => (BlobNames.Read(one.Name.Split('/')[1]), one.Value)).OrderBy(one => one.Item1, StringComparer.Ordinal).ThenBy(one => one.Value.Name, StringComparer.Ordinal))
        {
            yield return new ArchivedText(group, text.Name, text.Content);
        }

        foreach ((_, BindingDocument document, _) in (await DocumentsAsync<BindingDocument>(await NamesAsync(BlobNames.Bindings, cancellation), cancellation)).OrderBy(one => one.Value.Conversation, StringComparer.Ordinal))
        {
            if ((await SettledAsync(document, cancellation)).Group is { } bound && (only is null || bound == only.Value))
            {
                yield return new ArchivedBinding(document.Conversation, bound);
            }
        }
    }

    private async Task<IEnumerable<NoticeDocument>> NoticesAsync(GroupId? only, CancellationToken cancellation)
    {
        var found = new List<NoticeDocument>();
        foreach ((_, NoticeDocument document, _) in await DocumentsAsync<NoticeDocument>(await NamesAsync(only is null ? BlobNames.Notices : BlobNames.NoticesOf(only), cancellation), cancellation))
        {
            if (await SettledAsync(document, cancellation) is { Notice: not null } settled)
            {
                found.Add(settled);
            }
        }

        return found.OrderBy(one => one.End is null).ThenBy(one => one.Ended).ThenBy(one => one.Queued);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> ExportAsync(GroupId group, CancellationToken cancellation) => Archives.ExportAsync(this, group, cancellation);

    /// <inheritdoc/>
    public async ValueTask RemoveStreamAsync(StreamId stream, CancellationToken cancellation)
    {
        await RemoveAsync([.. await NamesAsync(BlobNames.Folder(stream), cancellation), BlobNames.Snapshot(stream)], cancellation);
        _logs.Forget(stream.Group);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveGroupAsync(GroupId group, ImmutableArray<string> conversations, CancellationToken cancellation)
    {
        foreach (NoticeDocument waiting in (await NoticesAsync(group, cancellation)).Where(notice => notice.End is null))
        {
            await _shelf.DeleteAsync(Marker(waiting), null, cancellation);
        }

        foreach (QueuedFollowUp followUp in (await PendingFollowUpsAsync(int.MaxValue, cancellation)).Where(queued => queued.Target.Group == group))
        {
            await CompleteFollowUpAsync(followUp.Id, cancellation);
        }

        foreach (string conversation in conversations)
        {
            if (await FindBindingAsync(conversation, cancellation) == group)
            {
                await _shelf.DeleteAsync(BlobNames.Binding(conversation), null, cancellation);
            }
        }

        if (await DirectoryAsync(group, cancellation) is { Document: var directory })
        {
            await RemoveAsync([.. Accounts(directory).Select(account => BlobNames.Account(account, group)), BlobNames.Directory(group)], cancellation);
        }

        foreach (string content in (string[])[BlobNames.NoticesOf(group), BlobNames.PostedOf(group), BlobNames.TextsOf(group), .. StreamLogs.Families.SelectMany(family => (string[])[BlobNames.FoldersFrom($"{family}/{group.Value}/"), BlobNames.SnapshotsFrom($"{family}/{group.Value}/")])])
        {
            await RemoveAsync(await NamesAsync(content, cancellation), cancellation);
        }

        await RemoveAsync([.. await NamesAsync(BlobNames.Folder(StreamId.Of(group)), cancellation), BlobNames.Snapshot(StreamId.Of(group))], cancellation);
        _logs.Forget(group);
        _directories.TryRemove(group, out _);
    }

    /// <summary>Gives every waiting notice that has no marker its marker again, so that it is found when it is due; returns which.</summary>
    public async Task<ImmutableArray<string>> RequeueAsync(CancellationToken cancellation)
    {
        HashSet<string> markers = [.. await NamesAsync(BlobNames.Due, cancellation)];
        NoticeDocument[] lost = [.. (await NoticesAsync(null, cancellation)).Where(notice => notice.End is null && !markers.Contains(Marker(notice)))];
        foreach (NoticeDocument notice in lost)
        {
            await _shelf.PutAsync(Marker(notice), Empty, cancellation);
        }

        return [.. lost.Select(notice => notice.Id)];
    }

    private Task RemoveAsync(IEnumerable<string> names, CancellationToken cancellation) =>
        Parallel.ForEachAsync(names, cancellation, async (name, stop) => await _shelf.DeleteAsync(name, null, stop));

    private async Task<IEnumerable<StreamId>> StreamsAsync(GroupId group, CancellationToken cancellation) =>
        [.. await StreamsAsync($"ballot/{group.Value}/", cancellation), StreamId.Of(group), .. await StreamsAsync($"meeting/{group.Value}/", cancellation)];
}
