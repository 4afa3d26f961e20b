using System.Collections.Immutable;
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

/// <summary>What others had appended when a batch was refused, for its caller to read.</summary>
/// <param name="After">The version before the first line.</param>
/// <param name="Until">The version of the last event; later the stream has moved on.</param>
/// <param name="Lines">The lines in between.</param>
internal sealed record Overtaking(long After, long Until, ImmutableArray<StreamLine> Lines);

/// <summary>A batch that waits to be appended, and its caller.</summary>
internal sealed class PendingLine(StreamLine line, long expected, Task ready)
{
    private readonly TaskCompletionSource<AppendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stored;

    public StreamLine Line => line;

    public long Expected => expected;

    public Task Ready => ready;

    public Task<AppendResult> Done => _done.Task;

    /// <summary>The caller has gone before its turn came; nothing is written.</summary>
    public bool IsCancelled => _done.Task.IsCanceled;

    /// <summary>The batch before it, of which nobody knew what became when this one was decided on top of it; null for none.</summary>
    public PendingLine? Upon { get; set; }

    /// <summary>Whether its caller may have heard what became of it.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Whether it was decided on a batch that did not come to be, so that its version says nothing.</summary>
    public bool IsAdrift => Upon is { _done.Task.IsCompleted: true, _stored: false };

    public void Settle(AppendResult result)
    {
        (Upon, _stored) = (null, result == AppendResult.Stored);
        _done.TrySetResult(result);
    }

    public void Cancel()
    {
        (Upon, IsAnswered) = (null, true);
        _done.TrySetCanceled();
    }

    public void Fail(Exception problem)
    {
        Upon = null;
        _done.TrySetException(problem);
    }
}
