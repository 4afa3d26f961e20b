using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <content>
/// Directories, bindings and texts. Names of people stand in the directory alone, so that forgetting somebody replaces one document.
/// </content>
public sealed partial class AzureBlobStore
{
    private static readonly DirectoryDocument Nobody = new(0, [], []);

    private readonly ConcurrentDictionary<GroupId, ReadDirectory> _directories = new();

    /// <inheritdoc/>
    public async ValueTask<DirectoryPage?> ReadDirectoryAsync(GroupId group, long after, CancellationToken cancellation)
    {
        if (await DirectoryAsync(group, cancellation) is not { } read)
        {
            return null;
        }

        DirectoryDocument now = await SettledAsync(read.Document, cancellation);
        return now.Version > after && now.Version > 0 ? new DirectoryPage(now.Version, Cards(now)) : null;
    }

    /// <inheritdoc/>
    public async ValueTask WriteDirectoryAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation)
    {
        if (people.IsEmpty)
        {
            return;
        }

        await NoteAccountsAsync(group, people, cancellation);
        ImmutableHashSet<Account> before = (await DirectoryAsync(group, cancellation))?.Document is { } old ? Accounts(old) : [];
        DirectoryDocument after = await ChangeDirectoryAsync(group, document => With(document, Written(people)) with { Version = document.Version + 1 }, cancellation);
        await Task.WhenAll(before.Except(Accounts(after)).Select(account => _shelf.DeleteAsync(BlobNames.Account(account, group), null, cancellation)));
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<GroupId>> GroupsOfAsync(Account account, CancellationToken cancellation)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        string prefix = BlobNames.Account(account);
        await foreach (BlobItem blob in _shelf.ListAsync(prefix, cancellation))
        {
            // A name in the index may be of an append that never came to be, or of somebody who was forgotten since.
            var group = new GroupId(BlobNames.Read(blob.Name[prefix.Length..]));
            if (await ReadDirectoryAsync(group, 0, cancellation) is { } page && page.People.Any(card => card.Accounts.Contains(account)))
            {
                found.Add(group.Value);
            }
        }

        return [.. found.Select(id => new GroupId(id))];
    }

    /// <inheritdoc/>
    public async ValueTask<GroupId?> FindBindingAsync(string conversation, CancellationToken cancellation) =>
        await _shelf.GetAsync(BlobNames.Binding(conversation), null, cancellation) is { Content: { } content }
            && (await SettledAsync(BlobJson.Read<BindingDocument>(content, "conversation"), cancellation)).Group is { } group ? new GroupId(group) : null;

    /// <inheritdoc/>
    public async ValueTask WriteTextAsync(GroupId group, string name, string text, CancellationToken cancellation) =>
        await _shelf.PutAsync(BlobNames.Text(group, name), BlobJson.Write(new TextDocument(name, text)), cancellation);

    /// <inheritdoc/>
    public async ValueTask<string?> ReadTextAsync(GroupId group, string name, CancellationToken cancellation) =>
        await _shelf.GetAsync(BlobNames.Text(group, name), null, cancellation) is { Content: { } content } ? BlobJson.Read<TextDocument>(content, "text").Content : null;

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<string>> ListTextsAsync(GroupId group, CancellationToken cancellation) =>
        [.. (await DocumentsAsync<TextDocument>(await NamesAsync(BlobNames.TextsOf(group), cancellation), cancellation)).Select(text => text.Value.Name).Order(StringComparer.Ordinal)];

    private async Task AddPeopleAsync(GroupId group, ImmutableArray<PersonCard> people, Commitment commitment, CancellationToken cancellation)
    {
        await NoteAccountsAsync(group, people, cancellation);
        var ahead = new Ahead<ImmutableArray<StoredJsonText>>(commitment, Written(people));
        await ChangeDirectoryAsync(group, document => document with { Ahead = Including(document.Ahead, ahead) }, cancellation);
    }

    private Task BindAsync(string conversation, GroupId group, Commitment commitment, CancellationToken cancellation) =>
        _shelf.UpdateAsync(BlobNames.Binding(conversation), async content =>
        {
            BindingDocument before = content is null ? new BindingDocument(conversation, null, []) : await SettledAsync(BlobJson.Read<BindingDocument>(content, "conversation"), cancellation);
            return BlobJson.Write(before with { Ahead = Including(before.Ahead, new Ahead<string>(commitment, group.Value)) });
        }, cancellation);

    private async ValueTask<BindingDocument> SettledAsync(BindingDocument document, CancellationToken cancellation)
    {
        if (document.Ahead.IsEmpty)
        {
            return document;
        }

        var (stored, open) = await SortAsync(document.Ahead, cancellation);
        return document with { Group = stored.LastOrDefault()?.Value ?? document.Group, Ahead = open };
    }

    private async ValueTask<DirectoryDocument> SettledAsync(DirectoryDocument document, CancellationToken cancellation)
    {
        if (document.Ahead.IsEmpty)
        {
            return document;
        }

        var (stored, open) = await SortAsync(document.Ahead, cancellation);
        return stored.Aggregate(document with { Version = document.Version + stored.Length, Ahead = open }, (before, one) => With(before, one.Value));
    }

    /// <summary>The directory as it stands; one request, and without its content where it is unchanged.</summary>
    private async ValueTask<ReadDirectory?> DirectoryAsync(GroupId group, CancellationToken cancellation)
    {
        ReadDirectory? known = _directories.GetValueOrDefault(group);
        if (await _shelf.GetAsync(BlobNames.Directory(group), known?.ETag, cancellation) is not { } read)
        {
            return null;
        }

        return read.Content is null ? known : Know(group, BlobJson.Read<DirectoryDocument>(read.Content, "directory"), read.ETag);
    }

    private async Task<DirectoryDocument> ChangeDirectoryAsync(GroupId group, Func<DirectoryDocument, DirectoryDocument> change, CancellationToken cancellation)
    {
        string name = BlobNames.Directory(group);
        while (true)
        {
            ReadDirectory? read = await DirectoryAsync(group, cancellation);
            DirectoryDocument changed = change(await SettledAsync(read?.Document ?? Nobody, cancellation));
            BinaryData content = BlobJson.Write(changed);
            ETag? written = read is null ? await _shelf.CreateAsync(name, content, cancellation)
                : await _shelf.ReplaceAsync(name, content, read.ETag, cancellation);
            if (written is { } state)
            {
                return Know(group, changed, state).Document;
            }
        }
    }

    private ReadDirectory Know(GroupId group, DirectoryDocument document, ETag state)
    {
        if (_directories.Count > _options.Groups)
        {
            _directories.Clear();
        }

        return _directories[group] = new ReadDirectory(document, state);
    }

    private Task NoteAccountsAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation) =>
        Task.WhenAll(people.SelectMany(card => card.Accounts).Distinct().Select(account => _shelf.CreateAsync(BlobNames.Account(account, group), new BinaryData(""), cancellation)));

    private ImmutableArray<StoredJsonText> Written(ImmutableArray<PersonCard> people) => [.. people.Select(card => new StoredJsonText(_json.Write(card)))];

    /// <summary>Every account in a directory, also of entries whose append is not known to be stored.</summary>
    private ImmutableHashSet<Account> Accounts(DirectoryDocument document) =>
        [.. document.Ahead.SelectMany(ahead => ahead.Value).Concat(document.People).SelectMany(card => _json.ReadPerson(card.Utf8.Span).Accounts)];

    private ImmutableArray<PersonCard> Cards(DirectoryDocument document) => [.. document.People.Select(card => _json.ReadPerson(card.Utf8.Span))];

    /// <summary>Later cards take the place of earlier ones; the order is that of the ids.</summary>
    private DirectoryDocument With(DirectoryDocument document, ImmutableArray<StoredJsonText> cards) => document with
    {
        People = [.. document.People.Concat(cards).GroupBy(card => _json.ReadPerson(card.Utf8.Span).Id.Value, StringComparer.Ordinal)
            .OrderBy(person => person.Key, StringComparer.Ordinal).Select(person => person.Last())],
    };

    private async Task<List<string>> NamesAsync(string prefix, CancellationToken cancellation)
    {
        var names = new List<string>();
        await foreach (BlobItem blob in _shelf.ListAsync(prefix, cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>The documents of these names in their order, several requests at a time; those that are gone are left out.</summary>
    private async Task<ImmutableArray<(string Name, T Value, ETag ETag)>> DocumentsAsync<T>(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var found = new (string, T, ETag)?[names.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, names.Count), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (index, stop) =>
        {
            if (await _shelf.GetAsync(names[index], null, stop) is { Content: { } content } read)
            {
                found[index] = (names[index], BlobJson.Read<T>(content, names[index]), read.ETag);
            }
        });
        return [.. found.OfType<(string, T, ETag)>()];
    }

    private sealed record ReadDirectory(DirectoryDocument Document, ETag ETag);
}
