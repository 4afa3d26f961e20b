using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Writes archived events into streams, those of one message as one batch. A stream that is there in part is gone on with where it stops.
/// Messages are remembered from when they were said: an id that came again days later stands in two batches.
/// </summary>
internal sealed class StreamLoader(StreamLogs logs, EventJson json, TimeProvider clock)
{
    private readonly List<(StreamLine Line, Task<AppendResult> Stored)> _sent = [];
    private readonly List<ArchivedEvent> _batch = [];
    private Origin? _origin;
    private long _there;

    /// <summary>The next event; null after the last one of all.</summary>
    public async Task SeeAsync(ArchivedEvent? happened, CancellationToken cancellation)
    {
        bool sameStream = _batch.Count > 0 && happened?.Stream == _batch[0].Stream;
        Origin? origin = happened is null ? null : json.ReadOrigin(happened.Origin.Utf8.Span);
        if (_batch.Count > 0 && (!sameStream || origin != _origin))
        {
            Send(cancellation);
        }

        if (happened is null || (!sameStream && happened.Version == 1) || _sent.Count >= 1000)
        {
            await SettleAsync();
        }

        if (happened is null)
        {
            return;
        }

        if (!sameStream && happened.Version == 1)
        {
            _there = (await logs.Of(new StreamId(happened.Stream)).ReadAsync(long.MaxValue, cancellation)).Version;
        }

        _origin = origin;
        _batch.Add(happened);
    }

    private void Send(CancellationToken cancellation)
    {
        ArchivedEvent first = _batch[0];
        if (_batch[^1].Version > _there)
        {
            var line = new StreamLine
            {
                First = first.Version,
                Message = _origin!.MessageId,
                Taken = MessageIds.Taken(_origin, clock).UtcTicks,
                Origin = first.Origin,
                Events = [.. _batch.Select(happened => new LineEvent(happened.Event, happened.Data))],
            };
            _sent.Add((line, logs.Of(new StreamId(first.Stream)).AppendAsync(line, first.Version - 1, Task.CompletedTask, cancellation)));
        }

        _batch.Clear();
    }

    private async Task SettleAsync()
    {
        foreach ((StreamLine line, Task<AppendResult> stored) in _sent)
        {
            if (await SettledAsync(stored) != AppendResult.Stored)
            {
                throw new StoreException($"Message {line.Message} could not be written at version {line.First}: somebody else writes to this container. Stop every bot first.");
            }
        }

        _sent.Clear();
    }

    /// <summary>Whoever brings a whole store runs it again, whether the last batch is there or not.</summary>
    private static async Task<AppendResult> SettledAsync(Task<AppendResult> stored)
    {
        try
        {
            return await stored;
        }
        catch (OutcomeUnknownException silent)
        {
            throw new StoreException(silent.Message, silent);
        }
    }
}
