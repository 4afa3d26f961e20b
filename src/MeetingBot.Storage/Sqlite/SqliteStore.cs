using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// The embedded keeper: one SQLite file that one process writes. What is acknowledged has reached the disk. Close it at the end, so
/// that everything stands in the one file.
/// </summary>
public sealed partial class SqliteStore : IKeeper
{
    private readonly EventJson _json;
    private readonly TimeProvider _clock;
    private readonly StoreLock _lock;
    private readonly SqliteConnection _connection;
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private int _disposed;

    private SqliteStore(string path, EventJson json, TimeProvider clock, StoreLock held, SqliteConnection connection, Measures? measures)
    {
        _json = json;
        _clock = clock;
        _lock = held;
        _connection = connection;
        _writer = new SqliteWriter(connection, clock, measures);
        _readers = new SqliteReaders(path, json, measures);
    }

    /// <summary>
    /// Opens the store in a file, and makes both where there are none. Refuses with a <see cref="StoreException"/> a file that
    /// another process uses, that is damaged, that is not a store, or that a newer MeetingBot wrote.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="clock">Tells when message ids are old enough to be forgotten.</param>
    /// <param name="json">Null for MeetingBot's own events.</param>
    /// <param name="measures">Null where nothing is measured.</param>
    public static SqliteStore Open(string path, TimeProvider? clock = null, EventJson? json = null, Measures? measures = null)
    {
        path = Path.GetFullPath(path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var held = StoreLock.Take(path);
        try
        {
            return new SqliteStore(path, json ?? EventJson.Standard, clock ?? TimeProvider.System, held, SqliteFile.OpenToWrite(path), measures);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Where => _connection.DataSource;

    /// <inheritdoc/>
    public ValueTask<StreamTail> ReadAsync(StreamId stream, long after, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Tail(stream, after)));

    /// <inheritdoc/>
    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        AppendRules.Check(append);
        var prepared = PreparedAppend.Of(append, _json);
        return new(_writer.WriteAsync(writes => writes.Append(prepared), cancellation));
    }

    /// <inheritdoc/>
    public ValueTask<TakenMessage?> FindMessageAsync(GroupId group, string messageId, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Message(messageId)));

    /// <inheritdoc/>
    public ValueTask<DirectoryPage?> ReadDirectoryAsync(GroupId group, long after, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Directory(group, after)));

    /// <inheritdoc/>
    public ValueTask<GroupId?> FindBindingAsync(string conversation, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Binding(conversation)));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<GroupId>> GroupsOfAsync(Account account, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.GroupsOf(account)));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<QueuedFollowUp>> PendingFollowUpsAsync(int most, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.FollowUps(most)));

    /// <inheritdoc/>
    public ValueTask CompleteFollowUpAsync(string id, CancellationToken cancellation, bool erases = false) =>
        new(_writer.WriteAsync(writes => writes.CompleteFollowUp(id), cancellation, erases));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamListing> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string from = prefix;
        while (_readers.Use(reader => reader.StreamFrom(from)) is { } next && next.Stream.Value.StartsWith(prefix, StringComparison.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            from = next.Stream.Value + '\u0001';
            yield return next;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask RewriteAsync(StreamId stream, long version, StreamEvent replacement, CancellationToken cancellation)
    {
        StoredForm form = _json.Write(replacement);
        if (!await _writer.WriteAsync(writes => writes.Rewrite(stream, version, form), cancellation, erases: true))
        {
            throw new ArgumentException($"{stream} has no '{form.Name}' at version {version}.", nameof(version));
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteDirectoryAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation)
    {
        var cards = PreparedAppend.Cards(people, _json);
        return new(_writer.WriteAsync(writes => writes.Directory(group, cards), cancellation, erases: true));
    }

    /// <inheritdoc/>
    public ValueTask WriteTextAsync(GroupId group, string name, string text, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.Text(group, name, text), cancellation));

    /// <inheritdoc/>
    public ValueTask<string?> ReadTextAsync(GroupId group, string name, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Text(group, name)));

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<string>> ListTextsAsync(GroupId group, CancellationToken cancellation) =>
        new(_readers.Use(reader => reader.Texts(group)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _writer.DisposeAsync();
            _readers.Dispose();
            await _connection.DisposeAsync();
            _lock.Dispose();
        }
    }
}
