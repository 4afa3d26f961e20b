using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <content>The whole of the store.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ArchiveLine> ReadArchiveAsync([EnumeratorCancellation] CancellationToken cancellation, GroupId? only = null)
    {
        using SqliteConnection connection = SqliteFile.OpenToRead(_connection.DataSource);
        await foreach (ArchiveLine line in new SqliteArchive(connection).ReadArchiveAsync(cancellation, only))
        {
            yield return line;
        }
    }

    /// <inheritdoc/>
    public Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation) => _writer.WriteAsync(
        writes =>
        {
            if (!writes.IsEmpty())
            {
                throw new StoreException($"{_connection.DataSource} is not empty. Import into a new file.");
            }

            var messages = new MessageRuns(_json, _clock, (id, stream, first, last) => writes.Message(id, stream, first, last));
            foreach (ArchiveLine line in lines)
            {
                cancellation.ThrowIfCancellationRequested();
                Load(writes, line);
                messages.See(line as ArchivedEvent);
            }

            messages.See(null);
            writes.Forget();
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> ExportAsync(GroupId group, CancellationToken cancellation) => Archives.ExportAsync(this, group, cancellation);

    /// <inheritdoc/>
    public ValueTask RemoveStreamAsync(StreamId stream, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.RemoveStream(stream), cancellation, erases: true));

    /// <inheritdoc/>
    public ValueTask RemoveGroupAsync(GroupId group, ImmutableArray<string> conversations, CancellationToken cancellation) =>
        new(_writer.WriteAsync(writes => writes.RemoveGroup(group), cancellation, erases: true));

    private static void Load(SqliteWrites writes, ArchiveLine line)
    {
        switch (line)
        {
            case ArchivedEvent happened:
                writes.Event(happened.Stream, happened.Version, new StoredForm(happened.Event, happened.Data.Utf8), happened.Origin.Utf8.ToArray());
                break;
            case ArchivedPerson person:
                writes.Directory(new GroupId(person.Group), [(new PersonId(person.Person), person.Card.Utf8.ToArray())]);
                break;
            case ArchivedText text:
                writes.Text(new GroupId(text.Group), text.Name, text.Content);
                break;
            case ArchivedBinding binding:
                writes.Binding(binding.Conversation, new GroupId(binding.Group));
                break;
            case ArchivedFollowUp followUp:
                writes.FollowUp(followUp.Id, followUp.Target, followUp.Origin.Utf8.ToArray(), new StoredForm(followUp.FollowUp, followUp.Data.Utf8));
                break;
            case ArchivedNotice notice:
                writes.Notice(new QueuedNotice(notice.Id, new GroupId(notice.Group), notice.Conversation, notice.Kind, notice.Subject, notice.Due));
                writes.Begin(notice.Id); // what posted it where it comes from is not known here
                if (NoticeEnds.Read(notice.End) is { } end)
                {
                    writes.CloseNotice(notice.Id, end, notice.PlatformMessage);
                }

                break;
            default:
                throw new StoreException($"A store has no room for {line.GetType().Name}.");
        }
    }
}
