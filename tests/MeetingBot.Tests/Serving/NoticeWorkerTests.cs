using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What whoever runs the bot reads of notices in the log; the alerts of infra/main.bicep look for such lines.</summary>
public sealed class NoticeWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_that_cannot_be_read_is_complained_of_and_read_again()
    {
        var log = new Lines();
        var clerk = new Clerk(new InMemoryStore(), new MinutesPrinter());
        var queue = new BrokenQueue();
        using var worker = new NoticeWorker(clerk, queue, new NoticeDispatcher(queue, clerk, new MinutesPrinter(), []), TimeProvider.System, log);

        await worker.StartAsync(Cancellation);
        await log.Something.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.False(worker.ExecuteTask!.IsCompleted);
        await worker.StopAsync(Cancellation);

        Assert.Equal("Error: Posting what is due failed; it is tried again", await log.Something.Task);
    }

    private sealed class BrokenQueue : INoticeQueue
    {
        public ValueTask<ImmutableArray<QueuedNotice>> DueAsync(Instant now, int most, CancellationToken cancellation) => throw new IOException("the disk is gone");

        public ValueTask<Instant?> NextDueAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Posting> BeginAsync(GroupId group, string id, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask CloseAsync(GroupId group, string id, NoticeEnd end, string? platformMessage, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask PostponeAsync(GroupId group, string id, Instant until, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask RetryAsync(GroupId group, string id, Instant until, string problem, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<ImmutableArray<NoticeRecord>> ListAsync(GroupId group, int waiting, int ended, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<string?> FindPostedAsync(GroupId group, string kind, string subject, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask PruneAsync(Instant before, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<INoticeClaim?> ClaimAsync(string lane, ImmutableArray<QueuedNotice> due, CancellationToken cancellation) => throw new NotSupportedException();
    }

    private sealed class Lines : ILogger<NoticeWorker>
    {
        public TaskCompletionSource<string> Something { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Something.TrySetResult($"{logLevel}: {formatter(state, exception)}");
    }
}
