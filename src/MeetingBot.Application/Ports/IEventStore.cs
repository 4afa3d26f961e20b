using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Names a stream: <c>group/&lt;id&gt;</c>, <c>meeting/&lt;group&gt;/&lt;date&gt;.&lt;n&gt;</c>, <c>ballot/&lt;group&gt;/&lt;key&gt;</c>.</summary>
/// <param name="Value">Ids only: of what users type, a ballot's identifier alone becomes part of it, reduced to <c>a-z 0-9</c>.</param>
public sealed record StreamId(string Value)
{
    /// <summary>The stream of a group: roster, settings, calendar, and a summary of each meeting.</summary>
    public static StreamId Of(GroupId group) => new("group/" + group.Value);

    /// <summary>The stream of a meeting, from its call to order until its minutes are approved.</summary>
    public static StreamId Of(MeetingId meeting) => new("meeting/" + meeting);

    /// <summary>The stream of a ballot, from its proposal to the effective date of what it changed.</summary>
    public static StreamId Of(BallotId ballot) => new("ballot/" + ballot);

    /// <summary>The group whose stream it is, or whose meeting's or ballot's.</summary>
    public GroupId Group => new(Value.Split('/')[1]);

    /// <summary>The meeting whose stream it is; null for a group's own.</summary>
    public MeetingId? Meeting => Value.StartsWith("meeting/", StringComparison.Ordinal) ? MeetingId.Parse(Value["meeting/".Length..]) : null;

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>
/// The keeper of streams. It promises: order within a stream, all of an append or nothing of it, a check of the expected
/// version, and that a message id is taken at most once (for 24 hours at least).
/// </summary>
public interface IEventStore
{
    /// <summary>Reads the events of a stream after a version; 0 reads all of it. A stream that is not there is empty.</summary>
    ValueTask<StreamTail> ReadAsync(StreamId stream, long after, CancellationToken cancellation);

    /// <summary>
    /// What came after a version, for somebody whose append was refused just now with <see cref="AppendResult.Conflict"/>: a keeper that read it in
    /// order to say so need not read it again. It holds everything that the refusal was about, and may lack what came later.
    /// </summary>
    ValueTask<StreamTail> ReadOvertakenAsync(StreamId stream, long after, CancellationToken cancellation) => ReadAsync(stream, after, cancellation);

    /// <summary>
    /// Appends a batch, or says why not. Returns when it is stored so that it survives a crash; throws only when the store itself fails, and
    /// <see cref="OutcomeUnknownException"/> when nobody can say whether it did.
    /// </summary>
    ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellation);

    /// <summary>The events that a message made, where it was taken before; null otherwise.</summary>
    /// <param name="group">The group to one of whose streams it would belong: keepers need not look everywhere.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<TakenMessage?> FindMessageAsync(GroupId group, string messageId, CancellationToken cancellation);

    /// <summary>The people of a group as the directory knows them, if they changed after <paramref name="after"/>; null when they did not.</summary>
    ValueTask<DirectoryPage?> ReadDirectoryAsync(GroupId group, long after, CancellationToken cancellation);

    /// <summary>The group to which a conversation is bound; null for none.</summary>
    ValueTask<GroupId?> FindBindingAsync(string conversation, CancellationToken cancellation);

    /// <summary>The groups whose directory has the account, for a page that shows somebody all of theirs; empty for none.</summary>
    ValueTask<ImmutableArray<GroupId>> GroupsOfAsync(Account account, CancellationToken cancellation);

    /// <summary>Follow-ups that are queued and not done, oldest first, at most <paramref name="most"/>.</summary>
    ValueTask<ImmutableArray<QueuedFollowUp>> PendingFollowUpsAsync(int most, CancellationToken cancellation);

    /// <summary>Takes a follow-up off the queue once the other stream has it.</summary>
    /// <param name="id">The follow-up.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="erases">True when it holds words that must be nowhere afterwards.</param>
    ValueTask CompleteFollowUpAsync(string id, CancellationToken cancellation, bool erases = false);

    /// <summary>Every stream whose name begins with <paramref name="prefix"/> (empty for all), in the order of their names, with the number of its events.</summary>
    IAsyncEnumerable<StreamListing> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>The one logged rewrite: replaces an event's text after a <c>redact</c>. The event's kind and origin stay.</summary>
    ValueTask RewriteAsync(StreamId stream, long version, StreamEvent replacement, CancellationToken cancellation);

    /// <summary>
    /// Adds or changes directory entries outside of any event. What they replace (a name that was forgotten) is nowhere in the store afterwards.
    /// </summary>
    ValueTask WriteDirectoryAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation);

    /// <summary>Keeps a named text of a group beside its streams, such as its own template; a second write replaces it.</summary>
    ValueTask WriteTextAsync(GroupId group, string name, string text, CancellationToken cancellation);

    /// <summary>Reads a text that was kept for a group under a name; null when there is none.</summary>
    ValueTask<string?> ReadTextAsync(GroupId group, string name, CancellationToken cancellation);

    /// <summary>The names of the texts kept for a group, for archives; empty for none.</summary>
    ValueTask<ImmutableArray<string>> ListTextsAsync(GroupId group, CancellationToken cancellation);

    /// <summary>Everything that is kept of one group, and nothing of any other, as JSON Lines that an empty store can import.</summary>
    ValueTask<ReadOnlyMemory<byte>> ExportAsync(GroupId group, CancellationToken cancellation);

    /// <summary>Removes a stream that is never written to again. Doing it twice does no harm.</summary>
    ValueTask RemoveStreamAsync(StreamId stream, CancellationToken cancellation);

    /// <summary>
    /// Removes a group with everything that is kept of it: streams, people, texts, conversations, follow-ups and notices. Its own stream goes
    /// last, so that what a crash cut off is done again by whoever finds it. Doing it twice does no harm.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="conversations">The conversations that were ever bound to it, also under ids they no longer have.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask RemoveGroupAsync(GroupId group, ImmutableArray<string> conversations, CancellationToken cancellation);
}

/// <summary>A batch that is appended whole or not at all.</summary>
/// <param name="Stream">The home stream.</param>
/// <param name="Expected">The version the batch was decided on; 0 for a stream that is not there yet.</param>
/// <param name="Events">The events, in order; at least one.</param>
/// <param name="Origin">Who, when, from which message. Its message id is taken by this append.</param>
public sealed record Append(StreamId Stream, long Expected, ImmutableArray<StreamEvent> Events, Origin Origin)
{
    /// <summary>What other streams must be told, in order; its ids are <c>&lt;message id&gt;/&lt;n&gt;</c>, n from 1.</summary>
    public ImmutableArray<QueuedFollowUp> FollowUps { get; init; } = [];

    /// <summary>Posts that this append makes due, now or later; empty for most.</summary>
    public ImmutableArray<QueuedNotice> Notices { get; init; } = [];

    /// <summary>Directory entries that are new or changed, whole; empty for none.</summary>
    public ImmutableArray<PersonCard> People { get; init; } = [];

    /// <summary>The group whose stream it is, and whose people and bindings these are.</summary>
    public GroupId Group => Stream.Group;

    /// <summary>Conversations that are bound to <see cref="Group"/> by this append.</summary>
    public ImmutableArray<string> Bindings { get; init; } = [];
}

/// <summary>What became of an append.</summary>
public enum AppendResult
{
    /// <summary>It is stored and survives a crash.</summary>
    Stored,

    /// <summary>The stream has moved on: read its tail and decide again.</summary>
    Conflict,

    /// <summary>The message was taken before: nothing was written.</summary>
    AlreadyTaken,
}

/// <summary>The events of a stream after a version.</summary>
/// <param name="Version">The stream's version now; 0 when there is no such stream.</param>
/// <param name="Events">The events asked for, in order.</param>
public sealed record StreamTail(long Version, ImmutableArray<Recorded<StreamEvent>> Events);

/// <summary>What one message made when it was taken, from which a repeated delivery is answered.</summary>
/// <param name="MessageId">The message's id, as the append had it.</param>
/// <param name="Stream">The home stream of its command.</param>
/// <param name="Events">Its events in order, with their versions; never empty.</param>
public sealed record TakenMessage(string MessageId, StreamId Stream, ImmutableArray<Recorded<StreamEvent>> Events);

/// <summary>The directory of a group as it stands.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="People">Everybody.</param>
public sealed record DirectoryPage(long Version, ImmutableArray<PersonCard> People);

/// <summary>Something another stream must be told.</summary>
/// <param name="Id">The message id under which the other stream takes it.</param>
/// <param name="Target">The other stream.</param>
/// <param name="Origin">The origin of the event that asked for it.</param>
/// <param name="FollowUp">What it must be told.</param>
public sealed record QueuedFollowUp(string Id, StreamId Target, Origin Origin, FollowUp FollowUp);

/// <summary>A stream and how long it is.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The number of its events, which is the version of the last.</param>
public sealed record StreamListing(StreamId Stream, long Version);

/// <summary>A pointer to something that is to be posted; what it says is worked out from the stream when it is due.</summary>
/// <param name="Id">Stream, version, kind and target: the same event never queues the same post twice.</param>
/// <param name="Group">The group in whose channel it is posted.</param>
/// <param name="Conversation">The conversation it is posted in, in the order of the queue; for one person alone (<see cref="Alone"/>) an order of their own.</param>
/// <param name="Kind">The kind of notice, by its stored name.</param>
/// <param name="Subject">What it is about: a meeting's or a date's written form.</param>
/// <param name="Due">When it is to be posted.</param>
/// <param name="Attempts">How often posting it failed.</param>
/// <param name="Begun">Whether its posting was begun before, and nobody recorded what came of it.</param>
public sealed record QueuedNotice(string Id, GroupId Group, string Conversation, string Kind, string Subject, Instant Due, int Attempts = 0, bool Begun = false)
{
    /// <summary>What keeps the order of what one person is told from a conversation: what cannot be posted there does not hold it up.</summary>
    public static string Alone(string conversation, PersonId person) => $"{conversation} {person.Value}";

    /// <summary>The conversation of the platform from which it is told, without the one person.</summary>
    public string Place => Subject.LastIndexOf(' ') is var space and >= 0 && Conversation.EndsWith(Subject[space..], StringComparison.Ordinal)
        ? Conversation[..^(Subject.Length - space)]
        : Conversation;
}

/// <summary>The queue of notices, beside the streams in the same keeper.</summary>
public interface INoticeQueue
{
    /// <summary>Notices that are due and neither posted nor given up, in order of due instant and then of queueing.</summary>
    ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation);

    /// <summary>When the next notice is due; null when nothing waits.</summary>
    ValueTask<Instant?> NextDueAsync(CancellationToken cancellation);

    /// <summary>
    /// Records that a notice is about to be posted, before it is: only where that was recorded before may it stand in the channel already, and
    /// only there the channel is asked.
    /// </summary>
    ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation);

    /// <summary>Records that a notice was posted (with the platform's message id), dropped as superseded, or failed for good.</summary>
    ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation);

    /// <summary>
    /// Puts a notice off, together with everything else that is due by then in the same conversation, so that the order in it is kept. Claims
    /// tell of it until then, as more may come due in the conversation meanwhile.
    /// </summary>
    ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation);

    /// <summary>Counts a failed attempt, with what went wrong, and puts the notice off like <see cref="PostponeAsync"/>.</summary>
    ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation);

    /// <summary>
    /// Takes a lane, a conversation or a group's clocks, for one dispatcher alone, so that of several replicas one posts and the order in it
    /// is kept; null while another has it. A keeper that one process owns always grants it.
    /// </summary>
    /// <param name="lane">The conversation, or the group for its clocks.</param>
    /// <param name="due">What was found due in it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation);

    /// <summary>The notices of a group: those that wait, by due instant, and then those that left the queue, the last one first.</summary>
    ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation);

    /// <summary>Removes notices that left the queue and are older than a moment, and what is known of their posts. Those that wait stay.</summary>
    ValueTask PruneAsync(Instant before, CancellationToken cancellation);

    /// <summary>The platform's message id under which a notice of this kind about this subject was posted last; null for none.</summary>
    ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation);
}

/// <summary>A lane that one dispatcher serves, until it is disposed of.</summary>
public interface INoticeClaim : IAsyncDisposable
{
    /// <summary>What is still due in it: another dispatcher may have served the lane since it was looked at.</summary>
    ImmutableArray<QueuedNotice> Notices { get; }

    /// <summary>
    /// Until when the conversation waits, as something was put off in it, by whichever dispatcher; a moment that has passed and null are the
    /// same. What is due already goes behind what was put off.
    /// </summary>
    Instant? Until { get; }

    /// <summary>Ends when the lane may have been given to another dispatcher; then nothing more is posted under this claim.</summary>
    CancellationToken Lost { get; }
}

/// <summary>The claim of a keeper that only one process works on: everything is its own.</summary>
/// <param name="Notices">What is due.</param>
/// <param name="Until">Until when the conversation waits.</param>
public sealed record SoleClaim(ImmutableArray<QueuedNotice> Notices, Instant? Until) : INoticeClaim
{
    /// <inheritdoc/>
    public CancellationToken Lost => CancellationToken.None;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}

/// <summary>A notice and what became of it.</summary>
/// <param name="Notice">The notice.</param>
/// <param name="End">How it left the queue; null while it waits.</param>
/// <param name="Problem">What went wrong at the last attempt; null for nothing.</param>
public sealed record NoticeRecord(QueuedNotice Notice, NoticeEnd? End, string? Problem);

/// <summary>What is known of a notice whose posting begins.</summary>
public enum Posting
{
    /// <summary>Nobody ever began to post it.</summary>
    First,

    /// <summary>Somebody began: it may stand in the channel.</summary>
    Again,

    /// <summary>It left the queue, by another dispatcher's hand.</summary>
    Ended,
}

/// <summary>How a notice left the queue.</summary>
public enum NoticeEnd
{
    /// <summary>It stands in the channel.</summary>
    Posted,

    /// <summary>It was no longer true or needed when it was due.</summary>
    Superseded,

    /// <summary>It could not be posted, and it is not tried again.</summary>
    Failed,
}
