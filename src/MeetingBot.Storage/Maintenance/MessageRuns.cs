using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Finds again which events each message made: neighbours in a stream with the same message id. So a message that comes once more
/// after an import is still known.
/// </summary>
internal sealed class MessageRuns(EventJson json, Action<string, string, long, long> take)
{
    private ArchivedEvent? _first;
    private ArchivedEvent? _last;
    private string? _message;

    /// <summary>The next event; null after the last one.</summary>
    public void See(ArchivedEvent? happened)
    {
        string? message = happened is null ? null : json.ReadOrigin(happened.Origin.Utf8.Span).MessageId;
        if (_first is not null && (message != _message || happened!.Stream != _first.Stream))
        {
            take(_message!, _first.Stream, _first.Version, _last!.Version);
            _first = null;
        }

        _first ??= happened;
        (_last, _message) = (happened, message);
    }
}
