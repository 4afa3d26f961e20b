using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

public sealed partial class InMemoryStore : IStoreArchive
{
    private EventJson Json => json ?? EventJson.Standard;

    /// <inheritdoc/>
    public IAsyncEnumerable<ArchiveLine> ReadArchiveAsync(CancellationToken cancellation, GroupId? only = null)
    {
        lock (_gate)
        {
            ArchiveLine[] all = [.. Events().Concat(Besides()).Concat(Queues()).Where(line => only is null || line.Owner == only)];
            return all.ToAsyncEnumerable();
        }
    }

    /// <inheritdoc/>
    public Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation)
    {
        ArchiveLine[] all = [.. lines];
        lock (_gate)
        {
            if (_streams.Count + _groups.Count + _bindings.Count > 0)
            {
                throw new StoreException("The store is not empty. Import into a new one.");
            }

            var messages = new MessageRuns(Json, clock ?? TimeProvider.System, (id, stream, first, last) => _messages.Take(id, new StreamId(stream), first, last));
            foreach (ArchiveLine line in all)
            {
                Load(line);
                messages.See(line as ArchivedEvent);
            }

            messages.See(null);
        }

        return Task.CompletedTask;
    }

    private void Load(ArchiveLine line)
    {
        switch (line)
        {
            case ArchivedEvent happened:
                var stream = new StreamId(happened.Stream);
                if (!_streams.TryGetValue(stream, out var events))
                {
                    _streams[stream] = events = [];
                }

                events.Add(new Kept(Json.ReadEvent(happened.Event, happened.Data.Utf8.Span), Json.ReadOrigin(happened.Origin.Utf8.Span)));
                break;
            case ArchivedPerson person:
                Shelf(new GroupId(person.Group)).Write([Json.ReadPerson(person.Card.Utf8.Span)]);
                break;
            case ArchivedText text:
                Shelf(new GroupId(text.Group)).Texts[text.Name] = text.Content;
                break;
            case ArchivedBinding binding:
                _bindings[binding.Conversation] = new GroupId(binding.Group);
                break;
            case ArchivedFollowUp followUp:
                _followUps.Queue(new QueuedFollowUp(followUp.Id, new StreamId(followUp.Target), Json.ReadOrigin(followUp.Origin.Utf8.Span),
                    Json.ReadFollowUp(followUp.FollowUp, followUp.Data.Utf8.Span)));
                break;
            case ArchivedNotice notice:
                _notices.Queue(new QueuedNotice(notice.Id, new GroupId(notice.Group), notice.Conversation, notice.Kind, notice.Subject, notice.Due));
                if (NoticeEnds.Read(notice.End) is { } end)
                {
                    _notices.Close(notice.Id, end, notice.PlatformMessage);
                }

                break;
            default:
                throw new StoreException($"A store has no room for {line.GetType().Name}.");
        }
    }

    private IEnumerable<ArchiveLine> Events() =>
        from stream in _streams.OrderBy(stream => stream.Key.Value, StringComparer.Ordinal)
        from recorded in Slice(stream.Value, 1, stream.Value.Count)
        let form = Json.Write(recorded.Event)
        select new ArchivedEvent(stream.Key.Value, recorded.Version, form.Name, new(form.Json), new(Json.Write(recorded.Origin)));

    private IEnumerable<ArchiveLine> Besides()
    {
        var groups = _groups.OrderBy(group => group.Key.Value, StringComparer.Ordinal).ToArray();
        return
        [
            .. groups.SelectMany(group => group.Value.InOrder().Select(card => new ArchivedPerson(group.Key.Value, card.Id.Value, new(Json.Write(card))))),
            .. groups.SelectMany(group => group.Value.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => new ArchivedText(group.Key.Value, text.Key, text.Value))),
            .. _bindings.OrderBy(binding => binding.Key, StringComparer.Ordinal).Select(binding => new ArchivedBinding(binding.Key, binding.Value.Value)),
        ];
    }

    private IEnumerable<ArchiveLine> Queues()
    {
        foreach (QueuedFollowUp queued in _followUps.Pending(int.MaxValue))
        {
            StoredForm form = Json.Write(queued.FollowUp);
            yield return new ArchivedFollowUp(queued.Id, queued.Target.Value, form.Name, new(form.Json), new(Json.Write(queued.Origin)));
        }

        foreach (var (notice, end, platformMessage) in _notices.All())
        {
            yield return new ArchivedNotice(notice.Id, notice.Group.Value, notice.Conversation, notice.Kind, notice.Subject, notice.Due,
                end?.Stored(), platformMessage);
        }
    }
}
