using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>A place between two lines of a stream: where it ends, or where reading may begin.</summary>
/// <param name="Part">The blob.</param>
/// <param name="Length">How many bytes of it come before.</param>
/// <param name="Version">The version of the event before.</param>
/// <param name="Sum">The sum of the line before; empty at the start of a generation.</param>
internal sealed record StreamEnd(PartName Part, long Length, long Version, string Sum)
{
    public static readonly StreamEnd Start = new(PartName.Root, 0, 0, "");

    /// <summary>How many appends the blob holds; Azure allows 50,000.</summary>
    public int Blocks { get; init; }

    /// <summary>False until the blob is there.</summary>
    public bool Exists { get; init; }
}

/// <summary>Where the events of a message stand, and since when.</summary>
internal sealed record TakenLine(string? Attempt, long Taken, long First, long Last);

/// <summary>A batch that waits to be appended, and its caller.</summary>
internal sealed class PendingLine(StreamLine line, long expected, Task ready)
{
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamLine Line => line;

    public long Expected => expected;

    public Task Ready => ready;

    public Task<AppendResult> Done => _done.Task;

    /// <summary>The caller has gone before its turn came; nothing is written.</summary>
    public bool IsCancelled { get; set; }

    public void Settle(AppendResult result) => _done.TrySetResult(result);

    public void Fail(Exception problem) => _done.TrySetException(problem);
}
