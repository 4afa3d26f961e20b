using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>A store whose process may end at any append: <see cref="Fails"/> says at which. Two of its questions can fail or hang too.</summary>
internal sealed class FailingStore(IEventStore inner) : IEventStore
{
    public Func<Append, bool> Fails { get; set; } = _ => false;

    public Func<Task> Finding { get; set; } = () => Task.CompletedTask;

    public Action Driving { get; set; } = () => { };

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        Fails(append) ? throw new IOException("The process ends here.") : inner.AppendAsync(append, cancellation);

    public ValueTask<StreamTail> ReadAsync(StreamId stream, long after, CancellationToken cancellation) => inner.ReadAsync(stream, after, cancellation);

    public ValueTask<TakenMessage?> FindMessageAsync(GroupId group, string messageId, CancellationToken cancellation) => inner.FindMessageAsync(group, messageId, cancellation);

    public ValueTask<DirectoryPage?> ReadDirectoryAsync(GroupId group, long after, CancellationToken cancellation) => inner.ReadDirectoryAsync(group, after, cancellation);

    public async ValueTask<GroupId?> FindBindingAsync(string conversation, CancellationToken cancellation)
    {
        await Finding();
        return await inner.FindBindingAsync(conversation, cancellation);
    }

    public ValueTask<ImmutableArray<GroupId>> GroupsOfAsync(Account account, CancellationToken cancellation) => inner.GroupsOfAsync(account, cancellation);

    public ValueTask<ImmutableArray<QueuedFollowUp>> PendingFollowUpsAsync(int most, CancellationToken cancellation)
    {
        Driving();
        return inner.PendingFollowUpsAsync(most, cancellation);
    }

    public ValueTask CompleteFollowUpAsync(string id, CancellationToken cancellation, bool erases = false) => inner.CompleteFollowUpAsync(id, cancellation, erases);

    public IAsyncEnumerable<StreamListing> ListAsync(string prefix, CancellationToken cancellation) => inner.ListAsync(prefix, cancellation);

    public ValueTask RewriteAsync(StreamId stream, long version, StreamEvent replacement, CancellationToken cancellation) => inner.RewriteAsync(stream, version, replacement, cancellation);

    public ValueTask WriteDirectoryAsync(GroupId group, ImmutableArray<PersonCard> people, CancellationToken cancellation) => inner.WriteDirectoryAsync(group, people, cancellation);

    public ValueTask WriteTextAsync(GroupId group, string name, string text, CancellationToken cancellation) => inner.WriteTextAsync(group, name, text, cancellation);

    public ValueTask<string?> ReadTextAsync(GroupId group, string name, CancellationToken cancellation) => inner.ReadTextAsync(group, name, cancellation);

    public ValueTask<ReadOnlyMemory<byte>> ExportAsync(GroupId group, CancellationToken cancellation) => inner.ExportAsync(group, cancellation);

    public ValueTask RemoveStreamAsync(StreamId stream, CancellationToken cancellation) => inner.RemoveStreamAsync(stream, cancellation);

    public ValueTask RemoveGroupAsync(GroupId group, ImmutableArray<string> conversations, CancellationToken cancellation) => inner.RemoveGroupAsync(group, conversations, cancellation);

    public ValueTask<ImmutableArray<string>> ListTextsAsync(GroupId group, CancellationToken cancellation) => inner.ListTextsAsync(group, cancellation);
}
