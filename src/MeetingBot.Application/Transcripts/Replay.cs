using System.Globalization;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Plays a transcript through the desk under a virtual clock, which stands at the latest stamp so far: what is due is posted
/// before each line and right after it, and nothing after the last.
/// </summary>
/// <param name="clerk">The clerk.</param>
/// <param name="queue">The notices that the lines make due.</param>
/// <param name="dispatcher">Posts them.</param>
/// <param name="conversation">The conversation in which everything is said.</param>
/// <param name="idPrefix">Begins every message id: the same content replayed into the same store changes nothing.</param>
public sealed class Replay(Clerk clerk, INoticeQueue queue, NoticeDispatcher dispatcher, string conversation, string idPrefix)
{
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private Instant _now = Instant.MinValue;
    private Instant? _nextDue;
    private bool _queued;

    /// <summary>Called after each line with what it was answered, and the zone in which its stamp was read; null where nobody reads the answers.</summary>
    public Action<ChatMessage, Reply, DateTimeZone>? Answered { get; init; }

    /// <summary>Called after each line with the number of lines done.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Plays all of it.</summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="name">The name of the group that a log is taken for.</param>
    /// <param name="cancellation">Stops between two lines.</param>
    public async Task PlayAsync(Transcript transcript, string name, CancellationToken cancellation)
    {
        clerk.NoticeQueued += () => _queued = true;
        bool log = transcript.Kind != TranscriptKind.Transcript;
        if (log && transcript.Lines is [var first, ..])
        {
            await clerk.OpenLogAsync(conversation, name, first.Local.Date, At(first, DateTimeZone.Utc), cancellation);
        }

        for (int index = 0; index < transcript.Lines.Count; index++)
        {
            TranscriptLine line = transcript.Lines[index];
            if (!line.Emote)
            {
                await SayAsync(line, log ? Heard.Log : Heard.Line, index, cancellation);
            }

            Progress?.Invoke(index + 1);
        }

        if (log && transcript.Lines.Count > 0)
        {
            await clerk.CloseLogAsync(conversation, _now, cancellation);
            await PostDueAsync(cancellation);
        }
    }

    private async ValueTask SayAsync(TranscriptLine line, Heard heard, int index, CancellationToken cancellation)
    {
        DateTimeZone zone = heard == Heard.Log ? DateTimeZone.Utc : await clerk.ZoneAsync(conversation, cancellation) ?? CommandParser.ZoneIn(line.Text);
        Instant at = At(line, zone);
        _now = Instant.Max(_now, at);
        await PostDueAsync(cancellation);
        var message = new ChatMessage(idPrefix + index.ToString(CultureInfo.InvariantCulture), AccountOf(line.Sender, heard), line.Sender, conversation, line.Text, at)
        {
            Heard = heard,
            NameIsTrusted = true,
        };
        Reply reply = await clerk.HandleAsync(message, cancellation);
        Answered?.Invoke(message, reply, zone);
        await PostDueAsync(cancellation);
    }

    private ValueTask PostDueAsync(CancellationToken cancellation) => _queued || _nextDue <= _now ? RunDispatcherAsync(cancellation) : default;

    private async ValueTask RunDispatcherAsync(CancellationToken cancellation)
    {
        if (_queued)
        {
            _queued = false;
            _nextDue = await queue.NextDueAsync(cancellation);
        }

        // Each at its own moment: between two lines days may pass.
        while (_nextDue is { } due && due <= _now)
        {
            int done = await dispatcher.RunAsync(due, cancellation);
            _queued = false;
            Instant? next = await queue.NextDueAsync(cancellation);
            _nextDue = done > 0 || next > _now ? next : null;
        }
    }

    private Account AccountOf(string sender, Heard heard)
    {
        if (!_accounts.TryGetValue(sender, out Account? account))
        {
            account = new Account((heard == Heard.Log ? "log::" : "transcript::") + sender.ToLowerInvariant());
            _accounts[sender] = account;
        }

        return account;
    }

    private static Instant At(TranscriptLine line, DateTimeZone zone) => line.At
        ?? (ReferenceEquals(zone, DateTimeZone.Utc) ? line.Local.InUtc() : zone.AtLeniently(line.Local)).ToInstant();
}
