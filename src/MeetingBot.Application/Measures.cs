using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// What is measured of a bot that serves, all in one place. Only counts, times, and words of closed sets go in: a command's name, a kind, a
/// platform; nothing that people typed, are called or are known by. Where nobody listens, nothing is allocated; a replay has no measures at all.
/// </summary>
public sealed class Measures : IDisposable
{
    /// <summary>The name under which the spans and the metrics are listened to.</summary>
    public const string Name = "MeetingBot";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly InstrumentAdvice<double> LongSeconds = new() { HistogramBucketBoundaries = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400] };
    private static readonly InstrumentAdvice<int> Sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };

    private readonly TimeProvider _time;
    private readonly Histogram<double> _commands;
    private readonly Histogram<double> _appends;
    private readonly Counter<long> _requests;
    private readonly Histogram<int> _commits;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _notices;
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _boards;
    private readonly Histogram<double> _calls;
    private int _due;
    private long _oldest;

    /// <summary>Measures, to which nobody listens yet.</summary>
    public Measures(TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _commands = Meter.CreateHistogram("meetingbot.command.duration", "s", "Commands, from the message to its answer; their number is its count", null, Seconds);
        _appends = Meter.CreateHistogram("meetingbot.append.duration", "s", "Appends to a stream, until they are stored or refused; their number is its count", null, Seconds);
        _requests = Meter.CreateCounter<long>("meetingbot.store.requests", "{request}", "Round trips to the store: reads and commits of SQLite, requests to the storage account");
        _commits = Meter.CreateHistogram("meetingbot.store.commit.size", "{change}", "Changes that were stored together, in one transaction or one block", null, Sizes);
        _snapshots = Meter.CreateCounter<long>("meetingbot.store.snapshots", "{snapshot}", "Snapshots of long streams in the storage account; what fails is tried again later, and nothing waits for it");
        _notices = Meter.CreateCounter<long>("meetingbot.notices", "{notice}", "Due notices that were dealt with");
        _lateness = Meter.CreateHistogram("meetingbot.notice.lateness", "s", "How long after it was due, or was last put off to, a notice was posted", null, LongSeconds);
        Meter.CreateObservableGauge("meetingbot.notices.due", () => Volatile.Read(ref _due), "{notice}", "Notices that were due at the last look at the queue, up to 256");
        Meter.CreateObservableGauge("meetingbot.notices.oldest.age", OldestAge, "s", "How long the oldest of them has been due; 0 when none is");
        _boards = Meter.CreateCounter<long>("meetingbot.boards.redrawn", "{board}", "Boards and panels that were redrawn");
        _calls = Meter.CreateHistogram("meetingbot.platform.call.duration", "s", "Calls to Slack and Teams, each try by itself; their number is its count", null, Seconds);
    }

    /// <summary>Where the metrics come from.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>Where the spans come from: <c>command</c>, <c>append</c> and <c>notice</c>.</summary>
    public ActivitySource Source { get; } = new(Name);

    /// <summary>Whether anybody listens to commands.</summary>
    public bool WatchesCommands => _commands.Enabled || Source.HasListeners();

    /// <summary>Whether anybody listens to appends.</summary>
    public bool WatchesAppends => _appends.Enabled || Source.HasListeners();

    /// <summary>Whether anybody listens to notices.</summary>
    public bool WatchesNotices => _notices.Enabled || _lateness.Enabled || Source.HasListeners();

    /// <summary>Shows how many groups and conversations a clerk keeps in memory.</summary>
    public void Keeps(Func<(int Desks, int Rooms)> kept)
    {
        Meter.CreateObservableGauge("meetingbot.desks", () => kept().Desks, "{group}", "Groups that are kept in memory");
        Meter.CreateObservableGauge("meetingbot.rooms", () => kept().Rooms, "{conversation}", "Conversations whose last lines are kept in memory");
    }

    /// <summary>A command is handled, until this is disposed of.</summary>
    /// <param name="conversation">Where: of this only the platform is told.</param>
    /// <param name="command">Its name; null for a line that holds none.</param>
    public MeasuredCommand Command(string conversation, string? command) => new(Source.StartActivity("command"), PlatformOf(conversation), command ?? "none", _commands, _time);

    /// <summary>Measures an append from beginning to end.</summary>
    public async ValueTask<AppendResult> AppendAsync(IEventStore store, Append append, CancellationToken cancellation)
    {
        using Activity? span = Source.StartActivity("append");
        span?.SetTag("stream", append.Stream.Value[..append.Stream.Value.IndexOf('/', StringComparison.Ordinal)]).SetTag("events", append.Events.Length);
        long began = _time.GetTimestamp();
        string outcome = "failed";
        try
        {
            AppendResult result = await store.AppendAsync(append, cancellation);
            outcome = result switch
            {
                AppendResult.Stored => "stored",
                AppendResult.Conflict => "conflict",
                _ => "taken before",
            };
            return result;
        }
        finally
        {
            End(span, outcome);
            _appends.Record(_time.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <summary>A round trip to the store.</summary>
    public void Asked(bool writes) => _requests.Add(1, new KeyValuePair<string, object?>("kind", writes ? "write" : "read"));

    /// <summary>A snapshot of a long stream was written, superseded by another one, or failed.</summary>
    public void Snapshot(string outcome) => _snapshots.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Changes were stored together.</summary>
    public void Committed(int changes) => _commits.Record(changes);

    /// <summary>The queue was looked at.</summary>
    /// <param name="due">What is due, the oldest first.</param>
    public void Looked(ImmutableArray<QueuedNotice> due)
    {
        Volatile.Write(ref _oldest, due.IsEmpty ? 0 : due[0].Due.ToUnixTimeTicks());
        Volatile.Write(ref _due, due.Length);
    }

    /// <summary>Measures what becomes of a notice.</summary>
    public async ValueTask<NoticeOutcome> NoticeAsync(QueuedNotice notice, Func<ValueTask<NoticeOutcome>> take)
    {
        using Activity? span = Source.StartActivity("notice");
        span?.SetTag("kind", notice.Kind).SetTag("platform", PlatformOf(notice.Conversation)).SetTag("attempts", notice.Attempts + 1);
        string outcome = "failed";
        try
        {
            NoticeOutcome taken = await take();
            outcome = Word(taken);
            if (taken == NoticeOutcome.Posted)
            {
                _lateness.Record((Now - notice.Due).TotalSeconds, new KeyValuePair<string, object?>("kind", notice.Kind));
            }

            return taken;
        }
        finally
        {
            End(span, outcome);
            _notices.Add(1, new("kind", notice.Kind), new("outcome", outcome));
        }
    }

    /// <summary>A board or a panel was redrawn.</summary>
    public void Redrawn(string platform) => _boards.Add(1, new KeyValuePair<string, object?>("platform", platform));

    /// <summary>A platform was called.</summary>
    /// <param name="platform">Which.</param>
    /// <param name="method">What for, by a name of the platform's or the adapter's own.</param>
    /// <param name="status">What came of it.</param>
    /// <param name="took">How long it took.</param>
    public void Called(string platform, string method, CallStatus status, TimeSpan took) =>
        _calls.Record(took.TotalSeconds, new("platform", platform), new("method", method), new("status", Word(status)));

    /// <inheritdoc/>
    public void Dispose()
    {
        Meter.Dispose();
        Source.Dispose();
    }

    /// <summary>Says on a span what came of it.</summary>
    internal static void End(Activity? span, string outcome)
    {
        span?.SetTag("outcome", outcome);
        if (outcome == "failed")
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    private Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    private double OldestAge() => Volatile.Read(ref _oldest) is var oldest && oldest == 0 ? 0 : Math.Max(0, (Now - Instant.FromUnixTimeTicks(oldest)).TotalSeconds);

    /// <summary>The first part of a conversation's name, which the adapters give; a group's clocks belong to none.</summary>
    private static string PlatformOf(string conversation) => conversation.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? conversation[..end] : "none";

    private static string Word(NoticeOutcome outcome) => outcome switch
    {
        NoticeOutcome.Posted => "posted",
        NoticeOutcome.Superseded => "superseded",
        NoticeOutcome.Looked => "looked",
        NoticeOutcome.Postponed => "postponed",
        NoticeOutcome.GivenUp => "given up",
        _ => "failed",
    };

    private static string Word(CallStatus status) => status switch
    {
        CallStatus.Done => "done",
        CallStatus.Throttled => "throttled",
        CallStatus.Refused => "refused",
        _ => "failed",
    };
}

/// <summary>A command that is being handled.</summary>
public sealed class MeasuredCommand : IDisposable
{
    private readonly Activity? _span;
    private readonly string _platform;
    private readonly string _command;
    private readonly Histogram<double> _commands;
    private readonly TimeProvider _time;
    private readonly long _began;

    internal MeasuredCommand(Activity? span, string platform, string command, Histogram<double> commands, TimeProvider time)
    {
        (_span, _platform, _command, _commands, _time, _began) = (span, platform, command, commands, time, time.GetTimestamp());
    }

    /// <summary>How often it was decided on its group; 0 for what was answered before, and where there is no group yet.</summary>
    public int Attempts { get; set; }

    /// <summary>How it was answered; null when it failed.</summary>
    public ReplyKind? Answered { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        string outcome = Answered switch
        {
            ReplyKind.Receipt => "accepted",
            ReplyKind.Answer => "asked",
            ReplyKind.Refusal => "refused",
            ReplyKind.NotForMe => "not for me",
            _ => "failed",
        };
        _span?.SetTag("command", _command).SetTag("platform", _platform).SetTag("attempts", Attempts);
        Measures.End(_span, outcome);
        _span?.Dispose();
        _commands.Record(_time.GetElapsedTime(_began).TotalSeconds, new("command", _command), new("outcome", outcome), new("platform", _platform));
    }
}

/// <summary>What became of a notice that was due.</summary>
public enum NoticeOutcome
{
    /// <summary>It stands in the channel, or in the archive.</summary>
    Posted,

    /// <summary>It was no longer true or needed.</summary>
    Superseded,

    /// <summary>It was a clock's: what was due was done.</summary>
    Looked,

    /// <summary>Its group is paused, or its platform asks for patience, or its conversation is another replica's now: it stays in the queue.</summary>
    Postponed,

    /// <summary>It could not be posted and is tried again: it stays in the queue.</summary>
    Failed,

    /// <summary>It could not be posted, and is not tried again.</summary>
    GivenUp,
}

/// <summary>What came of a call to a platform.</summary>
public enum CallStatus
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>The platform asked for patience.</summary>
    Throttled,

    /// <summary>The platform answered that it does not do it.</summary>
    Refused,

    /// <summary>Nothing came back, or nothing that says what became of it.</summary>
    Failed,
}
