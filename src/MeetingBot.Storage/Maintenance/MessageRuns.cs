using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Finds again which events each message made: neighbours in a stream with the same origin. So a message that comes once more
/// after an import is still known, if it was said so lately that it would be without one.
/// </summary>
internal sealed class MessageRuns(EventJson json, TimeProvider clock, Action<string, string, long, long> take)
{
    private ArchivedEvent? _first;
    private ArchivedEvent? _last;
    private Origin? _origin;

    /// <summary>The next event; null after the last one.</summary>
    public void See(ArchivedEvent? happened)
    {
        Origin? origin = happened is null ? null : json.ReadOrigin(happened.Origin.Utf8.Span);
        if (_first is not null && (origin != _origin || happened!.Stream != _first.Stream))
        {
            if (MessageIds.IsKept(_origin!, clock))
            {
                take(_origin!.MessageId, _first.Stream, _first.Version, _last!.Version);
            }

            _first = null;
        }

        _first ??= happened;
        (_last, _origin) = (happened, origin);
    }
}
